"""A note's text → what the index keeps of it. Quick rather than fine: every note of a vault goes through here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kbtui.markup import WIKILINK, uncommented
from kbtui.note import Note
from kbtui.parse import Facts, gather
from kbtui.quotations import find_quotations, quoted_words
from kbtui.repair import weigh
from kbtui.search_words import folded, parted
from kbtui.stamps import Stamp, Weight
from kbtui.text import CleanText

_ADDRESS = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:[ \t]+\"[^\"\n]*\")?\)")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,500}>")
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index keeps of a note; texts are folded."""

    note: Note
    moments: int
    """How many stamps it has."""
    weight: Weight
    title: str
    heading: str
    quote: str
    tag: str
    body: str


def entry_of(path: str, source: CleanText) -> Entry:
    """What the index keeps of a file. No text makes it raise."""
    facts = gather(path, source)
    note = facts.note
    headings, quoted, rest = _sorted_lines(_text(facts, source))
    body = "\n".join(rest)
    return Entry(
        note=note,
        moments=len(facts.stamps),
        weight=weigh([stamp for stamp in facts.stamps if stamp.video_id in (None, note.video_id)]),
        title=_kept(" \n".join((note.title, *note.aliases))),
        heading=_kept("\n".join(headings)),
        quote=_kept("\n".join((*quoted, *_quotations(body)))),
        tag=_kept("\n".join(note.tags)),
        body=_kept(body),
    )


def _kept(text: str) -> str:
    return parted(folded(text))


def _text(facts: Facts, source: CleanText) -> str:
    """The text that is read: without front matter, comments, stamps, addresses and tags."""
    text = " ".join(_between(uncommented(source.text), facts.body, facts.stamps))
    if "[[" in text:
        text = WIKILINK.sub(_link_words, text)
    if "](" in text:
        text = _ADDRESS.sub("]", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    return text


def _sorted_lines(text: str) -> tuple[list[str], list[str], list[str]]:
    """The lines of headings, those of blockquotes, and the rest. A word is stored once, and no phrase reaches from one
    of them into another."""
    headings: list[str] = []
    quoted: list[str] = []
    rest: list[str] = []
    for line in text.split("\n"):
        first = line.lstrip()[:1]
        (headings if first == "#" else quoted if first == ">" else rest).append(line)
    return headings, quoted, rest


def _between(text: str, start: int, stamps: tuple[Stamp, ...]) -> Iterator[str]:
    at = start
    for stamp in stamps:
        yield text[at : stamp.start]
        at = stamp.end
    yield text[at:]


def _link_words(match: re.Match[str]) -> str:
    return match["alias"] or f"{match['target']} {match['heading'] or ''}"


def _quotations(body: str) -> Iterator[str]:
    """What may be quotes; which of them are, is seen when the note is read in full."""
    for quotation in find_quotations(body):
        words = quoted_words(quotation)
        if words.count(" ") >= _FEWEST_WORDS - 1 or not words.isascii():
            yield words
