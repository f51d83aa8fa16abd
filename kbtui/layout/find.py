"""Finding words in a note as they are shown, over the ends of rows."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple
from unicodedata import is_normalized, normalize

from kbtui.layout.document import Document, Spot

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
    """What is folded away stands as nothing in the last row above it."""
    folds: tuple[int, ...] = ()
    """The folded callouts that hide it, the outermost first."""


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
    """All matches in a segment, even in what is folded away."""
    rows = document.unfolded(which)
    begins: list[int] = []
    at = 0
    for row in rows:
        begins.append(at)
        at += sum([len(span.text) for span in row.spans]) - row.lead + len(row.glue)
    leads = [row.lead for row in rows]
    shown = list(accumulate([not row.folds for row in rows]))
    found: list[Match] = []
    for nth, match in enumerate(wanted.finditer(document.words(which))):
        pieces = list(_pieces(match.start(), match.end(), begins, leads))
        folds = dict.fromkeys([fold for piece in pieces for fold in rows[piece.row].folds])
        placed = [_placed(piece, bool(rows[piece.row].folds), shown[piece.row]) for piece in pieces]
        found.append(Match(which, nth, tuple(placed), tuple(folds)))
    return found


def spot_in_line(document: Document, line: int, words: str) -> Spot:
    """Where words stand in a line of the file, as far as they are shown there; else where the line begins."""
    first = document.spot_of_line(line)
    wanted = pattern(words)
    which = first.segment
    while wanted is not None and which < len(document.segments):
        if which > first.segment and document.segments[which].line > line:
            break
        for match in matches(document, which, wanted):
            row = match.pieces[0].row
            if document.rows(which)[row].source_line == line and (which, row) >= first:
                return Spot(which, row)
        which += 1
    return first


def _placed(piece: Piece, is_folded: bool, shown: int) -> Piece:
    """A piece in the rows that are shown, of which `shown` stand down to it."""
    return Piece(max(shown - 1, 0), 0, 0) if is_folded else Piece(shown - 1, piece.start, piece.end)


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
