"""A query → hits: passages of notes, best first, with the words marked and the moment nearest to them.

The index says which notes may hold the words, and in which order; the notes' files say where, so that a hit's line and
words are those of the file as it is now.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path

from msgspec import Struct

from kbtui.index.index import Index
from kbtui.index.words import words_in
from kbtui.search.hits import Hit, Span
from kbtui.search.locating import Ranked, Wanted
from kbtui.search.passages import Reading
from kbtui.search.query import Query, parse_query
from kbtui.search.slips import Slip, Vocabulary
from kbtui.search.statement import Candidate, candidates, is_known, vocabulary
from kbtui.stamps.stamps import Weight
from kbtui.text import clean
from kbtui.vault.files import read_file

_HASTY = 4
"""Letters of a last word from which on it is looked for in the texts at once; before, titles and headings answer."""

_PATIENCE = 0.03
"""Seconds after which the hits so far are told, while more notes are looked through."""


class Found(Struct, frozen=True):
    """What a search gave."""

    hits: tuple[Hit, ...] = ()
    slips: tuple[Slip, ...] = ()
    """Words that nothing held, with those that were looked for instead."""


def _best(ranked: Iterable[Ranked], limit: int) -> Found:
    # A passage that holds all words goes before those that share them out; a note that is named so before all.
    best = sorted(ranked, key=lambda each: -each.coverage)
    return Found(tuple(each.hit for each in best[:limit]))


class Search:
    """Answers queries from an index, which may be made while it is asked."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known = Vocabulary()
        self._reading = lru_cache(maxsize=512)(self._read)

    def quick(self, text: str, limit: int = 50) -> Found | None:
        """What can be answered at once while a short last word is being typed; None where `find` is as quick.

        A word of few letters is begun by a large part of all words. It is looked for in titles and headings alone, or
        left out beside others. What takes long to look through is left to `find`.

        Raises:
            Interrupted: the search was called off.
        """
        query = parse_query(text)
        last = query.clauses[-1][-1] if query.clauses else None
        if last is None or not last.prefix or last.negated or not last.is_text or len(last.words) >= _HASTY:
            return None
        if len(query.sought) > 1:
            return self._first(query.without(last), limit)
        if last.field not in ("", "title", "heading"):
            return None
        return self._first(query, limit, names_only=True)

    def find(self, text: str, limit: int = 50, partly: Callable[[Found], None] | None = None) -> Found:
        """The passages that answer a query, best first. No text makes it raise.

        Where nothing holds a word, the word nearest to it is looked for in its place.

        Args:
            text: The query.
            limit: How many passages at most.
            partly: Told once of those found so far, where it takes long to find all.

        Raises:
            Interrupted: the search was called off.
        """
        query = parse_query(text)
        hits = self._hits(query, limit, partly)
        if hits or not query.sought:
            return Found(hits)
        mended, slips = self._mended(query)
        return Found(self._hits(mended, limit), slips) if slips else Found()

    def _hits(self, query: Query, limit: int, partly: Callable[[Found], None] | None = None) -> tuple[Hit, ...]:
        ranked: list[Ranked] = []
        for is_late, found in self._ranked(query, limit):
            ranked += found
            if is_late and ranked and partly is not None:
                partly(_best(ranked, limit))
                partly = None
        return _best(ranked, limit).hits

    def _first(self, query: Query, limit: int, *, names_only: bool = False) -> Found:
        """Those of the hits that are found without a wait, and one at least."""
        ranked: list[Ranked] = []
        for is_late, found in self._ranked(query, limit, names_only=names_only):
            ranked += found
            if is_late and ranked:
                break
        return _best(ranked, limit)

    def _ranked(self, query: Query, limit: int, *, names_only: bool = False) -> Iterator[tuple[bool, list[Ranked]]]:
        """The passages of each note that may answer, and whether somebody waits for them by now."""
        if not query.clauses:
            return
        begun = time.perf_counter()
        asked = limit * 2 if len(query.sought) > 1 else limit
        wanted = Wanted(query)
        for candidate in self._index.ask(partial(candidates, query=query, limit=asked, names_only=names_only)):
            found = self._located(candidate, wanted)
            yield time.perf_counter() - begun > _PATIENCE, found

    def _located(self, candidate: Candidate, wanted: Wanted) -> list[Ranked]:
        """Its passages that hold the words; none where its file does not any more."""
        reading = self._reading(candidate.path, _state(self._index.root / candidate.path), candidate.siblings)
        if reading is None:
            return []
        return wanted.found_in(candidate.path, reading)

    def _read(self, path: str, state: Span, siblings: tuple[Weight, ...]) -> Reading | None:  # noqa: ARG002  state is a key
        try:
            return Reading(path, clean(read_file(self._index.root / path)), siblings)
        except OSError:  # gone since it was indexed
            return None

    def _mended(self, query: Query) -> tuple[Query, tuple[Slip, ...]]:
        """The query with the nearest known word in the place of each that is unknown."""
        slips: list[Slip] = []
        for term in query.sought:
            for word in words_in(term.words):
                if self._index.ask(partial(is_known, word=word, prefix=term.prefix)):
                    continue
                near = self._index.ask(partial(self._known.loaded, read=vocabulary)).nearest(word)
                if near is None:
                    return query, ()
                slips.append(Slip(word, near))
        for slip in slips:
            query = slip.mend(query)
        return query, tuple(dict.fromkeys(slips))


def _state(file: Path) -> Span:
    """What tells one state of a file from another; zeros where there is none."""
    try:
        stat = file.stat()
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size
