"""An address to open by hand: on this machine, where the terminal is, or on a telephone."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from kbtui.layout.widths import width
from kbtui.layout.wrap import cuts
from kbtui.terminal import qr_lines
from kbtui.tui.dialogs.dialogs import CLOSE
from kbtui.tui.dialogs.leaving import Dialog
from kbtui.tui.keys.commands import command

_SENT = "Sent to the terminal's clipboard."
_BESIDE = 20
"""Columns that the words beside a QR code take at least."""


class Address(Dialog[None]):
    """An address that was sent to the terminal's clipboard: whole, as a link, and as a QR code where that fits."""

    DEFAULT_CSS = """
    Address {
        align: center middle;
        & > Vertical { width: 90%; max-width: 90; height: auto; padding: 1 2; background: $surface; }
        & Static { height: auto; margin-bottom: 1; }
        & Horizontal { height: auto; }
        & .faint { width: 1fr; color: $text-muted; margin-bottom: 0; }
        & #qr { width: auto; color: white; background: black; margin: 0 2 0 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        CLOSE,
        command("dialog.done", "enter", "close", "Close"),
        command("dialog.send", "y", "send", "Send the address to the terminal's clipboard", footer="Send to clipboard"),
    ]

    def __init__(self, title: str, url: str) -> None:
        super().__init__()
        self._title = title
        self._url = url
        self._code = _code(url)
        self._qr = Static(Content("\n".join(self._code)), id="qr")
        self._words = Static("", classes="faint")

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(self._title))
            yield Static(Content(self._url).stylize(Style(link=self._url, underline=True)))
            with Horizontal():
                yield self._qr
                yield self._words

    def on_resize(self) -> None:
        columns, lines = self.app.size
        inside = min(90, columns * 9 // 10) - 4
        above = sum(len(cuts(text, max(1, inside))) + 1 for text in (self._title, self._url))
        fits = (
            lines >= above + len(self._code) + 2 and inside >= width(self._code[0]) + 2 + _BESIDE
            if self._code
            else False
        )
        self._qr.display = fits
        scan = "\n\nA telephone's camera opens it." if fits else ""
        self._words.update(Content(f"{_SENT} y sends it again · Esc closes{scan}"))

    def action_send(self) -> None:
        self.app.copy_to_clipboard(self._url)
        self.notify("The address was sent to the terminal's clipboard.", markup=False)

    def action_close(self) -> None:
        self.dismiss(None)


def _code(url: str) -> list[str]:
    """The QR code of an address; none where it is too long for one."""
    try:
        return qr_lines(url)
    except ValueError:
        return []
