"""Blocks laid out: rows of the screen at a width. Quiet on purpose: few lines, one look for one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set

from kbtui.layout.blocks import (
    Block,
    Callout,
    Code,
    Footnote,
    Heading,
    Item,
    Items,
    Maths,
    Quote,
    Rule,
    Runs,
    Table,
    Text,
)
from kbtui.layout.lines import Line, Run, Span, indented
from kbtui.layout.widths import width as cells
from kbtui.layout.wrap import wrap

NARROW = 12
"""Columns under which no block is pressed: indentation is given up first."""

_BULLETS = ("•", "◦", "▪", "▫")
_TASKS = {" ": "☐", "x": "☑", "X": "☑"}
_RANKS = {3: "◆ ", 4: "◇ ", 5: "▪ ", 6: "▫ "}
_CALLOUTS = {
    "info": "info", "note": "info", "abstract": "info", "summary": "info", "tldr": "info", "todo": "info",
    "definition": "info",
    "tip": "tip", "hint": "tip", "important": "tip", "success": "tip", "check": "tip", "done": "tip",
    "warning": "warning", "caution": "warning", "attention": "warning", "question": "warning", "help": "warning",
    "faq": "warning",
    "danger": "danger", "error": "danger", "bug": "danger", "failure": "danger", "fail": "danger", "missing": "danger",
    "quote": "quote", "cite": "quote", "example": "example",
}  # fmt: skip
"""The family that gives a kind of callout its colour; every other kind is a note."""


def lay(blocks: Iterable[Block], width: int, folds: Set[int]) -> list[Line]:
    """The rows of the blocks at `width` columns, even those that are folded away, which tell so.

    Args:
        blocks: What is laid out.
        width: In columns.
        folds: The fold targets that are not as they were written.
    """
    return _Layout(folds).stack(tuple(blocks), width)


class _Layout:
    def __init__(self, folds: Set[int]) -> None:
        self.folds = folds
        self.makers: dict[type, Callable[..., list[Line]]] = {
            Text: self.text, Heading: self.heading, Rule: self.rule, Code: self.code, Maths: self.maths,
            Quote: self.quote, Callout: self.callout, Items: self.items, Table: self.table, Footnote: self.footnote,
        }  # fmt: skip
        self.depth = 0

    def stack(self, blocks: tuple[Block, ...], width: int) -> list[Line]:
        """Blocks one under the other."""
        out: list[Line] = []
        before: Block | None = None
        for block in blocks:
            rows = self.makers[type(block)](block, width)
            if not rows:
                continue
            if before is not None and _parted(before, block):
                out.append(Line((), block.line))
            out += rows
            before = block
        return out

    def nested(self, blocks: tuple[Block, ...], width: int, first: Span, rest: Span) -> list[Line]:
        """Blocks to the right of a lead, unless that leaves too little room."""
        lead = max(cells(first.text), cells(rest.text))
        if width - lead >= NARROW:
            return indented(self.stack(blocks, width - lead), first, rest)
        rows = self.stack(blocks, width)
        return [*_alone(first, rows[0].source_line if rows else 1, width), *rows] if first.text.strip() else rows

    def text(self, block: Text, width: int) -> list[Line]:
        return wrap(block.runs, width)

    def heading(self, block: Heading, width: int) -> list[Line]:
        style = f"h{block.level}"
        mark = _RANKS.get(block.level, "")
        rows = wrap(_styled(block.runs, style), width - len(mark))
        if mark:
            return indented(rows, Span(mark, f"{style} rank"), Span(" " * len(mark), ""))
        wide = width if block.level == 1 else max(sum(cells(span.text) for span in row.spans) for row in rows)
        under = Span(("━" if block.level == 1 else "─") * wide, f"{style} rank")
        return [*rows, Line((under,), block.line, wide)]

    def rule(self, block: Rule, width: int) -> list[Line]:
        wide = min(width, 24)
        return [Line((Span("─" * wide, "rule"),), block.line, wide)]

    # Most notes have no code, no formula and no table, and what lays them out is imported for the first.

    def code(self, block: Code, width: int) -> list[Line]:
        from kbtui.layout.code import coloured

        return coloured(block, width)

    def table(self, block: Table, width: int) -> list[Line]:
        from kbtui.layout.table import table

        return table(block, width)

    def maths(self, block: Maths, width: int) -> list[Line]:
        from kbtui.layout.maths import display_maths

        rows = display_maths(block.text, width - 4)
        lines: list[Line] = []
        for row in rows:
            lines += wrap(
                [Run(row.replace(" ", "\xa0") if cells(row) <= width - 4 else row, "maths", None, block.line)],
                width - 4,
            )
        return indented(lines, Span("    ", ""), Span("    ", ""))

    def quote(self, block: Quote, width: int) -> list[Line]:
        bar = Span("▎ ", "quote.bar")
        rows = self.nested(block.blocks, width, bar, bar)
        return [_spoken(row) for row in rows]

    def callout(self, block: Callout, width: int) -> list[Line]:
        family = f"callout.{_CALLOUTS.get(block.kind, 'info')}"
        bar = Span("┃ ", f"{family}.bar")
        folded = block.fold is not None and block.folded != (block.fold in self.folds)
        body = self.nested(block.blocks, width, bar, bar)
        if folded and block.fold is not None:
            body = [row._replace(folds=(block.fold, *row.folds)) for row in body]
        if block.continued:
            return body
        title = f"{family}.title"
        fold = "" if block.fold is None else "▸ " if folded else "▾ "
        name = block.kind.replace("-", " ").replace("_", " ").capitalize()
        runs: list[Run] = [Run(f"{fold}{name}", f"{title} kind", block.fold, block.line)]
        if block.title and "".join([run.text for run in block.title]).strip().lower() != block.kind:
            runs.append(Run(" · ", title, block.fold, block.line))
            runs += [
                run._replace(target=block.fold) if run.target is None else run for run in _styled(block.title, title)
            ]
        return [*indented(wrap(runs, width - 2), bar, bar), *body]

    def items(self, block: Items, width: int) -> list[Line]:
        out: list[Line] = []
        numbers = max([len(item.number or "") for item in block.items], default=0)
        self.depth += 1
        for at, item in enumerate(block.items):
            rows = self.item(item, numbers, width)
            if out and at and (item.gap or _is_tall(block.items[at - 1])):
                out.append(Line((), item.line))
            out += rows
        self.depth -= 1
        return out

    def item(self, item: Item, numbers: int, width: int) -> list[Line]:
        bullet = _BULLETS[min(self.depth, len(_BULLETS)) - 1]
        lead = f" {bullet} " if item.number is None else f" {item.number.rjust(numbers)} "
        style = "bullet"
        if item.task is not None:
            lead = f" {_TASKS.get(item.task, f'[{item.task}]')} "
            style = "task.done" if item.task in "xX" else "task"
        rows = self.nested(item.blocks, width, Span(lead, style), Span(" " * len(lead), ""))
        return rows or _alone(Span(lead, style), item.line, width)

    def footnote(self, block: Footnote, width: int) -> list[Line]:
        lead = f" {block.label} "
        rows = self.nested(block.blocks, width, Span(lead, "footnote", block.back), Span(" " * len(lead), ""))
        return rows or _alone(Span(lead, "footnote", block.back), block.line, width)


def _is_tall(item: Item) -> bool:
    """Whether an item holds more than some words and lists, so that what follows is set off from it."""
    return sum(not isinstance(block, Items) for block in item.blocks) > 1


def _alone(lead: Span, line: int, width: int) -> list[Line]:
    """A lead on a row of its own, or on as many as it needs."""
    if cells(lead.text) <= width:
        return [Line((lead,), line, len(lead.text))]
    rows = wrap([Run(lead.text.strip(), lead.style, lead.target, line)], width)
    return [row._replace(lead=len(row.text)) for row in rows]


def _styled(runs: Runs, style: str) -> list[Run]:
    return [run if run.text == "\n" else run._replace(style=f"{style} {run.style}".rstrip()) for run in runs]


def _parted(before: Block, block: Block) -> bool:
    """Whether an empty row stands between two blocks."""
    if isinstance(block, Heading):
        return True
    if isinstance(before, Heading):
        return False
    if isinstance(block, Items) or isinstance(before, Items) or isinstance(block, Footnote):
        return block.gap
    return True


def _spoken(row: Line) -> Line:
    """A quote's row in the look of a quote, or of its speaker."""
    words = row.text[row.lead :].lstrip()
    style = "speaker" if words[:1] in "—–―" and words else "quote"
    spans = [
        span if at == 0 else span._replace(style=f"{style} {span.style}".rstrip()) for at, span in enumerate(row.spans)
    ]
    return row._replace(spans=tuple(spans))
