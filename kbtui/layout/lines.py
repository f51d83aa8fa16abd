"""What the layout makes: lines of styled spans, as wide as the screen allows."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from kbtui.layout.widths import clusters, is_plain


class Span(NamedTuple):
    """Words of one look on one line."""

    text: str
    style: str
    """Names of what the words are, parted by spaces, the outermost first: `h2 strong link`. Empty for plain text."""
    target: int | None = None
    """The number of the target that the words are part of."""


class Line(NamedTuple):
    """One row of the screen."""

    spans: tuple[Span, ...]
    source_line: int
    """1-based line in the file that the row begins with."""
    lead: int = 0
    """How many characters at the start are decoration (bullets, bars, indentation): never found nor copied."""
    glue: str = "\n"
    """What stands between this row's words and the next one's in the text: a line end where one of the text's ends, a
    space or nothing where only the screen's width broke it."""
    folds: tuple[int, ...] = ()
    """The targets of the folded callouts that hide it, the outermost first."""

    @property
    def text(self) -> str:
        return "".join([span.text for span in self.spans])


class Run(NamedTuple):
    """Words of one look in running text, before they are broken into lines. A line end alone is a forced break."""

    text: str
    style: str
    target: int | None
    line: int
    """1-based line in the file."""


def unbroken(spans: list[Span]) -> list[Span]:
    """The spans of a row, none of which ends inside a grapheme: it belongs to the one in which it begins."""
    text = "".join([span.text for span in spans])
    if is_plain(text):
        return spans
    ends = [end for _, end, _ in clusters(text)]
    out: list[Span] = []
    start = at = 0
    for span in spans:
        at += len(span.text)
        end = ends[bisect_left(ends, at)]
        if end > start:
            out.append(span._replace(text=text[start:end]))
            start = end
    return out


def indented(lines: list[Line], first: Span, rest: Span) -> list[Line]:
    """The lines with `first` set before the first of them and `rest` before the others."""
    out: list[Line] = []
    lead = first
    for spans, source_line, old, glue, folds in lines:
        out.append(Line((lead, *spans), source_line, old + len(lead.text), glue, folds))
        lead = rest
    return out
