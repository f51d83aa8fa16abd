"""A row of a note, told so that it is found again at any width."""

from __future__ import annotations

from kbtui.layout.document import Document, Spot
from kbtui.layout.lines import Line
from kbtui.layout.source import Place


def place_of(document: Document, row: int, target: int | None) -> Place:
    """The place at which a row stands.

    Args:
        document: The note, laid out.
        row: Of the whole note.
        target: The number of the target that the cursor stands on.
    """
    line = document.line(row)
    toggled = tuple([title.line for fold in document.folds if (title := document.target(fold))])
    if line is None:
        return Place(1, 0, target, toggled)
    spot, first = document.spot(row), document.spot_of_line(line.source_line)
    piece = max(spot.segment - first.segment, 0)
    begins = 0 if piece else first.row
    above = document.rows(spot.segment)[begins : spot.row]
    within = sum(map(_signs, above)) if spot.row >= begins else spot.row - begins
    return Place(line.source_line, within, target, toggled, piece)


def spot_of_place(document: Document, place: Place) -> Spot:
    """Where a place is now. What is no more is left out."""
    first = document.spot_of_line(place.line)
    segments = document.segments
    which = first.segment
    while which < first.segment + place.piece and which + 1 < len(segments) and segments[which + 1].line == place.line:
        which += 1
    if not segments:
        return first
    rows = document.rows(which)
    at, left = first.row if which == first.segment else 0, place.within
    if left < 0:
        return Spot(which, max(at + left, 0))
    begins = at
    while at + 1 < len(rows) and left >= _signs(rows[at]):
        left -= _signs(rows[at])
        at += 1
    while at > begins and rows[at].source_line > place.line:
        at -= 1
    return Spot(which, at)


def _signs(row: Line) -> int:
    """How many signs of the text a row shows; at least one, so that an empty row is found again too."""
    return max(len(row.text) - row.lead + len(row.glue), 1)
