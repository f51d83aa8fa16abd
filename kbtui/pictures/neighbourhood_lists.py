"""What a picture of a neighbourhood tells, and on how many lines: titles cut to columns, lists to a height."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from kbtui.layout.widths import shortened, width
from kbtui.layout.wrap import cuts
from kbtui.note import Note
from kbtui.pictures.neighbourhood import Neighbour, Neighbourhood

Part = Literal["centre", "citing", "cited", "siblings"]

WIDE = 60
"""Columns from which on two lists stand side by side."""
GAP = 4
"""Columns between the two trunks."""
_BOTH_WAYS = " ⇄"


class Listed(Struct, frozen=True):
    """The neighbours of one kind that are drawn."""

    part: Part
    head: str
    first: int
    """The number of its first node."""
    shown: tuple[Neighbour, ...]
    entries: tuple[tuple[str, ...], ...]
    """The lines of each."""
    more: int
    """How many neighbours have no room."""

    @property
    def rows(self) -> Iterator[tuple[str, int | None, bool]]:
        """Its lines: the words, the node they belong to (None for what counts the rest), whether a node begins."""
        for number, lines in enumerate(self.entries, self.first):
            yield from ((text, number, place == 0) for place, text in enumerate(lines))
        if self.more:
            yield f"… {self.more} more", None, True

    @property
    def begun(self) -> int:
        """How many entries its lines have, that which counts the rest among them."""
        return len(self.entries) + bool(self.more)

    @property
    def height(self) -> int:
        return sum(map(len, self.entries)) + bool(self.more)


Lists = tuple[Listed, Listed, Listed]


def wide_lists(hood: Neighbourhood, columns: int, rows: int) -> Lists:
    side, below = side_columns(columns), columns - box(hood, columns)[0] - 5
    room = rows - 4 - bool(hood.siblings)
    for most in (2, 1):
        lists = _lists(hood, (side, side, below), most)
        if max(lists[0].height, lists[1].height) + lists[2].height <= room:
            return lists
    above, beneath = _shared(room, (max(lists[0].height, lists[1].height), lists[2].height))
    return _lists(hood, (side, side, below), 1, (above, above, beneath))


def narrow_lists(hood: Neighbourhood, columns: int, rows: int) -> Lists:
    room = rows - 3 - sum(map(bool, (hood.citing, hood.cited, hood.siblings)))
    wide = (columns - 4,) * 3
    for most in (2, 1):
        lists = _lists(hood, wide, most)
        if sum(each.height for each in lists) <= room:
            return lists
    first, second, third = _shared(room, tuple(each.height for each in lists))
    return _lists(hood, wide, 1, (first, second, third))


def _lists(hood: Neighbourhood, columns: tuple[int, ...], most: int, heights: tuple[int, ...] = (10**6,) * 3) -> Lists:
    """The three lists.

    Args:
        hood: The neighbours.
        columns: How wide the titles of each list may be.
        most: How many lines a title may take.
        heights: How many lines each list may take; then a title takes one.
    """
    citing = _list("citing", _citing_head(hood), 1, hood.citing, columns[0], most, heights[0])
    first = 1 + len(citing.shown)
    cited = _list("cited", _cited_head(hood), first, hood.cited, columns[1], most, heights[1])
    first += len(cited.shown)
    return citing, cited, _list("siblings", _siblings_head(hood), first, hood.siblings, columns[2], most, heights[2])


def _list(
    part: Part, head: str, first: int, neighbours: Sequence[Neighbour], columns: int, most: int, height: int
) -> Listed:
    kept = len(neighbours) if len(neighbours) <= height else max(1, height - 1)
    shown = tuple(neighbours[:kept])
    return Listed(
        part, head, first, shown, tuple(_title(each, columns, most) for each in shown), len(neighbours) - kept
    )


def _title(neighbour: Neighbour, columns: int, most: int) -> tuple[str, ...]:
    """A note's title on at most some lines, with a sign where the notes link to each other."""
    mark = _BOTH_WAYS if neighbour.both_ways else ""
    room = columns - len(mark)
    title = shown_title(neighbour.note)
    rows = cuts(title, room)
    lines = [title[start:end].strip() for start, end, _ in rows[:most]] or [""]
    if len(rows) > most:
        lines[-1] = shortened(title[rows[most - 1][0] :], room)
    return (*lines[:-1], lines[-1] + mark)


def shown_title(note: Note) -> str:
    """A note's title; its path where there is nothing of it to be seen."""
    return note.title if width(note.title.strip()) else note.path


def _citing_head(hood: Neighbourhood) -> str:
    return f"linked from {len(hood.citing)}" if hood.citing else "nothing links here"


def _cited_head(hood: Neighbourhood) -> str:
    known = f"links to {len(hood.cited)}" if hood.cited else "links to no note"
    return f"{known} · {hood.wanted} wanted" if hood.wanted else known


def _siblings_head(hood: Neighbourhood) -> str:
    return f"{len(hood.siblings)} more on “{hood.video}”"


def _shared(room: int, wanted: tuple[int, ...]) -> tuple[int, ...]:
    """`room` lines dealt out: who wants less than an equal share leaves the rest to the others."""
    given = [0] * len(wanted)
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    for at, place in enumerate(order):
        given[place] = max(2, min(wanted[place], room // (len(order) - at)))
        room -= given[place]
    return tuple(given)


def side_columns(columns: int) -> int:
    """The columns that the titles on either side have."""
    return (columns - 6 - GAP) // 2


def box(hood: Neighbourhood, columns: int) -> tuple[int, int]:
    """Where the box of the note in the middle begins and ends."""
    if columns < WIDE:
        return 0, columns
    inside = max(columns // 2, min(width(shown_title(hood.note)) + 6, columns - 8))
    start = (columns - inside) // 2
    return start, start + inside
