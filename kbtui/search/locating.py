"""Where in a note it is that what is asked for stands: in passages, quotes, lines of code, or its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from kbtui.index.words import folded, words_in
from kbtui.note import Moment
from kbtui.reading.markup import shown
from kbtui.search.hits import Hit, marks_of
from kbtui.search.passages import Passage, Reading
from kbtui.search.query import Query, Term

_MOST_PASSAGES = 3
"""Passages of one note that are shown."""


class Ranked(Struct, frozen=True):
    """A hit, and how much of the query it answers: clauses, and parts of one for what its surroundings answer."""

    coverage: float
    hit: Hit


class Wanted:
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

    def found_in(self, path: str, reading: Reading) -> list[Ranked]:
        """The passages of a note that hold the words, in text order."""
        title = folded(reading.title)
        named = bool(self._clauses) and all(any(sign.holds(title, "") for sign in clause) for clause in self._clauses)
        found = self._quotes(path, reading) if "quote" in self._fields else self._passages(path, reading)
        return [Ranked(ranked.coverage + named, ranked.hit) for ranked in found]

    def _passages(self, path: str, reading: Reading) -> list[Ranked]:
        found: list[tuple[float, Passage]] = []
        for passage in reading.passages(self._words) if self._words else ():
            coverage = self._coverage(passage, reading)
            if coverage and (passage.has_moment or not self._query.wants_moment):
                found.append((coverage, passage))
        if not found:
            return list(self._otherwise(path, reading))
        best = max(coverage for coverage, _ in found)
        chosen = [passage for coverage, passage in found if coverage == best][:_MOST_PASSAGES]
        return [Ranked(best, self._hit(path, reading, passage)) for passage in chosen]

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

    def _otherwise(self, path: str, reading: Reading) -> Iterator[Ranked]:
        """A hit in a note none of whose passages holds the words: in its code, or its name."""
        if self._fields & {"", "heading"} and (line := self._line_in(reading)):
            number, start, text = line
            yield Ranked(
                1, self._made(path, reading, number, reading.section_at(number), text, reading.moment_at(start))
            )
        elif not self._needs_words or any(sign.holds(reading.named, "") for clause in self._clauses for sign in clause):
            first = next(_leading(reading.passages(()), moment=self._query.wants_moment), None)
            if first is not None:
                yield Ranked(1, self._hit(path, reading, first))
            else:
                yield Ranked(1, self._made(path, reading, 1, "", reading.title, reading.moment_at(0)))

    def _line_in(self, reading: Reading) -> tuple[int, int, str] | None:
        start = reading.body
        number = reading.text.count("\n", 0, start) + 1
        for line in reading.text[start:].split("\n"):
            if self._marked and self._marked.search(folded(line)) and self._marked.search(folded(words := shown(line))):
                return number, start, words
            start += len(line) + 1
            number += 1
        return None

    def _quotes(self, path: str, reading: Reading) -> list[Ranked]:
        found: list[Ranked] = []
        for quote in reading.page.quotes:
            words = folded(quote.text)
            own = sum(any(sign.holds(words, "quote") for sign in clause) for clause in self._clauses)
            quoted = any(sign.field == "quote" and sign.holds(words, "quote") for c in self._clauses for sign in c)
            if quoted and (quote.moment or not self._query.wants_moment):
                section = reading.section_at(quote.line)
                moment = quote.moment or reading.moment_of_line(quote.line)
                found.append(Ranked(own, self._made(path, reading, quote.line, section, quote.text, moment)))
        return found[:_MOST_PASSAGES]

    def _hit(self, path: str, reading: Reading, passage: Passage) -> Hit:
        place = self._marked.search(passage.source) if self._marked else None
        moment = reading.moment_near(passage, place.start() if place else 0)
        return self._made(path, reading, passage.line, passage.section, passage.text, moment)

    def _made(self, path: str, reading: Reading, line: int, section: str, text: str, moment: Moment | None) -> Hit:
        marks = tuple(marks_of(text, self._marked)) if self._marked else ()
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


def _leading(passages: Iterable[Passage], *, moment: bool) -> Iterator[Passage]:
    """The passages that say what a note is about: the first texts, then whatever there is."""
    kept = [passage for passage in passages if passage.has_moment or not moment]
    yield from (each for each in kept if each.kind == "text" and not each.text.startswith("From:"))
    yield from kept
