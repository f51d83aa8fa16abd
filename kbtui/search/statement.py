"""A query → what SQLite is asked, and the notes that it answers with."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator

from msgspec import Struct

from kbtui.index.index import weight_of
from kbtui.index.words import folded, parted, pattern_of, words_in
from kbtui.search.query import Clause, Query, Term
from kbtui.stamps.stamps import Weight

_WEIGHTS = "10.0, 4.0, 0.5, 6.0, 1.0"
"""What a word counts in a title, a heading, a quote (which is text as well), a tag, the text."""
_NAME_WEIGHTS = "10.0, 4.0"
_MOST_WORDS = 2_000_000


class Candidate(Struct, frozen=True):
    """A note that may answer a query."""

    path: str
    siblings: tuple[Weight, ...]
    """What the stamps of the video's other notes say."""


class _Asked(Struct, frozen=True):
    """A statement and what is filled in."""

    sql: str
    values: tuple[str | int, ...]


def candidates(connection: sqlite3.Connection, query: Query, limit: int, *, names_only: bool) -> list[Candidate]:
    """The notes that answer a query, best first.

    Args:
        connection: The index.
        query: It has clauses.
        limit: How many notes at most.
        names_only: Whether to look in titles and headings alone; the query is then of one such term.

    Raises:
        sqlite3.Error: The index cannot be read.
    """
    asked = _statement(connection, query, limit, "names" if names_only else "texts")
    rows = connection.execute(asked.sql, asked.values).fetchall()
    return [Candidate(os.fsdecode(path), _siblings(connection, number, video_id)) for number, path, video_id in rows]


def is_known(connection: sqlite3.Connection, word: str, prefix: bool) -> bool:
    """Whether any note holds a word, or one that begins so."""
    match = f'"{parted(word)}"' + (" *" if prefix else "")
    return connection.execute("SELECT 1 FROM texts WHERE texts MATCH ? LIMIT 1", (match,)).fetchone() is not None


def vocabulary(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Every word, with the number of notes that hold it."""
    yield from connection.execute("SELECT term, doc FROM vocabulary LIMIT ?", (_MOST_WORDS,))


def _siblings(connection: sqlite3.Connection, number: int, video_id: str | None) -> tuple[Weight, ...]:
    if video_id is None:
        return ()
    rows = connection.execute("SELECT weight FROM files WHERE video_id = ? AND id != ?", (video_id, number))
    return tuple(weight_of(weight) for (weight,) in rows)


def _statement(connection: sqlite3.Connection, query: Query, limit: int, table: str) -> _Asked:
    match = _match(query)
    conditions = [_condition(connection, clause) for clause in query.clauses if not (match and _in_match(clause))]
    where = [asked.sql for asked in conditions]
    values = [value for asked in conditions for value in asked.values]
    if match:
        weights = _WEIGHTS if table == "texts" else _NAME_WEIGHTS
        source = f"{table} CROSS JOIN files f ON f.id = {table}.rowid"
        return _asked(
            source, [f"{table} MATCH ?", *where], f"bm25({table}, {weights}), f.path", (match, *values, limit)
        )
    return _asked("files f", where, "f.path", (*values, limit))


def _asked(source: str, where: Iterable[str], order: str, values: tuple[str | int, ...]) -> _Asked:
    # Only texts of this module come together here; what was typed is among the values.
    sql = f"SELECT f.id, f.path, f.video_id FROM {source} WHERE {' AND '.join(where)} ORDER BY {order} LIMIT ?"  # noqa: S608
    return _Asked(sql, values)


def _match(query: Query) -> str:
    """What FTS5 is asked; empty where no words are sought in all answers."""
    held = [_joined(clause) for clause in query.clauses if _is_sought(clause)]
    barred = [clause[0].match for clause in query.clauses if _is_barred(clause)]
    return " NOT ".join([" AND ".join(held), *(f"({each})" for each in barred)]) if held else ""


def _joined(clause: Clause) -> str:
    return "(" + " OR ".join(f"({term.match})" for term in clause) + ")"


def _in_match(clause: Clause) -> bool:
    return _is_sought(clause) or _is_barred(clause)


def _is_sought(clause: Clause) -> bool:
    return all(term.is_text and not term.negated for term in clause)


def _is_barred(clause: Clause) -> bool:
    return len(clause) == 1 and clause[0].is_text and clause[0].negated


def _condition(connection: sqlite3.Connection, clause: Clause) -> _Asked:
    """A clause that FTS5 alone cannot answer."""
    asked = [_term(connection, term) for term in clause]
    return _Asked(
        f"({' OR '.join(each.sql for each in asked)})", tuple(value for each in asked for value in each.values)
    )


def _term(connection: sqlite3.Connection, term: Term) -> _Asked:
    asked = _positive(connection, term)
    return _Asked(f"NOT ifnull({asked.sql}, 0)", asked.values) if term.negated else asked


def _positive(connection: sqlite3.Connection, term: Term) -> _Asked:
    if term.is_text:
        return _Asked("(f.id IN (SELECT rowid FROM texts WHERE texts MATCH ?))", (term.match,))
    if term.field == "has":
        return _Asked("(f.moments > 0)", ())
    if term.field == "channel":
        return _one_of("f.channel", _channels(connection, term.words))
    return _one_of("f.video_id", _videos(connection, term.words))


def _one_of(column: str, names: Iterable[str]) -> _Asked:
    # All as one value: a query may mean more of them than SQLite takes values.
    sql = f"({column} IN (SELECT value FROM json_each(?)))"  # noqa: S608  the column is one of this module's
    return _Asked(sql, (json.dumps(list(names)),))


def _channels(connection: sqlite3.Connection, words: str) -> list[str]:
    names = [name for (name,) in connection.execute("SELECT DISTINCT channel FROM files")]
    return [name for name in names if _has_all(folded(name), words)]


def _videos(connection: sqlite3.Connection, words: str) -> list[str]:
    """The videos with an id, or a title of the words."""
    known = connection.execute("SELECT 1 FROM files WHERE video_id = ? LIMIT 1", (words,)).fetchone()
    if known:
        return [words]
    titles = connection.execute("SELECT video_id, title FROM titles")
    sought = folded(words)
    return list(dict.fromkeys(video_id for video_id, title in titles if _has_all(folded(title), sought)))


def _has_all(text: str, words: str) -> bool:
    return all(re.search(pattern_of(word, prefix=True), text) for word in words_in(words))
