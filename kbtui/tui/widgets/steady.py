"""Lines that end where they ought to, however wide the terminal takes some signs to be.

About letters that join (Devanagari, Tamil, Thai), emoji made of several and flags, terminals differ from each other and
from Textual, which paints a line from the left to the right and trusts its own count. So a line with signs that are not
sure is wiped first, and after it the cursor is put where the next pane begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from kbtui.layout.widths import is_plain

_RULE = " │ "
"""Parts the cells of a table."""


class SteadyStrip(Strip):
    """A strip that knows at which column of the screen it begins, and leaves the cursor at the column where it ends."""

    __slots__ = ("_column",)

    def __init__(self, strip: Strip, column: int) -> None:
        super().__init__(strip, strip.cell_length)
        self._column = column

    def render(self, console: Console) -> str:
        ground = list(self)[-1].style
        parts = [Strip([Segment(" " * self.cell_length, ground)]).render(console), _to_column(self._column)]
        column = self._column
        for segment in self:
            text, style, _ = segment
            # What was wiped is jumped over: so what follows stands where it ought to, and is not written over.
            if text.startswith(_RULE):
                parts.append(_to_column(column))
            if not (text.isspace() and style == ground):
                parts.append(Strip([segment]).render(console))
            column += segment.cell_length
            if text.isspace():
                parts.append(_to_column(column))
        parts.append(_to_column(column))
        return "".join(parts)

    def crop(self, start: int, end: int | None = None) -> Strip:
        piece = super().crop(start, end)
        return piece if piece is self else steady(piece, self._column + max(start, 0))

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        pieces: list[Strip] = []
        column = self._column
        for piece in super().divide(cuts):
            pieces.append(piece if piece is self else steady(piece, column))
            column += piece.cell_length
        return pieces


class SteadyLines(Widget):
    """A widget whose lines may hold any script."""

    def render_lines(self, crop: Region) -> list[Strip]:
        left = self.region.x + crop.x
        return [steady(strip, left) for strip in super().render_lines(crop)]


def steady(strip: Strip, column: int) -> Strip:
    """The strip, which begins at a column of the screen, so that what stands right of it keeps its place."""
    return strip if is_plain(strip.text) else SteadyStrip(strip, column)


def _to_column(column: int) -> str:
    """What puts the terminal's cursor at a column, counted from 0, of the line that it is in."""
    return f"\x1b[{column + 1}G"
