"""How well stamps are found and repaired: `python -m bench.stamps VAULT [--list]`.

Figures that a vault gives by itself, with an oracle that knows nothing of the repair:

- A note is of *sound form* if it has four stamps or more of three fields or more, none of them impossible, and
  at most one, or one in twelve, that ends in `:00`.
- A video's *end*, for one of its notes, is the last second in the *other* notes of sound form, read as written;
  a note's last stamp that lies alone (past 1.5 x the last but one + 5 min) is left out, and a note
  of three or more that reaches three times as far as every other.
- A video's *reach* is that end, or the last stamp not ending in `:00` in all notes, the note's own too, without an
  impossible stamp and with at most a third of `:00`, where that is later.
- A stamp is *checkable* if its note's video has an end and it is readable; it is *far past* if it is impossible as
  written, or lies more than 1.5 x the reach + 2 min in.
- A stamp is *shown sound* if, as written, it lies before the end that the other notes show, and stands in a note
  of sound form, or does not end in `:00` in a note of which at most one stamp in twelve is far past. It is *moved*
  where it is read otherwise than written. *Alone*: judged without the weights of its siblings.

Figures from made mistakes: notes of sound form that do not lie far past their siblings, written anew with the
mistakes that writers of notes make (`MISTAKES`), and read with the weights of their real siblings and without any.
*Recall* is the share of wrong stamps that are read as they were; *false* counts right stamps that are moved (a note
that is wrong in whole and still of sound form counts here too: `--list` names it).

Last come the figures of `bench.simulated_stamps`, of videos that never were.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.simulated_stamps import print_simulated
from kbtui.reading.parse import gather
from kbtui.sample import sample_notes
from kbtui.stamps import forms, times
from kbtui.stamps.repair import judge, weigh
from kbtui.stamps.stamps import Reading, Stamp, Weight, find_stamps
from kbtui.text import clean


@dataclass(frozen=True, slots=True)
class Read:
    """One note of a video, as far as its stamps go."""

    path: str
    prose: str
    stamps: tuple[Stamp, ...]
    weight: Weight


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vault", type=Path, nargs="?", default=sample_notes())
    parser.add_argument("--list", action="store_true", help="print each stamp that is left or moved wrongly")
    parser.add_argument("--only", help="channels whose name begins with one of these letters")
    options = parser.parse_args()
    notes = list(_notes(options.vault, options.only))
    videos: dict[str, list[Read]] = defaultdict(list)
    for video, note in notes:
        videos[video].append(note)
    _print_speed([note for _, note in notes])
    _print_forms([note for _, note in notes])
    _print_checked(videos, listed=options.list)
    _print_made(videos, listed=options.list)
    print_simulated()


def _notes(vault: Path, only: str | None) -> Iterator[tuple[str, Read]]:
    for path in sorted(vault.rglob("*.md")):
        name = path.relative_to(vault).as_posix()
        if only and name.strip("\u2068")[0].lower() not in only:
            continue
        facts = gather(name, clean(path.read_bytes()))
        own = tuple(stamp for stamp in facts.stamps if stamp.video_id in (None, facts.note.video_id))
        if facts.note.video_id:
            yield facts.note.video_id, Read(name, facts.prose, own, weigh(own))


def _print_speed(notes: Sequence[Read]) -> None:
    """Finding and weighing, with empty caches; the best of five runs."""
    best = min(_timed(lambda: [weigh(find_stamps(note.prose)) for note in notes]) for _ in range(5))
    judged = min(_timed(lambda: [judge(note.stamps) for note in notes]) for _ in range(2))
    decode = [note.prose.encode() for note in notes]
    decoding = min(_timed(lambda: [text.decode() for text in decode]) for _ in range(5))
    count = sum(len(note.stamps) for note in notes)
    size = sum(map(len, decode)) / 1e6
    print(f"{count} stamps in {len(notes)} notes, {size:.1f} MB")
    each, whole = best / count * 1e6, best * 1e3
    print(f"find and weigh: {each:.2f} us a stamp, {whole:.0f} ms; to decode alone takes {decoding * 1e3:.0f} ms")
    print(f"judge, alone:   {judged / count * 1e6:.2f} us a stamp")


def _timed(run: Callable[[], object]) -> float:
    forms.read_ordinary.cache_clear()
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _print_forms(notes: Sequence[Read]) -> None:
    forms = Counter(_form(note.prose, stamp) for note in notes for stamp in note.stamps)
    print("forms:   ", ", ".join(f"{form} {count}" for form, count in forms.most_common()))


def _form(prose: str, stamp: Stamp) -> str:
    source = prose[stamp.start : stamp.end]
    kind = "anchor" if source.startswith("<") else "link" if stamp.mark.video_id else "bare"
    fields = stamp.mark.time.fields
    return f"{kind}/{fields}" if fields else f"{kind}/unread"


# What siblings show


def _is_sound_form(note: Read, least: int = 4, share: float = 1 / 12) -> bool:
    three = [stamp.mark.time for stamp in note.stamps if stamp.mark.time.fields >= 3]
    rounds = sum(time.round for time in three)
    return (
        len(three) >= least and all(time.plain is not None for time in three) and rounds <= max(1, len(three) * share)
    )


def _last(note: Read, *, rounds: bool = True) -> int:
    times = [stamp.mark.time for stamp in note.stamps]
    seconds = sorted(time.plain for time in times if time.plain is not None and (rounds or not time.round))
    if len(seconds) < 3:
        return max(seconds, default=0)
    return seconds[-1] if seconds[-1] <= 1.5 * seconds[-2] + 300 else seconds[-2]


def _end(notes: Sequence[Read]) -> int | None:
    ends = sorted(_last(note) for note in notes if _is_sound_form(note))
    while len(ends) > 2 and ends[-1] >= 3 * ends[-2]:
        ends.pop()
    return ends[-1] if ends else None


def _reach(notes: Sequence[Read]) -> int:
    ends = [_last(note, rounds=False) for note in notes if _is_sound_form(note, 0, 1 / 3)]
    return max(ends, default=0)


def _print_checked(videos: dict[str, list[Read]], *, listed: bool) -> None:
    counts: Counter[str] = Counter()
    repairs: Counter[str] = Counter()
    for notes in videos.values():
        for note in notes:
            others = [other for other in notes if other is not note]
            readings = judge(note.stamps, [other.weight for other in others])
            assert all(r.seconds is None or 0 <= r.seconds < times.LONGEST for r in readings)
            repairs.update(str(reading.repaired or "none") for reading in readings)
            end = _end(others)
            if end:
                counts.update(
                    _checked(
                        note, end, 1.5 * max(end, _reach(notes)) + 120, readings, judge(note.stamps), listed=listed
                    )
                )
    print("repairs: ", ", ".join(f"{repair} {count}" for repair, count in repairs.most_common()))
    whole = counts["checkable"] or 1
    for name in ("checkable", "far past as written", "far past after", "far past after, alone"):
        print(f"{name:24} {counts[name]:7} {counts[name] / whole:9.4%}")
    sound = counts["shown sound"] or 1
    for name in ("shown sound", "shown sound, moved", "shown sound, moved alone"):
        print(f"{name:24} {counts[name]:7} {counts[name] / sound:9.4%}")


def _checked(
    note: Read, end: int, past: float, read: list[Reading], alone: list[Reading], *, listed: bool
) -> Iterator[str]:
    written = [stamp.mark.time for stamp in note.stamps]
    wrong = sum(time.fields >= 3 and (time.plain is None or time.plain > past) for time in written)
    trusted = wrong <= len(written) / 12
    sound_form = _is_sound_form(note)
    for stamp, with_them, without in zip(note.stamps, read, alone, strict=True):
        plain = stamp.mark.time.plain
        if plain is None and stamp.mark.time.short is None:
            continue
        yield "checkable"
        if plain is None or plain > past:
            yield "far past as written"
        sound = plain is not None and plain <= end and (sound_form or (trusted and not stamp.mark.time.round))
        if sound:
            yield "shown sound"
        for reading, suffix in ((with_them, ""), (without, "alone")):
            if reading.seconds is not None and reading.seconds > past:
                yield ("far past after, " + suffix).strip(", ")
                if listed and not suffix:
                    print("LEFT ", note.path, stamp.written, stamp.label, "end", end, reading)
            if sound and reading.seconds != plain:
                yield ("shown sound, moved " + suffix).strip()
                if listed:
                    print("MOVED", suffix, note.path, stamp.written, stamp.label, "end", end, reading)


# Made mistakes


def _short(second: int, last: str = "00") -> str:
    return f"{second // 60:02}:{second % 60:02}:{last}"


def _plain(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


@dataclass(frozen=True, slots=True)
class At:
    """Where a stamp stands that may be written wrong."""

    second: int
    share: float
    """How far down in its note, from 0 to 1; exactly 0.5 is the middle stamp's."""
    chance: float
    """A random number from 0 to 1."""


MISTAKES: dict[str, Callable[[At], bool]] = {
    "none": lambda _: False,
    "all": lambda _: True,
    "past 1 min": lambda at: at.second >= 60,
    "before 10 min": lambda at: at.second < 600,
    "before 1 h": lambda at: at.second < 3600,
    "from the middle": lambda at: at.share > 0.5,
    "to the middle": lambda at: at.share <= 0.5,
    "one in three": lambda at: at.chance < 1 / 3,
    "one alone": lambda at: at.share == 0.5,
    "frames": lambda _: True,
    "frames from middle": lambda at: at.share > 0.5,
}
"""Which stamps of a note are written wrong; those of `frames` with any last field, the others with `00`."""


def _print_made(videos: dict[str, list[Read]], *, listed: bool) -> None:
    print(f"{'made mistakes':20}{'':9}{'wrong':>7}{'recall':>9}{'to 1 h':>9}{'over 1 h':>9}{'right':>8}{'false':>7}")
    for name in MISTAKES:
        for siblings in (True, False):
            counts = _count_made(videos, name, siblings=siblings, listed=listed)
            wrong, mended = (
                Counter({kind: counts[word, kind] for kind in ("short", "long")}) for word in ("wrong", "mended")
            )
            shares = [mended.total() / (wrong.total() or 1), *(mended[kind] / (wrong[kind] or 1) for kind in wrong)]
            right = counts["right", "short"] + counts["right", "long"]
            label = "siblings" if siblings else "alone"
            columns = "".join(f"{share:9.2%}" for share in shares)
            print(f"{name:20}{label:9}{wrong.total():7}{columns}{right:8}{counts['false', 'any']:7}")


def _count_made(
    videos: dict[str, list[Read]], mistake: str, *, siblings: bool, listed: bool
) -> Counter[tuple[str, str]]:
    """What becomes of a mistake in each note of sound form that does not itself lie far past its siblings."""
    counts: Counter[tuple[str, str]] = Counter()
    chance = random.Random(7)  # noqa: S311 - a fixed sequence is what makes runs comparable
    for notes in videos.values():
        for note in notes:
            others = [other for other in notes if other is not note]
            if _is_sound_form(note) and _last(note) <= 1.5 * (_end(others) or times.LONGEST) + 120:
                weights = [other.weight for other in others] if siblings else []
                counts.update(_made(note, mistake, weights, chance, listed=listed))
    return counts


def _made(
    note: Read, mistake: str, weights: Sequence[Weight], chance: random.Random, *, listed: bool
) -> Iterator[tuple[str, str]]:
    seconds = [stamp.mark.time.plain for stamp in note.stamps if stamp.mark.time.plain is not None]
    kind = "short" if max(seconds) < 3600 else "long"
    written: list[str] = []
    for place, second in enumerate(seconds):
        share = place / len(seconds) if place != len(seconds) // 2 else 0.5
        last = f"{chance.randrange(100):02}" if mistake.startswith("frames") else "00"
        is_wrong = MISTAKES[mistake](At(second, share, chance.random()))
        written.append(_short(second, last) if is_wrong else _plain(second))
    text = " ".join(f'<a class="yt-timestamp" data-t="{one}">[{one}]</a>' for one in written)
    for one, second, reading in zip(written, seconds, judge(find_stamps(text), weights), strict=True):
        is_right = one == _plain(second)
        yield ("right" if is_right else "wrong"), kind
        if not is_right and reading.seconds == second:
            yield "mended", kind
        if is_right and reading.seconds != second:
            yield "false", "any"
            if listed:
                print("FALSE", mistake, note.path, one, reading)


if __name__ == "__main__":
    main()
