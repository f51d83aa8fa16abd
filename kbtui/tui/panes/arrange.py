"""Which panes are seen at which size, and how the side column shares its height. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

Area = Literal["topics", "reader", "side"]

WIDE = 110
"""Columns from which topics, note and side stand next to each other."""
MIDDLE = 70
"""Columns from which the note and one other column stand next to each other."""
_LEAST_BODY = 5
"""Lines below which a side pane's list is not worth opening beside another."""


def areas_seen(columns: int, focused: Area) -> frozenset[Area]:
    """The areas that are seen at a width, given the one in use."""
    if columns >= WIDE:
        return frozenset({"topics", "reader", "side"})
    if columns >= MIDDLE:
        return frozenset({"reader", "topics" if focused == "topics" else "side"})
    return frozenset({focused})


def column_widths(columns: int) -> Mapping[Area, int]:
    """How many columns topics and side take; the reader has the rest."""
    if columns >= WIDE:
        return {"topics": min(44, columns * 23 // 100), "side": min(52, columns * 29 // 100)}
    if columns >= MIDDLE:
        return {"topics": columns * 9 // 20, "side": columns * 9 // 25}
    return {"topics": columns, "side": columns}


def side_heights(lines: int, wanted: Sequence[int], recent: Sequence[int]) -> list[int]:
    """The height of each side pane's list; 0 for one of which only the title is seen.

    As many lists are open as fit, those used last before the others. An open list takes no more than it needs, unless
    nobody else needs the lines.

    Args:
        lines: The column's height, titles included.
        wanted: The height that each list would fill; 0 for one that has nothing to show.
        recent: The lists' numbers, the one used last first.
    """
    heights = [0] * len(wanted)
    left = lines - len(wanted)
    if left <= 0:
        if lines > 1:
            heights[recent[0]] = lines - 1
        return heights
    opened = sorted(_worth_opening(recent, wanted, left))
    waiting = set(opened)
    while waiting:
        share = left // len(waiting)
        modest = [number for number in waiting if wanted[number] <= share]
        for number in modest or waiting:
            heights[number] = min(wanted[number], share)
            left -= heights[number]
        waiting = waiting - set(modest) if modest else set()
    heights[recent[0] if recent[0] in opened else opened[-1]] += left
    return heights


def _worth_opening(recent: Sequence[int], wanted: Sequence[int], lines: int) -> list[int]:
    """The list used last, and of the others, in that order, those that find room; short ones nearly always do."""
    opened: list[int] = []
    for number in recent:
        least = min(wanted[number], _LEAST_BODY)
        if least <= lines or not opened:
            opened.append(number)
            lines -= least
    return opened
