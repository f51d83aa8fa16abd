"""Screens over another that are left once. Keys can come at once, over a slow line or pasted: Textual's own `dismiss`
leaves the screen below as well where it is called a second time."""

from __future__ import annotations

from typing import Self, TypeVar

from rich.console import RenderableType
from textual.await_complete import AwaitComplete
from textual.geometry import Region
from textual.screen import ModalScreen

from kbtui.tui.dialogs.below import Below
from kbtui.tui.steps import InSteps
from kbtui.tui.widgets.ground import Ground

Result = TypeVar("Result")


class Page(InSteps[Result], Ground):
    """One that fills the terminal."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """As Textual has it; nothing where the page is left already, or lies under another."""
        return super().dismiss(result) if self.is_current else AwaitComplete()


class Dialog(ModalScreen[Result], InSteps[Result]):
    """One beside which the screen below is seen, dimmed."""

    _below: Below | None = None
    """That screen, as it was drawn last."""

    def on_mount(self) -> None:
        """Draw the screen below before all the rest is laid out and painted, so that keys get in between."""
        self._below = self._drawn_below()

    def render(self) -> RenderableType:
        """The screen below. Textual would draw it anew whenever anything here is painted."""
        if self._below is None or self._below.color != self.styles.background:
            self._below = self._drawn_below()
        return self._below

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """As Textual has it, which tells by `regions` that the screen below is painted anew."""
        if not regions:
            return super().refresh(repaint=repaint, layout=layout, recompose=recompose)
        self.call_later(self._look_below)
        return self

    def _look_below(self) -> None:
        """Paint the screen below anew if it looks otherwise: mostly it does not, as when this one is opened."""
        before, self._below = self._below, self._drawn_below()
        if before is None or self._below.strips != before.strips:
            self.refresh()

    def _drawn_below(self) -> Below:
        screen = self._below.screen if self._below is not None else self.app.screen_stack[-2]
        return Below(screen, self.styles.background, self.app.console)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """As Textual has it; nothing where the dialog is left already, or lies under another."""
        return super().dismiss(result) if self.is_current else AwaitComplete()
