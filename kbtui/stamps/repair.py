"""Which second each stamp of a note means: stamps that are wrong by a factor of 60 are found and mended.

Writers of notes put minutes and seconds into the first two of three fields. A stamp is moved where its own label says
so, where it cannot be read otherwise, or where the note's other stamps and the video's other notes make it very
improbable that it is sound: a sound stamp that is moved is worse than a wrong one that is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kbtui.stamps.chain import NEUTRAL, Link
from kbtui.stamps.forms import Mark
from kbtui.stamps.habits import DENIED, End, chances, doubts
from kbtui.stamps.stamps import Reading, Stamp, Weight

_CERTAIN = 0.995
"""How probable it must be that a stamp is wrong before it is moved on the evidence of others."""

_DOUBTFUL = 0.45
"""How probable that must be before a stamp that is left is told to be doubtful."""
_ENOUGH = 8
"""Stamps with which a note shows where its video ends; fewer show less."""
_HOURS = 180
"""Up to here seconds in a short reading may as well be hours and minutes that were rounded."""


def weigh(stamps: Sequence[Stamp]) -> Weight:
    """What a note's stamps say of its video to that video's other notes; stamps of another video say nothing."""
    last: list[int] = []
    short: list[int] = []
    for _, _, (_, _, video_id, time, _) in stamps:
        plain, in_short, is_round, _, _ = time
        if video_id is not None or plain == 0:
            continue
        if plain is not None and (in_short is None or not is_round):
            last.append(plain)
        elif in_short is not None:
            short.append(in_short)
    return Weight(len(last), len(short), _reach(last), _reach(short), max(last, default=0))


def _reach(seconds: list[int]) -> int:
    """The last of some seconds, or the last but one where the last lies alone."""
    if len(seconds) < 3:
        return max(seconds, default=0)
    second, last = sorted(seconds)[-2:]
    return last if last <= 1.5 * second + 300 else second


def judge(stamps: Sequence[Stamp], siblings: Iterable[Weight] = ()) -> list[Reading]:
    """The reading of each of a note's stamps.

    Args:
        stamps: the note's, in its order.
        siblings: the weights of the other notes of the same video.
    """
    known = [_known(stamp) for stamp in stamps]
    end = _video_end(siblings)
    doubtful = iter(doubts([link for _, link in known if link], end))
    pattern = _pattern(stamps)
    readings: list[Reading] = []
    for stamp, (reading, link) in zip(stamps, known, strict=True):
        wrong = next(doubtful) if link else 0.0
        if link is None or not link.open:
            readings.append(reading)
        elif wrong > _CERTAIN:
            readings.append(_moved(stamp, end, pattern))
        else:
            is_doubtful = wrong > _DOUBTFUL or (end is not None and _is_far_past(link.sound, end))
            readings.append(Reading(link.sound, other=link.short) if is_doubtful else reading)
    return readings


def _is_far_past(second: int, end: End) -> bool:
    """Whether a second lies where a video that ends near `end` has none."""
    return end.notes >= 2 and second > 1.5 * max(end.seconds, end.furthest) + 120


def _known(stamp: Stamp) -> tuple[Reading, Link | None]:
    """A stamp's reading from its own time and label, and its part in the note's chain."""
    mark, time = stamp.mark, stamp.mark.time
    plain, short, said = time.plain, time.short, mark.said.plain
    if mark.video_id is not None or (plain is None and short is None and said is None):
        return Reading(plain), None
    if plain == short == 0 and said in (None, 0):
        return Reading(0), None  # zero in every habit, and as near to what is meant in each: it says nothing
    if said is not None and _label_decides(mark):
        form = DENIED if said == short != plain else NEUTRAL
        return Reading(
            said, "label", f"written {_shown(mark.written)}; its label says {_shown(mark.label or '')}"
        ), Link(said, said, form)
    if plain is None:
        second = short or 0
        return Reading(second, "impossible", _impossible(mark.written)), Link(second, second, chances(time))
    if short is None or mark.said.short == plain:
        return Reading(plain), Link(plain, plain, NEUTRAL)
    return Reading(plain), Link(plain, short, chances(time))


def _label_decides(mark: Mark) -> bool:
    """Whether a stamp's label is to be read in place of its time.

    So it is where the time says the label's 60-fold, is the end of it (`data-58:21">[03:58:21]`) or cannot be.
    """
    plain, said = mark.time.plain, mark.said
    if said.plain == mark.time.short and said.plain != plain:
        return mark.time.round or said.fields > 2  # `[0:36]` before `00:36:26` is hours and minutes
    if plain is None:
        return mark.time.short is None or not said.round
    cut = said.fields > mark.time.fields and (mark.label or "").strip("[]() ").endswith(":" + mark.written)
    return cut and said.plain != plain


def _impossible(written: str) -> str:
    """Why a time cannot be hours, minutes and seconds."""
    fields = [int(field) for field in written.split(":")[:3] if field.isdecimal()]
    if len(fields) == 3 and max(fields[1:]) <= 59:
        return f"written {_shown(written)}; no video is {fields[0]} hours long"
    return f"written {_shown(written)}; no clock has more than 59 minutes or seconds"


def _video_end(siblings: Iterable[Weight]) -> End | None:
    """Where the notes of a video end that look sound; None where none does."""
    known = sorted((end, weight) for weight in siblings if (end := _note_end(weight)))
    while len(known) > 2 and (known[-2][0] / known[-1][0]) ** (len(known) - 1) < 0.005:
        known.pop()
    notes = sum(min(1.0, (weight.sound + weight.doubtful) / _ENOUGH) for _, weight in known)
    return End(known[-1][0], notes, max(weight.furthest for _, weight in known)) if known else None


def _note_end(weight: Weight) -> int:
    """Where a note ends whose stamps agree in their habit; 0 where they do not, or where that is not known."""
    if weight.doubtful <= max(1, weight.sound // 8):
        return weight.last
    if weight.sound <= weight.doubtful // 8 and weight.last_short >= _HOURS:
        return weight.last_short
    return 0


def _pattern(stamps: Sequence[Stamp]) -> str:
    """Why a note's stamps were found wrong by each other."""
    times = [stamp.mark.time for stamp in stamps if stamp.mark.time.short is not None]
    rounds = sum(time.round for time in times)
    if rounds == len(times) > 1:
        return f"all {rounds} stamps of the note end in :00"
    if rounds > max(1, len(times) // 8):
        return f"{rounds} of the note's {len(times)} stamps end in :00"
    return "the note's other stamps have their minutes in the first field"


def _moved(stamp: Stamp, end: End | None, pattern: str) -> Reading:
    """The reading of a stamp that its neighbours or siblings show to be short."""
    time = stamp.mark.time
    if end and time.plain is not None and time.plain > 1.5 * end.seconds + 120:
        why = f"written {_shown(stamp.written)}, but the video's other notes end near {_clock(end.seconds)}"
        return Reading(time.short, "siblings", why)
    return Reading(time.short, "pattern", f"written {_shown(stamp.written)}; {pattern}")


def _clock(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def _shown(written: str) -> str:
    """A written time or label as a person is told of it."""
    return written.strip("[]() ")[:40]
