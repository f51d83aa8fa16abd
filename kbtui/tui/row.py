"""One row of a list: its words with what leads, follows and underlies them, laid out at a width. Pure."""

from __future__ import annotations

import unicodedata

from msgspec import Struct

from kbtui.layout.widths import room, shortened, width
from kbtui.layout.wrap import cuts


class Row(Struct, frozen=True):
    """One thing of a list, as it is shown."""

    text: str
    lead: str = ""
    """What stands before the words: a time, a fold's sign. Lines after the first are indented by its width."""
    tail: str = ""
    """What stands at the right end of the first line: a count."""
    below: str = ""
    """A line of its own under the words, fainter."""
    depth: int = 0
    """How far it is indented, in steps of two columns."""
    look: str = ""
    """A component class's name after `rows--`, for the words; empty for plain ones."""
    marks: tuple[tuple[int, int], ...] = ()
    """Where in the words stands what was sought, in characters, in order."""

    @property
    def searched(self) -> str:
        """What typed letters are looked for in."""
        return folded(f"{self.lead} {self.text} {self.below}")


def folded(text: str) -> str:
    """`text` without case and accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def height_of(row: Row, columns: int, most_lines: int) -> int:
    """How many lines a row takes at a width."""
    if most_lines == 1:
        return 1 + bool(row.below)
    free = columns - 2 * row.depth - width(row.lead) - bool(row.lead) - width(row.tail)
    text = _begun(row.text, columns, most_lines)
    if room(text) <= free:
        return 1 + bool(row.below)
    return min(most_lines, len(cuts(text, max(free, 4)))) + bool(row.below)


def lay_row(row: Row, columns: int, most_lines: int) -> list[list[tuple[str, str]]]:
    """The lines of a row at a width, each as words with the name of their look."""
    indent = "  " * row.depth
    lead = f"{row.lead} " if row.lead else ""
    hanging = " " * (width(indent) + width(lead))
    free = max(4, columns - len(hanging) - width(row.tail) - bool(row.tail))
    text = _begun(row.text, columns, most_lines)
    extents = [(start, end) for start, end, _ in cuts(text, free)] if most_lines > 1 else [(0, len(text))]
    rows = [text[start:end] for start, end in extents]
    kept = rows[:most_lines]
    if len(rows) > most_lines or room(kept[-1]) > free:
        kept[-1] = shortened(text if most_lines == 1 else f"{kept[-1]} …", free)
    words = [_with_marks(piece, start, row) for piece, (start, _) in zip(kept, extents, strict=False)]
    first = [(indent, ""), (lead, "lead"), *words[0]]
    if row.tail:
        gap = columns - len(hanging) - width(kept[0]) - width(row.tail)
        first += [(" " * max(1, gap), ""), (row.tail, "tail")]
    lines = [first, *([(hanging, ""), *pieces] for pieces in words[1:])]
    if row.below:
        lines.append([(hanging, ""), (shortened(row.below, columns - len(hanging)), "below")])
    return lines


def _with_marks(piece: str, start: int, row: Row) -> list[tuple[str, str]]:
    """A piece of a row's words, which begins at `start` in them, parted so that what was sought has its own look."""
    if not row.marks:
        return [(piece, row.look)]
    pieces: list[tuple[str, str]] = []
    at = 0
    for begin, end in row.marks:
        first, last = max(begin - start, at), min(end - start, len(piece))
        if first < last:
            pieces += (piece[at:first], row.look), (piece[first:last], "found")
            at = last
    return [*pieces, (piece[at:], row.look)]


def _begun(text: str, columns: int, lines: int) -> str:
    """More of a text than so many lines can hold: what comes behind need not be measured, however long it is."""
    return text[: 4 * columns * lines]
