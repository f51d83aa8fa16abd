"""What in a note's source is no prose: code, comments, maths on lines of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from kbtui.late_pattern import late_pattern

_Sign = tuple[str, re.Pattern[str], re.Pattern[str]]
"""What tells soonest that a text has none of something: a sign, and a pattern that begins with it; then what is looked
for. A search for one sign is many times as fast as others, one that begins with one fixed sign several times."""
_TICKS = re.compile(r"``*")
_COMMENTS: tuple[_Sign, ...] = (
    ("!", re.compile(r"!(?=--)"), late_pattern(r"<!--")),
    ("%", re.compile(r"%(?=%)"), late_pattern(r"%%")),
)
_SIGNS: tuple[_Sign, ...] = (
    ("`", _TICKS, _TICKS),
    *_COMMENTS,
    ("$", re.compile(r"\$(?=\$)"), late_pattern(r"\$\$")),
    ("~", re.compile(r"~(?=~~)"), late_pattern(r"~~~~*")),
)
"""What opens something whose words are no prose: code, comments, maths on lines of its own, fenced code."""
_CLOSING = {"<!--": "-->", "%%": "%%", "$$": "$$"}
_LEAD = late_pattern(r"[ \t>]*(?:(?P<item>[-*+]|\d{1,9}[.)])[ \t]+)?")
"""What may stand before a fence on its line."""
_OF_AN_ITEM = late_pattern(r"(?P<lead> *(?:[-*+]|\d{1,9}[.)]) +)\S")
_FAR_ABOVE = (4000, 50)
"""Characters and lines above an indented fence in which the list item is looked for that it would be a part of."""
_QUOTE_OR_WORDS = late_pattern(r"^(?P<mark>[ \t]*(?:>[ \t]?)+)?(?P<words>.*)", re.MULTILINE)
"""A line in a quote: its marks, and what stands behind them."""
_EMPTY_LINE = late_pattern(r"\n[ \t]*\n")
_BLOCK_EDGE = late_pattern(r"\n[ \t]*(?:\n|[-*+>#|]|\d{1,9}[.)]|`{3}|~{3})")
"""Where another block begins: a code span does not reach over it."""


def blanked(text: str, body: int = 0) -> str:
    """`text` with spaces where its words are not prose: front matter, code, comments and display maths.

    Length, offsets and line ends stay, so that what is found in the result stands at the same place in `text`. The
    signs around code and maths within a line stay as well: something is shown there, so a heading or an item that
    ends in code does not end before it.

    Args:
        text: A note's whole text.
        body: Where the text after the front matter begins, in characters.
    """
    if body:
        text = text.replace(text[:body], _spaces(text[:body]), 1)
    hidden = _hidden(text)
    return _without(text, hidden) if hidden else text


def uncommented(text: str) -> str:
    """`text` with spaces for its comments: what is shown of it, code and maths included. Length and offsets stay."""
    if not any(sign in text and hint.search(text) for sign, hint, _ in _COMMENTS):
        return text
    return _without(text, [span for span in _hidden(text) if span.is_comment])


class _Hidden(NamedTuple):
    """A piece of text that is no prose."""

    start: int
    end: int
    kept: int = 0
    """How many signs at both its ends stay."""
    is_comment: bool = False
    in_quote: bool = False
    """Whether the marks of the quote that it stands in stay."""


def _hidden(text: str) -> list[_Hidden]:
    """What of a text is no prose, in order. Whatever opens first hides what stands within it; what is never closed is
    prose, but for a fence."""
    openings: list[re.Match[str]] = []
    for sign, hint, pattern in _SIGNS:
        if sign in text and hint.search(text):
            openings += pattern.finditer(text)
    if not openings:
        return []
    openings.sort(key=_place)
    closed = _code_ends(text, openings)
    found: list[_Hidden] = []
    at = 0
    for opening in openings:
        start, sign = opening.start(), opening[0]
        if start < at:
            continue
        span = None
        if sign[0] in "`~":
            span = _fence(text, opening) if len(sign) > 2 else None
            if span is None and start in closed:
                span = _Hidden(start, closed[start], len(sign))
        elif (end := text.find(_CLOSING[sign], opening.end())) >= 0:
            span = _between(text, start, end + len(_CLOSING[sign]))
        if span is not None:
            found.append(span)
            at = span.end
    return found


def _place(opening: re.Match[str]) -> int:
    return opening.start()


def _between(text: str, start: int, end: int) -> _Hidden | None:
    """The comment or the maths at a place; None where the signs of maths stand in two paragraphs."""
    if text[start] != "$":
        return _Hidden(start, end, is_comment=True)
    if _EMPTY_LINE.search(text, start, end):
        return None
    before = text[text.rfind("\n", 0, start) + 1 : start]
    behind = text[end : _line_end(text, end)]
    is_apart = not before.strip(" \t>") and not behind.strip()
    return _Hidden(start, end, 0 if is_apart else 2)


def _fence(text: str, opening: re.Match[str]) -> _Hidden | None:
    """The fenced code that signs open, fences included; None where they open none. One that is never closed reaches to
    the end of the quote or the list item that it stands in, else of the text."""
    begins = text.rfind("\n", 0, opening.start()) + 1
    lead = _LEAD.fullmatch(text, begins, opening.start())
    line_end = _line_end(text, opening.end())
    sign = opening[0]
    if lead is None or (sign[0] == "`" and text.find("`", opening.end(), line_end) >= 0):
        return None
    outside = _outside(text, lead)
    in_quote = ">" in lead[0]
    last = re.compile(rf"\n(?:(?P<outside>{outside})|[ \t>]*{sign}{sign[0]}*[ \t]*(?=\n|\Z))").search(text, line_end)
    if last is None:
        return _Hidden(opening.start(), len(text), in_quote=in_quote)
    end = last.start() if last["outside"] is not None else last.end()
    return _Hidden(opening.start(), end, in_quote=in_quote)


def _outside(text: str, lead: re.Match[str]) -> str:
    """What is found at the beginning of a line that is no part of the quote or list item in which a fence stands: a
    pattern, which finds nothing where it stands in none."""
    quotes = lead[0].count(">")
    if quotes:
        return rf"(?![ \t]*(?:>[ \t]*){{{quotes}}})"
    indent = len(lead[0]) if lead["item"] else _item_indent(text, lead)
    return rf"(?! {{{indent}}}|[ \t]*(?:\t|\n|\Z))" if indent else "(?!)"


def _item_indent(text: str, lead: re.Match[str]) -> int:
    """How far the words of the list item are indented that a line is a part of; 0 where it is no part of one.

    Args:
        text: The note's text.
        lead: The spaces at the line's beginning.
    """
    width = len(lead[0])
    most, lines = _FAR_ABOVE
    above = text[max(0, lead.start() - most) : lead.start()].rsplit("\n", lines)[-lines:] if width > 1 else []
    for line in reversed(above):
        item = _OF_AN_ITEM.match(line)
        if item and len(item["lead"]) <= width:
            return len(item["lead"])
        if line.strip() and not line.startswith(" "):
            return 0
    return 0


def code_spans(text: str) -> list[tuple[int, int]]:
    """The extents of code spans: a run of backticks to the next run as long, within one paragraph."""
    runs = list(_TICKS.finditer(text))
    closed = _code_ends(text, runs)
    spans = []
    at = 0
    for run in runs:
        if (start := run.start()) >= at and start in closed:
            at = closed[start]
            spans.append((start, at))
    return spans


def _code_ends(text: str, openings: list[re.Match[str]]) -> dict[int, int]:
    """Where the code span ends that a run of backticks would open: behind the next run as long in its paragraph."""
    following: dict[int, re.Match[str]] = {}
    ends: dict[int, int] = {}
    for run in reversed(openings):
        if run[0][0] != "`":
            continue
        start = run.start()
        close = following.get(len(run[0]))
        following[len(run[0])] = run
        if close and not (start and text[start - 1] == "\\") and not _reaches_over(text, start, close.start()):
            ends[start] = close.end()
    return ends


def _reaches_over(text: str, start: int, end: int) -> bool:
    """Whether a piece of text goes on into another block."""
    return text.find("\n", start, end) >= 0 and _BLOCK_EDGE.search(text, start, end) is not None


def _without(text: str, spans: Iterable[_Hidden]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, kept, _, in_quote in spans:
        hidden = text[start + kept : end - kept]
        parts += text[at : start + kept], _QUOTE_OR_WORDS.sub(_mark_or_spaces, hidden) if in_quote else _spaces(hidden)
        at = end - kept
    return "".join((*parts, text[at:]))


def _mark_or_spaces(found: re.Match[str]) -> str:
    return f"{found['mark'] or ''}{' ' * len(found['words'])}"


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _spaces(text: str) -> str:
    """As many spaces as `text` has characters; its line ends stay."""
    if "\n" not in text:
        return " " * len(text)
    return "\n".join([" " * len(line) for line in text.split("\n")])
