"""A segment's Markdown made into blocks."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from kbtui.late_pattern import late_pattern
from kbtui.layout import grammar
from kbtui.layout.blocks import (
    Align,
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
from kbtui.layout.cut import Cuts, Segment
from kbtui.layout.front import front_matter
from kbtui.layout.html import as_markdown
from kbtui.layout.inline import Inline
from kbtui.layout.lines import Run
from kbtui.layout.seal import Sealed, seal
from kbtui.layout.source import Source, Target

if TYPE_CHECKING:
    from markdown_it.token import Token

NUMBERS = 1 << 20
"""Targets that a segment has room for; a target's number divided by it is its segment's index."""

_CALLOUT = late_pattern(r"\s*\[!\s*([^\]|\n]+?)\s*(?:\|[^\]\n]*)?\]([-+]?)[ \t]*")
"""A callout's kind, behind a bar what only a stylesheet reads, and whether it folds."""
_BEHIND = late_pattern(r"[.,;:!?]+(?=\s|$)")
"""What ends a sentence or goes on with it behind a formula that stands alone."""
_WRAPPED = (50, 120)
"""Characters that the longest line of a paragraph has at least and at most, where an editor breaks lines."""
_TASK = re.compile(r"\[([^\[\]\n])\][ \xa0]")


class Built(Struct, frozen=True):
    """A segment, parsed."""

    blocks: tuple[Block, ...]
    targets: tuple[Target, ...]


def build(source: Source, cuts: Cuts, which: int) -> Built:
    """Parses the segment `which`."""
    segment = cuts.segments[which]
    if source.properties and not which:
        front = Inline(Sealed("", (), source.text), 0)
        return Built((front_matter(source.properties, front),), tuple(front.targets))
    sealed = seal(source, segment.start, segment.end)
    text = segment.carry + as_markdown(sealed.text)
    tokens, env = grammar.tokens(text, cuts.references, cuts.footnotes)
    inline = Inline(sealed, which * NUMBERS)
    around = as_markdown(seal(source, *segment.of).text) if segment.of else text
    blocks = _Builder(inline, segment, text, env, is_flowing=_is_flowing(around)).blocks(tokens)
    return Built(tuple(blocks), tuple(inline.targets))


class _Builder:
    """Walks the tokens of one segment."""

    def __init__(self, inline: Inline, segment: Segment, text: str, env: dict[str, Any], *, is_flowing: bool) -> None:
        self.inline = inline
        self.env = env
        self.carried = segment.carry.count("\n")
        self.first = segment.line - self.carried
        self.rows = text.split("\n")
        self.is_flowing = is_flowing
        self.quotes = 0

    def blocks(self, tokens: list[Token]) -> list[Block]:
        found: list[Block] = []
        at = 0
        while at < len(tokens):
            end = _closing(tokens, at)
            opening, inner = tokens[at], tokens[at + 1 : end]
            if opening.type == "paragraph_open" and "$$" in inner[0].content:
                line, gap = self.place(opening)
                found += self.parts(inner[0].children or [], line, gap, breaks=self.keeps_breaks(inner[0].content))
            elif opening.type == "paragraph_open" and "<tr" in inner[0].content.lower():
                from kbtui.layout.html_table import html_table  # most notes have none

                found += html_table(inner[0].children or [], *self.place(opening), self.plain_runs)
            elif block := self.block(opening, inner):
                found.append(block)
            at = end + 1
        return found

    def parts(self, children: list[Token], line: int, gap: bool, *, breaks: bool) -> list[Block]:
        """A paragraph that begins in a line of the file: its formulas stand alone, and part what is around them."""
        found: list[Block] = []
        for are_formulas, group in groupby(children, _is_formula):
            tokens = list(group)
            if are_formulas:
                for token in tokens:
                    found.append(Maths(line, gap, self.inline.sealed.restored(token.content)))
                    line += token.content.count("\n")
                continue
            if found and isinstance(found[-1], Maths) and (sign := _BEHIND.match(tokens[0].content)):
                found[-1] = replace(found[-1], text=found[-1].text + sign[0])
                tokens[0].content = tokens[0].content[sign.end() :]
            if runs := self.inline.runs(tokens, line, in_quote=self.quotes > 0, breaks=breaks, env=self.env):
                found.append(Text(line, gap, runs))
            line += sum([token.type in ("softbreak", "hardbreak") for token in tokens])
        return found

    def block(self, token: Token, inner: list[Token]) -> Block | None:
        line, gap = self.place(token)
        kind = token.type
        if kind in ("paragraph_open", "heading_open"):
            return self.words(line, gap, token, inner)
        if kind in ("bullet_list_open", "ordered_list_open"):
            return Items(line, gap, self.items(token, inner))
        if kind == "blockquote_open":
            return self.quote(line, gap, inner)
        if kind in ("fence", "code_block"):
            text = self.inline.sealed.restored(token.content).rstrip("\n")
            return Code(line, gap, text, _language(self.inline.sealed.restored(token.info)), self.continues(token))
        if kind in ("math_block", "math_block_label", "amsmath"):
            return Maths(line, gap, self.inline.sealed.restored(token.content))
        if kind == "table_open":
            return self.table(line, gap, inner, self.continues(token))
        if kind == "hr":
            return Rule(line, gap)
        if kind == "footnote_reference_open":
            return self.footnote(line, gap, self.inline.sealed.restored(str(token.meta.get("label", ""))), inner)
        if token.content.strip():
            return Text(line, gap, (Run(self.inline.sealed.restored(token.content.strip()), "", None, line),))
        return None

    def words(self, line: int, gap: bool, token: Token, inner: list[Token]) -> Block | None:
        """A paragraph or a heading; None where nothing of it is shown."""
        runs = self.runs(inner)
        if not runs:
            return None
        return Text(line, gap, runs) if token.tag == "p" else Heading(line, gap, int(token.tag[1]), runs)

    def place(self, token: Token) -> tuple[int, bool]:
        """A block's line in the file, and whether an empty line stands before it."""
        row = token.map[0] if token.map else 0
        above = self.rows[row - 1] if 0 < row <= len(self.rows) else "\n"
        return self.first + max(row, self.carried), not above.strip("> \t")

    def continues(self, token: Token) -> bool:
        return bool(self.carried and token.map and token.map[0] < self.carried)

    def runs(self, tokens: list[Token], skip: re.Pattern[str] | None = None) -> Runs:
        """The runs of the first inline token, without what `skip` matches at its start."""
        token = next((token for token in tokens if token.type == "inline"), None)
        if token is None:
            return ()
        children = token.children or []
        if skip and children:
            children = _without(children, skip)
        line = self.first + (token.map[0] if token.map else 0)
        return self.inline.runs(
            children, line, in_quote=self.quotes > 0, breaks=self.keeps_breaks(token.content), env=self.env
        )

    def plain_runs(self, tokens: list[Token], line: int) -> Runs:
        """The runs of tokens that begin in a line, whose line ends are no more than spaces."""
        return self.inline.runs(tokens, line, in_quote=self.quotes > 0, env=self.env)

    def keeps_breaks(self, text: str) -> bool:
        """Whether the line ends of a paragraph are meant, and not only those of an editor that breaks lines at a width.

        After such an editor no line has room for the word that follows it.
        """
        if "\n" not in text or text.startswith("<"):
            return False
        if self.is_flowing:
            return True
        lines = self.inline.sealed.restored(text).split("\n")
        widest = max(map(len, lines))
        is_full = (len(line) + 1 + len(after.partition(" ")[0]) > widest for line, after in pairwise(lines))
        return not (_WRAPPED[0] <= widest <= _WRAPPED[1] and all(is_full))

    def items(self, opening: Token, inner: list[Token]) -> tuple[Item, ...]:
        ordered = opening.type == "ordered_list_open"
        number = int(opening.attrGet("start") or 1) if ordered else 0
        found: list[Item] = []
        at = 0
        while at < len(inner):
            end = _closing(inner, at)
            found.append(self.item(inner[at], inner[at + 1 : end], f"{number}{opening.markup}" if ordered else None))
            number += 1
            at = end + 1
        return tuple(found)

    def item(self, opening: Token, inner: list[Token], number: str | None) -> Item:
        line, gap = self.place(opening)
        state = None
        first = inner[1] if len(inner) > 1 and inner[1].type == "inline" else None
        if first and first.children and (task := _TASK.match(first.children[0].content)):
            state = task[1]
            first.children[0].content = first.children[0].content[task.end() :]
        return Item(line, gap, tuple(self.blocks(inner)), number, state)

    def quote(self, line: int, gap: bool, inner: list[Token]) -> Block:
        first = inner[1] if len(inner) > 1 and inner[0].type == "paragraph_open" else None
        head = _CALLOUT.match(first.content) if first else None
        self.quotes += 1
        if first is None or head is None:
            blocks = tuple(self.blocks(inner))
            self.quotes -= 1
            return Quote(line, gap, blocks)
        callout = self.callout(line, gap, inner, head)
        self.quotes -= 1
        return callout

    def callout(self, line: int, gap: bool, inner: list[Token], head: re.Match[str]) -> Callout:
        first = inner[1]
        children = _without(first.children or [], _CALLOUT)
        cut = next((at for at, child in enumerate(children) if child.type in ("softbreak", "hardbreak")), len(children))
        row = self.first + (first.map[0] if first.map else 0)
        continued = row < self.first + self.carried
        kind = self.inline.sealed.restored(head[1]).strip().lower()
        self.quotes -= 1
        title = self.inline.runs(children[:cut], row, env=self.env)
        self.quotes += 1
        fold = None
        if head[2]:
            words = "".join([run.text for run in title]) or kind
            fold = self.inline.target("fold", words, row)
        breaks = self.keeps_breaks(first.content.partition("\n")[2])
        blocks = (*self.parts(children[cut + 1 :], row + 1, False, breaks=breaks), *self.blocks(inner[3:]))
        return Callout(line, gap, kind, title, blocks, fold, head[2] == "-", continued)

    def table(self, line: int, gap: bool, inner: list[Token], continued: bool) -> Table:
        rows: list[tuple[Runs, ...]] = []
        aligns: list[Align] = []
        for at, token in enumerate(inner):
            if token.type == "tr_open":
                rows.append(())
            elif token.type in ("th_open", "td_open"):
                rows[-1] = (*rows[-1], self.runs(inner[at + 1 : at + 2]))
                if token.type == "th_open":
                    aligns.append(_align(str(token.attrGet("style") or "")))
        return Table(line, gap, rows[0] if rows else (), tuple(rows[1:]), tuple(aligns), continued)

    def footnote(self, line: int, gap: bool, label: str, inner: list[Token]) -> Footnote:
        back = self.inline.target("footnote-back", label, line, label)
        return Footnote(line, gap, label, back, tuple(self.blocks(inner)))


def _is_flowing(text: str) -> bool:
    """Whether there are paragraphs on one long line, as no editor leaves them that breaks lines."""
    return any(len(row) > _WRAPPED[1] and row[0].isalpha() for row in text.split("\n"))


def _closing(tokens: list[Token], at: int) -> int:
    """Where the block that opens at `at` closes."""
    opening = tokens[at]
    if opening.nesting != 1:
        return at
    for end in range(at + 1, len(tokens)):
        if tokens[end].nesting == -1 and tokens[end].level == opening.level:
            return end
    return len(tokens)


def _without(children: list[Token], skip: re.Pattern[str]) -> list[Token]:
    """The children without what `skip` matches at the start of their text."""
    texts: list[str] = []
    for at, child in enumerate(children):
        if child.type != "text":
            return children
        texts.append(child.content)
        whole = "".join(texts)
        found = skip.match(whole)
        if found and (found.end() < len(whole) or at + 1 == len(children) or children[at + 1].type != "text"):
            child.content = whole[found.end() :]
            return children[at:]
    return children


def _is_formula(token: Token) -> bool:
    """Whether a token of running text is a formula that stands alone."""
    return token.type == "math_inline_double"


def _language(info: str) -> str:
    return (info.split() or [""])[0].strip("{}.,").lower()


def _align(style: str) -> Align:
    return "right" if "right" in style else "center" if "center" in style else "left"
