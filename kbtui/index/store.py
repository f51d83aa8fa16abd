"""The file that an index is kept in: opened whatever state it is in, and never needed.

A file that is damaged or of another version is made anew; where none can be kept (a read-only folder, a full disk, a
lock that is never given back) the index is made for this run alone: in a nameless file of SQLite's own, which takes no
memory to speak of, and where there is no room for that either, in memory. The vault itself is never written to.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from threading import RLock

import msgspec

from kbtui import __version__
from kbtui.cache import kept_path

SCHEMA = 8
"""Raised with every change of the tables or of what is stored in them."""

_MADE_BY = f"{SCHEMA} {__version__} {sys.version_info[0]}.{sys.version_info[1]}"
"""An index is only used by what it was made by: notes are stored as this version understands them."""
_PATIENCE = 5.0
"""Seconds to wait for another process that writes; it holds the lock for about one at a time."""
_GATHERED = 64 * 1024 * 1024
"""Bytes that FTS5 gathers before it writes a piece of its own accord: more than a transaction has."""

FAILURES = (sqlite3.Error, msgspec.MsgspecError, ValueError, TypeError)
"""What an index that cannot be used ends in. Of a damaged one texts may come that are none, or nothing where there was
a text."""

_CACHE = 4000
"""Kilobytes of the file that a connection keeps in memory: with four times as many nothing is quicker, as the system
keeps them too."""
_PAGE = 16 * 1024
"""Bytes of the file that are read and written together. The pieces of full text are long rows: in pages of SQLite's
usual size they take more room, and longer to write."""
_PAGE_OVERHEAD = 46
"""Bytes of a page that are not FTS5's to fill, as with its usual pages of 4050."""
_NAMELESS = ""
"""What SQLite calls a file that has no name, and is gone when it is closed, or the process is killed."""
_PIECES = 8
"""How many pieces of full text are left apart before they are merged."""
_TOKENIZER = "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co M*'\""
"""Texts are folded before they come here; see `kbtui.index.words`."""
_TABLES = f"""
CREATE TABLE made (by TEXT NOT NULL);
CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path BLOB NOT NULL UNIQUE,
    stat TEXT NOT NULL,
    channel TEXT NOT NULL,
    moments INTEGER NOT NULL,
    weight TEXT NOT NULL,
    video_id TEXT,
    title TEXT NOT NULL,
    more TEXT,
    links BLOB,
    checked INTEGER NOT NULL
);
CREATE INDEX files_of_video ON files (video_id);
CREATE TABLE outline (written BLOB NOT NULL);
CREATE TABLE titles (id INTEGER NOT NULL, video_id TEXT NOT NULL, title TEXT NOT NULL);
CREATE INDEX titles_of_file ON titles (id);
CREATE TABLE dead (id INTEGER PRIMARY KEY);
CREATE VIRTUAL TABLE texts USING fts5(title, heading, quote, tag, body, content='', {_TOKENIZER});
CREATE VIRTUAL TABLE names USING fts5(title, heading, content='', {_TOKENIZER});
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(texts, row);
"""
"""`files.id` is the row of a file in `texts` and `names`. Those keep no text of their own, so what is stored of a file
that changed cannot be taken back: the file is given a new id, and nothing leads to the old rows any more."""


class Store:
    """Two connections to an index, one that writes and one that reads; of one that is not kept both are one."""

    def __init__(self, path: Path | None, *, in_memory: bool = False) -> None:
        """
        Args:
            path: The index's file; None for one that is not kept.
            in_memory: Whether one that is not kept is held in memory.

        Raises:
            sqlite3.Error: It cannot be opened or written.
            OSError: Its folder cannot be made.
        """
        self.path = path
        self.lock = RLock()
        """Held while the reading connection is used, and of one that is not kept while the writing one is."""
        self._writes = RLock()
        """Held while the writing connection of a file is used."""
        if path:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.writer = connected(path or (":memory:" if in_memory else _NAMELESS))
        try:
            _prepare(self.writer)
            self.reader = connected(path) if path else self.writer
        except BaseException:
            self.writer.close()
            raise

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is the only one to write, in this process and in others.

        Raises:
            sqlite3.Error: It cannot be begun or ended; nothing was written then.
        """
        if self.path is None:
            with self.lock, _transaction(self.writer):
                yield self.writer
        else:
            with self._writes, _transaction(self.writer):
                yield self.writer

    def close(self) -> None:
        """Let go of it. A connection that another thread is writing by is left to the end of the process: to close it
        under that thread would crash, and to wait for it would hold up whoever leaves."""
        with self.lock:
            self.reader.close()
            if self._writes.acquire(blocking=False):
                self.writer.close()
                self._writes.release()


def open_store(path: Path | None) -> Store:
    """An index that can be used: the file at `path`, made anew where it is damaged; else one that is not kept."""
    if path is None:
        return Store(None)
    try:
        return Store(path)
    except FAILURES as error:
        return _anew(path) if is_damage(error) else Store(None)
    except OSError:  # no folder to keep it in
        return Store(None)


def replaced(store: Store, error: Exception) -> Store:
    """What to use after an error instead of a store, which is closed."""
    path = store.path
    store.close()
    return _anew(path) if path and is_damage(error) else Store(None, in_memory=path is None)


def is_damage(error: Exception) -> bool:
    """Whether an error says that the file is no sound database, rather than that it cannot be used now."""
    if not isinstance(error, sqlite3.Error):
        return True
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None and code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return True
    return type(error) is sqlite3.DatabaseError or "no such table" in str(error) or "no such column" in str(error)


def index_path(root: Path, environment: Mapping[str, str]) -> Path:
    """Where a vault's index is kept."""
    return kept_path(root, environment, ".sqlite")


def remove(path: Path) -> None:
    """Take an index's file away, with what SQLite keeps beside it.

    Raises:
        OSError: It cannot be taken away.
    """
    for ending in ("-wal", "-shm", "-journal", ""):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _anew(path: Path) -> Store:
    try:
        remove(path)
        return Store(path)
    except (OSError, *FAILURES):  # it costs speed, and nothing else
        return Store(None)


def connected(place: Path | str, patience: float | None = None) -> sqlite3.Connection:
    """A connection to an index.

    Args:
        place: Its file, or what SQLite calls one that is not kept.
        patience: Seconds to wait for another process that writes.

    Raises:
        sqlite3.Error: It cannot be opened.
    """
    # Workers of the screen run in threads of their own; `Store.lock` keeps them apart.
    connection = sqlite3.connect(
        place,
        timeout=_PATIENCE if patience is None else patience,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=64,
    )
    try:
        connection.execute(f"PRAGMA page_size = {_PAGE}")
        connection.execute(f"PRAGMA journal_mode = {'WAL' if isinstance(place, Path) else 'MEMORY'}")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables where there are none, or others than this version's."""
    if is_ours(connection):
        return
    with _transaction(connection):
        if is_ours(connection):  # another process was quicker
            return
        clear(connection)


def is_ours(connection: sqlite3.Connection) -> bool:
    with closing(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'made'")) as found:
        if found.fetchone() is None:
            return False
    return connection.execute("SELECT by FROM made").fetchall() == [(_MADE_BY,)]


def clear(connection: sqlite3.Connection) -> None:
    """Forget everything, within the transaction that is open."""
    _drop_all(connection)
    for statement in filter(str.strip, _TABLES.split(";")):
        connection.execute(statement)
    for table in ("texts", "names"):
        for setting, value in (("hashsize", _GATHERED), ("automerge", _PIECES), ("pgsz", _PAGE - _PAGE_OVERHEAD)):
            connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES (?, ?)", (setting, value))  # noqa: S608
    connection.execute("INSERT INTO made VALUES (?)", (_MADE_BY,))


def _drop_all(connection: sqlite3.Connection) -> None:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    virtual = [name for name, sql in rows if (sql or "").upper().startswith("CREATE VIRTUAL")]
    for name in sorted(virtual, key=lambda name: name != "vocabulary"):
        connection.execute(f'DROP TABLE IF EXISTS "{name}"')
    rest = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    for (name,) in rest.fetchall():
        connection.execute(f'DROP TABLE IF EXISTS "{name}"')


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
