"""The line on which one types what to find, or what to narrow a list by."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message

from kbtui.tui.keys.commands import command

if TYPE_CHECKING:
    from textual.widget import Widget
    from textual.widgets import Input, Static


class Prompt(Horizontal):
    """Closed it is not seen, and before it is opened first it is not even on the screen. Enter keeps what was typed in
    force, Escape drops it."""

    DEFAULT_CSS = """
    Prompt {
        height: 1;
        padding: 0 1;
        display: none;
        & > Input { width: 1fr; }
        & > #sign { width: 2; color: $accent; }
        & > #found { width: auto; color: $text-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        command("prompt.keep", "enter,down,tab", "keep", "Keep what was found", footer="Keep", priority=True),
        command("prompt.drop", "escape", "drop", "Close, and show everything again", footer="End"),
    ]

    class ChangedTo(Message):
        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    class Closed(Message):
        def __init__(self, kept: bool) -> None:
            super().__init__()
            self.kept = kept
            """Whether what was typed stays in force."""

    def __init__(self, instead_of: Widget | None = None) -> None:
        """`instead_of` is a line that it takes the place of while it is open: so nothing else is laid out anew."""
        super().__init__(id="prompt")
        self._instead_of = instead_of

    @cached_property
    def input(self) -> Input:
        from textual.widgets import Input

        return Input(compact=True, select_on_focus=True)

    @cached_property
    def _found(self) -> Static:
        from textual.widgets import Static

        return Static("", id="found")

    @property
    def is_open(self) -> bool:
        return self.is_attached and self.display

    def ask(self, query: str) -> None:
        """Open the line with `query` in it, ready to be typed over."""
        from textual.widgets import Input, Static

        if not self.children:
            self.mount_all((Static("/", id="sign"), self.input, self._found))
        self._show(True)
        with self.prevent(Input.Changed):
            self.input.value = query
        self._found.update(Content(""))
        self.input.focus()

    def found(self, words: str) -> None:
        """Show how much was found."""
        self._found.update(Content(words))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.ChangedTo(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_keep()

    def action_keep(self) -> None:
        self._close(kept=bool(self.input.value))

    def action_drop(self) -> None:
        self._close(kept=False)

    def _close(self, *, kept: bool) -> None:
        if self.display:
            self._show(False)
            self.post_message(self.Closed(kept))

    def _show(self, is_shown: bool) -> None:
        self.display = is_shown
        if self._instead_of is not None:
            self._instead_of.display = not is_shown
