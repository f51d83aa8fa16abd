"""What one reads at: the vault, the note, the panes and the lines around them. It knows nobody who works at it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.reactive import Reactive
from textual.widget import Widget

from kbtui.note import Moment, Page
from kbtui.tui.panes.columns import Columns
from kbtui.tui.panes.prompt import Prompt
from kbtui.tui.steps import InSteps
from kbtui.tui.widgets.bars import Crumbs, Keys, Status
from kbtui.tui.widgets.ground import Ground
from kbtui.vault.vault import Vault


class Desk(InSteps[None], Ground):
    """The screen as it lies before whoever works at it: what is read, and where on it one is."""

    AUTO_FOCUS = ""  # of its own accord Textual would first give it to the topics

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As Textual has it, but that not all is painted anew: what looks otherwise with the focus paints itself."""

    def __init__(self) -> None:
        super().__init__()
        self.vault: Vault | None = None
        self.page: Page | None = None
        """The note that is read."""
        self.crumbs = Crumbs()
        self.columns = Columns()
        self.status = Status()
        self.prompt = Prompt(instead_of=self.status)
        """Put on the screen when it is asked for first."""
        self.keys = Keys()

    def compose(self) -> ComposeResult:
        yield self.crumbs
        yield self.columns
        yield self.status
        yield self.keys

    def on_resize(self) -> None:
        self.columns.fit()  # before all is laid out, which is then done once

    def say(self, words: str) -> None:
        """Tell something in the status line, until there is something else to tell."""
        self.status.words = words

    @property
    def path(self) -> str | None:
        """Where in the vault the note is that is read; None where none is."""
        return self.page.note.path if self.page is not None else None

    @property
    def is_waited_at(self) -> bool:
        """Whether what was asked for here may still open over it: nothing else was opened or is typed meanwhile."""
        return self.app.screen is self and not self.prompt.is_open

    @property
    def moment_here(self) -> Moment | None:
        """The moment under the cursor of a list, or the one nearest to where one reads."""
        if self.columns.area == "topics" or self.page is None:
            return None
        pane = self.columns.pane
        if pane is not None:
            return pane.stop_here.moment if pane.stop_here else None
        index = self.columns.reader.nearest_moment()
        return None if index is None else self.page.moments[index]
