"""Small screens over the browser: pick one of several, an address to open by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import Static

from kbtui.tui.commands import command
from kbtui.tui.rows import Row, Rows

_CLOSE = command("dialog.close", "escape,q", "close", "Close and change nothing", footer="Close")


class Choice(ModalScreen[int | None]):
    """One of several rows: its number, or None when it was closed."""

    DEFAULT_CSS = """
    Choice {
        align: center middle;
        & > Vertical {
            width: 80%; max-width: 76; height: auto; max-height: 80%;
            padding: 1 2; background: $surface;
        }
        & Static { margin-bottom: 1; }
        & Rows { height: auto; max-height: 24; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [_CLOSE]

    def __init__(self, question: str, rows: Sequence[Row]) -> None:
        super().__init__()
        self._question = question
        self._rows = rows

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(self._question))
            yield Rows(most_lines=3)

    def on_mount(self) -> None:
        rows = self.query_one(Rows)
        rows.display = bool(self._rows)
        rows.show(self._rows, empty="")
        rows.focus()

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


class Address(ModalScreen[None]):
    """A moment's address, whole, for opening it by hand."""

    DEFAULT_CSS = """
    Address {
        align: center middle;
        & > Vertical { width: 90%; max-width: 90; height: auto; padding: 1 2; background: $surface; }
        & Static { height: auto; margin-bottom: 1; }
        & .faint { color: $text-muted; margin-bottom: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        _CLOSE,
        command("dialog.done", "enter", "close", "Close"),
        command("dialog.send", "y", "send", "Send the address to the terminal's clipboard", footer="Send to clipboard"),
    ]

    def __init__(self, title: str, url: str, sent: bool) -> None:
        super().__init__()
        self._title = title
        self._url = url
        self._sent = sent

    def compose(self) -> ComposeResult:
        said = "Sent to the terminal's clipboard. " if self._sent else ""
        with Vertical():
            yield Static(Content(self._title))
            yield Static(Content(self._url).stylize(Style(link=self._url, underline=True)))
            yield Static(Content(f"{said}y sends it to the terminal's clipboard · Esc closes"), classes="faint")

    def action_send(self) -> None:
        self.app.copy_to_clipboard(self._url)
        self.notify("The address was sent to the terminal's clipboard.", markup=False)

    def action_close(self) -> None:
        self.dismiss(None)
