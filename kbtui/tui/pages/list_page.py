"""A screen that is one list, narrowed as one types, with the lines around it that the desk has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType

from kbtui.tui.actions.handling import Handling
from kbtui.tui.keys.page_keys import LIST_KEYS
from kbtui.tui.line import Line
from kbtui.tui.lists.rows import Rows
from kbtui.tui.pages.over_page import OverPage
from kbtui.tui.panes.prompt import Prompt
from kbtui.tui.panes.stops import Stop
from kbtui.tui.widgets.bars import Crumbs

Result = TypeVar("Result")
Item = TypeVar("Item")


class ListPage(OverPage[Result]):
    """Its subclasses fill the list and know what is chosen by it."""

    DEFAULT_CSS = """
    ListPage > Rows { height: 1fr; margin: 1 1 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = LIST_KEYS

    def __init__(self, title: str, handling: Handling, *, most_lines: int = 2, most_below: int = 1) -> None:
        """
        Args:
            title: What is listed.
            handling: What is done with what is listed.
            most_lines: How many lines a row's words may take.
            most_below: How many what stands under them may take.
        """
        super().__init__(handling)
        self._title = title
        self.crumbs = Crumbs()
        self.crumbs.trail = (title,)
        self.rows = Rows(most_lines=most_lines, most_below=most_below)
        self.prompt = Prompt()

    def compose(self) -> ComposeResult:
        self.rows.expect(self.app.size.width - 2)
        yield self.crumbs
        yield self.rows
        yield self.status
        yield self.prompt
        yield self.keys

    def on_mount(self) -> None:
        self.rows.focus()

    # Narrowing

    @property
    def narrowed_by(self) -> str:
        """What was typed to list only what holds it."""
        return self.rows.narrowed_by

    def narrow(self, query: str) -> None:
        """List only what holds the words of a query."""
        self.rows.narrow(query)

    def found(self, words: str) -> None:
        """Tell beside what is typed how much of the list holds it."""
        self.prompt.found(words)

    def counted(self, shown: int, total: int) -> None:
        """So many of the rows are listed: tell it, and by what they are narrowed."""
        self.found(f"{shown} of {total}")
        query = self.narrowed_by.strip()
        self.crumbs.trail = (*self.trail, query) if query else self.trail
        self.crumbs.aside = f"{shown} of {total}" if query else self.amount(total)

    @property
    def trail(self) -> tuple[str, ...]:
        """What is listed, as the line at the top tells it."""
        return (self._title,)

    def amount(self, total: int) -> str:
        """How much there is in a list that is not narrowed, in a few words."""
        return str(total)

    def on_rows_counted(self, event: Rows.Counted) -> None:
        self.counted(event.shown, event.total)

    def on_prompt_changed_to(self, event: Prompt.ChangedTo) -> None:
        self.narrow(event.query)

    def on_prompt_closed(self, event: Prompt.Closed) -> None:
        if not event.kept:
            self.narrow("")
        self.rows.focus()
        self.tell()

    def on_descendant_focus(self) -> None:
        if self.prompt.is_open and self.focused is self.rows:
            self.prompt.action_keep()

    # Where one is

    @property
    def is_waited_at(self) -> bool:
        """Whether what was asked for here may still open over it: nothing else was opened or is typed meanwhile."""
        return self.app.screen is self and not self.prompt.is_open

    def tell(self) -> None:
        """Tell of the row under the cursor in the status line."""
        if not self.prompt.is_open:
            self.say(self.told)

    @property
    def told(self) -> str:
        """What there is to tell of the row under the cursor."""
        return ""

    def on_rows_highlighted(self) -> None:
        self.tell()

    def on_rows_chosen(self) -> None:
        self.choose()

    def choose(self) -> None:
        """Go where the row under the cursor leads."""
        self.lead(self.go)

    # Keys

    def action_close(self) -> None:
        if self.narrowed_by:
            self.narrow("")
        else:
            self.dismiss(None)

    def action_narrow(self) -> None:
        self.say("")
        self.prompt.ask(self.narrowed_by)


class LinesPage(ListPage[Line], Generic[Item]):
    """Its rows stand for things that lead to lines of notes. Dismissed with the line to go to."""

    def __init__(self, title: str, handling: Handling, *, most_lines: int = 2, most_below: int = 1) -> None:
        """As `ListPage` has it."""
        super().__init__(title, handling, most_lines=most_lines, most_below=most_below)
        self.items: Sequence[Item] = ()
        """What the rows stand for, one each."""

    @property
    def here(self) -> Item | None:
        """What the row under the cursor stands for."""
        number = self.rows.number
        return self.items[number] if number is not None and number < len(self.items) else None

    @property
    def listed(self) -> list[Item]:
        """What the rows stand for that are not narrowed away."""
        return [self.items[number] for number in self.rows.listed]

    def go(self, stop: Stop) -> None:
        self.dismiss(Line(stop.path, stop.line))
