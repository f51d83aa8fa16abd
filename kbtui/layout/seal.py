"""Links and stamps put under seal: replaced by signs that Markdown does not read, so that one place reads them.

A seal is a number between Unicode noncharacters, which no cleaned text holds. It stands between brackets that count as
punctuation, as what it replaces does, so that emphasis around it opens and closes as it was written.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from msgspec import Struct

from kbtui.late_pattern import late_pattern
from kbtui.layout.source import MOMENT_KINDS, Mark, Source

_OPEN, _CLOSE = "\u2991\ufdd0", "\ufdd1\u2992"
_DIGITS = "".join(chr(0xFDD2 + digit) for digit in range(16))
SEAL = re.compile("\u2991\ufdd0([\ufdd2-\ufde1]+)\ufdd1\u2992")
"""A seal in a sealed text; its group is for `opened`."""
_LINE_END = "<wbr\n/>"
"""Stands behind a seal for a line end of what is under it: a tag that shows nothing and begins no block."""
_SEALED = re.compile(f"{SEAL.pattern}(?:{_LINE_END})*")
_HIDDEN = late_pattern(
    r"(?P<keep>^[ ]*(?P<fence>`{3,}|~{3,})[\s\S]*?(?:^[ ]*(?P=fence)|\Z)|(?P<tick>`+)[^\n]*?(?P=tick))"
    r"|<!--[\s\S]*?-->|%%(?!\s*%%)[\s\S]*?%%",
    re.MULTILINE,
)


class Sealed(Struct, frozen=True):
    """A piece of text with its marks under seal. It has as many lines as the piece."""

    text: str
    marks: tuple[Mark, ...]
    """What the seals stand for, by number."""
    source: str
    """The whole note."""

    def restored(self, text: str) -> str:
        """Sealed text as it was written."""
        return _SEALED.sub(self._written, text) if _OPEN in text else text

    def _written(self, seal: re.Match[str]) -> str:
        mark = self.marks[opened(seal[1])]
        return self.source[mark.start : mark.end]


def opened(digits: str) -> int:
    """The number that a seal's group spells."""
    number = 0
    for digit in digits:
        number = number * 16 + ord(digit) - 0xFDD2
    return number


def seal(source: Source, start: int, end: int) -> Sealed:
    """Seals the marks of `source.text[start:end]` and takes out comments."""
    text = source.text
    first = bisect_left(source.marks, start, key=lambda mark: mark.start)
    last = bisect_left(source.marks, end, first, key=lambda mark: mark.start)
    marks: list[Mark] = []
    parts: list[str] = []
    at = start
    for mark in source.marks[first:last]:
        if mark.start < at or mark.end > end or mark.end <= mark.start:
            continue
        opening, closing = mark.start, mark.end
        if (
            mark.kind in MOMENT_KINDS
            and opening > at
            and text[opening - 1] == "["
            and text[closing : closing + 1] == "]"
            and closing < end
        ):
            opening, closing = opening - 1, closing + 1
        parts += (text[at:opening], _OPEN, _spelt(len(marks)), _CLOSE)
        if text[opening] == "]":  # it closes the words of a link whose address stands elsewhere
            parts[-3:] = ("](", *parts[-3:], ")")
        parts.append(_LINE_END * text.count("\n", opening, closing))
        marks.append(mark)
        at = closing
    parts.append(text[at:end])
    return Sealed(_without_comments("".join(parts)), tuple(marks), text)


def _spelt(number: int) -> str:
    return "".join([_DIGITS[int(digit, 16)] for digit in format(number, "x")])


def _without_comments(text: str) -> str:
    begins = text.find("<!--")
    if text.count("%%") < 2 and (begins < 0 or text.find("-->", begins) < 0):
        return text
    return _HIDDEN.sub(_lines_only, text)


def _lines_only(found: re.Match[str]) -> str:
    return found[0] if found["keep"] else "\n" * found[0].count("\n")
