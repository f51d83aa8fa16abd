"""One note in full: its headings, its moments with the claims they back, its quotes, its problems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kbtui.note import Heading, Moment, Page, Problem
from kbtui.reading.blocks import find_blocks
from kbtui.reading.claims import find_claims
from kbtui.reading.hidden import uncommented
from kbtui.reading.moments import find_doubts, made_moments
from kbtui.reading.parse import Facts, gather
from kbtui.reading.quotes import find_quotes
from kbtui.reading.units import Unit, find_units, words_of
from kbtui.stamps.repair import judge, weigh
from kbtui.stamps.stamps import Reading, Weight
from kbtui.text import CleanText, one_line

_UNCLOSED = re.compile(r"\[\[(?![^\[\]\n]*(?:\[[^\[\]\n]*\][^\[\]\n]*)*\]\])")


def read(path: str, source: CleanText, siblings: Iterable[Weight] = ()) -> Page:
    """A note in full. No text makes it raise.

    Args:
        path: The file's path relative to the vault, with `/`.
        source: The file's text.
        siblings: What the stamps of the same video's other notes say.
    """
    facts = gather(path, source)
    text = source.text
    readings = _judged(facts, siblings)
    units = list(find_units(uncommented(text), find_blocks(facts.prose, facts.body), facts.stamps))
    moments = tuple(made_moments(facts, readings, find_claims(units)))
    return Page(
        note=facts.note,
        text=text,
        body=facts.body,
        headings=tuple(_headings(facts, units)),
        quotes=tuple(find_quotes(units, moments)),
        moments=moments,
        properties=facts.properties,
        problems=tuple(sorted(_problems(facts, moments, readings), key=lambda problem: problem.line)),
    )


def moments_of(facts: Facts, siblings: Iterable[Weight] = ()) -> tuple[Moment, ...]:
    """The moments of a note that is gathered, without the claims that they back.

    Args:
        facts: What was found in the note.
        siblings: What the stamps of the same video's other notes say.
    """
    return tuple(made_moments(facts, _judged(facts, siblings), {}))


def weight_of(path: str, source: CleanText) -> Weight:
    """What a file's stamps say of its video to the other notes of that video."""
    return weigh(gather(path, source).stamps)


def _judged(facts: Facts, siblings: Iterable[Weight]) -> list[Reading]:
    """A reading for each stamp; those of another video are judged alone, for they say nothing of this one."""
    video_id = facts.note.video_id
    own = [stamp for stamp in facts.stamps if stamp.video_id in (None, video_id)]
    of_own = iter(judge(own, siblings))
    return [next(of_own) if stamp.video_id in (None, video_id) else judge([stamp])[0] for stamp in facts.stamps]


def _headings(facts: Facts, units: Iterable[Unit]) -> Iterator[Heading]:
    """The headings, as shown; one that is nothing but a stamp is shown as that."""
    for unit in units:
        if unit.block.kind == "heading":
            words = words_of(unit.text)
            if not words and unit.count:
                words = one_line(facts.stamps[unit.first].written)
            yield Heading(unit.block.level, words, unit.line)


def _problems(facts: Facts, moments: Sequence[Moment], readings: Sequence[Reading]) -> Iterator[Problem]:
    yield from facts.note.problems
    yield from find_doubts(moments, readings)
    for moment in moments:
        if moment.seconds is None:
            message = f"{moment.written!r} is no time in a video; it is shown, and cannot be played"
            yield Problem(moment.line, "stamp", message)
        elif moment.video_id is None:
            yield Problem(moment.line, "stamp", f"{moment.written!r} belongs to no video: the note has no videoId")
    line = 1
    counted = 0
    for match in _UNCLOSED.finditer(facts.prose) if "[[" in facts.prose else ():
        line += facts.prose.count("\n", counted, match.start())
        counted = match.start()
        yield Problem(line, "link", "`[[` without `]]`: shown as it is written")
