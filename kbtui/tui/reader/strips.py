"""The layout's lines made into Textual's strips."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region
from textual.strip import Strip

from kbtui.layout.lines import Line
from kbtui.layout.widths import width as cells
from kbtui.tui.widgets.look import Look
from kbtui.tui.widgets.steady import steady


class Overlay(NamedTuple):
    """A look laid over part of a line: a match, a selection."""

    start: int
    """In characters of the line's text."""
    end: int
    style: Style


class Sheet(NamedTuple):
    """Where rows are painted, and what is done to each of them for that."""

    place: Region
    """On the screen."""
    edge: tuple[Segment, ...]
    """What stands left of every row: the border, if any."""
    filters: Sequence[LineFilter]
    """What changes styles for the terminal: one that knows fewer colours, or none."""
    ground: Color
    unchanged: set[Style | None]
    """Styles that are known to be left by the filters as they are: on most terminals all of them."""

    def painted(self, segments: list[Segment], bar: Segment) -> Strip:
        """A row as it is sent to the screen, the scroll bar's cell at its end."""
        segments = [*self.edge, *segments, bar]
        if not self.unchanged.issuperset([segment.style for segment in segments]):
            segments = self._filtered(segments)
        return steady(Strip(segments, self.place.width), self.place.x)

    def _filtered(self, segments: list[Segment]) -> list[Segment]:
        filtered = segments
        for each in self.filters:
            filtered = each.apply(filtered, self.ground)
        pairs = zip(segments, filtered, strict=True)
        self.unchanged.update([before.style for before, after in pairs if before.style == after.style])
        return filtered


def drawn(
    line: Line, look: Look, margin: int, width: int, overlays: Iterable[Overlay], cursor: int | None
) -> list[Segment]:
    """A line `width` columns wide, `margin` columns from the left; the target `cursor` looks pointed at."""
    base = look.style("")
    segments = [Segment(" " * margin, base)] if margin else []
    used = margin
    for text, names, target in line.spans:
        style = look.style(names)
        if target is not None and target == cursor:
            style = style + look.partial("cursor")
        segments.append(Segment(text, style))
        used += cells(text)
    for overlay in overlays:
        segments = _laid_over(segments, overlay.start + margin, overlay.end + margin, overlay.style)
        used = sum([cells(segment.text) for segment in segments])  # signs that join are counted apart where they part
    if used < width:
        segments.append(Segment(" " * (width - used), base))
    return list(Strip(segments, used).crop(0, width)) if used > width else segments


def _laid_over(segments: list[Segment], start: int, end: int, style: Style) -> list[Segment]:
    """The segments, those between two characters with another style on top."""
    out: list[Segment] = []
    at = 0
    for segment in segments:
        text, old, _control = segment
        after = at + len(text)
        if after <= start or at >= end:
            out.append(segment)
        else:
            low, high = max(start - at, 0), min(end - at, len(text))
            parts = ((text[:low], old), (text[low:high], (old + style) if old else style), (text[high:], old))
            out += [Segment(part, look) for part, look in parts if part]
        at = after
    return out


def labelled(segments: list[Segment], column: int, label: str, style: Style) -> list[Segment]:
    """The row with a label written over it from a column on."""
    strip = Strip(segments)
    width = strip.cell_length
    column = max(min(column, width - len(label)), 0)
    before, _covered, after = strip.divide([column, column + len(label), width])
    return [*before, Segment(label, style), *after]
