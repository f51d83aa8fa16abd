"""A small screen over the others: one of several is picked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from kbtui.tui.dialogs.leaving import Dialog
from kbtui.tui.keys.commands import command
from kbtui.tui.lists.row import Row
from kbtui.tui.lists.rows import Rows

CLOSE = command("dialog.close", "escape,q", "close", "Close and change nothing", footer="Close")
"""How a dialog is left."""


class Choice(Dialog[int | None]):
    """One of several rows: its number, or None when it was closed."""

    DEFAULT_CSS = """
    Choice {
        align: center middle;
        & > Vertical {
            width: 80%; max-width: 76; height: auto; max-height: 80%;
            padding: 1 2; background: $surface;
        }
        & Static { margin-bottom: 1; }
        & Rows { height: auto; max-height: 1fr; }
        &.-low > Vertical { width: 100%; max-height: 100%; padding: 0 1; }
        &.-low Static { max-height: 2; margin-bottom: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [CLOSE]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-high")]  # noqa: RUF012  mypy takes Textual's own for no class variable
    """Lines of the terminal: in a low one the rows have what room there is."""

    def __init__(self, question: str, rows: Sequence[Row]) -> None:
        super().__init__()
        self._question = question
        self._rows = rows
        self._list = Rows(most_lines=3)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(self._question))
            yield self._list

    def on_mount(self) -> None:
        self._list.display = bool(self._rows)
        self._list.show(self._rows, empty="")
        self._list.focus()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self.dismiss(event.number)

    def on_key(self, event: events.Key) -> None:
        """A row that is led by the letter that was typed is chosen by it."""
        number = next((number for number, row in enumerate(self._rows) if row.lead == event.character), None)
        if number is not None:
            event.stop()
            self.dismiss(number)

    def action_close(self) -> None:
        self.dismiss(None)
