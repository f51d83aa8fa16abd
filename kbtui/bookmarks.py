"""The moments that the user marked, kept in one file of theirs: `kbtui/marks.jsonl` among the user's data.

One line of JSON a mark. Whoever changes the file holds the lock beside it, reads the file anew, writes the whole to a
new file and puts that in its place. So the file is whole at every moment, whatever is killed and however full the disk
is, and two kbtui at once lose nothing of each other's. Lines are kept as they are unless they themselves are changed:
fields that a later kbtui adds stay.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import IO, Any

from msgspec import Struct
from msgspec.structs import asdict

from kbtui.note import is_video_id, video_url
from kbtui.text import one_line
from kbtui.whole_file import write_whole

PATIENCE = 5.0
"""Seconds to wait for another kbtui that is just writing."""
_PAUSE = 0.02
"""Seconds between two looks at the lock."""


class BookmarksError(Exception):
    """The marks cannot be read or kept. What was kept before is unharmed. The message is one line for a person."""


class Bookmark(Struct, frozen=True):
    """A moment that the user marked."""

    vault: str
    """The vault's folder, as an absolute path."""
    path: str
    """The note, relative to the vault."""
    video_id: str
    seconds: int
    claim: str
    name: str = ""
    """What the user calls it; empty where they gave it no name."""
    created: str = ""
    """When it was marked: ISO 8601 with its zone."""

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What makes it this mark: there is one a second of a video in a note."""
        return (self.vault, self.path, self.video_id, self.seconds)

    @property
    def second(self) -> tuple[str, int]:
        """The video and its second."""
        return (self.video_id, self.seconds)

    @property
    def url(self) -> str:
        return video_url(self.video_id, self.seconds)


class Kept(Struct, frozen=True):
    """What the file holds."""

    marks: tuple[Bookmark, ...]
    """In the order in which they were made."""
    notice: str = ""
    """What the user ought to be told of the file, such as that it was damaged; mostly empty."""


def bookmarks_path(environment: Mapping[str, str]) -> Path:
    """Where the user's marks are: `kbtui/marks.jsonl` in `$XDG_DATA_HOME`, else in `~/.local/share`."""
    base = Path(environment.get("XDG_DATA_HOME", ""))
    home = Path(os.path.expanduser("~/.local/share"))  # noqa: PTH111  Path.expanduser raises where there is no home
    return (base if base.is_absolute() else home) / "kbtui" / "marks.jsonl"


class Bookmarks:
    """The user's marks on disk. Nothing is remembered between calls: the file is the truth."""

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self.path = path
        self._patience = patience

    def load(self) -> Kept:
        """All marks. A damaged file is set aside, and what can be read of it is kept.

        Raises:
            BookmarksError: the file is there and cannot be read, or a damaged one cannot be set aside.
        """
        lines = _lines(self._bytes())
        return self._change(lambda sound: sound) if _damage(lines) else Kept(_marks(lines))

    def keep(self, mark: Bookmark) -> Kept:
        """Add a mark, or change the name and the claim of the one with the same key.

        Raises:
            BookmarksError: it could not be written; nothing changed.
        """
        return self._change(lambda lines: _with(lines, mark))

    def drop(self, marks: Collection[Bookmark]) -> Kept:
        """Remove marks; those that are gone already are no error.

        Raises:
            BookmarksError: it could not be written; nothing changed.
        """
        keys = {mark.key for mark in marks}
        return self._change(lambda lines: [line for line in lines if not (line.mark and line.mark.key in keys)])

    def _change(self, changed: Callable[[Sequence[_Line]], Sequence[_Line]]) -> Kept:
        with _told("cannot be written"):
            path = Path(os.path.realpath(self.path))  # a link to the file stays a link
            path.parent.mkdir(parents=True, exist_ok=True)
            with _locked(path.with_suffix(".lock"), self._patience):
                raw = self._bytes()
                lines = _lines(raw)
                notice = _set_aside(path, raw, lines) if _damage(lines) else ""
                sound = [line for line in lines if line.mark]
                new = changed(sound)
                if notice or new != sound:
                    _write(path, b"".join(line.raw + b"\n" for line in new))
                return Kept(_marks(new), notice)

    def _bytes(self) -> bytes:
        with _told("cannot be read"):
            try:
                return self.path.read_bytes()
            except FileNotFoundError:
                return b""


class _Line(Struct, frozen=True):
    raw: bytes
    mark: Bookmark | None
    """None where the line cannot be read."""


def _lines(raw: bytes) -> list[_Line]:
    return [_Line(line, _read(line)) for line in raw.split(b"\n") if line.strip()]


def _marks(lines: Sequence[_Line]) -> tuple[Bookmark, ...]:
    """The marks of the lines. Of two with one key, which only a hand can have written, the later one holds."""
    return tuple({line.mark.key: line.mark for line in lines if line.mark}.values())


def _damage(lines: Sequence[_Line]) -> int:
    """How many lines cannot be read."""
    return sum(line.mark is None for line in lines)


def _read(line: bytes) -> Bookmark | None:
    try:
        record = json.loads(line)
        mark = Bookmark(
            vault=_text(record["vault"]),
            path=_text(record["path"]),
            video_id=_text(record["video_id"]),
            seconds=record["seconds"],
            claim=one_line(_text(record["claim"])),
            name=one_line(_text(record.get("name", ""))),
            created=one_line(_text(record.get("created", ""))),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return mark if is_video_id(mark.video_id) and _is_second(mark.seconds) else None


def _text(value: Any) -> str:  # noqa: ANN401  whatever JSON holds
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _is_second(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9


def _line(mark: Bookmark, old: Mapping[str, Any]) -> _Line:
    return _Line(json.dumps({**old, **asdict(mark)}).encode("ascii"), mark)


def _with(lines: Sequence[_Line], mark: Bookmark) -> list[_Line]:
    place = next((at for at, line in enumerate(lines) if line.mark and line.mark.key == mark.key), None)
    if place is None:
        return [*lines, _line(mark, {})]
    old = json.loads(lines[place].raw)
    changed = _line(mark, old)
    return [*lines[:place], changed, *lines[place + 1 :]]


def _set_aside(path: Path, raw: bytes, lines: Sequence[_Line]) -> str:
    """Copy a damaged file to a name of its own, before anything is written in its place; what to say of it."""
    aside = next(name for name in _aside_names(path) if not name.exists())
    _write(aside, raw)
    bad, good = _damage(lines), len(_marks(lines))
    return f"the marks were damaged: {bad} of {bad + good} could not be read; the file was set aside as {aside}"


def _aside_names(path: Path) -> Iterator[Path]:
    number = 1
    while True:
        yield path.with_name(f"{path.name}.damaged-{number}")
        number += 1


def _write(path: Path, raw: bytes) -> None:
    """Only under the lock: there is one new file."""
    write_whole(path, raw, path.with_name(path.name + ".new"))


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Say an operating system's error as one about the marks."""
    try:
        yield
    except OSError as error:
        raise BookmarksError(f"the marks {what}: {(error.strerror or str(error)).lower()}") from error


@contextmanager
def _locked(path: Path, patience: float) -> Iterator[None]:
    """Hold the lock: no other process, and no other thread of this one, is inside at the same time.

    The operating system lets go of it when its holder ends, however it ends.
    """
    with path.open("ab") as file:
        until = monotonic() + patience
        while not _take(file):
            if monotonic() > until:
                raise BookmarksError("the marks cannot be written: another kbtui has held them for some seconds")
            sleep(_PAUSE)
        try:
            yield
        finally:
            _let_go(file)


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _let_go(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _let_go(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
