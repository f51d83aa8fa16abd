"""A note's text → what the index keeps of it. Quick rather than fine: every note of a vault goes through here."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import astuple

from kbtui.graph.stored_notes import Row, row_of
from kbtui.index.words import stored
from kbtui.reading.hidden import uncommented
from kbtui.reading.markup import WIKILINK
from kbtui.reading.parse import Facts, gather
from kbtui.reading.quotations import find_quotations, quoted_words
from kbtui.stamps.repair import weigh
from kbtui.stamps.stamps import Stamp
from kbtui.text import CleanText
from kbtui.vault.files import State

_ADDRESS = re.compile(r"\](?=\()\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:[ \t]+\"[^\"\n]*\")?\)")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,500}>")
_APART = re.compile(r"\n([^\S\n]*+[#>][^\n]*+)")
"""A line that is a heading or part of a blockquote, with the line end before it."""
_FEWEST_WORDS = 4


class Entry(Struct, frozen=True, array_like=True):
    """What the index keeps of a note; texts are folded."""

    path: bytes
    """As the system writes it."""
    channel: str
    moments: int
    """How many stamps it has."""
    weight: str
    """What its stamps say; see `kbtui.index.index.weight_of`."""
    row: Row
    videos: tuple[tuple[str, str], ...]
    """The videos that it gives titles to, and these."""
    title: str
    heading: str
    quote: str
    tag: str
    body: str


def entry_of(path: str, state: State, source: CleanText) -> Entry:
    """What the index keeps of a file. No text makes it raise."""
    facts = gather(path, source)
    note = facts.note
    headings, quoted, body = _sorted_lines(_text(facts, source))
    weight = weigh(facts.stamps)
    return Entry(
        path=os.fsencode(path),
        channel=note.channel,
        moments=len(facts.stamps),
        weight=" ".join(map(str, astuple(weight))),
        row=row_of(note, state),
        videos=tuple((video.video_id, video.title) for video in note.indexed),
        title=stored(" \n".join((note.title, *note.aliases))),
        heading=stored("\n".join(headings)),
        quote=stored("\n".join((*quoted, *_quotations(body)))),
        tag=stored("\n".join(note.tags)),
        body=stored(body),
    )


def _text(facts: Facts, source: CleanText) -> str:
    """The text that is read: without front matter, comments, stamps, addresses and tags."""
    text = " ".join(_between(uncommented(source.text), facts.body, facts.stamps))
    if "[[" in text:
        text = WIKILINK.sub(_link_words, text)
    text = _ADDRESS.sub("]", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    return text


def _sorted_lines(text: str) -> tuple[list[str], list[str], str]:
    """The lines of headings, those of blockquotes, and the rest. A word is stored once, and no phrase reaches from one
    of them into another."""
    parts = _APART.split(f"\n{text}")
    apart = parts[1::2]
    headings = [line for line in apart if line.lstrip()[0] == "#"]
    quoted = [line for line in apart if line.lstrip()[0] == ">"]
    return headings, quoted, "".join(parts[::2])[1:]


def _between(text: str, start: int, stamps: tuple[Stamp, ...]) -> Iterator[str]:
    at = start
    for first, end, _ in stamps:
        yield text[at:first]
        at = end
    yield text[at:]


def _link_words(match: re.Match[str]) -> str:
    return match["alias"] or f"{match['target']} {match['heading'] or ''}"


def _quotations(body: str) -> Iterator[str]:
    """What may be quotes; which of them are, is seen when the note is read in full."""
    for quotation in find_quotations(body):
        words = quoted_words(quotation)
        if words.count(" ") >= _FEWEST_WORDS - 1 or not words.isascii():
            yield words
