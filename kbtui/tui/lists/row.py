"""One row of a list: its words with what leads, follows and underlies them, laid out at a width. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
    """What stands under the words, fainter."""
    depth: int = 0
    """How far it is indented, in steps of two columns."""
    look: str = ""
    """A component class's name after `rows--`, for the words; empty for plain ones."""
    marks: tuple[tuple[int, int], ...] = ()
    """Where in the words stands what was sought, in characters, in order."""

    @property
    def searched(self) -> str:
        """What typed letters are looked for in."""
        return f"{self.lead} {self.text} {self.below}"


class Most(Struct, frozen=True):
    """How many lines the parts of a row may take."""

    text: int = 1
    below: int = 1


def height_of(row: Row, columns: int, most: Most) -> int:
    """How many lines a row takes at a width."""
    return _text_height(row, columns, most.text) + _below_height(row, columns, most.below)


def heights_of(rows: Iterable[Row], columns: int, most: Most) -> list[int]:
    """How many lines each of many rows takes at a width. What surely fits on one line is only counted."""
    if most.below > 1:
        return [height_of(row, columns, most) for row in rows]
    return [1 + bool(row.below) if _is_short(row, columns) else height_of(row, columns, most) for row in rows]


def _is_short(row: Row, columns: int) -> bool:
    """Whether the words of a row take one line, even if all that stands beside them is as wide as signs can be."""
    beside = 2 * (row.depth + len(row.lead) + len(row.tail) + 1)
    return beside + len(row.text) <= columns and row.text.isascii()


def _text_height(row: Row, columns: int, most: int) -> int:
    if most == 1:
        return 1
    free = _free(row, columns)
    text = _begun(row.text, columns, most)
    return 1 if room(text) <= free else min(most, len(cuts(text, free)))


def _below_height(row: Row, columns: int, most: int) -> int:
    if most == 1 or not row.below:
        return bool(row.below)
    return len(list(_below_lines(row, columns - _indent(row), most)))


def lay_row(row: Row, columns: int, most: Most) -> list[list[tuple[str, str]]]:
    """The lines of a row at a width, each as words with the name of their look."""
    indent = "  " * row.depth
    lead = f"{row.lead} " if row.lead else ""
    hanging = " " * _indent(row)
    free = _free(row, columns)
    text = _begun(row.text, columns, most.text)
    extents = [(start, end) for start, end, _ in cuts(text, free)] if most.text > 1 else [(0, len(text))]
    rows = [text[start:end] for start, end in extents]
    kept = rows[: most.text]
    if len(rows) > most.text or room(kept[-1]) > free:
        kept[-1] = shortened(text if most.text == 1 else f"{kept[-1]} …", free)
    words = [_with_marks(piece, start, row) for piece, (start, _) in zip(kept, extents, strict=False)]
    first = [(indent, ""), (lead, "lead"), *words[0]]
    if row.tail:
        gap = columns - len(hanging) - width(kept[0]) - width(row.tail)
        first += [(" " * max(1, gap), ""), (row.tail, "tail")]
    lines = [first, *([(hanging, ""), *pieces] for pieces in words[1:])]
    if row.below:
        lines += ([(hanging, ""), (line, "below")] for line in _below_lines(row, columns - len(hanging), most.below))
    return lines


def _indent(row: Row) -> int:
    """The columns before every line of a row but the first."""
    return 2 * row.depth + (width(row.lead) + 1 if row.lead else 0)


def _free(row: Row, columns: int) -> int:
    """The columns that a row's words have."""
    return max(4, columns - _indent(row) - (width(row.tail) + 1 if row.tail else 0))


def _below_lines(row: Row, columns: int, most: int) -> Iterator[str]:
    """What stands under the words, in so many lines at most."""
    if most == 1:
        yield shortened(row.below, columns)
        return
    text = _begun(row.below, columns, most)
    lines = [text[start:end] for start, end, _ in cuts(text, max(4, columns))]
    yield from lines[: most - 1]
    if len(lines) >= most:
        more = " …" if len(lines) > most else ""
        yield shortened(f"{lines[most - 1]}{more}", columns)


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
