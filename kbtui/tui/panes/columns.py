"""Topics, note and side next to each other: which of them are seen, and where the focus goes."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from kbtui.tui.panes.arrange import Area, areas_seen, column_widths
from kbtui.tui.panes.pane import Pane
from kbtui.tui.panes.side import Side
from kbtui.tui.panes.topics_pane import TopicsPane
from kbtui.tui.reader.reader import Reader
from kbtui.tui.widgets.ground import Ground


class Columns(Horizontal, Ground):
    """The three areas. What does not fit beside the one in use is not seen until the focus comes to it."""

    DEFAULT_CSS = """
    Columns {
        height: 1fr;
        & > #topics { padding: 0 1 0 1; }
        & > #side { padding: 0 0 0 1; }
        & > #reader { width: 1fr; }
        & > .-parted { border-left: solid $surface-lighten-2; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="columns")
        self.topics = TopicsPane()
        self.reader = Reader(id="reader")
        self.side = Side()
        self.area: Area = "reader"
        """Where the user is."""
        self._used: Widget = self.reader

    def compose(self) -> ComposeResult:
        self.fit()  # what is made as it will be is styled and laid out once
        yield self.topics
        yield self.reader
        yield self.side

    @property
    def pane(self) -> Pane | None:
        """The side pane that the user is in."""
        return next((pane for pane in self.side.panes if pane.rows is self._used), None)

    @property
    def list_in_use(self) -> TopicsPane | Pane | None:
        """What typed letters narrow; None in the note."""
        return self.topics if self.area == "topics" else self.pane

    def enter(self, name: str) -> None:
        """Go to a pane by its name: `topics`, `reader`, or one of the side's."""
        panes = {pane.id: pane for pane in self.side.panes}
        if name == "topics":
            self._enter("topics", self.topics.rows)
        elif name in panes:
            self.side.use(panes[name])
            self._enter("side", panes[name].rows)
        else:
            self._enter("reader", self.reader)

    def step(self, by: int) -> None:
        """Go to the pane `by` places further, around the end."""
        names = ["topics", "reader", *(str(pane.id) for pane in self.side.panes)]
        pane = self.pane
        here = names.index(str(pane.id)) if pane else int(self.area != "topics")
        self.enter(names[(here + by) % len(names)])

    def return_focus(self) -> None:
        """Put the focus where it was last."""
        self._used.focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._used = event.widget
        area = self._area_of(event.widget)
        if area != self.area:
            self.area = area
            self.fit()

    def _area_of(self, widget: Widget) -> Area:
        if widget is self.topics.rows:
            return "topics"
        return "reader" if widget is self.reader else "side"

    def _enter(self, area: Area, widget: Widget) -> None:
        self.area = area
        self._used = widget
        self.fit()
        widget.focus()

    def fit(self) -> None:
        """Show what there is room for in the terminal as it is now."""
        columns = self.app.size.width
        seen = areas_seen(columns, self.area)
        widths = column_widths(columns)
        self.topics.display = "topics" in seen
        self.topics.styles.width = widths["topics"]
        self.topics.rows.expect(widths["topics"] - 2)
        self.side.display = "side" in seen
        self.side.styles.width = widths["side"]
        self.reader.display = "reader" in seen
        # Who is not there yet is styled when it comes.
        self.side.set_class("reader" in seen, "-parted", update=self.side.is_attached)
        self.reader.set_class("topics" in seen, "-parted", update=self.reader.is_attached)
        beside = sum(wide for area, wide in widths.items() if area in seen) + ("topics" in seen)
        self.reader.width_to_come = columns - beside
