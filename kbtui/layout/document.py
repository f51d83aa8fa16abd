"""A note on the screen: laid out piece by piece, as it is looked at.

Rows are counted from 0 over the whole note. What has not been laid out yet has an estimated height; a segment's true
height takes its place only when it is settled, so that rows never shift under the one who reads. Few segments are kept
as rows; of the others only their height and words are kept, since a large note's rows would be a million objects.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from kbtui.layout.build import NUMBERS, Built, build
from kbtui.layout.cut import cut
from kbtui.layout.lay import lay
from kbtui.layout.lines import Line
from kbtui.layout.source import Mark, Source, Target

KEPT = 64
"""Segments that are kept as rows; more than any screen shows."""

Things = tuple[tuple[int, int], ...]
"""A segment's targets in reading order: the row where each begins, and its number."""


class Spot(NamedTuple):
    """A row of a segment."""

    segment: int
    row: int


class Document:
    """A note at a width."""

    def __init__(self, source: Source, width: int = 76) -> None:
        self.source = source
        self._cuts = cut(source)
        self.segments = self._cuts.segments
        self.hidden = _hidden(source.marks, [segment.start for segment in self.segments])
        """How many characters each segment's marks take in the text and not on the screen."""
        self.folds: set[int] = set()
        """The fold targets that are not as they were written."""
        self.version = 0
        """Grows whenever rows shift."""
        self.width = 0
        self._built: dict[int, Built] = {}
        self._rows: dict[int, tuple[Line, ...]] = {}
        self._under: dict[int, tuple[Line, ...]] = {}
        """All rows of the segments of which some are folded away."""
        self._true: dict[int, int] = {}
        self._words: dict[int, str] = {}
        self._things: dict[int, Things] = {}
        self._heights: list[int] = []
        self._starts: list[int] | None = None
        self.set_width(width)

    def set_width(self, width: int) -> None:
        """Forgets every row, and estimates heights anew."""
        self.width = width
        self._rows.clear()
        self._under.clear()
        self._true.clear()
        self._words.clear()
        self._things.clear()
        self._heights = [self._estimate(which) for which in range(len(self.segments))]
        self._shifted()

    def _estimate(self, which: int) -> int:
        segment = self.segments[which]
        lines = self.source.text.count("\n", segment.start, segment.end)
        shown = max(segment.end - segment.start - self.hidden[which], 0)
        return max(1, lines // 2 + shown // max(self.width * 9 // 10, 1) + 1)

    def _shifted(self) -> None:
        self._starts = None
        self.version += 1

    # --- a segment

    def built(self, which: int) -> Built:
        """A segment, parsed."""
        built = self._built.pop(which, None) or build(self.source, self._cuts, which)
        self._built[which] = built
        if len(self._built) > KEPT:
            del self._built[next(iter(self._built))]
        return built

    def rows(self, which: int) -> tuple[Line, ...]:
        """A segment's rows. Its height in the note stays what it was until it is settled."""
        rows = self._rows.pop(which, None)
        if rows is None:
            rows = self._laid(which)
        self._rows[which] = rows
        if len(self._rows) > KEPT:
            oldest = next(iter(self._rows))
            shown = self._rows.pop(oldest)
            all_rows = self._under.pop(oldest, shown)
            if oldest not in self._words:
                self._words[oldest] = _words_in(all_rows)
            self._things.pop(oldest, None)
        return rows

    def unfolded(self, which: int) -> tuple[Line, ...]:
        """A segment's rows, with those that are folded away."""
        rows = self.rows(which)
        return self._under.get(which, rows)

    def _laid(self, which: int) -> tuple[Line, ...]:
        rows = lay(self.built(which).blocks, self.width, self.folds)
        if rows and which and self.segments[which].gap:
            rows.insert(0, Line((), rows[0].source_line))
        shown = tuple(rows)
        if any(row.folds for row in rows):
            self._under[which] = shown
            shown = tuple([row for row in rows if not row.folds])
        self._true[which] = len(shown)
        return shown

    def words(self, which: int) -> str:
        """A segment's text as it is shown, even what is folded away, without what only the screen's width put there."""
        if which not in self._words:
            self._words[which] = _words_in(self.unfolded(which))
        return self._words[which]

    def things(self, which: int) -> Things:
        """A segment's targets in reading order: the row where each begins, and its number."""
        if which not in self._things:
            found: dict[int, int] = {}
            for at, row in enumerate(self.rows(which)):
                for span in row.spans:
                    if span.target is not None:
                        found.setdefault(span.target, at)
            self._things[which] = tuple((at, number) for number, at in found.items())
        return self._things[which]

    def is_known(self, which: int) -> bool:
        """Whether a segment's true height and words are known."""
        return which in self._true

    @property
    def is_whole(self) -> bool:
        """Whether every segment has its true height."""
        return all(self._true.get(which) == height for which, height in enumerate(self._heights))

    def toggle(self, fold: int) -> None:
        """Folds or unfolds a callout, or the piece of one that is in one segment."""
        self.folds ^= {fold}
        for known in (self._rows, self._under, self._true, self._words, self._things):
            known.pop(fold // NUMBERS, None)

    # --- rows of the whole note

    @property
    def height(self) -> int:
        """The rows of the whole note, of which some may be estimated."""
        return self._starts_at()[-1]

    def _starts_at(self) -> list[int]:
        if self._starts is None:
            self._starts = list(accumulate(self._heights, initial=0))
        return self._starts

    def spot(self, row: int) -> Spot:
        """The segment that holds a row, and the row in it."""
        starts = self._starts_at()
        which = min(max(bisect_right(starts, row) - 1, 0), max(len(self.segments) - 1, 0))
        return Spot(which, row - starts[which])

    def row(self, spot: Spot) -> int:
        """The row of the note at which a segment's row stands."""
        return self._starts_at()[spot.segment] + spot.row

    def line(self, row: int) -> Line | None:
        """What stands in a row; None past the end."""
        if not self.segments or row < 0 or row >= self.height:
            return None
        return self.line_at(self.spot(row))

    def line_at(self, spot: Spot) -> Line | None:
        """What stands at a spot; None past the end of its segment."""
        rows = self.rows(spot.segment)
        return rows[spot.row] if spot.row < len(rows) else None

    def settle(self, spot: Spot, above: int, below: int) -> int:
        """Sets right the heights of all segments laid out so far, and of those that reach into the rows from `above`
        rows before a spot to `below` rows after it; the row that the spot then has."""
        if not self.segments:
            return 0
        for which, height in self._true.items():
            self._set_height(which, height)
        self._settle_one(spot.segment)
        spot = Spot(spot.segment, min(spot.row, max(len(self.rows(spot.segment)) - 1, 0)))
        which, need = spot.segment, below + spot.row
        while need > 0 and which < len(self.segments):
            need -= self._settle_one(which)
            which += 1
        which, need = spot.segment - 1, above - spot.row
        while need > 0 and which >= 0:
            need -= self._settle_one(which)
            which -= 1
        return self.row(spot)

    def _settle_one(self, which: int) -> int:
        if which not in self._true:
            self.rows(which)
        self._set_height(which, self._true[which])
        return self._true[which]

    def _set_height(self, which: int, height: int) -> None:
        if self._heights[which] != height:
            self._heights[which] = height
            self._shifted()

    def is_settled(self, row: int, height: int) -> bool:
        """Whether the rows from `row` on have their true heights."""
        if not self.segments:
            return True
        first, last = self.spot(row).segment, self.spot(row + height).segment
        return all(self._true.get(which) == self._heights[which] for which in range(first, last + 1))

    # --- places

    def spot_of_line(self, line: int) -> Spot:
        """Where a line of the file stands, or what was made of it."""
        if not self.segments:
            return Spot(0, 0)
        which = self.segment_of(line)
        rows = self.rows(which)
        while not rows and which + 1 < len(self.segments):
            which += 1
            rows = self.rows(which)
        return Spot(which, row_of_line(rows, line))

    def segment_of(self, line: int) -> int:
        """The segment in which a line of the file begins. One that is very long goes on in others."""
        which = bisect_left(self.segments, line, key=lambda segment: segment.line)
        begins_there = which < len(self.segments) and self.segments[which].line == line and self._begins_line(which)
        return which if begins_there else max(which - 1, 0)

    def _begins_line(self, which: int) -> bool:
        start = self.segments[which].start
        return start == 0 or self.source.text[start - 1] == "\n"

    # --- targets

    def target(self, number: int) -> Target | None:
        """The target of a number; None where there is none."""
        which, nth = divmod(number, NUMBERS)
        if not 0 <= which < len(self.segments):
            return None
        targets = self.built(which).targets
        return targets[nth] if nth < len(targets) else None

    def spot_of_target(self, number: int) -> Spot | None:
        """Where a target begins; None where it is folded away, or is none."""
        which = number // NUMBERS
        if not 0 <= which < len(self.segments):
            return None
        return next((Spot(which, at) for at, this in self.things(which) if this == number), None)

    def line_of_footnote(self, name: str) -> int | None:
        """The line in which a footnote is written; None where there is none of that name."""
        return self._cuts.footnotes.get(name)


def _words_in(rows: Sequence[Line]) -> str:
    return "".join([row.text[row.lead :] + row.glue for row in rows])


def row_of_line(rows: Sequence[Line], line: int) -> int:
    """The row in which a line of the file begins, or what was made of it."""
    best = 0
    for at, row in enumerate(rows):
        if row.source_line > line:
            break
        if row.source_line > rows[best].source_line or len(rows[best].text) <= rows[best].lead:
            best = at
    return best


def _hidden(marks: tuple[Mark, ...], starts: list[int]) -> list[int]:
    """What `Document.hidden` says, at least 1 for a segment with marks."""
    hidden = [0] * len(starts)
    which = 0
    for mark in marks:
        while which + 1 < len(starts) and mark.start >= starts[which + 1]:
            which += 1
        if starts:
            hidden[which] += max(mark.end - mark.start - len(mark.shown), 1)
    return hidden
