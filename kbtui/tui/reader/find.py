"""The reader's search: the matches of the note, counted a slice at a time."""

from __future__ import annotations

import re
from time import perf_counter

from msgspec import Struct

from kbtui.layout.document import Document, Spot
from kbtui.layout.find import Match, count, matches
from kbtui.layout.lines import Line


class Search(Struct):
    """A query's matches, as far as they have been looked for."""

    document: Document
    wanted: re.Pattern[str]
    current: Match | None = None
    counts: dict[int, int] = {}
    """How many matches each segment has, of those looked through."""
    _near: dict[int, tuple[tuple[Line, ...], list[Match]]] = {}
    """The matches themselves, of a few segments, and in which rows they were found."""

    def of(self, document: Document) -> Search:
        """The same search in another document."""
        return Search(document, self.wanted)

    def anew(self) -> Search:
        """The same search of the note as it is laid out now, at the same match."""
        search = self.of(self.document)
        if self.current is not None:
            here = search.matches(self.current.segment)
            search.current = here[self.current.nth] if self.current.nth < len(here) else None
        return search

    @property
    def is_whole(self) -> bool:
        """Whether the whole note has been looked through."""
        return len(self.counts) == len(self.document.segments)

    def matches(self, which: int) -> list[Match]:
        """A segment's matches."""
        rows = self.document.rows(which)
        near = self._near.get(which)
        if near is None or near[0] is not rows:
            if len(self._near) > 16:
                self._near.clear()
            near = self._near[which] = rows, matches(self.document, which, self.wanted)
            self.counts[which] = len(near[1])
        return near[1]

    def go_on(self, first: int, seconds: float) -> None:
        """Looks through further segments, from `first` on and around the end, for about that long."""
        until = perf_counter() + seconds
        total = len(self.document.segments)
        for step in range(total):
            which = (first + step) % total
            if which not in self.counts:
                self.counts[which] = count(self.document, which, self.wanted)
                if perf_counter() >= until:
                    return

    def next(self, spot: Spot, step: int) -> Match | None:
        """The match after or before the current one, else the spot; around the end; among those found so far."""
        current = self.current
        if current is not None:
            here = self.matches(current.segment)
            if 0 <= current.nth + step < len(here):
                return here[current.nth + step]
        else:
            here = self.matches(spot.segment) if self.document.segments else []
            beyond = [match for match in here if (match.pieces[0].row >= spot.row) == (step > 0)]
            if beyond:
                return beyond[0 if step > 0 else -1]
        return self._elsewhere(current.segment if current else spot.segment, step)

    def _elsewhere(self, first: int, step: int) -> Match | None:
        total = len(self.document.segments)
        for distance in range(1, total + 1):
            which = (first + step * distance) % total
            if self.counts.get(which) and (here := self.matches(which)):
                return here[0 if step > 0 else -1]
        return None

    @property
    def count(self) -> tuple[int, int]:
        """The current match's number, counted from 1 (0 where there is none), and how many were found so far."""
        total = sum(self.counts.values())
        if self.current is None:
            return 0, total
        before = sum([found for which, found in self.counts.items() if which < self.current.segment])
        return before + self.current.nth + 1, total
