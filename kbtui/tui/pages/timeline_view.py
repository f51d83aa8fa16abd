"""The timeline strip as a widget: drawn as wide as it is, and clicked to go to a second."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from kbtui.pictures.timeline_strip import BORDER, BOTH, LINE, OTHERS, OWN, PLAYHEAD, TICK, Track, scale, strip
from kbtui.tui.widgets.look import Look

_LOOKS = {
    OWN: "$accent",
    OTHERS: "$foreground 70%",
    BORDER: "$foreground 35%",
    PLAYHEAD: "bold $foreground",
    TICK: "$foreground 50%",
    LINE: "$foreground 25%",
}


class TimelineView(Widget):
    """Where a video's moments lie. Each kind has a shape of its own, so that none needs its colour."""

    DEFAULT_CSS = """
    TimelineView { height: 3; }
    """

    track: reactive[Track] = reactive(Track(()))

    class Clicked(Message):
        """Somebody pointed at a second of the video."""

        def __init__(self, seconds: int) -> None:
            super().__init__()
            self.seconds = seconds

    def __init__(self) -> None:
        super().__init__()
        self._look: Look | None = None

    def render_line(self, y: int) -> Strip:
        if self._look is None:
            self._look = Look(self, _LOOKS)
        look = self._look
        lines = strip(self.track, self.size.width, max(1, min(self.size.height, 3)))
        spans = lines[y] if y < len(lines) else ()
        segments = [Segment(span.text, look.style(OWN if span.style == BOTH else span.style)) for span in spans]
        return Strip(segments).extend_cell_length(self.size.width, look.base)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None:
            event.stop()
            self.post_message(self.Clicked(scale(self.track, self.size.width).seconds(offset.x)))

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._look = None
        self.refresh()
