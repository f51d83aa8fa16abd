"""A hit: a passage that answers a query, with the words marked in it, and cut to a room."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from kbtui.index.words import folded_with_places
from kbtui.note import Moment
from kbtui.search.query import Query

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


def marks_in(text: str, query: Query) -> tuple[Span, ...]:
    """Where in shown text the words of a query stand."""
    patterns = [term.pattern for term in query.sought]
    return tuple(marks_of(text, re.compile("|".join(patterns)))) if patterns else ()


def marks_of(text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    """Where in shown text a pattern of folded words is matched."""
    if text.isascii():
        yield from (match.span() for match in pattern.finditer(text.lower()))
        return
    words, places = folded_with_places(text)
    for match in pattern.finditer(words):
        if match.start() < match.end():
            yield places[match.start()], places[match.end() - 1] + 1


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
