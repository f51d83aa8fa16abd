"""The coarse structure of a note's prose: headings, paragraphs, list items, quotes, callouts, table rows.

Only as fine as claims and quotes need it; the screen's Markdown is read by the layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from kbtui.reading.markup import heading_end

BlockKind = Literal["heading", "text", "item", "quote", "callout", "row"]

_HEADING = re.compile(r" {0,3}(?P<signs>#{1,6})(?:[ \t]+|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
_QUOTE = re.compile(r"[ \t]*>")
_CALLOUT = re.compile(r"[ \t]*(?:>[ \t]*)+\[!(?P<kind>[^\]\n]+)\](?P<fold>[-+]?)[ \t]*(?P<title>.*)$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?:>[ \t]*)*")
_ROW = re.compile(r"[ \t]*\|")
_FROM = re.compile(r"From:[ \t]*\[\[[^\n]*$")
_RULE = re.compile(r"[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")


class Block(Struct, frozen=True):
    kind: BlockKind
    start: int
    """Where the block's words begin in the text, in characters; markers such as `##` or `- ` are left of it."""
    end: int
    line: int
    """1-based line on which it begins."""
    level: int = 0
    """A heading's rank, 1 to 6."""
    callout: str = ""
    """A callout's kind in lower case; the callout's title is the block's first line."""


def find_blocks(prose: str, body: int) -> list[Block]:
    """The blocks of a note, in order.

    Args:
        prose: The note's text with front matter, code and comments blanked out.
        body: Where the text after the front matter begins, in characters.
    """
    blocks: list[Block] = []
    open_block: Block | None = None
    is_from = False
    line = prose.count("\n", 0, body)
    for start, end in _lines(prose, body):
        line += 1
        text = prose[start:end]
        if not text or text.isspace():
            _close(blocks, open_block)
            open_block = None
            continue
        begun = _begun(text, start, end, line)
        if open_block and not is_from and _continues(open_block, begun, text):
            open_block = _joined(open_block, text, end)
            continue
        _close(blocks, open_block)
        open_block = begun
        is_from = _FROM.match(text) is not None
    _close(blocks, open_block)
    return blocks


def _lines(prose: str, body: int) -> Iterator[tuple[int, int]]:
    start = body
    while start < len(prose):
        end = prose.find("\n", start)
        end = len(prose) if end < 0 else end
        yield start, end
        start = end + 1


def _begun(text: str, start: int, end: int, line: int) -> Block | None:
    """The block that a line would begin, were it not a continuation; None for a rule."""
    first = text.lstrip(" \t")[:1]
    if first == "#" and (heading := _HEADING.match(text)):
        last = heading_end(text, heading.end())
        return Block("heading", start + heading.end(), start + last, line, len(heading["signs"]))
    if first == ">":
        callout = _CALLOUT.match(text)
        if callout:
            return Block("callout", start, end, line, callout=callout["kind"].strip().lower())
        return Block("quote", start, end, line)
    if first == "|" and _ROW.match(text):
        return Block("row", start, end, line)
    if first in "-*_" and _RULE.match(text):
        return None
    if first in "-*+0123456789" and (item := _ITEM.match(text)):
        return Block("item", start + item.end(), end, line)
    return Block("text", start, end, line)


def _continues(block: Block, begun: Block | None, text: str) -> bool:
    """Whether a line goes on with the open block instead of beginning one of its own."""
    if begun is None:
        return _underlines(block, text)
    if block.kind in ("quote", "callout"):
        return begun.kind in ("quote", "text")
    if block.kind in ("text", "item"):
        return begun.kind == "text" or _underlines(block, text)
    return False


def _underlines(block: Block, text: str) -> bool:
    return block.kind == "text" and _UNDERLINE.match(text) is not None


def _joined(block: Block, text: str, end: int) -> Block:
    if _underlines(block, text):
        level = 1 if "=" in text else 2
        return Block("heading", block.start, end - len(text) - 1, block.line, level)
    return Block(block.kind, block.start, end, block.line, block.level, block.callout)


def _close(blocks: list[Block], block: Block | None) -> None:
    if block is not None:
        blocks.append(block)
