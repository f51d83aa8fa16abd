"""What was read of a vault, kept between runs for searching: always made true to the files before it is relied on.

The vault is the truth and the index can be thrown away at any time. `Index.sync` compares what is stored with the files
as they are, and reads those that differ, a few at a time, each few in one transaction: a process that is killed leaves
an index that is behind, never one that is wrong, and two processes share the work. Whatever is wrong with the index's
own file costs time only: see `kbtui.index.store`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from threading import RLock
from typing import TypeVar

from msgspec import Struct

from kbtui.index.outline import sum_up
from kbtui.index.reading import Wanted, entries
from kbtui.index.store import FAILURES, Store, clear, index_path, open_store, replaced
from kbtui.index.text import Entry
from kbtui.stamps.stamps import Weight
from kbtui.vault.catalogue import Progress
from kbtui.vault.files import State, list_notes

_AT_ONCE = 5000
"""Files a transaction: what another process waits for and a kill can lose, about a second's work. Of fewer, FTS5 makes
more and smaller pieces, which take longer to put together and more room."""
_AT_ONCE_UNKEPT = 64
"""The same for an index that is not kept, which cannot be asked meanwhile."""
_BEAT = 50
"""Files that are written together; then it is told how far the work is."""
_MOST_DEAD = 0.25
"""Share of rows that no file answers to any more at which the index is made anew."""
_FEW = 64
"""So many dead rows are never worth the work."""
_MOST_TRIES = 3

Answer = TypeVar("Answer")


class Interrupted(Exception):  # noqa: N818  somebody wanted it to end, which is no error
    """A question was called off before it was answered."""


class Synced(Struct, frozen=True):
    """What a comparison with the files found."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unread: int = 0
    """Files that could not be read, and so cannot be found by their words."""


class _Told:
    """Tells how far some work is, now and then and at its end."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def more(self, files: int) -> None:
        """Some more files are done."""
        self._done += files
        if self._progress:
            self._progress(self._done, self._total)


class Index:
    """The index of one vault."""

    def __init__(self, root: Path, store: Store) -> None:
        self.root = root
        self._store = store
        self._is_closed = False
        self._writing = RLock()
        """Held by the one thread that brings the index up to date or takes another store."""

    @classmethod
    def open(cls, root: Path, path: Path | None) -> Index:
        """The index of the vault at `root`, kept at `path`, if any. It may be behind: `sync` it."""
        return cls(root, open_store(path))

    @classmethod
    def of_vault(cls, root: Path, *, rebuild: bool = False, keep: bool = True) -> Index:
        """The index of the vault at `root`, where kbtui keeps it.

        Args:
            root: The vault's folder.
            rebuild: Whether to forget what is stored.
            keep: Whether to keep it between runs.
        """
        index = cls.open(root, index_path(root, os.environ) if keep else None)
        if rebuild:
            index.forget()
        return index

    @property
    def path(self) -> Path | None:
        """The file it is kept in; None where it is not kept."""
        return self._store.path

    def close(self) -> None:
        """Let go of the file. What another thread still does with the index ends with `Interrupted`."""
        self._is_closed = True
        self._store.close()

    def forget(self) -> None:
        """Forget all that is stored."""
        self._attempt(self._clear)

    # Making it true

    def sync(self, progress: Progress | None = None) -> Synced:
        """Make the index true to the files as they are now.

        Args:
            progress: Told how many of the files that differ are read.

        Raises:
            Interrupted: The index was closed meanwhile.
            VaultError: There is no such folder, or it cannot be listed.
        """
        return self._attempt(lambda: self._sync(progress))

    def behind(self) -> int:
        """How many files it differs from.

        Raises:
            Interrupted: The index was closed meanwhile.
            VaultError: There is no such folder, or it cannot be listed.
        """
        return self._attempt(lambda: len(dict(self._stored().items() ^ self._found().items())))

    def _found(self) -> dict[str, State]:
        return {path: state for path, state in list_notes(self.root).items() if state}

    def _sync(self, progress: Progress | None) -> Synced:
        found = self._found()
        stored = self._stored()
        gone = [path for path in stored if path not in found]
        stale = [path for path, stat in found.items() if stored.get(path) != stat]
        if self._is_mostly_dead(len(gone) + sum(path in stored for path in stale)):
            self._clear()
            gone, stale = [], list(found)
        self._remove(gone)
        wanted = [(os.fsencode(path), found[path]) for path in stale]
        at_once = _AT_ONCE if self._store.path else _AT_ONCE_UNKEPT
        told = _Told(progress, len(stale))
        with closing(entries(self.root, wanted)) as read:
            unread = sum(self._write(wanted[at : at + at_once], read, told) for at in range(0, len(wanted), at_once))
        added = sum(path not in stored for path in stale)
        return Synced(added, len(stale) - added, len(gone), unread)

    def _stored(self) -> dict[str, str]:
        with self._store.lock:
            rows = self._store.writer.execute("SELECT path, stat FROM files").fetchall()
        return {os.fsdecode(path): stat for path, stat in rows}

    def _is_mostly_dead(self, more: int) -> bool:
        with self._store.lock:
            ((alive,),) = self._store.writer.execute("SELECT count(*) FROM files").fetchall()
            ((dead,),) = self._store.writer.execute("SELECT count(*) FROM dead").fetchall()
        return bool(dead) and dead + more > _MOST_DEAD * alive + _FEW

    def _clear(self) -> None:
        with self._store.writing() as connection:
            clear(connection)

    def _remove(self, paths: Sequence[str]) -> None:
        if paths:
            with self._store.writing() as connection:
                for path in paths:
                    _forget(connection, os.fsencode(path))
                sum_up(connection)

    def _write(self, wanted: Sequence[Wanted], read: Iterator[Entry | None], told: _Told) -> int:
        """Write the next files that are read into the index in one transaction; how many could not be read."""
        unread = 0
        with self._store.writing() as connection:
            for at in range(0, len(wanted), _BEAT):
                files = wanted[at : at + _BEAT]
                found = list(zip(files, read, strict=False))
                unread += sum(entry is None for _, entry in found)
                _replace(connection, found)
                told.more(len(files))
            sum_up(connection)
        return unread

    # Asking it

    def ask(self, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """The answer to a question, which may be asked again where the index had to be made anew.

        Raises:
            Interrupted: `interrupt` was called meanwhile.
            VaultError: The index was damaged, and the vault is gone as well.
        """
        store = self._store
        try:
            return _answer(store, question)
        except FAILURES as error:
            if self._is_closed or getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
                raise Interrupted from error
            self._replace(store, error)
            self.sync()
            return _answer(self._store, question)

    def interrupt(self) -> None:
        """Call off the question that is being answered."""
        store = self._store
        if store.path is not None:  # else the one connection may be writing
            with suppress(sqlite3.ProgrammingError):  # it was closed for a better one, so nothing goes on in it
                store.reader.interrupt()

    def _attempt(self, work: Callable[[], Answer]) -> Answer:
        """Do some work that writes; where the index's file fails, with another one."""
        with self._writing:
            for _ in range(_MOST_TRIES):
                store = self._store
                try:
                    return work()
                except FAILURES as error:
                    if self._is_closed:
                        raise Interrupted from error
                    self._replace(store, error)
            return work()

    def _replace(self, failed: Store, error: Exception) -> None:
        """Take another store in place of one that failed, unless another thread has."""
        with self._writing:
            if self._store is failed:
                self._store = replaced(failed, error)


def _answer(store: Store, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
    with store.lock:
        return question(store.reader)


def weight_of(written: str) -> Weight:
    """What the stamps of a note say, as it is stored."""
    return Weight(*map(int, written.split()))


def _forget(connection: sqlite3.Connection, path: bytes) -> None:
    for (number,) in connection.execute("SELECT id FROM files WHERE path = ?", (path,)).fetchall():
        connection.execute("DELETE FROM files WHERE id = ?", (number,))
        connection.execute("DELETE FROM titles WHERE id = ?", (number,))
        connection.execute("INSERT OR IGNORE INTO dead VALUES (?)", (number,))


def _replace(connection: sqlite3.Connection, found: Iterable[tuple[Wanted, Entry | None]]) -> None:
    """Keep what was read of some files; one that could not be read stays without words, and is tried again."""
    fresh: list[tuple[State, Entry]] = []
    for (path, state), entry in found:
        now = connection.execute("SELECT stat FROM files WHERE path = ?", (path,)).fetchone()
        if now == (state,):  # another process has read it
            continue
        if now:
            _forget(connection, path)
        if entry is not None:
            fresh.append((state, entry))
    _keep(connection, fresh)


def _keep(connection: sqlite3.Connection, fresh: Sequence[tuple[State, Entry]]) -> None:
    ((last,),) = connection.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = 'files'").fetchall()
    numbered = [(number, *each) for number, each in enumerate(fresh, (last or 0) + 1)]
    connection.executemany(
        "INSERT INTO files (id, path, stat, channel, moments, weight, video_id, title, more, links, checked)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (number, each.path, state, each.channel, each.moments, each.weight, *each.row)
            for number, state, each in numbered
        ],
    )
    connection.executemany(
        "INSERT INTO texts (rowid, title, heading, quote, tag, body) VALUES (?, ?, ?, ?, ?, ?)",
        [(number, each.title, each.heading, each.quote, each.tag, each.body) for number, _, each in numbered],
    )
    connection.executemany(
        "INSERT INTO names (rowid, title, heading) VALUES (?, ?, ?)",
        [(number, each.title, each.heading) for number, _, each in numbered],
    )
    connection.executemany(
        "INSERT INTO titles VALUES (?, ?, ?)",
        [(number, *video) for number, _, each in numbered for video in each.videos],
    )
