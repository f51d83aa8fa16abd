"""The screen that lists the keys of where one is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from kbtui.tui.dialogs.leaving import Dialog
from kbtui.tui.keys.commands import Key, command
from kbtui.tui.lists.row import Row
from kbtui.tui.lists.rows import Rows

_WIDE = 60
"""Columns from which all keys of a command and its name are shown."""
_KEYS_WIDTH = 18
_KEY_WIDTH = 9


class Help(Dialog[None]):
    """Every key of the place that it was asked from."""

    DEFAULT_CSS = """
    Help {
        align: center middle;
        & > Vertical { width: 90%; max-width: 78; height: 90%; padding: 1 2; background: $surface; }
        & Rows { height: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        command("help.close", "escape,q,question_mark,f1", "close", "Close these keys", footer="Close"),
    ]

    def __init__(self, keys: Iterable[Key]) -> None:
        super().__init__()
        self._keys = tuple(keys)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Rows(most_lines=3)

    def on_mount(self) -> None:
        rows = self.query_one(Rows)
        rows.show(list(self._rows()), empty="No keys here.", cursor=1)
        rows.focus()

    def _rows(self) -> Iterable[Row]:
        is_wide = self.app.size.width >= _WIDE
        here = [key for key in self._keys if key.is_here]
        everywhere = [key for key in self._keys if not key.is_here]
        for title, keys in (("Here", here), ("Everywhere", everywhere)):
            if keys:
                yield Row(title, tail="name in a config" if is_wide else "", look="strong")
                yield from (_row(key, is_wide) for key in keys)
        yield Row("Close: Esc", look="faint")

    def action_close(self) -> None:
        self.dismiss(None)


def _row(key: Key, is_wide: bool) -> Row:
    if is_wide:
        return Row(key.tooltip, lead=key.shown.ljust(_KEYS_WIDTH), tail=key.name)
    return Row(key.tooltip, lead=key.shown.split()[0].ljust(_KEY_WIDTH))
