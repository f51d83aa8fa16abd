"""What is known of a vault's notes, made true to the files again and again: at the start, and whenever they change."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from kbtui.graph.packed_links import held
from kbtui.note import Note
from kbtui.reading.parse import parse
from kbtui.text import clean
from kbtui.vault.files import State, Unread, inode_of, list_below, list_notes, read_file, why

Progress = Callable[[int, int], None]
"""Told how many of how many files are read."""

_BEAT = 100
"""Files after which it is told how far the reading is."""
_FIRST_PART = 0.05
"""Seconds of reading after which the notes read so far are worth showing; each further part takes twice as long."""


class Known(Struct, frozen=True):
    """A note, and the state of the file that it was read from."""

    state: State
    note: Note


class Changes(Struct, frozen=True):
    """What a look at the files found to be otherwise than it was known."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: dict[str, str] = field(default_factory=dict)
    """Of removed notes that are the same file under another name: the old path and the new."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


class Catalogue:
    """The notes of a vault as they were read last. One thread at a time may make it true."""

    def __init__(self, root: Path, known: Iterable[Known] = ()) -> None:
        """
        Args:
            root: The vault's folder.
            known: Notes read before, which are not read again where their files are as they were.
        """
        self.root = root
        self._known = {each.note.path: each for each in known}
        self._is_looked_at = False
        """Whether what is known tells of all files as they were looked at last."""
        self._others: dict[str, State] = {}
        """Of those files the ones that are not known so: they could not be read, or are still to be."""
        self._unread: dict[str, Unread] = {}
        self._folders: tuple[Unread, ...] = ()
        self.behind: Sequence[str] = ()
        """The files that differ and are still to be read."""
        self.changes: Changes | None = None
        """What the last look found."""

    @property
    def notes(self) -> list[Note]:
        """The notes that are known now."""
        return [each.note for each in list(self._known.values())]

    @property
    def unread(self) -> tuple[Unread, ...]:
        """What could not be read, in path order."""
        return tuple(sorted((*self._folders, *self._unread.values()), key=lambda unread: unread.path))

    def refresh(
        self,
        progress: Progress | None = None,
        partly: Callable[[Mapping[str, str]], None] | None = None,
        first: Callable[[Sequence[str]], Iterable[str]] | None = None,
        enough: Callable[[float], bool] | None = None,
        touched: Collection[str] | None = None,
    ) -> Changes:
        """Make it true to the files as they are now.

        Args:
            progress: Told how many of the files that differ are read.
            partly: Told now and then that more notes are known, with `Changes.renamed`.
            first: Which of the files that differ to read before the others.
            enough: Whether after some seconds of reading the rest is left for another look.
            touched: The files and folders that alone may have changed since the look before; None where any may have.

        Raises:
            VaultError: There is no such folder, or it cannot be listed.
        """
        found = self._looked_at(touched)
        before = {path: each.state for path, each in self._known.items()}
        gone = [path for path in before if path not in found]
        stale = [path for path, state in found.items() if not state or before.get(path) != state]
        if first is not None:
            known = set(stale)
            stale = list(dict.fromkeys([*filter(known.__contains__, first(stale)), *stale]))
        for path in gone:
            del self._known[path]
        self._unread = {path: unread for path, unread in self._unread.items() if path in found}
        # Where much was left, what changed since then comes first: somebody may be at work on it.
        left, self.behind = {path: place for place, path in enumerate(self.behind)}, ()
        stale.sort(key=lambda path: left.get(path, -1))
        left.clear()  # many may be left, and to read them takes long
        renamed = _renamed(before, gone, stale, found)
        shown = None if partly is None else partial(partly, renamed)
        read = stale[: self._read(stale, found, progress, shown, enough)]
        self.behind = stale[len(read) :]
        self._others = {path: state for path, state in found.items() if not self._is_known_so(path, state)}
        self._is_looked_at = True
        self.changes = _changes(before, gone, [path for path in read if path in self._known], renamed)
        return self.changes

    def _looked_at(self, touched: Collection[str] | None) -> dict[str, State]:
        """The files as they are now."""
        is_looked_at, self._is_looked_at = self._is_looked_at, False  # whatever is raised, all are looked at next time
        unread: list[Unread] = []
        if touched is None or not is_looked_at:
            found = list_notes(self.root, unread.append)
            self._folders = tuple(unread)
            return found
        below = tuple(f"{path}/" for path in touched)
        states = chain(((path, each.state) for path, each in self._known.items()), self._others.items())
        found = {path: state for path, state in states if not f"{path}/".startswith(below)}
        for path in sorted(touched):
            found |= list_below(self.root, path, unread.append)
        others = (folder for folder in self._folders if not f"{folder.path}/".startswith(below))
        self._folders = (*others, *dict.fromkeys(unread))
        return found

    def _is_known_so(self, path: str, state: State) -> bool:
        known = self._known.get(path)
        return known is not None and known.state == state

    def _read(
        self,
        paths: Sequence[str],
        states: dict[str, State],
        progress: Progress | None,
        partly: Callable[[], None] | None,
        enough: Callable[[float], bool] | None,
    ) -> int:
        """Read files; how many of them."""
        begun = told = time.perf_counter()
        part = _FIRST_PART
        for count, path in enumerate(paths):
            self._read_one(path, states[path])
            if progress and count % _BEAT == 0:
                progress(count, len(paths))
            now = time.perf_counter()
            if enough and enough(now - begun):
                return count + 1
            if partly and now - told > part:
                self.behind = paths[count + 1 :]
                partly()
                told = time.perf_counter()
                part *= 2
        if progress:
            progress(len(paths), len(paths))
        return len(paths)

    def _read_one(self, path: str, state: State) -> None:
        try:
            note = parse(path, clean(read_file(f"{self.root}/{path}")))
        except OSError as error:
            self._known.pop(path, None)
            self._unread[path] = Unread(path, why(error))
        else:
            self._known[path] = Known(state, replace(note, links=held(note.links)))
            self._unread.pop(path, None)


def _renamed(
    before: dict[str, State], gone: Sequence[str], stale: Iterable[str], found: dict[str, State]
) -> dict[str, str]:
    """Of the files that are gone, those that are there under another name: the old path and the new."""
    moved = {inode_of(found[path]): path for path in stale if path not in before} if gone else {}
    return {path: moved[inode] for path in gone if (inode := inode_of(before[path])) in moved}


def _changes(before: dict[str, State], gone: list[str], read: Sequence[str], renamed: dict[str, str]) -> Changes:
    added = tuple(path for path in read if path not in before)
    return Changes(added, tuple(path for path in read if path in before), tuple(gone), renamed)
