"""The side column: headings, quotes, backlinks and moments of the note, as many of them open as fit."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.containers import Vertical

from kbtui.note import Page
from kbtui.tui.panes.arrange import side_heights
from kbtui.tui.panes.pane import Pane, PaneTitle
from kbtui.tui.panes.stops import Stop, heading_stops, moment_stops, quote_stops
from kbtui.tui.widgets.ground import Ground


class Side(Vertical, Ground):
    """The panes share the height: those used last are open, of the others the title with the count is seen."""

    def __init__(self) -> None:
        super().__init__(id="side")
        self.headings = Pane("1", "Headings", most_lines=1, id="headings", away="bold $accent")
        self.quotes = Pane("2", "Quotes", most_lines=3, id="quotes")
        self.backlinks = Pane("3", "Backlinks", most_lines=3, id="backlinks")
        self.moments = Pane("4", "Moments", most_lines=2, id="moments")
        self.panes = (self.headings, self.quotes, self.backlinks, self.moments)
        self._recent = [3, 0, 1, 2]

    def on_mount(self) -> None:
        # The note itself is on the screen before what lies beside it is made.
        self.call_after_refresh(self.mount_all, self.panes)

    def fill(self, page: Page) -> None:
        """List what is in a page that is read in full. What links to it is looked for meanwhile."""
        self.headings.show(heading_stops(page), "No headings in this note.")
        self.quotes.show(quote_stops(page), "Nobody is quoted in this note.")
        self.moments.show(moment_stops(page), "No stamp in this note names a moment.")
        self.backlinks.show([], "Looking for links to this note …", is_awaited=True)
        self.share()

    def wait(self) -> None:
        """List nothing while a long note is being read."""
        for pane in (self.headings, self.quotes, self.moments):
            pane.show([], "Reading the note …", is_awaited=True)
        self.backlinks.show([], "Looking for links to this note …", is_awaited=True)
        self.share()

    def without_note(self) -> None:
        """List nothing where no note is shown."""
        for pane in self.panes:
            pane.show([], "There is no note here.")
        self.share()

    def show_backlinks(self, stops: Sequence[Stop]) -> None:
        """List what links to the page."""
        self.backlinks.show(stops, "No note links here.")
        self.share()

    def use(self, pane: Pane) -> None:
        """Open a pane before all others."""
        number = self.panes.index(pane)
        if self._recent[0] != number:
            self._recent = [number, *(other for other in self._recent if other != number)]
            self.share()

    def on_resize(self) -> None:
        self.share()

    def on_rows_counted(self) -> None:
        self.share()

    def on_pane_title_clicked(self, event: PaneTitle.Clicked) -> None:
        pane = event.title.parent
        if isinstance(pane, Pane):
            event.stop()
            self.use(pane)
            pane.rows.focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        pane = event.widget.parent
        if isinstance(pane, Pane):
            self.use(pane)

    def share(self) -> None:
        """Share the height among the lists as they are now."""
        if not self.size:
            return
        for pane in self.panes:
            pane.rows.expect(self.size.width)
        heights = side_heights(self.size.height, [self._wanted(pane) for pane in self.panes], self._recent)
        for pane, height in zip(self.panes, heights, strict=True):
            pane.rows.styles.height = height
            pane.rows.display = height > 0

    def _wanted(self, pane: Pane) -> int:
        """How many lines a pane's list wants. Where there is none, its title says so; why, that of the pane in use."""
        is_in_use = pane is self.panes[self._recent[0]]
        return pane.rows.wanted_height if pane.stops or pane.is_awaited or is_in_use else 0
