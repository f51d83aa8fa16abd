"""Breaking running text into rows of a width, never inside a grapheme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kbtui.layout.lines import Line, Run, Span, unbroken
from kbtui.layout.widths import clusters, is_plain

Cut = tuple[int, int, str]
"""A row's start and end in the text, and what joins it to the next."""

_NOT_FIRST = frozenset("、。，．：；！？）」』】〉》〕］｝・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々％")
_NOT_LAST = frozenset("（「『【〈《〔［｛")
_AFTER = "-—–/"
_SLACK = 14
"""Columns that may stay empty at a row's end before a word is broken at a hyphen or a slash."""


def wrap(runs: Iterable[Run], width: int) -> list[Line]:
    """The rows that the runs fill at `width` columns."""
    lines: list[Line] = []
    flow: list[Run] = []
    for run in runs:
        if run.text == "\n":
            lines += _flow(flow, width, run.line)
            flow = []
        else:
            flow.append(run)
    if flow:
        lines += _flow(flow, width, flow[0].line)
    return lines


def _flow(runs: list[Run], width: int, line: int) -> list[Line]:
    if not runs:
        return [Line((), line)]
    if len(runs) == 1:
        return list(_pieces(runs[0], cuts(runs[0].text, width)))
    text = "".join([run.text for run in runs])
    return _slices(runs, cuts(text, width), may_break=not is_plain(text))


def _pieces(run: Run, rows: list[Cut]) -> Iterator[Line]:
    """A single run dealt out to the rows."""
    text, style, target, line = run
    for start, end, glue in rows:
        spans = (Span(text[start:end].replace("\xa0", " "), style, target),) if end > start else ()
        yield Line(spans, line, 0, glue)


def _slices(runs: list[Run], rows: list[Cut], *, may_break: bool) -> list[Line]:
    """The runs dealt out to the rows; `may_break` tells whether one may end inside a grapheme."""
    lines: list[Line] = []
    which, begins = 0, 0
    for start, end, glue in rows:
        while which < len(runs) - 1 and begins + len(runs[which].text) <= start:
            begins += len(runs[which].text)
            which += 1
        line = runs[which].line
        spans: list[Span] = []
        here, at = which, begins
        while at < end and here < len(runs):
            text, style, target, _line = runs[here]
            piece = text[max(start - at, 0) : end - at]
            if piece:
                spans.append(Span(piece.replace("\xa0", " "), style, target))
            at += len(text)
            here += 1
        lines.append(Line(tuple(unbroken(spans) if may_break else spans), line, 0, glue))
    return lines


def cuts(text: str, width: int) -> list[Cut]:
    """Where the rows of the text begin and end."""
    width = max(width, 1)
    start = len(text) - len(text.lstrip(" "))
    end = len(text.rstrip(" "))
    if end <= start:
        return [(0, 0, "\n")]
    if is_plain(text):
        return _plain_cuts(text, start, end, width)
    return _cell_cuts(text, start, end, width)


def _plain_cuts(text: str, start: int, end: int, width: int) -> list[Cut]:
    rows: list[Cut] = []
    while end - start > width:
        space = text.rfind(" ", start, start + width + 1)
        if space <= start or width - (space - start) > _SLACK:
            inner = _break_in_word(text, max(space, start) + 1, start + width)
            if inner:
                rows.append((start, inner, ""))
                start = inner
                continue
        if space <= start:
            rows.append((start, start + width, ""))
            start += width
            continue
        stop = space
        while text[stop - 1] == " ":
            stop -= 1
        rows.append((start, stop, " "))
        start = space + 1
        while text[start] == " ":
            start += 1
    rows.append((start, end, "\n"))
    return rows


def _break_in_word(text: str, start: int, stop: int) -> int:
    """The last place in `text[start:stop]` after which a word may be broken; 0 where there is none."""
    found = max([text.rfind(char, start, stop) for char in _AFTER])
    return found + 1 if found > start else 0


def _cell_cuts(text: str, start: int, end: int, width: int) -> list[Cut]:
    """Like `_plain_cuts`, for text with characters of other widths."""
    rows: list[Cut] = []
    used = 0
    chance: tuple[int, int, str] | None = None
    since = 0
    before = ""
    for first, last, cells in clusters(text):
        if first < start or first >= end:
            continue
        char = text[first] if last - first == 1 or text[first] != " " else text[last - 1]
        if char != " " and before and before != " " and _may_part(before, char):
            chance, since = (first, first, ""), 0
        if used + cells > width and char != " " and first > start:
            if chance and chance[1] > start:
                rows.append((start, chance[0], chance[2]))
                start, used = chance[1], since
            if used + cells > width and first > start:
                rows.append((start, first, ""))
                start, used = first, 0
            chance, since = None, 0
        used += cells
        since += cells
        if char == " ":
            chance = (chance[0], last, " ") if chance and before == " " else (first, last, " ")
            since = 0
        elif text[last - 1] == "\u200b":
            chance, since = (last, last, ""), 0
        before = text[last - 1] if last - first > 1 and text[last - 1] > "\u2e80" else char
    rows.append((start, end, "\n"))
    return rows


def _may_part(before: str, char: str) -> bool:
    """Whether a row may end between two characters of a script that is written without spaces."""
    if char in _NOT_FIRST or before in _NOT_LAST:
        return False
    return _is_wide_script(before) or _is_wide_script(char)


def _is_wide_script(char: str) -> bool:
    return (
        "\u2e80" <= char <= "\ua4cf"
        or "\uf900" <= char <= "\ufaff"
        or "\uff01" <= char <= "\uff60"
        or char >= "\U00020000"
    )
