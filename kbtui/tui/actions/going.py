"""The box that goes to a note or a video by a few letters of its title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from kbtui.search.titles import Titled, Titles
from kbtui.tui.desk.desk import Desk
from kbtui.tui.desk.visiting import Visiting
from kbtui.tui.dialogs.leaving import Dialog
from kbtui.tui.from_thread import Tell, from_thread
from kbtui.tui.keys.page_keys import GOTO_KEYS
from kbtui.tui.lists.row import Row
from kbtui.tui.lists.rows import Rows

if TYPE_CHECKING:
    from kbtui.graph.graph import NoteGraph
    from kbtui.vault.vault import Vault

_LIMIT = 50


def ask(desk: Desk, visiting: Visiting) -> None:
    """Ask where to go, and go there."""
    if desk.vault is None:
        desk.say("The vault is still being read.")
        return

    def closed(target: Titled | None) -> None:
        if target is not None:
            visiting.read(target.path)

    desk.app.push_screen(GoTo(desk.vault.graph, visiting.recent, desk.path), closed)


class GoTo(Dialog[Titled | None]):
    """A line to type in and the titles. Dismissed with the one to go to."""

    DEFAULT_CSS = """
    GoTo {
        align: center top;
        & > Vertical {
            width: 90%; max-width: 90; height: auto; max-height: 80%; margin-top: 2;
            padding: 1 2; background: $surface;
        }
        & Rows { height: auto; max-height: 26; margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = GOTO_KEYS

    def __init__(self, graph: NoteGraph, recent: Sequence[str], here: str | None) -> None:
        """
        Args:
            graph: What can be gone to.
            recent: The notes that were left, the last one first: those are offered before anything is typed.
            here: The note that is read, which is offered last.
        """
        super().__init__()
        self._here = here
        self._graph = graph
        self._recent = recent
        self._titles: Titles | None = None
        self._asked = 0
        """The number of the newest question; the answer to another one is stale."""
        self._shown: Sequence[Titled] = ()
        self._input = Input(compact=True, placeholder="a few letters of a title")
        self._rows = Rows(away="on $primary 45%")

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self._input
            yield self._rows

    def on_mount(self) -> None:
        self._rows.can_focus = False
        self._input.focus()
        self._ask("")

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._ask(event.value)

    def renewed(self, vault: Vault) -> None:
        """Look in the titles of a newer vault, and stay at the one where the cursor is."""
        self._graph = vault.graph
        self._ask(self._input.value, self._at)

    @property
    def _at(self) -> Titled | None:
        """The title under the cursor."""
        number = self._rows.number
        return self._shown[number] if number is not None else None

    def _ask(self, typed: str, at: Titled | None = None) -> None:
        """Look for what is typed; the cursor comes to one title, else to the best."""
        self._asked += 1
        self._find(self._graph, typed, self._asked, at, from_thread(self))

    @work(thread=True, group="goto")
    def _find(self, graph: NoteGraph, typed: str, number: int, at: Titled | None, tell: Tell) -> None:
        titles = self._titles
        if titles is None or titles.graph is not graph:
            # Threads of two letters may both make the titles ready: they make the same.
            titles = self._titles = Titles(graph)
        if number != self._asked:
            return
        found = titles.matching(typed, _LIMIT) if typed.strip() else titles.first(self._recent, self._here, _LIMIT)
        tell(self._show, number, found, at)

    def _show(self, number: int, found: Sequence[Titled], at: Titled | None) -> None:
        if number != self._asked or not self.is_attached:
            return
        self._shown = found
        rows = [Row(each.title, lead="▸" if each.is_video else " ", below=each.below) for each in found]
        typed = self._input.value.strip()
        empty = f"No title is like “{typed}”." if typed else "This vault holds no notes."
        self._rows.show(rows, empty=empty, cursor=_place_of(at, found))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self.dismiss(self._shown[event.number])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._at is not None:
            self.dismiss(self._at)

    def action_step(self, by: int) -> None:
        self._rows.action_step(by)

    def action_page(self, by: int) -> None:
        self._rows.action_page(by)

    def action_close(self) -> None:
        self.dismiss(None)


def _place_of(title: Titled | None, found: Sequence[Titled]) -> int:
    """Where a title is among those found, whatever is told of it now; the first place where it is not."""
    alike = (n for n, each in enumerate(found) if title and (each.path, each.is_video) == (title.path, title.is_video))
    return next(alike, 0)
