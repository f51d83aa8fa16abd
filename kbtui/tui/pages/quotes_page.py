"""The page of the vault's quotes: what was said, by whom and where, narrowed as one types."""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

from msgspec import Struct
from textual import work
from textual.binding import BindingType
from textual.worker import get_current_worker

from kbtui.index.index import Index, Interrupted
from kbtui.moment_formats import Clip
from kbtui.search.vault_quotes import Said, Sieve, VaultQuotes, likely_notes
from kbtui.tui.actions.copies import Copy, moment_copies, note_copy, quote_copy
from kbtui.tui.actions.handling import Handling
from kbtui.tui.from_thread import Tell, from_thread
from kbtui.tui.garbage import let_go
from kbtui.tui.keeping.index_keeping import IndexKeeping
from kbtui.tui.keys.page_keys import QUOTES_KEYS
from kbtui.tui.lists.row import Row
from kbtui.tui.pages.list_page import LinesPage
from kbtui.tui.pages.quote_rows import Found, clip_of_quote, quote_rows
from kbtui.tui.panes.stops import Stop
from kbtui.tui.panes.wording import amount_of
from kbtui.tui.widgets.bars import SEPARATOR, fitted
from kbtui.vault.files import VaultError
from kbtui.vault.vault import Vault

_HELP = 'words · "phrase" · -not · a OR b · speaker: channel: video: title: has:moment'
_BEAT = 0.1
"""Seconds after which what was found meanwhile is listed."""
_FIRST, _AT_ONCE = 40, 200
"""Quotes that are listed without waiting: as many as a screen holds, and as many as take a moment to measure."""

_SETTLED = 1000
"""Notes after which what was read of them is settled."""


def _settle() -> None:
    """Take what there is out of the garbage collector's sight: what was read stays, and to look through all of it again
    and again would hold up the keys."""
    gc.collect(1)
    gc.freeze()


@dataclass(slots=True)
class KeptQuotes:
    """What outlives the page: what was read, and what was asked for last."""

    quotes: VaultQuotes = field(default_factory=VaultQuotes)
    query: str = ""
    here: Said | None = None
    """The quote that was under the cursor."""


class _Batch(Struct, frozen=True):
    """What was found since the batch before."""

    number: int
    """Of the question that it answers."""
    is_first: bool
    said: Sequence[Said]
    rows: Sequence[Row]
    done: int
    """How many notes were gone through, of how many."""
    total: int
    is_all: bool
    """Whether nothing more comes."""


class QuotesPage(LinesPage[Said]):
    """All quotes of a vault, listed as they are found. Dismissed with the line to go to."""

    BINDINGS: ClassVar[list[BindingType]] = QUOTES_KEYS

    def __init__(self, vault: Vault, kept: KeptQuotes, index: IndexKeeping, handling: Handling) -> None:
        super().__init__("Quotes", handling, most_lines=3)
        self._vault = vault
        self._index = index
        self._kept = kept
        self.items: list[Said] = []
        self._asked = 0
        """The number of the newest question; what another one finds is stale."""
        self._unknown = ""
        """What there is to tell of a field in the query that is none."""
        self._sought_row = kept.here
        """The quote that the cursor comes back to, where nothing was pressed meanwhile."""

    def on_mount(self) -> None:
        self._ask()

    def on_unmount(self) -> None:
        """Let go of what was listed: what was settled while it was there is not looked for as garbage."""
        self._forget()
        self.rows.clear()

    def _forget(self) -> None:
        before, self.items = self.items, []
        let_go(before)

    # What is listed

    def renewed(self, vault: Vault) -> None:
        """Ask a newer vault the same; of what was read, only what changed is read again."""
        self._vault = vault
        if self._sought_row is None or self._sought_row in self.items:  # else it is still being looked for
            self._sought_row = self.here
        self._ask()

    @property
    def narrowed_by(self) -> str:
        return self._kept.query

    def narrow(self, query: str) -> None:
        if query != self._kept.query:
            self._kept.query = query
            self._sought_row = None
            self._ask()

    def _ask(self) -> None:
        query = self._kept.query.strip()
        self.crumbs.trail = ("Quotes", query) if query else ("Quotes",)
        self._asked += 1
        sieve = Sieve(query)
        self._unknown = sieve.unknown
        if self.prompt.is_open:
            self.say(sieve.unknown or _HELP)
        self._gather(sieve, self._asked, self._index.ready, from_thread(self))

    @work(thread=True, exclusive=True, group="quotes")
    def _gather(self, sieve: Sieve, number: int, index: Index | None, tell: Tell) -> None:
        """Go through the notes, and list what they say as it is found."""
        worker = get_current_worker()
        quotes = self._kept.quotes
        try:
            likely = likely_notes(index, sieve) if index is not None else ()
        except (Interrupted, VaultError):  # the notes are read without its advice
            likely = ()
        order = quotes.order(self._vault, sieve, likely)
        found = Found()
        is_first, told = True, time.monotonic()
        list_some = partial(self._list, tell, number, sieve, len(order))
        read = 0
        for done, path in enumerate(order, 1):
            if not quotes.is_read(path):
                found.end_known()
                if read % _SETTLED == 0:
                    _settle()
                read += 1
            found.add(quotes.at(self._vault, path, sieve))
            if worker.is_cancelled:
                return
            now = time.monotonic()
            if now - told > _BEAT or len(found.said) >= (_FIRST if is_first else _AT_ONCE):
                list_some(is_first, found.taken(), done)
                is_first, told = False, now
        found.end_known()
        list_some(is_first, found.taken(), len(order))

    def _list(
        self, tell: Tell, number: int, sieve: Sieve, total: int, is_first: bool, said: Sequence[Said], done: int
    ) -> None:
        """List what was found, no more at once than the keys can wait for."""
        starts = range(0, max(1, len(said)), _AT_ONCE)
        for start in starts:
            some = said[start : start + _AT_ONCE]
            is_last = start == starts[-1]
            first = is_first and start == 0
            batch = _Batch(number, first, some, quote_rows(some, sieve), done, total, is_all=is_last and done == total)
            if get_current_worker().is_cancelled:
                return
            tell(self._take, batch)

    def _take(self, batch: _Batch) -> None:
        if batch.number != self._asked or not self.is_attached:
            return
        is_all = batch.is_all
        first = 0 if batch.is_first else len(self.items)
        if batch.is_first:
            self._forget()
            self.items = list(batch.said)
            self.rows.show(batch.rows, empty=self._why_none(is_all))
        elif batch.said or (is_all and not self.items):
            self.items += batch.said
            self.rows.add(batch.rows) if batch.said else self.rows.show([], empty=self._why_none(is_all))
        if self._sought_row is not None and self._sought_row in batch.said:
            self.rows.move_to(first + batch.said.index(self._sought_row))
        self.status.work = "" if is_all else f"read {batch.done} of {batch.total} notes"
        self._count(is_all)

    def _count(self, is_all: bool) -> None:
        number = len(self.items)
        words = amount_of(number, "quote")
        self.crumbs.aside = words if is_all else f"{words} so far"
        self.found(str(number) if is_all else f"{number} so far")

    def _why_none(self, is_all: bool) -> str:
        query = self._kept.query.strip()
        if not is_all:
            return "Nothing yet: the notes are being read."
        if query:
            return f"No quote is found by “{query}”. What can be typed: {_HELP}"
        return "Nobody is quoted in this vault: no blockquote, and no words in quotation marks beside a stamp."

    def counted(self, shown: int, total: int) -> None:
        """How many there are is told with how many notes were read."""

    # Where one is

    def action_narrow(self) -> None:
        super().action_narrow()
        self.say(self._unknown or _HELP)

    def on_key(self) -> None:
        self._sought_row = None

    def on_rows_highlighted(self) -> None:
        said = self.here
        if said is not None:
            self._kept.here = said

    @property
    def told(self) -> str:
        """Where the quote was said; before that, what of the query is not as it was meant."""
        said = self.here
        if self._unknown:
            return self._unknown
        columns = self.size.width - len(self.status.work) - len(self.status.aside) - 4
        return SEPARATOR.join(fitted(said.where, columns)) if said is not None else ""

    @property
    def leads(self) -> Sequence[Stop]:
        said = self.here
        return [Stop(Row(said.note.title), said.note.path, said.quote.line, said.quote.moment)] if said else ()

    def go(self, stop: Stop) -> None:
        self._kept.here = self.here
        super().go(stop)

    @property
    def copies(self) -> Sequence[Copy]:
        said = self.here
        if said is None:
            return ()
        note = note_copy(said.note, "a link to the note")
        return [*moment_copies(said.quote.moment), quote_copy(said.quote, said.note), note]

    @property
    def clips(self) -> tuple[str, Sequence[Clip]]:
        return "these quotes", [clip for clip in map(clip_of_quote, self.items) if clip is not None]
