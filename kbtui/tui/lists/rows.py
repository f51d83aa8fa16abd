"""A list that can be long: a cursor walks it, and it is narrowed as one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message

from kbtui.tui.keys.commands import command
from kbtui.tui.lists.row import Row
from kbtui.tui.lists.rows_view import RowsView

if TYPE_CHECKING:
    from kbtui.tui.lists.narrowing import Narrowing


class Rows(RowsView):
    """A list with a cursor. It tells what is chosen; the rows' numbers are those among all, narrowed or not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        command("list.down", "j,down", "step(1)", "The next row"),
        command("list.up", "k,up", "step(-1)", "The row before"),
        command("list.half-down", "ctrl+d,d", "half(1)", "Half a page down"),
        command("list.half-up", "ctrl+u,u", "half(-1)", "Half a page up"),
        command("list.page-down", "space,pagedown", "page(1)", "A page down"),
        command("list.page-up", "b,pageup", "page(-1)", "A page up"),
        command("list.first", "g,home", "first", "The first row"),
        command("list.last", "G,end", "last", "The last row"),
        command("list.choose", "enter", "choose", "Go to what the row stands for", footer="Go"),
    ]

    class Chosen(Message):
        """Enter was pressed on a row, or it was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number
            """The row's place among all rows, narrowed or not."""

    class Highlighted(Message):
        """The cursor came to another row."""

        def __init__(self, rows: Rows) -> None:
            super().__init__()
            self.rows = rows

    class Counted(Message):
        """The number of rows that are shown, or of all, changed."""

        def __init__(self, shown: int, total: int) -> None:
            super().__init__()
            self.shown = shown
            self.total = total

    # What is shown

    def show(self, rows: Sequence[Row], *, empty: str, cursor: int = 0, narrowing: Narrowing | None = None) -> None:
        """Replace the rows. What narrows them stays.

        Args:
            rows: The new rows.
            empty: What is said where there is none.
            cursor: The row under the cursor, by its place in `rows`.
            narrowing: The texts that typed words are looked for in, one a row; left out, what is shown.
        """
        self._empty = empty
        self._marked = None
        self.lines.take(rows, self._columns, narrowing)
        self._shown_anew(cursor)

    def add(self, rows: Sequence[Row]) -> None:
        """Put more rows behind those that are there; what is seen and where one is stay."""
        here = self.number
        self.lines.add(rows)
        if here is None:
            self._shown_anew(0)
            return
        self._stretch()
        self.post_message(self.Counted(len(self.lines.shown), self.total))

    def splice(self, start: int, stop: int, rows: Sequence[Row], texts: Sequence[str]) -> None:
        """Put other rows in the place of some, with the cursor on the first of them.

        Args:
            start: The first that goes, by its place among all rows.
            stop: The first behind it that stays.
            rows: The new ones.
            texts: What typed words are looked for in, one a row.
        """
        self.lines.splice(start, stop, rows, texts)
        self._shown_anew(start)

    def mark(self, number: int | None) -> None:
        """Mark the row that plays, by its place among all rows; None for none of them. It is scrolled into view where
        nobody is busy in the list."""
        if number == self._marked:
            return
        self._marked = number
        self.refresh()
        place = self.lines.place_before(number) if number is not None else -1
        if place >= 0 and self.lines.shown[place] == number and not self.has_focus:
            self._bring_in_sight(place)

    def narrow(self, query: str) -> None:
        """Show only the rows that hold every word of `query`, whatever case and accents."""
        if query != self.lines.query:
            here = self.number or 0
            self.lines.narrow(query)
            self._shown_anew(here)

    @property
    def number(self) -> int | None:
        """The row under the cursor, by its place among all rows."""
        shown = self.lines.shown
        return shown[self.cursor] if self.cursor < len(shown) else None

    def move_to(self, number: int, *, quietly: bool = False) -> None:
        """Put the cursor on a row, if it is shown, and scroll it into view.

        Args:
            number: The row's place among all rows.
            quietly: Post no message: the program moves the cursor, not the user.
        """
        place = self.lines.place_before(number)
        if place >= 0 and (place != self.cursor or not quietly):
            self._move(place, quietly=quietly)

    def _shown_anew(self, cursor: int) -> None:
        """Other rows are listed: put the cursor on the one that it was on, else the one before."""
        shown = self.lines.shown
        self.cursor = max(0, min(self.lines.place_before(cursor), len(shown) - 1))
        self._stretch()
        self._scroll_to_cursor()
        self.post_message(self.Counted(len(shown), self.total))
        self.post_message(self.Highlighted(self))

    # How it is moved in

    def action_step(self, by: int) -> None:
        self._move(self.cursor + by)

    def action_half(self, by: int) -> None:
        self._move_lines(by * max(1, self.size.height // 2))

    def action_page(self, by: int) -> None:
        self._move_lines(by * max(1, self.size.height - 1))

    def action_first(self) -> None:
        self._move(0)

    def action_last(self) -> None:
        self._move(len(self.lines.shown) - 1)

    def action_choose(self) -> None:
        if self.number is not None:
            self.post_message(self.Chosen(self.number))

    def _move_lines(self, by: int) -> None:
        lines = self.lines
        if lines.shown:
            top, _ = lines.extent(self.cursor)
            self.scroll_relative(y=by, animate=False, immediate=True)
            self._move(lines.place_at(max(0, min(top + by, lines.height - 1))) or 0)

    def _move(self, place: int, quietly: bool = False) -> None:
        if not self.lines.shown:
            return
        self.cursor = max(0, min(place, len(self.lines.shown) - 1))
        self._scroll_to_cursor()
        self.refresh()
        if not quietly:
            self.post_message(self.Highlighted(self))

    def _scroll_to_cursor(self) -> None:
        if self.lines.shown:
            self._bring_in_sight(self.cursor)

    def _bring_in_sight(self, place: int) -> None:
        top, bottom = self.lines.extent(place)
        self.scroll_to_region(Region(0, top, 1, bottom - top), animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        place = self.lines.place_at(offset.y + round(self.scroll_y)) if offset is not None else None
        if place is not None:
            self._move(place)
            self.action_choose()

    def on_resize(self) -> None:
        if self._columns != self.lines.columns:
            self.lines.measure(self._columns)
            self._stretch()
        self._scroll_to_cursor()
