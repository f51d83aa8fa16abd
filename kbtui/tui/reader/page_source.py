"""A page and its graph → what the reader shows: the text with its links and moments marked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from kbtui.graph.graph import NoteGraph
from kbtui.graph.linking import is_attachment
from kbtui.late_pattern import late_pattern
from kbtui.layout.source import Mark, MarkKind, Source
from kbtui.note import Link, LinkState, Moment, Note, Page, clock

_LINK_KINDS: dict[LinkState, MarkKind] = {
    "live": "link",
    "self": "link",
    "external": "link",
    "wanted": "wanted",
    "ambiguous": "ambiguous",
}
_SIZE = late_pattern(r"\d+(?:x\d+)?")
"""What an embedded picture has for an alias where it is to be shown so wide, and so high."""


def source_of(page: Page, graph: NoteGraph, *, at_once: bool = False) -> Source:
    """A page as the reader is given it. A mark's index is the link's or moment's place in the page.

    Args:
        page: The note.
        graph: Where its links lead.
        at_once: Whether links whose targets take long to find may be shown as if they led somewhere.
    """
    moments = [_moment_mark(index, moment) for index, moment in enumerate(page.moments)]
    state = graph.state_at_once if at_once else partial(_state, graph)
    links = [_link_mark(index, link, state(page.note, link)) for index, link in enumerate(page.note.links)]
    return Source(page.text, page.body, tuple(_parted(sorted([*links, *moments], key=_extent))), page.properties)


def moment_label(moment: Moment) -> str:
    """A moment's time as people write it; what stands in the note where it cannot be read."""
    return moment.written if moment.seconds is None else clock(moment.seconds)


def _extent(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def _state(graph: NoteGraph, note: Note, link: Link) -> LinkState:
    return graph.resolve(note, link).state


def _link_mark(index: int, link: Link, state: LinkState) -> Mark:
    kind = _LINK_KINDS[state]
    is_file = is_attachment(link)
    if (is_file and (link.embed or kind == "wanted")) or (link.embed and kind == "link"):
        kind = "embed"
    is_sized = is_file and _SIZE.fullmatch(link.alias or "") is not None
    return Mark(link.start, link.end, kind, index, link.target if is_sized else link.shown)


def _moment_mark(index: int, moment: Moment) -> Mark:
    kind: MarkKind = "unread" if moment.url is None else "repaired" if moment.repaired else "moment"
    return Mark(moment.start, moment.end, kind, index, moment_label(moment))


def _parted(marks: list[Mark]) -> Iterator[Mark]:
    """Marks that do not overlap: a stamp inside a link's words ends the link and takes the rest of its source."""
    held: Mark | None = None
    for mark in marks:
        if held is None or held.end <= mark.start:
            if held:
                yield held
            held = mark
        else:
            yield replace(held, end=mark.start)
            held = replace(mark, end=max(mark.end, held.end))
    if held:
        yield held
