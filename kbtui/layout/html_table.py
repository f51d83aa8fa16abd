"""Tables that are written in HTML, made of a paragraph's tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from kbtui.late_pattern import late_pattern
from kbtui.layout.blocks import Align, Block, Runs, Table, Text

if TYPE_CHECKING:
    from markdown_it.token import Token

_TAG = late_pattern(r"<(?P<close>/?)(?P<name>table|thead|tbody|tfoot|colgroup|col|tr|th|td)\b(?P<rest>[^>]*)>")
_ALIGN = late_pattern(r"""(?:\balign\s*=\s*["']?|text-align\s*:\s*)(right|center)""")


class _Tag(Struct, frozen=True):
    name: str
    closes: bool
    align: Align


class _Cell(Struct, frozen=True):
    tag: _Tag
    line: int
    tokens: list[Token]


def html_table(children: list[Token], line: int, gap: bool, runs: Callable[[list[Token], int], Runs]) -> list[Block]:
    """A paragraph in whose middle there is a table, and what stands before and behind it.

    Args:
        children: What there is in the paragraph.
        line: 1-based, in the file: where it begins.
        gap: Whether an empty line stands before it.
        runs: Makes the runs of tokens that begin in a line.
    """
    tags = [at for at, child in enumerate(children) if _tag(child)]
    first, last = (tags[0], tags[-1] + 1) if tags else (len(children), len(children))
    begins = line + _lines(children[:first])
    ends = begins + _lines(children[first:last])
    rows, outside = _rows(children[first:last], begins)
    found: list[Block] = []
    if before := runs(children[:first], line):
        found.append(Text(line, gap, before))
    if caption := runs(outside, begins):
        found.append(Text(begins, gap, caption))
    if rows:
        found.append(_table(rows, begins, gap, runs))
    if after := runs(children[last:], ends):
        found.append(Text(ends, False, after))
    return found


def _rows(children: list[Token], line: int) -> tuple[list[list[_Cell]], list[Token]]:
    """The table's rows, and what stands in no cell: a caption."""
    rows: list[list[_Cell]] = []
    outside: list[Token] = []
    tokens = outside
    for child in children:
        tag = _tag(child)
        if tag is None:
            tokens.append(child)
        elif tag.name in ("th", "td") and not tag.closes:
            tokens = []
            rows = rows or [[]]
            rows[-1].append(_Cell(tag, line, tokens))
        else:
            tokens = outside
            if tag.name == "tr" and not tag.closes:
                rows.append([])
        line += _lines([child])
    return [row for row in rows if row], outside


def _table(rows: list[list[_Cell]], line: int, gap: bool, runs: Callable[[list[Token], int], Runs]) -> Table:
    columns = max(map(len, rows))
    has_head = all(cell.tag.name == "th" for cell in rows[0])
    made = [tuple(_runs(cell, runs) for cell in row) for row in rows]
    head = made.pop(0) if has_head else ()
    aligns = tuple(_align(rows, at) for at in range(columns))
    return Table(line, gap, (*head, *(() for _ in range(columns - len(head)))), tuple(made), aligns, False)


def _runs(cell: _Cell, runs: Callable[[list[Token], int], Runs]) -> Runs:
    found = runs(cell.tokens, cell.line)
    return _strong(found) if cell.tag.name == "th" else found


def _strong(runs: Runs) -> Runs:
    return tuple(run if run.text == "\n" else run._replace(style=f"{run.style} strong".lstrip()) for run in runs)


def _align(rows: list[list[_Cell]], column: int) -> Align:
    """How a column stands: as the first of its cells that says so."""
    said = [row[column].tag.align for row in rows if column < len(row)]
    return next((align for align in said if align != "left"), "left")


def _tag(token: Token) -> _Tag | None:
    """A tag of a table's; None for what is none."""
    found = _TAG.match(token.content.lower()) if token.type == "html_inline" else None
    if found is None:
        return None
    align = _ALIGN.search(found["rest"])
    return _Tag(
        found["name"], bool(found["close"]), "left" if not align else "right" if align[1] == "right" else "center"
    )


def _lines(tokens: list[Token]) -> int:
    """How many line ends tokens stand for."""
    return sum([token.type in ("softbreak", "hardbreak") or token.content.count("\n") for token in tokens])
