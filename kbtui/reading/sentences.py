"""Where sentences end in text in many languages, with stamps standing after what they back."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from kbtui.late_pattern import late_pattern
from kbtui.reading.quotations import find_quotations

STAMP = "\ufdd0"
"""Stands for a stamp in a text that is cut into sentences: a noncharacter, so no text has it of its own."""

_SHORT = (
    "Mr Mrs Ms Mx Dr Prof Sr Sra Jr St vs e.g i.e cf viz Vol No Nr Inc Ltd Co Corp Dept approx ca Ave Mt Ft Fig Eq"
    " al Gen Sen Gov Rev Rep Pres Col Capt Lt Sgt Hon Messrs U.S U.K U.N E.U D.C Ph.D a.m p.m pp ed eds Jan Feb Mar Apr"
    " Aug Sept Sep Oct Nov Dec z.B bzw d.h u.a np tzw tj prof dr hab m.in vb ör bkz"
)
_NO_END = re.compile(rf"(?:(?<![\w.])(?:{'|'.join(map(re.escape, _SHORT.split()))})|(?:^|[\s(\"“.-])[^\W\d_a-z])\.$")
_MARK = "[.!?…。！？।]"
_END = re.compile(
    rf"{_MARK}(?<!{_MARK}{_MARK}){_MARK}*+[\"'”’»)\]*_」』]*+(?:\[\^[^\]\s]{{1,30}}\])*+"
    rf"(?P<stamps>(?:[\s,;&()\[\]]{{0,20}}+{STAMP})*+)[)\].,]*+"
    r"(?:\s+|(?=<br)|(?<=[。！？।」』])|$)"
)
"""Where a sentence may end, with the stamps that stand behind its full stop. No part of it can match in two ways, so
that no text makes it slow."""

_NOTE = late_pattern(r"\^\[[^\[\]]{0,2000}+(?:\[{1,2}[^\[\]]{0,500}\]{1,2}[^\[\]]{0,2000}){0,9}\]")
_STAMPED_LINE = re.compile(rf"{STAMP}[)\].,;]*+[ \t]*+\n[ \t]*+")

_STAMPS = re.compile(
    rf"(?:(?<!\s)\s++)?+(?:[(\[]\s*+{STAMP}(?:[\s,;&–—-]*+{STAMP})*+\s*+[)\]]|{STAMP}(?:[\s,;&]*+{STAMP})*+)"
    r"(?:\s+(?=[.,;:!?]))?"
)
"""Stamps in a row, with the space before them, what parts them, and the brackets that hold nothing else."""


def unstamped(text: str) -> str:
    """`text` without its stamps and what stood only between and around them."""
    return _STAMPS.sub("", text) if STAMP in text else text


def sentence_starts(text: str) -> list[int]:
    """Where each sentence of `text` begins, in characters; the first at 0.

    Stamps belong to the sentence before them, and a line that ends in one ends a sentence. A quotation is never parted,
    except behind a stamp within it, nor is a footnote from what it is called in.
    """
    quoted = [match.span() for match in find_quotations(text)]
    notes = [match.span() for match in _NOTE.finditer(text)] if "^[" in text else []
    starts = [
        match.end()
        for match in _END.finditer(text)
        if match["stamps"]
        or not (_abbreviates(text, at := match.start()) or within(quoted, match.end()) or (notes and within(notes, at)))
    ]
    if STAMP in text and "\n" in text:
        starts = sorted({*starts, *(match.end() for match in _STAMPED_LINE.finditer(text))})
    return [0, *(at for at in starts if at < len(text) and not text[at].islower() and text[at] != STAMP)]


def within(spans: list[tuple[int, int]], at: int) -> bool:
    """Whether a place lies inside one of some spans, which are in order and do not overlap."""
    place = bisect_left(spans, (at, 0)) - 1
    return place >= 0 and spans[place][0] < at < spans[place][1]


def sentence_around(starts: list[int], at: int, length: int) -> tuple[int, int]:
    """The extent of the sentence that holds the character `at`, given where sentences start and the text's length."""
    place = bisect_right(starts, at) - 1
    end = starts[place + 1] if place + 1 < len(starts) else length
    return starts[place], end


def _abbreviates(text: str, at: int) -> bool:
    return text[at] == "." and _NO_END.search(text, max(0, at - 8), at + 1) is not None
