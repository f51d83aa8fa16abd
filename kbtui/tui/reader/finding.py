"""The part of the reader that finds words in the note."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from kbtui.layout.document import Spot
from kbtui.layout.source import Place, Source
from kbtui.tui.reader.strips import Overlay
from kbtui.tui.reader.view import SLICE, ReaderView
from kbtui.tui.widgets.look import Look

if TYPE_CHECKING:
    from kbtui.layout.find import Match
    from kbtui.tui.reader.find import Search


class ReaderFinding(ReaderView):
    """Marks every match of what is looked for, and goes from one to the next."""

    class FindCount(Message, namespace="reader"):
        """How many matches there are, and which of them is the current one, counted from 1."""

        def __init__(self, current: int, total: int, is_whole: bool) -> None:
            super().__init__()
            self.current = current
            self.total = total
            self.is_whole = is_whole
            """Whether the whole note has been looked through; more may come where not."""

    class FindAgain(Message, namespace="reader"):
        """The next match is wanted, and nothing has been looked for in this note."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  (Textual's own name)
        super().__init__(id=id, classes=classes)
        self._search: Search | None = None
        self._origin = Spot(0, 0)
        self._unfolded: tuple[int, ...] = ()
        """The callouts that were unfolded for the match of what is being typed."""

    def open(self, source: Source, *, at: Place | None = None) -> None:
        self._search = None
        super().open(source, at=at)

    def replace(self, source: Source, *, at: Place) -> None:
        """Shows the same note as it is now. What is looked for is looked for in that, and the place stays."""
        search = self._search
        below = self._rows_to_match()
        self.open(source, at=at)
        if search and self.document:
            self._search = search.of(self.document)
            spot = self.document.spot(self.top + below)
            self._search.go_on(spot.segment, SLICE)
            self._search.current = self._search.next(spot, 1)
            self._find_rest(goes=False)

    def _rows_to_match(self) -> int:
        """How far under the top the current match begins; 0 where it is out of sight, or there is none."""
        match = self._search.current if self._search else None
        if match is None or self.document is None:
            return 0
        below = self.document.row(Spot(match.segment, match.pieces[0].row)) - self.top
        return below if 0 <= below < self.rows_shown else 0

    def find(self, query: str) -> None:
        """Marks every match of what is typed so far, and goes to the first from here on; nothing for an empty query."""
        from kbtui.layout.find import pattern  # in most notes nothing is ever looked for
        from kbtui.tui.reader.find import Search

        wanted = pattern(query)
        if self.document is None or wanted is None:
            self.find_end()
            return
        if self._search is None:
            self._origin = self.document.spot(self.top)
        else:
            self.toggle(self._unfolded)
        self._unfolded = ()
        self._search = Search(self.document, wanted)
        self._search.go_on(self._origin.segment, SLICE)
        self._to_match(self._search.next(self._origin, 1))
        self._find_rest(goes=True)

    @property
    def is_finding(self) -> bool:
        """Whether matches are marked."""
        return self._search is not None

    def find_end(self) -> None:
        """Takes the marks away; the place stays."""
        self._search = None
        self.redraw()
        self.post_message(self.FindCount(0, 0, True))

    def rows_changed(self) -> None:
        search = self._search
        if search:
            self._search = search.anew()
            self._find_rest(goes=search.current is None and not search.is_whole)

    @work(group="reader-find", exclusive=True)
    async def _find_rest(self, *, goes: bool) -> None:
        """Looks through the rest of the note; `goes` to the first match where none was found as yet."""
        search = self._search
        while search is not None and search is self._search and not search.is_whole:
            await asyncio.sleep(SLICE)
            search.go_on(self._origin.segment, SLICE)
        if search is not None and search is self._search:
            if goes and search.current is None:
                self._to_match(search.next(self._origin, 1))
            self._tell_found(search)

    def action_find_next(self) -> None:
        self._find_step(1)

    def action_find_previous(self) -> None:
        self._find_step(-1)

    def _find_step(self, step: int) -> None:
        if self._search is None:
            self.post_message(self.FindAgain())
        elif self.document:
            self._origin = self.document.spot(self.top)
            self._unfolded = ()
            self._to_match(self._search.next(self._origin, step))

    def _to_match(self, match: Match | None) -> None:
        if self._search is None or self.document is None:
            return
        if match and match.folds:
            self.toggle(match.folds)
            self._unfolded = match.folds
            match = self._search.matches(match.segment)[match.nth]
        self._search.current = match
        self.redraw()
        if match:
            row = self.document.row(Spot(match.segment, match.pieces[0].row))
            if not 0 <= row - self.top < self.rows_shown or not self.document.is_known(match.segment):
                self.show(Spot(match.segment, match.pieces[0].row), self.rows_shown // 3)
        self._tell_found(self._search)

    def _tell_found(self, search: Search) -> None:
        self.post_message(self.FindCount(*search.count, search.is_whole))

    def overlays(self, spot: Spot, look: Look) -> list[Overlay]:
        search = self._search
        found: list[Overlay] = []
        for match in search.matches(spot.segment) if search else ():
            style = look.partial("found.current" if search and match == search.current else "found")
            found += [Overlay(piece.start, piece.end, style) for piece in match.pieces if piece.row == spot.row]
        return found
