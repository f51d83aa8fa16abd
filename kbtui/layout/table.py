"""Tables: columns as wide as they need to be, cells wrapped on a narrow screen, rows as records on the narrowest."""

from __future__ import annotations

from itertools import zip_longest

from kbtui.layout.blocks import Align, Runs, Table
from kbtui.layout.lines import Line, Run, Span
from kbtui.layout.widths import room
from kbtui.layout.widths import width as cells
from kbtui.layout.wrap import wrap

_BETWEEN = " │ "
_LEAST = 9
"""Columns that a wrapped cell has at least; with less room the rows are shown as records."""


def table(block: Table, width: int) -> list[Line]:
    """The rows of a table at `width` columns."""
    rows = [_full(row, len(block.aligns)) for row in block.rows]
    if not block.aligns:
        return []
    wides = _fit(block.head, rows, width)
    if wides is None:
        return _records(block, rows, width)
    out: list[Line] = []
    if not block.continued and any(block.head):
        out += _row(tuple(_bold(cell) for cell in block.head), wides, block.aligns, block.line)
        out.append(_rule(wides, block.line, "─", "─┼─"))
    laid = [_row(row, wides, block.aligns, block.line + 2 + at) for at, row in enumerate(rows)]
    tall = any(len(lines) > 1 for lines in laid)
    for at, lines in enumerate(laid):
        if at and tall:
            out.append(_rule(wides, lines[0].source_line, " ", " │ "))
        out += lines
    return out


def _full(row: tuple[Runs, ...], columns: int) -> tuple[Runs, ...]:
    return (*row[:columns], *(() for _ in range(columns - len(row))))


def _bold(cell: Runs) -> Runs:
    return tuple(run if run.text == "\n" else run._replace(style=f"table.head {run.style}".rstrip()) for run in cell)


def _fit(head: tuple[Runs, ...], rows: list[tuple[Runs, ...]], width: int) -> list[int] | None:
    """The columns' widths; None where they do not fit however they are wrapped."""
    wanted = [max(_widest(cell), 1) for cell in head]
    words = [_longest_word(cell) for cell in head]
    for row in rows:
        for at, cell in enumerate(row):
            wanted[at] = max(wanted[at], _widest(cell))
            words[at] = max(words[at], _longest_word(cell))
    free = width - len(_BETWEEN) * (len(head) - 1)
    if sum(wanted) <= free:
        return wanted
    least = [min(want, max(_LEAST, min(word, 16))) for want, word in zip(wanted, words, strict=True)]
    if sum(least) > free:
        return None
    return _shared(wanted, least, free)


def _shared(wanted: list[int], least: list[int], free: int) -> list[int]:
    """Room dealt out: narrow columns get what they want, wide ones share the rest by what they want."""
    wides = list(least)
    spare = free - sum(wides)
    open_columns = [at for at in range(len(wanted)) if wides[at] < wanted[at]]
    while spare > 0 and open_columns:
        total = sum(wanted[at] - wides[at] for at in open_columns)
        shares = {at: max(1, spare * (wanted[at] - wides[at]) // total) for at in open_columns}
        for at, share in shares.items():
            given = min(share, wanted[at] - wides[at], spare)
            wides[at] += given
            spare -= given
        open_columns = [at for at in open_columns if wides[at] < wanted[at]]
    return wides


def _widest(cell: Runs) -> int:
    parts = "".join([run.text for run in cell]).split("\n")
    return max(map(room, parts))


def _longest_word(cell: Runs) -> int:
    return max([room(word) for word in "".join([run.text for run in cell]).split()], default=1)


def _row(row: tuple[Runs, ...], wides: list[int], aligns: tuple[Align, ...], line: int) -> list[Line]:
    """One row of the table, on as many rows of the screen as its tallest cell."""
    columns = [wrap(cell, wide) for cell, wide in zip(row, wides, strict=True)]
    first = _line_of(row, line)
    out: list[Line] = []
    for parts in zip_longest(*columns):
        spans: list[Span] = []
        for at, part in enumerate(parts):
            if at:
                spans.append(Span(_BETWEEN, "table.rule"))
            spans += _aligned(part.spans if part else (), wides[at], aligns[at], at + 1 < len(parts))
        out.append(Line(tuple(spans), first))
    return out or [Line((), first)]


def _line_of(row: tuple[Runs, ...], line: int) -> int:
    """The line of the file that a row's words stand in, else `line`."""
    return next((cell[0].line for cell in row if cell), line)


def _aligned(spans: tuple[Span, ...], wide: int, align: Align, padded: bool) -> list[Span]:
    spare = wide - sum([cells(span.text) for span in spans])
    left = spare if align == "right" else spare // 2 if align == "center" else 0
    out = [Span(" " * left, "")] if left > 0 else []
    out += spans
    if padded and spare - left > 0:
        out.append(Span(" " * (spare - left), ""))
    return out


def _rule(wides: list[int], line: int, dash: str, cross: str) -> Line:
    text = cross.join([dash * wide for wide in wides]).rstrip()
    return Line((Span(text, "table.rule"),), line, len(text))


def _records(block: Table, rows: list[tuple[Runs, ...]], width: int) -> list[Line]:
    """Each row as a record: every cell under the name of its column."""
    out: list[Line] = []
    for number, row in enumerate(rows):
        line = _line_of(row, block.line + 2 + number)
        if number:
            out.append(_rule([min(width, 12)], line, "─", ""))
        for head, cell in zip(block.head, row, strict=True):
            name = tuple([run._replace(line=line) for run in _bold(head)])
            parted = (Run(": ", "table.head", None, line),) if name and cell else ()
            out += wrap((*name, *parted, *cell), width) if name or cell else []
    return out if rows else [line for head in block.head for line in wrap(_bold(head), width)]
