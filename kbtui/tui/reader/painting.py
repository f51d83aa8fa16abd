"""The part of the reader that paints: the rows of a document, drawn when they come in sight, and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.segment import Segment
from textual.geometry import Region
from textual.selection import Selection
from textual.strip import Strip

from kbtui.layout.document import Document, Spot
from kbtui.tui.reader.look import READER_LOOKS
from kbtui.tui.reader.strips import Overlay, Sheet, drawn
from kbtui.tui.widgets.look import Look
from kbtui.tui.widgets.scroll_bar import BAR, BarredView

_MOST_STRIPS = 500
"""Rows that are kept as they were painted."""
_NO_ROW = -1
"""Stands for a row with nothing on it."""


class ReaderPainting(BarredView):
    """Paints what is in sight of a document."""

    ALLOW_SELECT = True

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  (Textual's own name)
        super().__init__(id=id, classes=classes)
        self.document: Document | None = None
        self._look: Look | None = None
        self._strips: dict[tuple[int, int], Strip] = {}
        """Rows as they were painted, by row and by what the bar's thumb covers of it."""
        self._sheet: Sheet | None = None

    # --- what the reader adds

    def pointed(self) -> int | None:
        """The target that is drawn as pointed at."""
        return None

    def overlays(self, _spot: Spot, _look: Look) -> list[Overlay]:
        """What is laid over a row."""
        return []

    def finish(self, segments: list[Segment], _row: int, _look: Look) -> list[Segment]:
        """A row with what is written over it."""
        return segments

    def painting(self) -> None:
        """Called when a frame is painted."""

    # --- where the rows are

    @property
    def margin_left(self) -> int:
        """Empty columns to the left of the text, which stands in the middle of what there is with the bar."""
        if self.document is None:
            return 0
        return max((self.size.width + BAR - self.document.width) // 2, 0)

    # --- drawing

    def redraw(self) -> None:
        """Draws every row anew."""
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._look = None
        self._sheet = None
        self._strips.clear()

    def selection_updated(self, _selection: Selection | None) -> None:
        self.redraw()

    def bar_changed(self) -> None:
        self.redraw()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows as they are painted, which are kept. Textual's own way, for borders and paddings of every kind,
        takes longer for each row of each frame than its drawing."""
        self.painting()
        sheet = self._sheet
        if sheet is None or sheet.place != self.region:
            self._strips.clear()
            edge = self.styles.gutter.left
            left = super().render_lines(Region(0, 0, edge, 1))[0] if edge else ()
            ground = self.background_colors[1]
            sheet = self._sheet = Sheet(self.region, tuple(left), self.get_line_filters(), ground, set())
        top, bar = self.top, self.bar()
        rows = [(top + y, bar[y]) for y in range(crop.y, crop.bottom)]
        anew = [row for row in rows if row not in self._strips]
        if len(self._strips) + len(anew) > _MOST_STRIPS:
            self._strips.clear()
            anew = rows
        bars = {covered: self.bar_segment(covered) for covered in {covered for _, covered in anew}}
        for row, segments in zip(anew, self._drawn([row for row, _ in anew]), strict=True):
            self._strips[row] = self._painted(sheet, segments, row[1], bars[row[1]])
        strips = [self._strips[row] for row in rows]
        if crop.column_span == (0, sheet.place.width):
            return strips
        return [strip.crop(*crop.column_span) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """A row that knows where in the note its words are: so Textual asks what the mouse points at."""
        row = self.top + y
        segments = next(self._drawn([row]), None) or self._blank
        return Strip(segments, self.size.width).apply_offsets(0, row)

    def _painted(self, sheet: Sheet, segments: list[Segment] | None, covered: int, bar: Segment) -> Strip:
        """A row as it is painted. Those with nothing on them are alike."""
        if segments is not None:
            return sheet.painted(segments, bar)
        blank = self._strips.get((_NO_ROW, covered)) or sheet.painted(self._blank, bar)
        self._strips[_NO_ROW, covered] = blank
        return blank

    @property
    def _blank(self) -> list[Segment]:
        return [Segment(" " * self.size.width, self._looks.style(""))]

    @property
    def _looks(self) -> Look:
        self._look = self._look or Look(self, READER_LOOKS)
        return self._look

    def _drawn(self, rows: Iterable[int]) -> Iterator[list[Segment] | None]:
        """The rows, each as wide as there is room; None for one with nothing on it."""
        look = self._looks
        width, margin, pointed, document = self.size.width, self.margin_left, self.pointed(), self.document
        selection = self.text_selection
        for row in rows:
            spot = document.spot(row) if document and 0 <= row < document.height else None
            line = document.line_at(spot) if document and spot else None
            if line is None or spot is None:
                yield None
                continue
            overlays = self.overlays(spot, look)
            if selection:
                overlays += self._selected(row, selection)
            if line.spans or overlays:
                yield self.finish(drawn(line, look, margin, width, overlays, pointed), row, look)
            else:
                yield None

    def _selected(self, row: int, selection: Selection) -> list[Overlay]:
        span = selection.get_span(row)
        if span is None:
            return []
        start, end = span[0] - self.margin_left, span[1] - self.margin_left if span[1] >= 0 else 1_000_000
        return [Overlay(start, end, self.screen.get_component_rich_style("screen--selection"))]

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected words, as they stand in the text: lines broken by the screen's width are whole again."""
        if self.document is None:
            return None
        height = self.document.height
        first = selection.start.y if selection.start else 0
        last = min(selection.end.y if selection.end else height - 1, height - 1)
        parts: list[str] = []
        for row in range(max(first, 0), last + 1):
            line = self.document.line(row)
            span = selection.get_span(row)
            if line is None or span is None:
                continue
            text = line.text
            start = max(span[0] - self.margin_left, line.lead)
            end = len(text) if span[1] < 0 else max(span[1] - self.margin_left, 0)
            parts.append(text[start:end] + line.glue)
        return "".join(parts).rstrip("\n"), "\n"
