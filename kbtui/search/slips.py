"""A word that no note holds → the word that was meant, where it is a slip of a letter or two away."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from kbtui.index.words import words_in
from kbtui.search.query import Query

_FEWEST_LETTERS = 4
"""Shorter words have no near ones: everything would be near."""
_MANY_LETTERS = 8


class Slip(Struct, frozen=True):
    """A word that was typed, and the one that was looked for in its place."""

    typed: str
    meant: str

    def mend(self, query: Query) -> Query:
        """The query with this slip mended wherever it stands."""
        for term in query.sought:
            words = [self.meant if word == self.typed else word for word in words_in(term.words)]
            query = query.with_other(term, replace(term, words=" ".join(words)))
        return query


@dataclass(slots=True)
class Vocabulary:
    """The words of a vault, read when the first slip is made."""

    _words: dict[str, int] = field(default_factory=dict)
    """Each with the number of notes that hold it."""
    _state: object = None

    def loaded(
        self, connection: sqlite3.Connection, read: Callable[[sqlite3.Connection], Iterable[tuple[str, int]]]
    ) -> Vocabulary:
        state = connection.execute("SELECT max(id), count(*) FROM files").fetchone()
        if state != self._state:
            self._words = {word: notes for word, notes in read(connection) if len(word) >= _FEWEST_LETTERS - 1}
            self._state = state
        return self

    def nearest(self, word: str) -> str | None:
        """The known word that is fewest slips away, of several the one in most notes; None where none is near."""
        if len(word) < _FEWEST_LETTERS:
            return None
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        slips = 1 if len(word) < _MANY_LETTERS else 2
        near = [each for each in self._words if abs(len(each) - len(word)) <= slips]
        found = extract(word, near, scorer=OSA.distance, score_cutoff=slips, limit=50)
        found = found or extract(word, self._beginnings(len(word)), scorer=OSA.distance, score_cutoff=slips, limit=50)
        best = min(found, key=lambda each: (each[1], -self._words.get(each[0], 0), each[0]), default=None)
        return best[0] if best else None

    def _beginnings(self, length: int) -> list[str]:
        return list({word[:length] for word in self._words if len(word) > length})
