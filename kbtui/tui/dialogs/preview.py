"""The beginning of a note, over the one that is being read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from kbtui.layout.source import Place, Source
from kbtui.tui.dialogs.leaving import Dialog
from kbtui.tui.from_thread import Worked, from_thread
from kbtui.tui.keys.commands import command
from kbtui.tui.panes.wording import GONE, fragment_line, trail_of
from kbtui.tui.reader.page_source import source_of
from kbtui.tui.reader.reader import Reader
from kbtui.tui.widgets.bars import Crumbs
from kbtui.vault.vault import Vault


class Preview(Dialog[bool]):
    """A note to look at. Dismissed with whether to go there."""

    DEFAULT_CSS = """
    Preview {
        align: center middle;
        & > Vertical { width: 90%; max-width: 84; height: 70%; background: $surface; padding: 0 0 1 0; }
        & Crumbs { background: $panel; }
        & Reader { height: 1fr; background: $surface; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        command("preview.close", "escape,q,K", "close", "Close the preview", footer="Close"),
        command("preview.go", "enter", "go", "Go to this note", footer="Go there", priority=True),
    ]

    def __init__(self, trail: tuple[str, ...], source: Source, line: int | None) -> None:
        super().__init__()
        self._crumbs = Crumbs()
        self._crumbs.trail = trail
        self._crumbs.aside = "Enter goes there · Esc closes"
        self._reader = Reader()
        self._source = source
        self._place = Place(line) if line else None

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self._crumbs
            yield self._reader

    def on_mount(self) -> None:
        self._reader.open(self._source, at=self._place)
        self._reader.focus()

    def action_close(self) -> None:
        self.dismiss(False)

    def action_go(self) -> None:
        self.dismiss(True)


class Teller(Worked, Protocol):
    """A screen that a note can be shown over."""

    @property
    def is_current(self) -> bool: ...

    def say(self, words: str) -> None:
        """Tell something in the status line."""


def look_at(
    screen: Teller, vault: Vault, path: str, line: int | None, go: Callable[[], None], heading: str | None = None
) -> None:
    """Show a note over a screen, once it is read in a thread. Where its file is gone, that is told.

    Args:
        screen: The screen that it was asked for on. One that is left meanwhile is shown nothing.
        vault: The note's.
        path: The note's.
        line: The line to show it from; None for its beginning.
        go: Called where one wants to go there.
        heading: The heading, or the block's `^id`, to show it from where no line is given.
    """
    tell = from_thread(screen.app)

    def read() -> None:
        if path not in vault.graph.notes or not (vault.root / path).is_file():
            tell(screen.say, GONE)
            return
        page = vault.page(path)
        at = line or (fragment_line(page, heading) if heading else None)
        preview = partial(Preview, trail_of(page.note, vault.graph), source_of(page, vault.graph), at)
        tell(show, preview)

    def show(preview: Callable[[], Preview]) -> None:
        if screen.is_current:
            screen.app.push_screen(preview(), closed)

    def closed(goes: bool | None) -> None:
        if goes:
            go()

    screen.run_worker(read, thread=True, exclusive=True, group="preview")
