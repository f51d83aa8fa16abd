"""What stands around a link: the sentence that holds it, and the moment nearest to it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct, field

from kbtui.note import Link, Moment, Page
from kbtui.reading.blocks import Block, find_blocks
from kbtui.reading.hidden import blanked, uncommented
from kbtui.reading.sentences import sentence_around, sentence_starts
from kbtui.reading.units import cells_of, sign_at, unwrapped, words_of

_QUOTE_MARKS = re.compile(r"^[ \t]*(?:>[ \t]?)+(?:\[![^\]\n]*\][-+]?)?", re.MULTILINE)
_FROM_LINE = re.compile(r"From:[ \t]*\[\[[^\n\[]*$")

Surroundings = tuple[str, Moment | None]
"""The words of a sentence, and the moment nearest to the place in it that was asked for."""


def surroundings(page: Page, links: Sequence[Link]) -> list[Surroundings]:
    """For each of some links of a page: the words of the sentence around it, and the moment that stands nearest to it
    in the same block.

    Nearest is the first after it, else the last before it.
    """
    blocks = find_blocks(blanked(page.text, page.body), page.body)
    starts = [block.start for block in blocks]
    text = uncommented(page.text)
    flat: dict[int, _Flat] = {}
    found: list[Surroundings] = []
    for link in links:
        place = bisect_right(starts, link.start) - 1
        if place < 0 or link.start >= blocks[place].end:
            found.append((link.shown, None))
            continue
        if place not in flat:
            flat[place] = _flattened(text, blocks[place], page.moments)
        found.append((flat[place].sentence(link.start), flat[place].nearest(link.start)))
    return found


def from_line(text: str, link: Link) -> str:
    """The words of the line that names a note's channel (`From: [[channel]] <br/>`), where a link of the text stands in
    it; else nothing."""
    start = text.rfind("\n", 0, link.start) + 1
    line = text[start : link.end]
    return words_of(line) if _FROM_LINE.match(line) and line.endswith("]]") else ""


class _Flat(Struct, frozen=True):
    """A block's source in which each moment's stamp is one sign."""

    block: Block
    text: str
    starts: list[int]
    """Where its sentences begin."""
    moments: Sequence[Moment]
    places: list[int]
    """Where the sign of each moment stands in `text`."""
    read: dict[int, str] = field(default_factory=dict)
    """The words of the sentences that were asked for, by where they begin."""

    def nearest(self, place: int) -> Moment | None:
        """The first moment from a place of the note's text on, else the last before it."""
        after = bisect_right(self.moments, place - 1, key=lambda moment: moment.start)
        return self.moments[min(after, len(self.moments) - 1)] if self.moments else None

    def sentence(self, place: int) -> str:
        """The words of the sentence at a place of the note's text; in a table, those of the row."""
        if self.block.kind == "row":
            return self._words(0, len(self.text))
        before = bisect_right(self.moments, place, key=lambda moment: moment.start) - 1
        at = place - self.block.start
        if before >= 0:
            moment = self.moments[before]
            at = self.places[before] + max(0, place - moment.end + 1)
        return self._words(*sentence_around(self.starts, at, len(self.text)))

    def _words(self, start: int, end: int) -> str:
        words = self.read.get(start)
        if words is None:
            text = unwrapped(self.text[start:end])
            cells = cells_of(text) if self.block.kind == "row" else [_QUOTE_MARKS.sub("", text)]
            words = self.read[start] = " · ".join(filter(None, map(words_of, cells)))
        return words


def _flattened(text: str, block: Block, moments: Sequence[Moment]) -> _Flat:
    first = bisect_right(moments, block.start - 1, key=lambda moment: moment.start)
    last = bisect_right(moments, block.end - 1, key=lambda moment: moment.start)
    inside = moments[first:last]
    pieces: list[str] = []
    places: list[int] = []
    start, length = block.start, 0
    for moment in inside:
        sign = sign_at(text, moment.start)
        pieces += text[start : moment.start], sign
        length += moment.start - start + len(sign)
        places.append(length - 1)
        start = moment.end
    flat = "".join((*pieces, text[start : block.end]))
    return _Flat(block, flat, sentence_starts(flat), inside, places)
