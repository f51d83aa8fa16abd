"""Fenced code: coloured by Pygments where its language is named, and broken where it is wider than the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from kbtui.layout.blocks import Code
from kbtui.layout.lines import Line, Span, unbroken
from kbtui.layout.widths import clusters, is_plain, shortened
from kbtui.layout.widths import width as cells

if TYPE_CHECKING:
    from pygments.lexer import Lexer  # type: ignore[import-untyped]  # Pygments carries no types

_PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none", "mermaid", "output", "console-output"})
_TAB = 4
_ON = "↪ "
_STYLES = (
    ("Comment", "code.comment"), ("Keyword", "code.keyword"), ("Operator.Word", "code.keyword"),
    ("Literal.String", "code.string"), ("Literal.Number", "code.number"), ("Name.Function", "code.name"),
    ("Name.Class", "code.name"), ("Name.Tag", "code.keyword"), ("Name.Builtin", "code.builtin"),
    ("Name.Decorator", "code.builtin"), ("Generic.Heading", "code.keyword"), ("Generic.Deleted", "code.deleted"),
    ("Generic.Inserted", "code.string"),
)  # fmt: skip


def coloured(block: Code, width: int) -> list[Line]:
    """The rows of a block of code, under its language's name."""
    bar = Span("│ ", "code.bar")
    room = max(width - 2, 4)
    rows: list[Line] = []
    if block.language and not block.continued:
        name = Span(shortened(block.language, room), "code.language")
        rows.append(Line((bar, name), block.line, len(bar.text) + len(name.text)))
    first = block.line + (0 if block.continued else 1)
    for number, spans in enumerate(_lines(block.text, block.language)):
        for at, (piece, glue) in enumerate(_folded(unbroken(spans), room)):
            lead = (bar,) if at == 0 else (bar, Span(_ON, "code.fold"))
            rows.append(Line((*lead, *piece), first + number, sum(len(span.text) for span in lead), glue))
    return rows


def _lines(text: str, language: str) -> list[list[Span]]:
    """The code's lines, as spans."""
    if language in _PLAIN or (lexer := _lexer(language)) is None:
        return [[Span(_clean(line), "code.block")] if line else [] for line in text.expandtabs(_TAB).split("\n")]
    lines: list[list[Span]] = [[]]
    for kind, value in lexer.get_tokens(text.expandtabs(_TAB)):
        style = _style(str(kind))
        for at, piece in enumerate(value.split("\n")):
            if at:
                lines.append([])
            if piece:
                lines[-1].append(Span(_clean(piece), style))
    count = text.count("\n") + 1
    return lines[:count] + [[] for _ in range(count - len(lines))]


def _clean(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "�", text)


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    """Pygments' lexer for a language; None for a language that it does not know."""
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]  # as above
    from pygments.util import ClassNotFound  # type: ignore[import-untyped]  # as above

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@lru_cache(maxsize=512)
def _style(kind: str) -> str:
    name = kind.removeprefix("Token.")
    return next((style for prefix, style in _STYLES if name.startswith(prefix)), "code.block")


def _folded(spans: list[Span], room: int) -> list[tuple[tuple[Span, ...], str]]:
    """One line of code on as many rows as it needs, and what joins each to the next."""
    if sum([cells(span.text) for span in spans]) <= room:
        return [(tuple(spans), "\n")]
    rows: list[tuple[tuple[Span, ...], str]] = []
    start = 0
    ends = _ends("".join([span.text for span in spans]), room)
    for end in ends:
        rows.append((tuple(_between(spans, start, end)), "" if end < ends[-1] else "\n"))
        start = end
    return rows


def _ends(text: str, room: int) -> list[int]:
    """Where the rows of a line end: after a space, unless that left more than half of the row empty."""
    ends: list[int] = []
    start = space = 0
    left = room
    for first, last, wide in _steps(text):
        if wide > left and first > start:
            start = space if space - start > first - space else first
            ends.append(start)
            left = room - len(_ON) - cells(text[start:first])
        left -= wide
        if text[last - 1] == " ":
            space = last
    return [*ends, len(text)]


def _between(spans: list[Span], start: int, end: int) -> Iterator[Span]:
    """The part of the spans between two characters of their text."""
    at = 0
    for span in spans:
        piece = span.text[max(start - at, 0) : max(end - at, 0)]
        if piece:
            yield span._replace(text=piece)
        at += len(span.text)


def _steps(text: str) -> list[tuple[int, int, int]]:
    return [(at, at + 1, 1) for at in range(len(text))] if is_plain(text) else list(clusters(text))
