"""What a command's argument names: a note, a video, a second."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.late_pattern import late_pattern
from kbtui.note import Note, is_video_id
from kbtui.stamps.times import LONGEST, read_time
from kbtui.terminal import printable_name
from kbtui.vault.vault import Vault
from kbtui.youtube import read_address, read_units

TIMES = "47:47, 1:38:11, 2867 or 1h2m3s"
"""How a time is written on the command line."""

_CLOCK = late_pattern(r"[0-9]{1,5}(?::[0-9]{1,2}){0,2}")
_UNITS = late_pattern(r"(?=[0-9])(?:[0-9]{1,2}h)?(?:[0-9]{1,4}m)?(?:[0-9]{1,5}s)?")


class VideoAt(Struct, frozen=True):
    video_id: str
    """It has the form of one."""
    seconds: int | None = None


def read_seconds(text: str) -> int | None:
    """A time as it is written on the command line, in seconds; None where it is none."""
    if _CLOCK.fullmatch(text):
        return read_time(text).plain
    seconds = read_units(text) if _UNITS.fullmatch(text) else None
    return seconds if seconds is not None and seconds < LONGEST else None


def find_note(vault: Vault, name: str) -> Note:
    """The one note that `name` means: by path, stem, slug or title, or by its file as seen from here.

    Raises:
        Stop: no note is named so, or several are.
    """
    note = _note(vault, name)
    if note is None:
        raise _unknown(vault, name, "note")
    return note


def find_subject(vault: Vault, name: str) -> Note | VideoAt:
    """The note, or else the video of this vault, that `name` means. An address of YouTube's is a video anywhere.

    Raises:
        Stop: nothing is named so, or several notes are.
    """
    if "://" in name:
        return _addressed(name)
    note = _note(vault, name)
    if note is not None:
        return note
    if name in vault.graph.videos:
        return VideoAt(name)
    raise _unknown(vault, name, "note or video")


def find_moment(vault: Vault, name: str) -> tuple[Note | VideoAt, int | None]:
    """What `NAME@TIME` means; the second is None where no time is given, or where a note is called just so.

    Raises:
        Stop: as `find_subject`; or what stands behind the `@` is no time.
    """
    subject, at, time = name.rpartition("@")
    if at and _is_called(vault, name):
        return find_subject(vault, name), None
    seconds = read_seconds(time) if at else None
    if seconds is not None:
        return find_subject(vault, subject), seconds
    if at and "://" not in name and not vault.graph.named(name):
        raise _no_time(time)
    return find_subject(vault, name), None


def _is_called(vault: Vault, name: str) -> bool:
    """Whether a note has this name to the letter, case aside."""
    names = (each for note in vault.graph.named(name) for each in (note.path, note.stem, note.title, *note.aliases))
    return name.casefold() in map(str.casefold, names)


def read_video(text: str) -> VideoAt:
    """`ID`, `ID@TIME` or an address of YouTube's.

    Raises:
        Stop: it is none of them.
    """
    if "://" in text:
        return _addressed(text)
    video_id, at, time = text.partition("@")
    if not is_video_id(video_id):
        raise Stop(ExitCode.USAGE, f"not a video id (11 of A-Z a-z 0-9 _ -): {video_id}")
    seconds = read_seconds(time)
    if at and seconds is None:
        raise _no_time(time)
    return VideoAt(video_id, seconds)


def _addressed(text: str) -> VideoAt:
    address = read_address(text)
    if address is None:
        raise Stop(ExitCode.USAGE, f"not the address of a YouTube video: {text}")
    return VideoAt(address.video_id, address.seconds)


def _no_time(text: str) -> Stop:
    return Stop(ExitCode.USAGE, f"not a time: {text!r}; write {TIMES}")


def _note(vault: Vault, name: str) -> Note | None:
    notes = vault.graph.named(name)
    if len(notes) > 1:
        paths = "\n".join(f"  {note.path}" for note in notes)
        raise Stop(ExitCode.USAGE, f"{name!r} names several notes; give the path of one:\n{paths}")
    return notes[0] if notes else _note_of_file(vault, Path(name))


def _note_of_file(vault: Vault, file: Path) -> Note | None:
    file = file.parent.resolve() / file.name
    root = vault.root.resolve()
    return vault.graph.notes.get(file.relative_to(root).as_posix()) if file.is_relative_to(root) else None


def _unknown(vault: Vault, name: str, what: str) -> Stop:
    near = "".join(f"\n  {path}" for path in _near(vault.graph.notes, name))
    hint = f"; is it one of these?{near}" if near else ""
    if Path(name).is_file():
        hint = f": it lies outside of {printable_name(str(vault.root))}; --vault names another vault"
    return Stop(ExitCode.NOTHING, f"no {what} in this vault is named {name!r}{hint}")


def _near(notes: Mapping[str, Note], name: str) -> list[str]:
    """Paths of the notes whose titles come closest to `name`, best first."""
    from rapidfuzz import fuzz, process, utils  # only for names that fail

    titles = {path: note.title for path, note in notes.items()}
    wanted = Path(name).stem.replace("_", " ")
    found = process.extract(
        wanted, titles, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=75, limit=3
    )
    return [path for _, _, path in found] or _holding(titles, utils.default_process(wanted).split())


def _holding(titles: Mapping[str, str], words: Sequence[str]) -> list[str]:
    """Paths of a few notes whose titles hold all the words, those with the fewest others first."""
    found = [path for path, title in titles.items() if words and set(words) <= set(title.casefold().split())]
    return sorted(found, key=lambda path: len(titles[path]))[:3]
