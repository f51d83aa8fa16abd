"""A scroll bar that is painted with the lines that it stands beside, in the column right of them.

Textual's own is a widget, rendered anew with every frame in which anything is scrolled: that takes longer than a note's
lines do.
"""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kbtui.tui.widgets.look import Look
from kbtui.tui.widgets.steady import steady

_EIGHTHS = " ▁▂▃▄▅▆▇"
FULL = 8
"""A cell of the bar that the thumb covers."""
BAR = 1
"""The columns that a bar takes."""

_LOOKS = {
    "thumb": "$surface-lighten-3", "thumb.pointed": "$scrollbar-hover", "thumb.held": "$scrollbar-active",
    "reverse": "reverse",
}  # fmt: skip

Cells = tuple[int, ...]
"""A bar from top to bottom: how many eighths of each cell the thumb covers, below zero where it does from above."""


def cells(height: int, rows: int, top: int) -> Cells:
    """A bar of a height beside as many of the `rows` as it is high, from row `top` on; empty where all are in sight."""
    if rows <= height:
        return (0,) * height
    size = max(1.0, height * height / rows)
    start = int((height - size) * min(top / (rows - height), 1) * FULL)
    end = start + ceil(size * FULL)
    return tuple([_covered(start - at, end - at) for at in range(0, height * FULL, FULL)])


def _covered(start: int, end: int) -> int:
    """What a thumb covers of a cell, told in eighths from the cell's beginning."""
    if start >= FULL or end <= 0:
        return 0
    return FULL - start if start > 0 else -end if end < FULL else FULL


class _Held(NamedTuple):
    """The thumb, as it was taken hold of."""

    y: int
    """The mouse's row on the screen."""
    top: float
    """The row that was on top."""


class BarredView(ScrollView):
    """Scrolls up and down, with a bar in its last column, which is its padding on the right."""

    DEFAULT_CSS = """
    BarredView {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size: 0 0;
        padding-right: 1;
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  (Textual's own name)
        super().__init__(id=id, classes=classes)
        self._bar_looks: Look | None = None
        self._is_pointed = False
        self._held: _Held | None = None

    @property
    def top(self) -> int:
        """The row that is on top."""
        return round(self.scroll_y)

    def bar_changed(self) -> None:
        """Called when the bar looks otherwise, though nothing has been scrolled."""
        self.refresh()

    def bar(self) -> Cells:
        """The bar as it stands now."""
        return cells(self.size.height, self.virtual_size.height, self.top)

    def bar_segment(self, covered: int) -> Segment:
        """A cell of the bar, as it is painted."""
        self._bar_looks = look = self._bar_looks or Look(self, _LOOKS)
        if covered == 0:
            return Segment(" ", look.base)
        name = "thumb.held" if self._held else "thumb.pointed" if self._is_pointed else "thumb"
        if 0 < covered < FULL:
            return Segment(_EIGHTHS[covered], look.style(name))
        return Segment(_EIGHTHS[(FULL + covered) % FULL], look.style(f"{name} reverse"))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines, with the bar where it is asked for. Where there is none, they are a column longer."""
        strips, left = super().render_lines(crop), self.region.x + crop.x
        if crop.right >= self.outer_size.width:
            gutter, bar = self.styles.gutter, self.bar()
            covers = [0] * gutter.top + [*bar] + [0] * gutter.bottom
            thumb = {covered: self._bar_cell(covered) for covered in {*bar} - {0}}
            strips = [
                (_ending(strip, thumb.get(covers[crop.y + at])) if thumb else _longer(strip))
                for at, strip in enumerate(strips)
            ]
        return [steady(strip, left) for strip in strips]

    def _bar_cell(self, covered: int) -> Segment:
        """A cell of the bar, as it is sent to the screen."""
        segments = [self.bar_segment(covered)]
        for each in self.get_line_filters():
            segments = each.apply(segments, self.background_colors[1])
        return segments[0]

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._bar_looks = None

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Paints what is in sight now. Textual would tell its own bar."""
        if round(old_value) != round(new_value):
            self.refresh()

    # --- the mouse

    def _is_on_bar(self, x: int, y: int) -> bool:
        """Whether a cell of the screen is the bar's, and the bar leads anywhere."""
        region = self.region
        has_thumb = self.virtual_size.height > self.size.height
        return has_thumb and x == region.right - 1 and region.y <= y < region.bottom

    @property
    def allow_select(self) -> bool:
        """Whether words are selected from where the mouse is: from the bar nobody means to."""
        return super().allow_select and not self._is_on_bar(*self.app.mouse_position)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button != 1 or not self._is_on_bar(event.screen_x, event.screen_y):
            return
        event.stop()
        self.suppress_click()
        bar, at = self.bar(), event.screen_y - self.content_region.y
        thumb = [row for row, covered in enumerate(bar) if covered]
        if thumb[0] <= at <= thumb[-1]:
            self._held = _Held(event.screen_y, self.scroll_y)
            self.capture_mouse()
            self.bar_changed()
        else:
            step = self.size.height if at > thumb[-1] else -self.size.height
            self.scroll_to(y=self.top + step, animate=False, immediate=True)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._held is not None:
            rows = (event.screen_y - self._held.y) * self.virtual_size.height / self.size.height
            self.scroll_to(y=self._held.top + rows, animate=False, immediate=True)
        self._point(self._is_on_bar(event.screen_x, event.screen_y))

    def on_mouse_up(self) -> None:
        if self._held is not None:
            self.release_mouse()

    def on_mouse_release(self) -> None:
        if self._held is not None:
            self._held = None
            self.bar_changed()

    def on_leave(self) -> None:
        self._point(False)

    def _point(self, is_pointed: bool) -> None:
        if is_pointed != self._is_pointed:
            self._is_pointed = is_pointed
            self.bar_changed()


def _ending(strip: Strip, cell: Segment | None) -> Strip:
    """A line with a cell of the bar at its end, if there is one."""
    if cell is None:
        return strip
    return Strip([*strip.crop(0, strip.cell_length - BAR), cell], strip.cell_length)


def _longer(strip: Strip) -> Strip:
    """A line whose ground goes on where the bar would be."""
    *_, before, last = (Segment(""), Segment(""), *strip)
    if before.style is None or last.style is None or before.style.bgcolor == last.style.bgcolor:
        return strip
    return _ending(strip, Segment(" " * BAR, before.style.background_style))
