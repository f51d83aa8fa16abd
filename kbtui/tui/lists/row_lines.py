"""The rows of a list by line: which of them are shown, and on which lines each of those stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from textual.cache import LRUCache

from kbtui.tui.garbage import let_go
from kbtui.tui.lists.row import Most, Row, heights_of, lay_row

if TYPE_CHECKING:
    from kbtui.tui.lists.narrowing import Narrowing

Pieces = list[tuple[str, str]]
"""A line: its words with the names of their looks."""


class RowLines:
    """Rows as they are listed at a width. What was measured is kept while rows are only narrowed."""

    def __init__(self, most: Most) -> None:
        self.rows: list[Row] = []
        self.shown: Sequence[int] = range(0)
        """The rows that are listed, by their numbers among all, in order."""
        self.columns = 8
        self.query = ""
        self._most = most
        self._heights: list[int] = []
        self._tops = [0]
        self._narrowing: Narrowing | None = None
        self._laid: LRUCache[int, list[Pieces]] = LRUCache(1024)

    def take(self, rows: Sequence[Row], columns: int, narrowing: Narrowing | None) -> None:
        """Replace the rows; what narrows them stays.

        Args:
            rows: The new ones.
            columns: The width that they are laid out at.
            narrowing: The texts that typed words are looked for in, one a row; None for those that are shown.
        """
        before, self.rows = self.rows, list(rows)
        let_go(before)
        self.shown = range(0)
        self._narrowing = narrowing
        self.measure(columns)
        self.narrow(self.query)

    def add(self, rows: Sequence[Row]) -> None:
        """Put more rows behind the others."""
        self.rows += rows
        heights = self._measured(rows)
        self._heights += heights
        if self._narrowing is not None:
            self._narrowing.add(row.searched for row in rows)
        if self.query:
            self.narrow(self.query)
        else:
            self.shown = range(len(self.rows))
            self._tops += list(accumulate(heights, initial=self._tops[-1]))[1:]

    def splice(self, start: int, stop: int, rows: Sequence[Row], texts: Sequence[str]) -> None:
        """Put other rows in the place of some, found by the texts, one a row."""
        self.rows[start:stop] = rows
        self._heights[start:stop] = self._measured(rows)
        self._laid.clear()
        if self._narrowing is not None:
            self._narrowing.splice(start, stop, texts)
        self.narrow(self.query)

    def change(self, number: int, row: Row) -> None:
        """Replace one row by another of the same height that is found by the same words."""
        self.rows[number] = row
        self._laid.discard(number)

    def narrow(self, query: str) -> None:
        """List only the rows that hold every word of a query."""
        self.query = query
        self.shown = self._holding(query) if query.strip() else range(len(self.rows))
        self._stack()

    def _holding(self, query: str) -> Sequence[int]:
        if self._narrowing is None:
            from kbtui.tui.lists.narrowing import Narrowing

            self._narrowing = Narrowing(row.searched for row in self.rows)
        return self._narrowing.holding(query)

    def measure(self, columns: int) -> None:
        """Lay the rows out at another width."""
        self.columns = columns
        self._laid.clear()
        self._heights = self._measured(self.rows)
        self._stack()

    def _measured(self, rows: Sequence[Row]) -> list[int]:
        if self._most == Most():  # no need to look at the words
            return [2 if row.below else 1 for row in rows]
        return heights_of(rows, self.columns, self._most)

    def _stack(self) -> None:
        heights = self._heights
        self._tops = [0, *accumulate([heights[number] for number in self.shown])]

    # Where what is

    @property
    def height(self) -> int:
        """How many lines the listed rows take."""
        return self._tops[-1]

    def height_at(self, columns: int) -> int:
        """How many lines they would take at another width."""
        if columns == self.columns:
            return self.height
        return sum(heights_of((self.rows[number] for number in self.shown), columns, self._most))

    def extent(self, place: int) -> tuple[int, int]:
        """The first line of a listed row, and the line behind its last one."""
        return self._tops[place], self._tops[place + 1]

    def place_at(self, line: int) -> int | None:
        """The place in the list of the row that a line belongs to; None below the last."""
        place = bisect_right(self._tops, line) - 1
        return place if 0 <= place < len(self.shown) else None

    def place_before(self, number: int) -> int:
        """The place in the list of a row by its number among all, else of the last one listed before it; -1 if none."""
        return bisect_right(self.shown, number) - 1

    def line(self, at: int) -> tuple[int, Pieces] | None:
        """What stands on a line, and the place of the row that it belongs to; None below the last row."""
        place = self.place_at(at)
        if place is None:
            return None
        number = self.shown[place]
        laid = self._laid.get(number)
        if laid is None:
            laid = lay_row(self.rows[number], self.columns, self._most)
            self._laid.set(number, laid)
        return place, laid[at - self._tops[place]]
