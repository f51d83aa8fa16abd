"""Ways through a note: from heading to heading, from target to target, to the moment that is meant."""

from __future__ import annotations

import re
from bisect import bisect_right

from kbtui.late_pattern import late_pattern
from kbtui.layout.build import NUMBERS
from kbtui.layout.document import Document, Spot, Things
from kbtui.layout.lines import Line
from kbtui.layout.source import MOMENT_KINDS

_HEADING = late_pattern(r"^(?:[ >]*#|[ ]{0,3}<[hH][1-6]|[^\n]+\n[ ]{0,3}(?:=+|-+)[ \t]*$)", re.MULTILINE)
_MAY_HOLD = ("](", "://", "[^", "]-", "]+", "<a", "<A", "][", "]:", "<img", "<details", "<DETAILS")
_SLUG = late_pattern(r"[^\w]+")


def next_heading(document: Document, spot: Spot, step: int) -> Spot | None:
    """The first heading after (`step` 1) or before (-1) a spot; None where there is none."""
    which = spot.segment
    while 0 <= which < len(document.segments):
        heads = _headings(document, which)
        if which == spot.segment:
            heads = [at for at in heads if (at > spot.row if step > 0 else at < spot.row)]
        if heads:
            return Spot(which, heads[0] if step > 0 else heads[-1])
        which += step
    return None


def spot_of_heading(document: Document, name: str) -> Spot | None:
    """The first heading of a name, or of the slug of one; None where there is none."""
    wanted = _slug(name)
    for which in range(len(document.segments)):
        for at in _headings(document, which):
            row = document.rows(which)[at]
            if _slug(row.text[row.lead :]) == wanted:
                return Spot(which, at)
    return None


def _headings(document: Document, which: int) -> list[int]:
    """The rows of a segment in which its headings begin."""
    segment = document.segments[which]
    if not _HEADING.search(document.source.text, segment.start, segment.end):
        return []
    rows = document.rows(which)
    return [at for at, row in enumerate(rows) if _is_heading(row) and not (at and _is_heading(rows[at - 1]))]


def _is_heading(row: Line) -> bool:
    return any(span.style[:1] == "h" and span.style[1:2].isdigit() for span in row.spans[:2])


def _slug(name: str) -> str:
    return _SLUG.sub("-", name.lower()).strip("-")


def next_target(document: Document, spot: Spot, number: int | None, step: int) -> int | None:
    """The target after (`step` 1) or before (-1) the one of a number, or the spot where that is None."""
    first = which = spot.segment if number is None else number // NUMBERS
    while 0 <= which < len(document.segments):
        if _may_hold_targets(document, which):
            things = document.things(which)
            if which == first:
                things = _beyond(things, spot.row, number, step)
            if things:
                return things[0 if step > 0 else -1][1]
        which += step
    return None


def _may_hold_targets(document: Document, which: int) -> bool:
    """Whether a segment is worth laying out in search of targets."""
    segment = document.segments[which]
    if document.hidden[which] or segment.carry:
        return True
    return any(document.source.text.find(sign, segment.start, segment.end) >= 0 for sign in _MAY_HOLD)


def _beyond(things: Things, row: int, number: int | None, step: int) -> Things:
    numbers = [this for _at, this in things]
    if number is not None and number in numbers:
        at = numbers.index(number)
        return things[at + 1 :] if step > 0 else things[:at]
    return tuple(thing for thing in things if (thing[0] >= row if step > 0 else thing[0] < row))


def call_of_footnote(document: Document, name: str) -> int | None:
    """The first target that calls a footnote; None where none does."""
    for which, segment in enumerate(document.segments):
        if document.source.text.find(f"[^{name}]", segment.start, segment.end) < 0:
            continue
        for target in document.built(which).targets:
            if target.kind == "footnote" and target.address == name:
                return target.number
    return None


def number_of_moment(document: Document, index: int) -> int | None:
    """The target of the moment that has the caller's index; None where it is not shown."""
    mark = next((mark for mark in document.source.marks if mark.index == index and mark.kind in MOMENT_KINDS), None)
    if mark is None or not document.segments:
        return None
    which = max(bisect_right(document.segments, mark.start, key=lambda segment: segment.start) - 1, 0)
    for target in document.built(which).targets:
        if target.index == index and target.kind in MOMENT_KINDS:
            return target.number
    return None


def moment_meant(document: Document, top: int, height: int) -> int | None:
    """The caller's index of the moment that somebody means who reads the `height` rows from `top` on.

    That is the first in sight from the top third on, or from the top at the note's beginning; else the last before
    it; else the first of all. None where the note has none.
    """
    third = top + height // 3 if top else 0  # at the beginning nothing has been passed over
    for row in range(third, min(top + height, document.height)):
        line = document.line(row)
        for span in line.spans if line else ():
            target = None if span.target is None else document.target(span.target)
            if target and target.kind in MOMENT_KINDS:
                return target.index
    return _moment_before(document, third)


def _moment_before(document: Document, row: int) -> int | None:
    text = document.source.text
    moments = [mark for mark in document.source.marks if mark.kind in MOMENT_KINDS]
    if not moments or not document.segments:
        return None
    line = document.line(min(row, document.height - 1))
    segment = document.segments[document.spot(row).segment]
    at = segment.start
    for _ in range((line.source_line if line else segment.line) - segment.line + 1):
        at = text.find("\n", at) + 1 or len(text)
    before = bisect_right(moments, at, key=lambda mark: mark.start)
    return moments[max(before - 1, 0)].index
