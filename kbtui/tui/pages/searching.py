"""The screen that searches all notes: hits as one types, each a passage to go to and a moment to play."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from msgspec.structs import replace
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from kbtui.index.index import Interrupted
from kbtui.moment_formats import Clip, clips_of_hits
from kbtui.search.hits import Hit, snippet
from kbtui.search.query import unknown_field
from kbtui.search.search import Found, Search
from kbtui.text import one_line
from kbtui.tui.actions.handling import Handling
from kbtui.tui.from_thread import Tell, from_thread
from kbtui.tui.keeping.index_keeping import IndexKeeping
from kbtui.tui.keys.page_keys import SEARCH_KEYS
from kbtui.tui.line import Line
from kbtui.tui.lists.row import Row
from kbtui.tui.lists.rows import Rows
from kbtui.tui.pages.opener import Opener
from kbtui.tui.pages.over_page import OverPage
from kbtui.tui.panes.stops import Stop, aligned
from kbtui.vault.files import VaultError

_LINES = 2
"""Lines that the words of a hit may take."""
_LIMIT = 30
"""Hits that are shown: what nobody looks at need not be read from the files."""
_BEAT = 0.1
"""Seconds between two tellings of how far the index is."""
_HELP = 'words · "in this order" · -not · a OR b · title: heading: quote: tag: channel: video: has:moment'


class Searching:
    """What was searched for last, which outlives the screen that searches."""

    def __init__(self, handling: Handling, opener: Opener, index: IndexKeeping) -> None:
        self.query = ""
        self._handling = handling
        self._opener = opener
        self._index = index

    def ask(self) -> None:
        """Open the screen that searches, and look which notes changed since the last time."""
        self._opener.open(SearchScreen(self, self._index, self._handling))
        self._index.look()


class SearchScreen(OverPage[Line]):
    """A line to type in and the hits. Dismissed with the line to go to."""

    DEFAULT_CSS = """
    SearchScreen {
        & > #asked { height: 1; padding: 0 1; background: $surface; }
        & #sign { width: auto; color: $accent; text-style: bold; }
        & Input { width: 1fr; }
        & #count { width: auto; color: $text-muted; }
        & > Rows { height: 1fr; margin: 1 1 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = SEARCH_KEYS

    def __init__(self, searching: Searching, index: IndexKeeping, handling: Handling) -> None:
        super().__init__(handling)
        self._searching = searching
        self._index = index
        self._asked = 0
        """The number of the newest search; what another one finds is stale."""
        self._hits: Sequence[Hit] = ()
        self._told = ""
        self._input = Input(searching.query, compact=True, select_on_focus=True)
        self._count = Static("", id="count")
        self._rows = Rows(most_lines=_LINES, away="on $primary 25%")

    def compose(self) -> ComposeResult:
        with Horizontal(id="asked"):
            yield Static("Search ", id="sign")
            yield self._input
            yield self._count
        yield self._rows
        yield self.status
        yield self.keys

    def on_mount(self) -> None:
        self._index.listener = self._changed
        self._input.focus()
        self._ask()

    def on_unmount(self) -> None:
        self._index.listener = None

    def say(self, words: str) -> None:
        """Tell something in the status line."""
        self._told = words
        self._show_status()

    # Searching

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self._searching.query:
            self._searching.query = event.value
            self._ask()

    def _changed(self) -> None:
        """The index was opened, or has come further, or is true to the files."""
        if not self._index.making or not self._hits:
            self._ask()
        self._show_status()

    def _ask(self) -> None:
        self._asked += 1
        self._told = ""
        search = self._index.search
        if search is None or not self._searching.query.strip():
            self._show(self._asked, Found(), is_last=True)
            return
        self._index.interrupt()
        self._find(search, self._searching.query, self._asked, from_thread(self))

    @work(thread=True, group="search")
    def _find(self, search: Search, query: str, number: int, tell: Tell) -> None:
        def partly(found: Found) -> None:
            if number == self._asked:
                tell(self._show, number, found, is_last=False)

        try:
            quick = search.quick(query, _LIMIT)
            if quick is not None:
                partly(quick)
            if number == self._asked:
                found = search.find(query, _LIMIT, partly if quick is None else None)
                tell(self._show, number, found, is_last=True)
        except Interrupted:
            return
        except VaultError as error:
            tell(self.say, str(error))

    def _show(self, number: int, found: Found, *, is_last: bool) -> None:
        if number != self._asked or not self.is_attached or (not found.hits and not is_last):
            return
        same = found.hits == self._hits
        self._hits = found.hits
        if not same or not found.hits:
            self._rows.show(self._hit_rows(), empty=self._why_none())
        self._count.update(Content(_counted(len(self._hits))))
        slips = " · ".join(f"Nothing holds “{slip.typed}”; these hold “{slip.meant}”" for slip in found.slips)
        self._told = unknown_field(self._searching.query) or slips
        self._show_status()

    def _hit_rows(self) -> list[Row]:
        leads = aligned([hit.moment for hit in self._hits])
        columns = self.app.size.width - 4 - max(map(len, leads), default=0)
        return [_row(hit, lead, _LINES * columns) for hit, lead in zip(self._hits, leads, strict=True)]

    def _why_none(self) -> str:
        if self._index.problem:
            return self._index.problem
        if not self._searching.query.strip():
            return _HELP
        if self._index.search is None or self._index.is_busy:
            return "Nothing yet: the notes are being read for the search."
        return f"No note holds “{self._searching.query.strip()}”."

    def _show_status(self) -> None:
        making = self._index.making
        hit = self._here
        place = f"{one_line(hit.path)}:{hit.line}" if hit is not None else ""
        self.status.words = making or self._told or self._index.problem or place

    # Where one is

    @property
    def _here(self) -> Hit | None:
        number = self._rows.number
        return self._hits[number] if number is not None and number < len(self._hits) else None

    def on_rows_highlighted(self) -> None:
        self._show_status()

    @property
    def leads(self) -> Sequence[Stop]:
        hit = self._here
        if hit is None:
            return ()
        moment = replace(hit.moment, claim=hit.text) if hit.moment is not None else None
        return [Stop(Row(hit.title), hit.path, hit.line, moment)]

    def go(self, stop: Stop) -> None:
        hit = self._here
        words = hit.text[slice(*hit.marks[0])] if hit is not None and hit.marks and hit.line == stop.line else ""
        self.dismiss(Line(stop.path, stop.line, words))

    @property
    def clips(self) -> tuple[str, Sequence[Clip]]:
        vault = self.desk.vault
        return "these hits' moments", clips_of_hits(self._hits, vault.graph.videos if vault is not None else {})

    def on_rows_chosen(self) -> None:
        self.action_open()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_open()

    def on_resize(self) -> None:
        if self._hits:
            self._rows.show(self._hit_rows(), empty="", cursor=self._rows.number or 0)

    # Keys

    def action_close(self) -> None:
        self._index.interrupt()
        self.dismiss(None)

    def action_open(self) -> None:
        self.lead(self.go)

    def action_step(self, by: int) -> None:
        self._rows.focus()
        self._rows.action_step(by)

    def action_page(self, by: int) -> None:
        self._rows.focus()
        self._rows.action_page(by)

    def action_switch(self) -> None:
        if self._input.has_focus:
            self._rows.focus()
        else:
            self.action_edit()

    def action_edit(self) -> None:
        self._input.select_on_focus = False  # one goes on with what is there
        self._input.focus()


def _counted(number: int) -> str:
    if number == 0:
        return ""
    return " 1 hit" if number == 1 else f" {number}{'+' if number == _LIMIT else ''} hits"


def _row(hit: Hit, lead: str, room: int) -> Row:
    text, marks = snippet(hit.text, hit.marks, room)
    where = " › ".join(dict.fromkeys(filter(None, (hit.channel, hit.title, hit.section))))
    return Row(text, lead=lead, below=where, marks=marks)
