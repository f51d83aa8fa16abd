"""What a list shows: its rows, painted line by line, and those alone that are in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip

from kbtui.layout.wrap import cuts
from kbtui.tui.lists.row import Most, Row
from kbtui.tui.lists.row_lines import RowLines
from kbtui.tui.widgets.look import Look
from kbtui.tui.widgets.scroll_bar import BarredView

WIDEST = 120
"""Columns that a row takes at most: the eye does not find back from the end of a longer line."""


class RowsView(BarredView, can_focus=True):
    """Rows by line: only what is visible is laid out, whatever the list's length."""

    DEFAULT_CSS = """
    RowsView {
        background: transparent;
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
    """How the parts of a row look, in the words of `kbtui.tui.widgets.look`."""

    def __init__(
        self,
        *,
        most_lines: int = 1,
        most_below: int = 1,
        away: str = "",
        id: str | None = None,  # noqa: A002 - Textual's
    ) -> None:
        """
        Args:
            most_lines: How many lines a row's words may take.
            most_below: How many what stands under them may take.
            away: The look of the row under the cursor while the focus is elsewhere.
            id: As for every widget.
        """
        super().__init__(id=id)
        self._table = self.LOOKS | {"cursor.away": away}
        self.lines = RowLines(Most(most_lines, most_below))
        """The rows, and where each stands."""
        self._look: Look | None = None
        self.cursor = 0
        """The row under the cursor, by its place among those that are listed."""
        self._marked: int | None = None
        self._empty = ""

    def clear(self) -> None:
        """Forget all rows, for good: nothing is shown any more."""
        self.lines.take([], self._columns, None)

    def change(self, number: int, row: Row) -> None:
        """Replace one row by another of the same height that is found by the same words."""
        self.lines.change(number, row)
        self.refresh()

    def expect(self, columns: int) -> None:
        """Be ready for a width, scrollbar included, that the list will have: it is measured before it is seen."""
        if not self.size.width and (room := _readable(columns - 1)) != self.lines.columns:
            self.lines.measure(room)
            self._stretch()

    # What is there

    @property
    def narrowed_by(self) -> str:
        return self.lines.query

    @property
    def total(self) -> int:
        """How many rows there are, narrowed or not."""
        return len(self.lines.rows)

    @property
    def listed(self) -> Sequence[int]:
        """The rows that are listed, narrowed as they are, by their places among all."""
        return self.lines.shown

    def row(self, number: int) -> Row:
        """A row by its place among all."""
        return self.lines.rows[number]

    @property
    def wanted_height(self) -> int:
        """How many lines all shown rows take, or what says why there is none."""
        return self.lines.height or len(self._empty_lines(self.lines.columns))

    def _stretch(self) -> None:
        self.virtual_size = Size(self.lines.columns, self.lines.height)
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's own
        return max(1, self.lines.height_at(_readable(width)))

    @property
    def _columns(self) -> int:
        return _readable(self.size.width or self.lines.columns)

    # How it is painted

    def render_line(self, y: int) -> Strip:
        look, lines = self._looks, self.lines
        if not lines.shown:
            return self._empty_line(y, lines.columns, look)
        found = lines.line(y + round(self.scroll_y))
        if found is None:
            return Strip.blank(self.size.width, look.base)
        place, line = found
        cursor = ("cursor " if self.has_focus else "cursor.away ") if place == self.cursor else ""
        if lines.shown[place] == self._marked:
            line = [(text, "lead playing" if name == "lead" else name) for text, name in line]
        segments = [Segment(text, look.style(cursor + name)) for text, name in line]
        return Strip(segments).extend_cell_length(self.size.width, look.style(cursor)).crop(0, self.size.width)

    def _empty_line(self, y: int, columns: int, look: Look) -> Strip:
        lines = self._empty_lines(columns)
        if y >= len(lines):
            return Strip.blank(self.size.width, look.base)
        return Strip([Segment(lines[y], look.style("empty"))]).extend_cell_length(self.size.width, look.base)

    def _empty_lines(self, columns: int) -> list[str]:
        words = f"Nothing here holds “{self.narrowed_by.strip()}”." if self.total else self._empty
        return [words[start:end] for start, end, _ in cuts(words, columns)] or [""]

    @property
    def _looks(self) -> Look:
        if self._look is None:
            self._look = Look(self, self._table)
        return self._look

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._look = None
        self.refresh()


def _readable(columns: int) -> int:
    """The columns that rows take of those that there are."""
    return min(max(columns, 8), WIDEST)
