"""Stamps and their readings → moments; and a note as far as its text can be shown at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kbtui.note import Moment, Page, Problem, clock
from kbtui.reading.parse import Facts, gather
from kbtui.stamps.stamps import Reading
from kbtui.text import CleanText, one_line


def glance(path: str, source: CleanText) -> Page:
    """A note as far as it takes to show its text at once: its links, and its stamps as they are written.

    Nothing is repaired, moments have no claims, and there are no headings, quotes and problems: `kbtui.reading.read`
    gives those, and takes for a long note longer than somebody who waits for it should notice.
    """
    facts = gather(path, source)
    readings = [Reading(stamp.mark.time.plain) for stamp in facts.stamps]
    moments = tuple(made_moments(facts, readings, {}))
    return Page(facts.note, source.text, facts.body, moments=moments, properties=facts.properties, is_whole=False)


def made_moments(facts: Facts, readings: Sequence[Reading], claims: Mapping[int, str]) -> Iterator[Moment]:
    """The moments of a note, in its order.

    Args:
        facts: What was found in the note.
        readings: One for each of its stamps.
        claims: What each stamp backs, by the stamp's number.
    """
    prose = facts.prose
    line = 1
    counted = 0
    for number, (stamp, reading) in enumerate(zip(facts.stamps, readings, strict=True)):
        line += prose.count("\n", counted, stamp.start)
        counted = stamp.start
        yield Moment(
            seconds=reading.seconds,
            written=one_line(stamp.written),
            label=None if stamp.label is None else one_line(stamp.label),
            line=line,
            claim=claims.get(number, ""),
            repaired=reading.repaired,
            why=one_line(reading.why) if reading.why else "",
            video_id=stamp.video_id or facts.note.video_id,
            start=stamp.start,
            end=stamp.end,
        )


def find_doubts(moments: Sequence[Moment], readings: Sequence[Reading]) -> Iterator[Problem]:
    """One problem for a note with stamps that may mean another second than is written, at the first of them.

    Args:
        moments: The note's.
        readings: One for each of them.
    """
    doubtful = [
        (moment, reading.other) for moment, reading in zip(moments, readings, strict=True) if reading.other is not None
    ]
    if doubtful:
        moment, other = doubtful[0]
        more = len(doubtful) - 1
        either = f"{clock(other)} rather than {clock(moment.seconds or 0)}"
        left = f"so may {more} more of the note; they are left" if more else "it is left"
        yield Problem(moment.line, "doubtful-stamp", f"{moment.written!r} may mean {either}; {left} as written")
