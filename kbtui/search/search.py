"""A query → hits: passages of notes, best first, with the words marked and the moment nearest to them.

The index says which notes may hold the words, and in which order; the notes' files say where, so that a hit's line and
words are those of the file as it is now.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path

from msgspec import Struct

from kbtui.index.index import Index
from kbtui.index.words import folded, folded_with_places, words_in
from kbtui.note import Moment
from kbtui.reading.markup import shown
from kbtui.search.passages import Passage, Reading
from kbtui.search.query import Query, Term, parse_query
from kbtui.search.slips import Slip, Vocabulary
from kbtui.search.statement import Candidate, candidates, is_known, vocabulary
from kbtui.stamps.stamps import Weight
from kbtui.text import clean
from kbtui.vault.files import read_file

_MOST_PASSAGES = 3
"""Passages of one note that are shown."""
_HASTY = 4
"""Letters of a last word from which on it is looked for in the texts at once; before, titles and headings answer."""

_PATIENCE = 0.03
"""Seconds after which the hits so far are told, while more notes are looked through."""

Span = tuple[int, int]


class Hit(Struct, frozen=True):
    """A passage that answers a query."""

    path: str
    title: str
    channel: str
    section: str
    """The heading that it stands under; empty above the first."""
    line: int
    text: str
    """The passage as it is shown."""
    marks: tuple[Span, ...]
    """Where in it the words stand, in characters, in order."""
    moment: Moment | None
    """The moment nearest to the words; it has no claim of its own."""


class Found(Struct, frozen=True):
    """What a search gave."""

    hits: tuple[Hit, ...] = ()
    slips: tuple[Slip, ...] = ()
    """Words that nothing held, with those that were looked for instead."""


class _Ranked(Struct, frozen=True):
    coverage: float
    hit: Hit


def _best(ranked: Iterable[_Ranked], limit: int) -> Found:
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
        ranked: list[_Ranked] = []
        for is_late, found in self._ranked(query, limit):
            ranked += found
            if is_late and ranked and partly is not None:
                partly(_best(ranked, limit))
                partly = None
        return _best(ranked, limit).hits

    def _first(self, query: Query, limit: int, *, names_only: bool = False) -> Found:
        """Those of the hits that are found without a wait, and one at least."""
        ranked: list[_Ranked] = []
        for is_late, found in self._ranked(query, limit, names_only=names_only):
            ranked += found
            if is_late and ranked:
                break
        return _best(ranked, limit)

    def _ranked(self, query: Query, limit: int, *, names_only: bool = False) -> Iterator[tuple[bool, list[_Ranked]]]:
        """The passages of each note that may answer, and whether somebody waits for them by now."""
        if not query.clauses:
            return
        begun = time.perf_counter()
        asked = limit * 2 if len(query.sought) > 1 else limit
        wanted = _Wanted(query)
        for candidate in self._index.ask(partial(candidates, query=query, limit=asked, names_only=names_only)):
            found = self._located(candidate, wanted)
            yield time.perf_counter() - begun > _PATIENCE, found

    def _located(self, candidate: Candidate, wanted: _Wanted) -> list[_Ranked]:
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


class _Wanted:
    """What is looked for in a note, made ready once a query."""

    def __init__(self, query: Query) -> None:
        sought = tuple(dict.fromkeys(query.sought))
        self._query = query
        self._needs_words = any(all(term in sought for term in clause) for clause in query.clauses)
        """Whether a note answers only if it holds words; else a channel, say, may do as well."""
        self._clauses = [
            [_Sign.of(term) for term in clause if term in sought]
            for clause in query.clauses
            if set(clause) & set(sought)
        ]
        signs = [sign for clause in self._clauses for sign in clause]
        self._words = [word for sign in signs if sign.field != "title" for word in words_in(sign.words)[:1]]
        self._fields = {sign.field for sign in signs}
        self._marked = re.compile("|".join(sign.pattern.pattern for sign in signs)) if signs else None

    def found_in(self, path: str, reading: Reading) -> list[_Ranked]:
        """The passages of a note that hold the words, in text order."""
        title = folded(reading.title)
        named = bool(self._clauses) and all(any(sign.holds(title, "") for sign in clause) for clause in self._clauses)
        found = self._quotes(path, reading) if "quote" in self._fields else self._passages(path, reading)
        return [_Ranked(ranked.coverage + named, ranked.hit) for ranked in found]

    def _passages(self, path: str, reading: Reading) -> list[_Ranked]:
        found: list[tuple[float, Passage]] = []
        for passage in reading.passages(self._words) if self._words else ():
            coverage = self._coverage(passage, reading)
            if coverage and (passage.has_moment or not self._query.wants_moment):
                found.append((coverage, passage))
        if not found:
            return list(self._otherwise(path, reading))
        best = max(coverage for coverage, _ in found)
        chosen = [passage for coverage, passage in found if coverage == best][:_MOST_PASSAGES]
        return [_Ranked(best, self._hit(path, reading, passage)) for passage in chosen]

    def _coverage(self, passage: Passage, reading: Reading) -> float:
        """How many of the clauses a passage answers itself; what its heading or the note's name answers counts less."""
        words = folded(passage.text)
        own = above = 0
        for clause in self._clauses:
            if any(sign.holds(words, passage.kind) for sign in clause):
                own += 1
            elif any(sign.is_above(folded(passage.section), reading.named) for sign in clause):
                above += 1
        return own + above / 4 if own else 0

    def _otherwise(self, path: str, reading: Reading) -> Iterator[_Ranked]:
        """A hit in a note none of whose passages holds the words: in its code, or its name."""
        if self._fields & {"", "heading"} and (line := self._line_in(reading)):
            number, start, text = line
            yield _Ranked(1, self._made(path, reading, number, "", text, reading.moment_at(start)))
        elif not self._needs_words or any(sign.holds(reading.named, "") for clause in self._clauses for sign in clause):
            first = next(_leading(reading.passages(()), moment=self._query.wants_moment), None)
            if first is not None:
                yield _Ranked(1, self._hit(path, reading, first))
            else:
                yield _Ranked(1, self._made(path, reading, 1, "", reading.title, reading.moment_at(0)))

    def _line_in(self, reading: Reading) -> tuple[int, int, str] | None:
        start = reading.body
        number = reading.text.count("\n", 0, start) + 1
        for line in reading.text[start:].split("\n"):
            if self._marked and self._marked.search(folded(line)) and self._marked.search(folded(words := shown(line))):
                return number, start, words
            start += len(line) + 1
            number += 1
        return None

    def _quotes(self, path: str, reading: Reading) -> list[_Ranked]:
        found: list[_Ranked] = []
        for quote in reading.page.quotes:
            words = folded(quote.text)
            own = sum(any(sign.holds(words, "quote") for sign in clause) for clause in self._clauses)
            quoted = any(sign.field == "quote" and sign.holds(words, "quote") for c in self._clauses for sign in c)
            if quoted and (quote.moment or not self._query.wants_moment):
                section = reading.section_at(quote.line)
                moment = quote.moment or reading.moment_of_line(quote.line)
                found.append(_Ranked(own, self._made(path, reading, quote.line, section, quote.text, moment)))
        return found[:_MOST_PASSAGES]

    def _hit(self, path: str, reading: Reading, passage: Passage) -> Hit:
        place = self._marked.search(passage.source) if self._marked else None
        moment = reading.moment_near(passage, place.start() if place else 0)
        return self._made(path, reading, passage.line, passage.section, passage.text, moment)

    def _made(self, path: str, reading: Reading, line: int, section: str, text: str, moment: Moment | None) -> Hit:
        marks = tuple(_marks(text, self._marked)) if self._marked else ()
        return Hit(path, reading.title, reading.channel, section, line, text, marks, moment)


class _Sign(Struct, frozen=True):
    """How a term is known in folded text."""

    words: str
    field: str
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, term: Term) -> _Sign:
        return cls(term.words, term.field, re.compile(term.pattern))

    def holds(self, words: str, kind: str) -> bool:
        """Whether the term's words stand in a passage of a kind; `""` is the note's name."""
        if self.field == "heading" and kind != "heading":
            return False
        if self.field in ("title", "tag") and kind:
            return False
        return self.pattern.search(words) is not None

    def is_above(self, section: str, named: str) -> bool:
        if self.field in ("", "heading") and self.pattern.search(section):
            return True
        return self.field != "heading" and self.pattern.search(named) is not None


def marks_in(text: str, query: Query) -> tuple[Span, ...]:
    """Where in shown text the words of a query stand."""
    patterns = [term.pattern for term in query.sought]
    return tuple(_marks(text, re.compile("|".join(patterns)))) if patterns else ()


def _marks(text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    if text.isascii():
        yield from (match.span() for match in pattern.finditer(text.lower()))
        return
    words, places = folded_with_places(text)
    for match in pattern.finditer(words):
        if match.start() < match.end():
            yield places[match.start()], places[match.end() - 1] + 1


def _leading(passages: Iterable[Passage], *, moment: bool) -> Iterator[Passage]:
    """The passages that say what a note is about: the first texts, then whatever there is."""
    kept = [passage for passage in passages if passage.has_moment or not moment]
    yield from (each for each in kept if each.kind == "text" and not each.text.startswith("From:"))
    yield from kept


def _state(file: Path) -> Span:
    """What tells one state of a file from another; zeros where there is none."""
    try:
        stat = file.stat()
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


def snippet(text: str, marks: Sequence[Span], room: int) -> tuple[str, tuple[Span, ...]]:
    """A part of a passage of about `room` characters around its first marks, cut between words, and the marks in it."""
    if len(text) <= room:
        return text, tuple(marks)
    first = marks[0][0] if marks else 0
    start = max(0, min(first - room // 3, len(text) - room))
    if start:
        start = text.find(" ", start, first) + 1 or start
    end = min(len(text), start + room)
    if end < len(text):
        end = max(text.rfind(" ", start, end), marks[0][1] if marks else 0, start + room // 2)
    lead, tail = "… " if start else "", " …" if end < len(text) else ""
    shift = len(lead) - start
    inside = tuple((a + shift, b + shift) for a, b in marks if a >= start and b <= end)
    return f"{lead}{text[start:end]}{tail}", inside
