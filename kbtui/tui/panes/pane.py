"""A pane of the side column: a title with its count, and a list whose rows lead somewhere."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult, RenderResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from kbtui.tui.lists.rows import Rows
from kbtui.tui.panes.stops import Stop
from kbtui.tui.widgets.ground import Ground


class PaneTitle(Widget):
    """A pane's key, name and count, on one line."""

    DEFAULT_CSS = """
    PaneTitle {
        height: 1;
        color: $text-muted;
        &:hover { color: $text; }
        &.-focused { color: $accent; text-style: bold; }
    }
    """

    count = reactive("")

    class Clicked(Message):
        def __init__(self, title: PaneTitle) -> None:
            super().__init__()
            self.title = title

    def __init__(self, key: str, name: str) -> None:
        super().__init__()
        self._key = key
        self._name = name

    def render(self) -> RenderResult:
        sign = "▌" if self.has_class("-focused") else " "
        return Content(f"{sign}{self._key} {self._name} {self.count}")

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.post_message(self.Clicked(self))


class TitledRows(Vertical, Ground):
    """A list under a title that tells where the focus is."""

    DEFAULT_CSS = """
    TitledRows > Rows { height: 1fr; }
    """

    def __init__(self, title: PaneTitle, rows: Rows, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.title = title
        self.rows = rows

    def compose(self) -> ComposeResult:
        yield self.title
        yield self.rows

    def on_descendant_focus(self) -> None:
        self.title.add_class("-focused")
        self.title.refresh()

    def on_descendant_blur(self) -> None:
        self.title.remove_class("-focused")
        self.title.refresh()


class Pane(TitledRows):
    """A pane of the side column. It knows its rows and what they lead to, and no other pane."""

    DEFAULT_CSS = """
    Pane { height: auto; }
    """

    class Left(Message):
        """A row was chosen: go where it leads."""

        def __init__(self, target: Stop) -> None:
            super().__init__()
            self.target = target

    def __init__(self, key: str, name: str, *, most_lines: int, id: str, away: str = "") -> None:  # noqa: A002 - Textual's own name
        super().__init__(PaneTitle(key, name), Rows(most_lines=most_lines, away=away), id=id)
        self.stops: Sequence[Stop] = ()
        self.is_awaited = False
        """Whether what is to be listed is still being looked for."""

    def show(self, stops: Sequence[Stop], empty: str, *, is_awaited: bool = False) -> None:
        """List `stops`; `empty` says why there are none, or that they are still looked for."""
        self.stops = stops
        self.is_awaited = is_awaited
        self.rows.show([stop.row for stop in stops], empty=empty)

    @property
    def narrowed_by(self) -> str:
        return self.rows.narrowed_by

    def narrow(self, query: str) -> None:
        """List only the rows that hold every word of `query`."""
        self.rows.narrow(query)

    @property
    def stop_here(self) -> Stop | None:
        """Where the row under the cursor leads."""
        number = self.rows.number
        return None if number is None or number >= len(self.stops) else self.stops[number]

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.post_message(self.Left(self.stops[event.number]))

    def on_rows_counted(self, event: Rows.Counted) -> None:
        self.title.count = str(event.total) if event.shown == event.total else f"{event.shown} of {event.total}"
