"""Finding words in a note as they are shown, over the ends of rows."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple
from unicodedata import is_normalized, normalize

from kbtui.layout.document import Document

_CURLY = {"'": "['‘’]", '"': '["“”„]'}
"""The signs that a straight quotation mark stands for: few keyboards have them."""
_BETWEEN = r"(?: +|\n)"
"""What stands between two words: spaces, or one line end, where a line of the text ends on the screen too."""


class Piece(NamedTuple):
    """The part of a match that stands in one row."""

    row: int
    """The row in its segment."""
    start: int
    """Where it begins in the row's text, in characters."""
    end: int


class Match(NamedTuple):
    segment: int
    nth: int
    """Which of its segment's matches it is, counted from 0."""
    pieces: tuple[Piece, ...]


def pattern(query: str) -> re.Pattern[str] | None:
    """What to look for; case counts only where the query has a capital. None for an empty query."""
    words = query.split()
    if not words:
        return None
    return re.compile(_BETWEEN.join(map(_word, words)), re.IGNORECASE if query == query.lower() else 0)


def _word(word: str) -> str:
    """A pattern for a word as it is typed, and for what looks the same."""
    alike = "".join(map(_sign, normalize("NFC", word)))
    return alike if is_normalized("NFC", word) else f"(?:{alike}|{re.escape(word)})"


def _sign(char: str) -> str:
    """A pattern for a sign, whether it is one character or a letter and its marks."""
    apart = normalize("NFD", char)
    return _CURLY.get(char) or (re.escape(char) if apart == char else f"(?:{re.escape(char)}|{re.escape(apart)})")


def count(document: Document, which: int, wanted: re.Pattern[str]) -> int:
    """How many matches a segment has; it is laid out if it never was."""
    return sum(1 for _ in wanted.finditer(document.words(which)))


def matches(document: Document, which: int, wanted: re.Pattern[str]) -> list[Match]:
    """All matches in a segment."""
    rows = document.rows(which)
    begins: list[int] = []
    at = 0
    for row in rows:
        begins.append(at)
        at += sum([len(span.text) for span in row.spans]) - row.lead + len(row.glue)
    leads = [row.lead for row in rows]
    found = enumerate(wanted.finditer(document.words(which)))
    return [Match(which, nth, tuple(_pieces(match.start(), match.end(), begins, leads))) for nth, match in found]


def _pieces(start: int, end: int, begins: list[int], leads: list[int]) -> list[Piece]:
    found: list[Piece] = []
    row = max(bisect_right(begins, start) - 1, 0)
    while row < len(begins) and begins[row] < end:
        stop = min(end, begins[row + 1]) if row + 1 < len(begins) else end
        first = max(start, begins[row])
        if stop > first:
            found.append(Piece(row, first - begins[row] + leads[row], stop - begins[row] + leads[row]))
        row += 1
    return found
