"""A small screen that asks for a name, in one line."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from kbtui.tui.dialogs.leaving import Dialog
from kbtui.tui.keys.commands import command


class Naming(Dialog[str | None]):
    """Dismissed with the name, which may be empty; None where it was called off."""

    DEFAULT_CSS = """
    Naming {
        align: center middle;
        & > Vertical { width: 80%; max-width: 76; height: auto; padding: 1 2; background: $surface; }
        & Static { height: auto; }
        & .faint { color: $text-muted; margin-bottom: 1; max-height: 5; }
        & Input { background: $surface-lighten-1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        command("naming.close", "escape", "close", "Close and change nothing", footer="Close"),
    ]

    def __init__(self, title: str, about: str, name: str, hint: str) -> None:
        """`name` is there already, to be typed over; `hint` stands where it is empty."""
        super().__init__()
        self._title = title
        self._about = about
        self._input = Input(name, placeholder=hint, select_on_focus=True, compact=True)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(self._title))
            yield Static(Content(self._about), classes="faint")
            yield self._input

    def on_mount(self) -> None:
        self._input.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value.strip())

    def action_close(self) -> None:
        self.dismiss(None)
