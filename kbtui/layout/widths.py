"""How many columns a text takes on the screen, as Rich and Textual count them, and where it may be cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import category

from rich.cells import cell_len, split_graphemes

_UNSURE = re.compile(
    "[^\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u0391-\u03a1\u03a3-\u03ff\u0400-\u0482"
    "\u2010-\u2027\u2030-\u205e\u2070\u2071\u2074-\u208e\u2090-\u209c\u20a0-\u20bf\u2190-\u2211"
    "\u2500-\u25fc]"
)
"""Characters that may be no or two columns wide. All others are one column wide."""


def is_plain(text: str) -> bool:
    """Whether every character of the text is one column wide and stands for itself."""
    return text.isascii() or _UNSURE.search(text) is None


def width(text: str) -> int:
    """The columns that the text takes."""
    return len(text) if is_plain(text) else cell_len(text)


def room(text: str) -> int:
    """The columns that the text takes at most, whatever the terminal thinks of signs that join others."""
    return len(text) if is_plain(text) else max(cell_len(text), sum([columns for _, _, columns in clusters(text)]))


def clusters(text: str) -> Iterator[tuple[int, int, int]]:
    """The text's graphemes: start, end, columns at most. Flags and skin tones are kept whole."""
    spans, _total = split_graphemes(text)
    waiting: tuple[int, int, int] | None = None
    for start, end, cells in _without_spaces(text, spans):
        if end - start > 1 or _is_flag_half(text[start]):
            cells = max(cells, _apart(text[start:end]))  # noqa: PLW2901 - what is counted is corrected
        if waiting is None:
            waiting = (start, end, cells)
        elif _joins(text[waiting[0] : waiting[1]], text[start]):
            waiting = (waiting[0], end, waiting[2] + cells)
        else:
            yield waiting
            waiting = (start, end, cells)
    if waiting is not None:
        yield waiting


def _without_spaces(text: str, spans: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """The graphemes, a space apart from a sign that would join it with what follows."""
    for start, end, cells in spans:
        if end - start > 1 and text[start] == " ":
            yield start, start + 1, 1
            yield start + 1, end, cell_len(text[start + 1 : end])
        else:
            yield start, end, cells


def shortened(text: str, columns: int) -> str:
    """`text` in at most `columns` columns, its end replaced by `…` where it does not fit."""
    if room(text) <= columns:
        return text
    if text.isascii():
        return text[: max(0, columns - 1)].rstrip() + "…"
    used = 0
    ends = [0]
    for _, stop, cells in clusters(text):
        used += cells
        if used > columns - 1:
            break
        ends.append(stop)
    # Signs that join others may take more room together than one by one.
    while width(text[: ends[-1]]) > max(0, columns - 1):
        ends.pop()
    return text[: ends[-1]].rstrip() + "…"


def _apart(cluster: str) -> int:
    """The columns of a grapheme's signs where a terminal shows them one by one."""
    return sum([1 if category(char) == "Mc" else 2 if _is_flag_half(char) else cell_len(char) for char in cluster])


def _joins(before: str, char: str) -> bool:
    """Whether `char` is one grapheme with what stands before it."""
    if "\U0001f3fb" <= char <= "\U0001f3ff":
        return before[0] > "\u2600"
    return _is_flag_half(char) and len(before) == 1 and _is_flag_half(before)


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"
