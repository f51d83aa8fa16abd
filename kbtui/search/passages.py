"""A note → its passages: paragraphs, list items, headings, parts of quotes, each with its section and moments."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from kbtui.index.words import folded
from kbtui.note import Moment, Page
from kbtui.reading.blocks import find_blocks
from kbtui.reading.hidden import uncommented
from kbtui.reading.parse import Facts, gather
from kbtui.reading.read import moments_of, read
from kbtui.reading.sentences import STAMP
from kbtui.reading.units import Unit, find_units, words_of
from kbtui.stamps.stamps import Weight
from kbtui.text import CleanText


class Passage(Struct, frozen=True):
    """A piece of a note in which words are found."""

    text: str
    """As it is shown."""
    line: int
    """1-based line in the file on which it begins."""
    section: str
    """The heading that it stands under; empty above the first."""
    kind: str
    source: str
    """Its source, folded, each stamp one `STAMP` sign."""
    start: int
    """Where its block begins in the note's text, in characters."""
    first: int
    """Which of the note's moments the first sign stands for."""

    @property
    def has_moment(self) -> bool:
        return STAMP in self.source


class Reading:
    """One note as the search reads it: only as far as it is asked for."""

    def __init__(self, path: str, source: CleanText, siblings: Iterable[Weight]) -> None:
        self._path = path
        self._source = source
        self._siblings = tuple(siblings)

    @cached_property
    def _facts(self) -> Facts:
        return gather(self._path, self._source)

    @property
    def title(self) -> str:
        return self._facts.note.title

    @property
    def channel(self) -> str:
        return self._facts.note.channel

    @property
    def named(self) -> str:
        """What the note is called, beside its text, folded."""
        note = self._facts.note
        return folded("\n".join((note.title, *note.aliases, *note.tags)))

    @property
    def text(self) -> str:
        return self._source.text

    @property
    def body(self) -> int:
        return self._facts.body

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The note's moments, without the claims that they back."""
        return moments_of(self._facts, self._siblings)

    @cached_property
    def page(self) -> Page:
        """The note in full."""
        return read(self._path, self._source, self._siblings)

    @cached_property
    def _units(self) -> tuple[tuple[Unit, str, Unit | None], ...]:
        """The note's units, each with its folded source and the heading that it stands under."""
        facts = self._facts
        units = find_units(uncommented(self.text), find_blocks(facts.prose, facts.body), facts.stamps)
        return tuple(_under_headings(units))

    def passages(self, words: Sequence[str]) -> Iterator[Passage]:
        """The passages whose source holds any of some folded words, or all where there are none."""
        for unit, source, heading in self._units:
            if (not words or any(word in source for word in words)) and (text := words_of(unit.text)):
                section = words_of(heading.text) if heading else ""
                yield Passage(text, unit.line, section, unit.block.kind, source, unit.block.start, unit.first)

    def moment_near(self, passage: Passage, place: int) -> Moment | None:
        """The moment nearest to a place in a passage's source: the next in it, else the last in it, else that of the
        note which stands nearest."""
        count = passage.source.count(STAMP)
        if count:
            return self.moments[passage.first + min(passage.source.count(STAMP, 0, place), count - 1)]
        return self.moment_at(passage.start)

    def section_at(self, line: int) -> str:
        """The words of the heading that a line stands under; empty above the first."""
        above = [heading for heading in self.page.headings if heading.line < line]
        return above[-1].text if above else ""

    def moment_of_line(self, line: int) -> Moment | None:
        """The moment that stands nearest to a line."""
        return min(self.moments, key=lambda moment: abs(moment.line - line), default=None)

    def moment_at(self, place: int) -> Moment | None:
        """The moment that stands nearest to a place in the note's text."""
        after = bisect_left(self.moments, place, key=lambda moment: moment.start)
        near = self.moments[max(0, after - 1) : after + 1]
        return min(near, key=lambda moment: max(moment.start - place, place - moment.end), default=None)


def _under_headings(units: Iterable[Unit]) -> Iterator[tuple[Unit, str, Unit | None]]:
    above: list[Unit] = []
    for unit in units:
        if unit.block.kind == "heading":
            while above and above[-1].block.level >= unit.block.level:
                above.pop()
        yield unit, folded(unit.text), above[-1] if above else None
        if unit.block.kind == "heading":
            above.append(unit)
