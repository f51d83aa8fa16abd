"""A neighbourhood as a picture of lines, to be walked by arrow keys. Pure: no terminal, no colours.

          linked from 2                      links to 2 · 1 wanted
    Quantum computing ─╮                    ╭▶ Entropy
      Black holes ⇄   ─┤                    ├▶ Black holes ⇄
                  ╭────▼────────────────────┴────╮
                  │   Two accounts of falling    │
                  ╰─┬────────────────────────────╯
                    │ 1 more on “The end of everything”
                    ╰─ What a horizon is

On a narrow screen the three lists stand one below the other, with the note between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from kbtui.layout.lines import Span
from kbtui.layout.widths import shortened, width
from kbtui.note import Note
from kbtui.pictures.neighbourhood import Neighbourhood
from kbtui.pictures.neighbourhood_lists import (
    GAP,
    WIDE,
    Listed,
    Lists,
    Part,
    box,
    narrow_lists,
    shown_title,
    side_columns,
    wide_lists,
)

LINES = "lines"
NODE = "node"
CENTRE = "centre"
HEAD = "head"
MORE = "more"
"""Names of what is drawn, as the spans' styles. A node's spans have its number as their target."""

_WIDEST = 120
"""Columns past which a picture only falls apart."""
_NARROWEST = 20

Direction = Literal["up", "down", "left", "right"]
Row = tuple[Span, ...]


class Node(Struct, frozen=True):
    """A note in the picture. The one in the middle is node 0."""

    note: Note
    part: Part
    row: int
    """Of its first line."""
    start: int
    """The column that its first line begins in; its box's, for the note in the middle."""
    end: int
    """The column that it ends before."""


class Picture(Struct, frozen=True):
    lines: tuple[Row, ...]
    nodes: tuple[Node, ...]

    def step(self, number: int, direction: Direction) -> int:
        """The node that an arrow key leads to from another; the same one where there is none."""
        here = self.nodes[number]
        ahead = (place for place, node in enumerate(self.nodes) if _is_ahead(here, node, direction))
        return min(ahead, key=lambda place: (abs(self.nodes[place].row - here.row), place), default=number)


def _is_ahead(here: Node, node: Node, direction: Direction) -> bool:
    """Whether a node lies in a direction: in the same columns above or below, or wholly beside."""
    if direction in ("up", "down"):
        is_beyond = node.row < here.row if direction == "up" else node.row > here.row
        return is_beyond and node.start < here.end and here.start < node.end
    if "siblings" in (here.part, node.part):
        return False
    middle = (here.start + here.end) // 2
    left, right = (middle, middle) if here.part == "centre" else (here.start, here.end)
    return node.end <= left if direction == "left" else node.start >= right


def picture(hood: Neighbourhood, columns: int, rows: int) -> Picture:
    """Draw a neighbourhood.

    Args:
        hood: The note and its neighbours.
        columns: Its width; a very small one is not kept to.
        rows: The height to fill: titles get a second line and lists are cut as it asks. What cannot be told in it is
            told in more.
    """
    columns = max(_NARROWEST, min(columns, _WIDEST))
    is_wide = columns >= WIDE
    lists = wide_lists(hood, columns, rows) if is_wide else narrow_lists(hood, columns, rows)
    drawn = _wide(hood, lists, columns) if is_wide else _narrow(hood, lists, columns)
    return Picture(tuple(drawn), _nodes(hood, lists, drawn))


# The picture on a wide screen


def _wide(hood: Neighbourhood, lists: Lists, columns: int) -> list[Row]:
    citing, cited, siblings = lists
    side = side_columns(columns)
    start, end = box(hood, columns)
    drawn = [_wide_heads(citing, cited, side)]
    left, right = list(_left(citing, side)), list(_right(cited))
    for at in range(max(len(left), len(right))):
        before = left[at] if at < len(left) else _rest(left, side + 2)
        behind = right[at] if at < len(right) else (Span("│", LINES),) if right else ()
        drawn.append((*before, Span(" " * GAP, ""), *behind))
    drawn += _boxed(hood.note, start, end, side + 2 if left else None, side + 3 + GAP if right else None, lists)
    drawn += _tree([siblings], start + 2, columns) if siblings.shown else []
    return drawn


def _wide_heads(citing: Listed, cited: Listed, side: int) -> Row:
    left, right = shortened(citing.head, side), shortened(cited.head, side)
    gap = " " * (side - width(left))
    return (Span(gap, ""), Span(left, HEAD), Span(" " * (GAP + 6), ""), Span(right, HEAD))


def _left(citing: Listed, side: int) -> Iterator[Row]:
    for at, (text, number, begins) in enumerate(citing.rows):
        join = (" ─╮" if at == 0 else " ─┤") if begins else "  │"
        yield (Span(" " * (side - width(text)), ""), _words(text, number), Span(join, LINES))


def _right(cited: Listed) -> Iterator[Row]:
    for at, (text, number, begins) in enumerate(cited.rows):
        join = "╭▶ " if at == 0 else _joint("cited", begins, False, number)
        yield (Span(join, LINES), _words(text, number))


def _rest(left: Sequence[Row], columns: int) -> Row:
    """A line of the left side below its last note."""
    return (Span(" " * columns, ""), Span("│" if left else " ", LINES))


def _words(text: str, number: int | None) -> Span:
    return Span(text, MORE if number is None else NODE, number)


def _boxed(note: Note, start: int, end: int, comes: int | None, goes: int | None, lists: Lists) -> list[Row]:
    """The note in the middle, in a box that the trunks run into."""
    inside = end - start - 2
    title = shortened(shown_title(note), inside - 2)
    gap = inside - width(title)
    top = list("╭" + "─" * inside + "╮")
    bottom = list("╰" + "─" * inside + "╯")
    for column, sign in ((comes, "▼"), (goes, "┴")):
        if column is not None:
            top[column - start] = sign
    hangs = 2 if start else 1
    if lists[2].shown or (lists[1].shown and not start):
        bottom[hangs] = "┬"
    margin = (Span(" " * start, ""),) if start else ()
    words = f"{' ' * (gap // 2)}{title}{' ' * (gap - gap // 2)}"
    middle = (Span("│", LINES, 0), Span(words, CENTRE, 0), Span("│", LINES, 0))
    return [(*margin, Span("".join(top), LINES)), (*margin, *middle), (*margin, Span("".join(bottom), LINES))]


def _tree(lists: Sequence[Listed], start: int, end: int) -> list[Row]:
    """Lists that hang on one trunk below the note, from the column `start` to before `end`."""
    drawn: list[Row] = []
    margin = Span(" " * start, "")
    for each in lists:
        head = shortened(each.head, end - start - 2)
        drawn.append((margin, Span("│ ", LINES), Span(head, HEAD)))
        last = each.begun - 1 if each is lists[-1] else None
        begun = -1
        for text, number, begins in each.rows:
            begun += begins
            words = _words(text, number)
            drawn.append((margin, Span(_joint(each.part, begins, begun == last, number), LINES), words))
    return drawn


def _joint(part: Part, begins: bool, is_last: bool, number: int | None) -> str:
    """What joins a line of a list to the trunk on its left."""
    if not begins:
        return "   " if is_last else "│  "
    return ("╰" if is_last else "├") + ("▶ " if part == "cited" and number is not None else "─ ")


# The picture on a narrow screen


def _narrow(hood: Neighbourhood, lists: Lists, columns: int) -> list[Row]:
    citing, cited, siblings = lists
    drawn: list[Row] = [(Span(" ", ""), Span(shortened(citing.head, columns - 1), HEAD))]
    for at, (text, number, begins) in enumerate(citing.rows):
        join = "╭─ " if at == 0 else _joint("citing", begins, False, number)
        drawn.append((Span(" ", ""), Span(join, LINES), _words(text, number)))
    drawn += _boxed(hood.note, 0, columns, 1 if citing.shown else None, None, lists)
    if not cited.shown:
        drawn.append(
            (
                Span(" ", ""),
                Span("│ " if siblings.shown else "  ", LINES),
                Span(shortened(cited.head, columns - 3), HEAD),
            )
        )
    return drawn + _tree([each for each in (cited, siblings) if each.shown], 1, columns)


# Where the nodes are


def _nodes(hood: Neighbourhood, lists: Lists, drawn: Sequence[Row]) -> tuple[Node, ...]:
    parts = [("centre", hood.note), *((each.part, shown.note) for each in lists for shown in each.shown)]
    places: dict[int, tuple[int, int, int]] = {}
    for row, line in enumerate(drawn):
        column = 0
        for span in line:
            start, column = column, column + width(span.text)
            if span.target is not None:
                first = places.setdefault(span.target, (row, start, column))
                if first[0] == row:
                    places[span.target] = (row, first[1], column)
    return tuple(Node(note, part, *places[number]) for number, (part, note) in enumerate(parts))
