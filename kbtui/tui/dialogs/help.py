"""The screen that lists the keys of where one is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from kbtui.tui.dialogs.leaving import Dialog
from kbtui.tui.keys.commands import Key, command
from kbtui.tui.lists.narrowing import Narrowing
from kbtui.tui.lists.row import Row
from kbtui.tui.lists.rows import Rows
from kbtui.tui.panes.prompt import Prompt

_WIDE = 60
"""Columns from which all keys of a command and its name are shown."""
_KEYS_WIDTH = 18
_NARROW_KEYS_WIDTH = 11


class Help(Dialog[None]):
    """Every key of the place that it was asked from, narrowed as one types."""

    DEFAULT_CSS = """
    Help {
        align: center middle;
        & > Vertical { width: 90%; max-width: 78; height: 90%; padding: 1 2; background: $surface; }
        & Static { margin-bottom: 1; }
        & Rows { height: 1fr; }
        & Prompt { padding: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        command("help.close", "escape,q,question_mark,f1", "close", "Show all keys again; close them", footer="Close"),
        command("find", "slash", "narrow", "List only what holds the words that are typed", footer="Narrow"),
    ]

    def __init__(self, keys: Iterable[Key]) -> None:
        super().__init__()
        self._keys = tuple(keys)
        self._list = Rows(most_lines=3)
        self._prompt = Prompt()

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content.assemble(("Keys", "bold"), "  / narrows · Esc closes"))
            yield self._list
            yield self._prompt

    def on_mount(self) -> None:
        rows = list(self._rows())
        narrowing = Narrowing(f"{row.searched} {row.tail}" for row in rows)
        self._list.show(rows, empty="No keys here.", narrowing=narrowing)
        self._list.focus()

    def _rows(self) -> Iterable[Row]:
        is_wide = self.app.size.width >= _WIDE
        here = [key for key in self._keys if key.is_here]
        everywhere = [key for key in self._keys if not key.is_here]
        for title, keys in (("Here", here), ("Everywhere", everywhere)):
            if keys:
                yield Row(title, tail="name in a config" if is_wide else "", look="strong")
                yield from (_row(key, is_wide) for key in keys)

    def on_rows_counted(self, event: Rows.Counted) -> None:
        self._prompt.found(f"{event.shown} of {event.total}")

    def on_prompt_changed_to(self, event: Prompt.ChangedTo) -> None:
        self._list.narrow(event.query)

    def on_prompt_closed(self, event: Prompt.Closed) -> None:
        if not event.kept:
            self._list.narrow("")
        self._list.focus()

    # Keys

    def action_narrow(self) -> None:
        self._prompt.ask(self._list.narrowed_by)

    def action_close(self) -> None:
        if self._list.narrowed_by:
            self._list.narrow("")
        else:
            self.dismiss(None)


def _row(key: Key, is_wide: bool) -> Row:
    if is_wide:
        return Row(key.tooltip, lead=key.shown.ljust(_KEYS_WIDTH), tail=key.name)
    return Row(key.tooltip, lead=_fitting(key.shown.split()).ljust(_NARROW_KEYS_WIDTH))


def _fitting(keys: list[str]) -> str:
    """As many of the keys as there is room for, the first at least."""
    while len(keys) > 1 and len(" ".join(keys)) > _NARROW_KEYS_WIDTH:
        keys = keys[:-1]
    return " ".join(keys)
