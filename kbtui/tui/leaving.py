"""Screens over another that are left once. Keys can come at once, over a slow line or pasted: Textual's own `dismiss`
leaves the screen below as well where it is called a second time."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

Result = TypeVar("Result")


class Page(Screen[Result]):
    """One that fills the terminal."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """As Textual has it; nothing where the page is left already, or lies under another."""
        return super().dismiss(result) if self.is_current else AwaitComplete()


class Dialog(ModalScreen[Result]):
    """One beside which the screen below is seen."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """As Textual has it; nothing where the dialog is left already, or lies under another."""
        return super().dismiss(result) if self.is_current else AwaitComplete()
