"""A screen that is one list, narrowed as one types, with the lines around it that the browser has."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from kbtui.tui.bars import Crumbs, Keys, Status
from kbtui.tui.commands import keys_of
from kbtui.tui.page_keys import LIST_KEYS
from kbtui.tui.prompt import Prompt
from kbtui.tui.renewing import CHANGED
from kbtui.tui.rows import Rows
from kbtui.vault import Vault

Result = TypeVar("Result")


class ListPage(Screen[Result | None]):
    """Dismissed with what was chosen, or None. Its subclasses fill the list and know what is chosen by it."""

    DEFAULT_CSS = """
    ListPage > Rows { height: 1fr; margin: 1 1 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = LIST_KEYS

    def __init__(self, title: str, *, most_lines: int = 2) -> None:
        """
        Args:
            title: What is listed.
            most_lines: How many lines a row's words may take.
        """
        super().__init__()
        self.crumbs = Crumbs()
        self.crumbs.trail = (title,)
        self.rows = Rows(most_lines=most_lines)
        self.status = Status()
        self._prompt = Prompt()
        self._keys = Keys()

    def compose(self) -> ComposeResult:
        yield self.crumbs
        yield self.rows
        yield self.status
        yield self._prompt
        yield self._keys

    def say(self, words: str) -> None:
        """Tell something in the status line."""
        self.status.words = words

    def renewed(self, vault: Vault) -> None:  # noqa: ARG002 - pages that show it have this method of their own
        """Tell that there is a newer vault than the one that is listed."""
        self.say(CHANGED)

    @property
    def narrowed_by(self) -> str:
        """What was typed to list only what holds it."""
        return self.rows.narrowed_by

    def narrow(self, query: str) -> None:
        """List only what holds the words of a query."""
        self.rows.narrow(query)

    def found(self, words: str) -> None:
        """Tell beside what is typed how much of the list holds it."""
        self._prompt.found(words)

    def action_close(self) -> None:
        if self.narrowed_by:
            self.narrow("")
        else:
            self.dismiss(None)

    def action_narrow(self) -> None:
        self.say("")
        self._prompt.ask(self.narrowed_by)

    def action_help(self) -> None:
        from kbtui.tui.help import Help

        self.app.push_screen(Help(keys_of(self)))

    def action_press(self, key: str) -> None:
        """Act as if a key was pressed: a click on a key's name does."""
        self.app.simulate_key(key)

    def on_prompt_changed_to(self, event: Prompt.ChangedTo) -> None:
        self.narrow(event.query)

    def on_prompt_closed(self, event: Prompt.Closed) -> None:
        if not event.kept:
            self.narrow("")
        self.rows.focus()

    def on_rows_counted(self, event: Rows.Counted) -> None:
        self.counted(event.shown, event.total)

    def counted(self, shown: int, total: int) -> None:
        """So many of the rows are listed."""
        self.found(f"{shown} of {total}")

    def on_descendant_focus(self) -> None:
        if self._prompt.is_open and self.focused is self.rows:
            self._prompt.action_keep()
        self.call_after_refresh(self._show_keys)

    def _show_keys(self) -> None:
        keys = [key for key in keys_of(self) if key.is_shown and (key.is_here or not self._prompt.is_open)]
        self._keys.keys = tuple((key.shown.split()[0], key.words, f"screen.press('{key.key}')") for key in keys)
