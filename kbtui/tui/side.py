"""The side column: headings, quotes, backlinks and moments of the note, as many of them open as fit."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from kbtui.tui.arrange import side_heights
from kbtui.tui.pane import Pane, PaneTitle


class Side(Vertical):
    """The panes share the height: those used last are open, of the others the title with the count is seen."""

    def __init__(self) -> None:
        super().__init__(id="side")
        self.headings = Pane("1", "Headings", most_lines=1, id="headings", away="$accent")
        self.quotes = Pane("2", "Quotes", most_lines=3, id="quotes")
        self.backlinks = Pane("3", "Backlinks", most_lines=3, id="backlinks")
        self.moments = Pane("4", "Moments", most_lines=2, id="moments")
        self.panes = (self.headings, self.quotes, self.backlinks, self.moments)
        self._recent = [3, 0, 1, 2]

    def compose(self) -> ComposeResult:
        yield from self.panes

    def on_mount(self) -> None:
        self._share()

    def use(self, pane: Pane) -> None:
        """Open a pane before all others."""
        number = self.panes.index(pane)
        if self._recent[0] != number:
            self._recent = [number, *(other for other in self._recent if other != number)]
            self._share()

    def on_resize(self) -> None:
        self._share()

    def on_rows_counted(self) -> None:
        self._share()

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

    def _share(self) -> None:
        heights = side_heights(self.size.height, [pane.rows.wanted_height for pane in self.panes], self._recent)
        for pane, height in zip(self.panes, heights, strict=True):
            pane.rows.styles.height = height
            pane.rows.display = height > 0
