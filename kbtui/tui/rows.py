"""A list that can be long: rows of words with what leads, follows and underlies them, narrowed as one types."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kbtui.layout.wrap import cuts
from kbtui.tui.commands import command
from kbtui.tui.look import Look
from kbtui.tui.row import Row, folded, height_of, lay_row
from kbtui.tui.steady import SteadyLines


class Rows(ScrollView, SteadyLines, can_focus=True):
    """A list of rows by line: only what is visible is laid out, whatever the list's length."""

    DEFAULT_CSS = """
    Rows {
        background: transparent;
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size: 1 1;
        scrollbar-color: $surface-lighten-3;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
    }
    """

    LOOKS: ClassVar[dict[str, str]] = {
        "lead": "$accent",
        "tail": "dim",
        "below": "dim",
        "faint": "dim",
        "strong": "bold",
        "here": "bold $accent",
        "found": "bold $warning",
        "playing": "bold underline on $accent 20%",
        "cursor": "on $primary 45%",
        "empty": "dim italic",
    }
    """How the parts of a row look, in the words of `kbtui.tui.look`."""

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

        def __init__(self, rows: Rows, number: int) -> None:
            super().__init__()
            self.rows = rows
            self.number = number
            """The row's place among all rows, narrowed or not."""

        @property
        def control(self) -> Rows:
            return self.rows

    class Highlighted(Message):
        """The cursor came to another row."""

        def __init__(self, rows: Rows, number: int | None) -> None:
            super().__init__()
            self.rows = rows
            self.number = number

        @property
        def control(self) -> Rows:
            return self.rows

    class Counted(Message):
        """The number of rows that are shown, or of all, changed."""

        def __init__(self, rows: Rows, shown: int, total: int) -> None:
            super().__init__()
            self.rows = rows
            self.shown = shown
            self.total = total

        @property
        def control(self) -> Rows:
            return self.rows

    def __init__(self, *, most_lines: int = 1, away: str = "", id: str | None = None) -> None:  # noqa: A002 - Textual's
        """
        Args:
            most_lines: How many lines a row's words may take.
            away: The look of the row under the cursor while the focus is elsewhere.
            id: As for every widget.
        """
        super().__init__(id=id)
        self._table = self.LOOKS | {"cursor.away": away}
        self._most_lines = most_lines
        self._rows: list[Row] = []
        self._shown: list[int] = []
        self._tops: list[int] = [0]
        self._measured = 8
        self._look: Look | None = None
        self._cursor = 0
        self._marked: int | None = None
        self._query = ""
        self._empty = ""
        self._laid: LRUCache[tuple[int, int], list[list[tuple[str, str]]]] = LRUCache(1024)

    # What is shown

    def show(self, rows: Sequence[Row], *, empty: str, cursor: int = 0) -> None:
        """Replace the rows.

        Args:
            rows: The new rows.
            empty: What is said where there is none.
            cursor: The row under the cursor, by its place in `rows`.
        """
        self._rows = list(rows)
        self._empty = empty
        self._marked = None
        self._narrow(cursor)

    def clear(self) -> None:
        """Forget all rows, for good: nothing is shown any more."""
        self._rows, self._shown, self._tops = [], [], [0]
        self._laid.clear()

    def add(self, rows: Sequence[Row]) -> None:
        """Put more rows behind those that are there; what is seen and where one is stay."""
        first = len(self._rows)
        self._rows += rows
        if self._query or not self._shown:
            self._narrow(self.number or 0)
            return
        self._shown += range(first, len(self._rows))
        heights = (height_of(row, self._measured, self._most_lines) for row in rows)
        self._tops += list(accumulate(heights, initial=self._tops[-1]))[1:]
        self.virtual_size = Size(self._measured, self._tops[-1])
        self.refresh()
        self.post_message(self.Counted(self, len(self._shown), len(self._rows)))

    def change(self, number: int, row: Row) -> None:
        """Replace one row by another of the same height."""
        self._rows[number] = row
        for key in [key for key in self._laid.keys() if key[0] == number]:  # noqa: SIM118 - no mapping
            self._laid.discard(key)
        self.refresh()

    def expect(self, columns: int) -> None:
        """Be ready for a width, scrollbar included, that the list will have: it is measured before it is seen."""
        if not self.size.width and columns - 1 != self._measured:
            self._measured = columns - 1
            self._measure()

    def mark(self, number: int | None) -> None:
        """Mark the row that plays, by its place among all rows; None for none of them. It is scrolled into view where
        nobody is busy in the list."""
        if number == self._marked:
            return
        self._marked = number
        self.refresh()
        place = bisect_right(self._shown, number) - 1 if number is not None else -1
        if place >= 0 and self._shown[place] == number and not self.has_focus:
            self._bring_in_sight(place)

    def narrow(self, query: str) -> None:
        """Show only the rows that hold every word of `query`, whatever case and accents."""
        if query != self._query:
            self._query = query
            self._narrow(self.number or 0)

    @property
    def narrowed_by(self) -> str:
        return self._query

    @property
    def number(self) -> int | None:
        """The row under the cursor, by its place among all rows."""
        return self._shown[self._cursor] if self._shown else None

    @property
    def total(self) -> int:
        """How many rows there are, narrowed or not."""
        return len(self._rows)

    @property
    def wanted_height(self) -> int:
        """How many lines all shown rows take, or what says why there is none."""
        return self._tops[-1] if self._shown else len(self._empty_lines(self._measured))

    def move_to(self, number: int, *, quietly: bool = False) -> None:
        """Put the cursor on a row, if it is shown, and scroll it into view.

        Args:
            number: The row's place among all rows.
            quietly: Post no message: the program moves the cursor, not the user.
        """
        place = bisect_right(self._shown, number) - 1
        if place >= 0 and (place != self._cursor or not quietly):
            self._move(place, quietly=quietly)

    def _narrow(self, cursor: int) -> None:
        words = folded(self._query).split()
        rows = self._rows
        if words:
            self._shown = [number for number, row in enumerate(rows) if all(word in row.searched for word in words)]
        else:
            self._shown = list(range(len(rows)))
        self._cursor = max(0, min(bisect_right(self._shown, cursor) - 1, len(self._shown) - 1))
        self._measure()
        self._scroll_to_cursor()
        self.post_message(self.Counted(self, len(self._shown), len(rows)))
        self.post_message(self.Highlighted(self, self.number))

    def _measure(self) -> None:
        columns = self._measured = self._columns
        self._laid.clear()
        heights = (height_of(self._rows[number], columns, self._most_lines) for number in self._shown)
        self._tops = [0, *accumulate(heights)]
        self.virtual_size = Size(columns, self._tops[-1])
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's own
        return max(1, sum(height_of(self._rows[number], width, self._most_lines) for number in self._shown))

    @property
    def _columns(self) -> int:
        return max(8, self.scrollable_content_region.width or self.size.width or self._measured)

    # How it is painted

    def render_line(self, y: int) -> Strip:
        columns, look = self._measured, self._looks
        if not self._shown:
            return self._empty_line(y, columns, look)
        at = y + round(self.scroll_y)
        place = bisect_right(self._tops, at) - 1
        if place >= len(self._shown):
            return Strip.blank(self.size.width, look.base)
        line = self._lines_of(self._shown[place], columns)[at - self._tops[place]]
        cursor = ("cursor " if self.has_focus else "cursor.away ") if place == self._cursor else ""
        if self._shown[place] == self._marked:
            line = [(text, "lead playing" if name == "lead" else name) for text, name in line]
        segments = [Segment(text, look.style(cursor + name)) for text, name in line]
        return Strip(segments).extend_cell_length(self.size.width, look.style(cursor)).crop(0, self.size.width)

    def _empty_line(self, y: int, columns: int, look: Look) -> Strip:
        lines = self._empty_lines(columns)
        if y >= len(lines):
            return Strip.blank(self.size.width, look.base)
        return Strip([Segment(lines[y], look.style("empty"))]).extend_cell_length(self.size.width, look.base)

    def _empty_lines(self, columns: int) -> list[str]:
        words = f"Nothing here holds “{self._query}”." if self._rows else self._empty
        return [words[start:end] for start, end, _ in cuts(words, columns)] or [""]

    @property
    def _looks(self) -> Look:
        if self._look is None:
            self._look = Look(self, self._table)
        return self._look

    def _lines_of(self, number: int, columns: int) -> list[list[tuple[str, str]]]:
        laid = self._laid.get((number, columns))
        if laid is None:
            laid = lay_row(self._rows[number], columns, self._most_lines)
            self._laid.set((number, columns), laid)
        return laid

    # How it is moved in

    def action_step(self, by: int) -> None:
        self._move(self._cursor + by)

    def action_half(self, by: int) -> None:
        self._move_lines(by * max(1, self.size.height // 2))

    def action_page(self, by: int) -> None:
        self._move_lines(by * max(1, self.size.height - 1))

    def action_first(self) -> None:
        self._move(0)

    def action_last(self) -> None:
        self._move(len(self._shown) - 1)

    def action_choose(self) -> None:
        if self.number is not None:
            self.post_message(self.Chosen(self, self.number))

    def _move_lines(self, by: int) -> None:
        if self._shown:
            line = max(0, min(self._tops[self._cursor] + by, self._tops[-1] - 1))
            self._move(bisect_right(self._tops, line) - 1)

    def _move(self, place: int, quietly: bool = False) -> None:
        if not self._shown:
            return
        self._cursor = max(0, min(place, len(self._shown) - 1))
        self._scroll_to_cursor()
        self.refresh()
        if not quietly:
            self.post_message(self.Highlighted(self, self.number))

    def _scroll_to_cursor(self) -> None:
        if self._shown:
            self._bring_in_sight(self._cursor)

    def _bring_in_sight(self, place: int) -> None:
        top, bottom = self._tops[place], self._tops[place + 1]
        self.scroll_to_region(Region(0, top, 1, bottom - top), animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        place = self._place_at(event.get_content_offset(self))
        if place is not None:
            self._move(place)
            self.action_choose()

    def _place_at(self, offset: object) -> int | None:
        y = getattr(offset, "y", None)
        if y is None or not self._shown:
            return None
        place = bisect_right(self._tops, y + round(self.scroll_y)) - 1
        return place if place < len(self._shown) else None

    def on_resize(self) -> None:
        if self._columns != self._measured:
            self._measure()
        self._scroll_to_cursor()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._look = None
        self.refresh()
