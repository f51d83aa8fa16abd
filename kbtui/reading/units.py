"""The pieces of a note in which a claim or a quote can stand: a paragraph, an item, a row, a part of a quote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from kbtui.late_pattern import late_pattern
from kbtui.reading.blocks import Block
from kbtui.reading.markup import shown
from kbtui.reading.sentences import STAMP, unstamped
from kbtui.stamps.stamps import Stamp

_QUOTE_MARK = re.compile(r"[ \t]*(?:>[ \t]?)+")
_QUOTED_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+")
_QUOTED_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_FENCE = late_pattern(r"[ \t]*(```|~~~)")
_TABLE_RULE = late_pattern(r"[ \t]*\|[ \t|:-]*")
_CELL_BORDER = re.compile(r"(?<!\\)\|(?![^\[\]]{0,200}\]\])")
"""A bar that is neither escaped nor inside a wikilink."""
_CALLOUT_MARK = re.compile(r"[ \t]*\[![^\]]*\][-+]?[ \t]*")
_CUT_LINK = re.compile(r"\[\[(?:[^\[\]|\n]*\|)?(?=[^\[\]]*\Z)")
"""What opens a link that a stamp among its words has cut in two."""
_LEFT_BEFORE = re.compile(r"(?:[\s,;:)\]–—|*]|[.!?-](?=\s)|_(?=[^\W_]))+")
_LEFT_BEHIND = " ,;:–—([*-"
_ANNOUNCED = re.compile(r"\s*[(\[][\s,;&]*(?:(?:see|at|from|watch|cf\.?|and)\b\s*)?(?:also)?$")
_BEFORE_WRAPPED = "<!\\\"'=("
_WRAPPED = re.compile(
    rf"\\{STAMP}|(?<!\S)!{STAMP}|<{STAMP}>|<a\b[^<>{STAMP}]*=[\"']?{STAMP}[^<>{STAMP}]*>(?P<inside>[^{STAMP}]{{0,300}}?)</a>"
    rf"|<[A-Za-z][^<>{STAMP}]*=[\"']?{STAMP}[^<>{STAMP}]*>"
    rf"|!?\[(?P<label>(?:[^\[\]{STAMP}]|\[[^\[\]{STAMP}]*\]){{0,300}})\]\(<?{STAMP}[^()\n{STAMP}]*\)"
)
"""A stamp with the markup that it stands in: an escape, an image's sign, a tag or a link of which it is the address."""

_TIME = late_pattern(r"\A\W*(?:\d{1,3}:){1,2}\d\d(?!\d)[\s)\]:–—-]*|[\s(\[–—-]*(?<!\d)(?:\d{1,3}:){1,2}\d\d[)\]\s]*\Z")
"""The time beside the words of a link, which its stamp tells as well."""


class Unit(Struct, frozen=True):
    """A piece of a note's source in which sentences can stand."""

    block: Block
    text: str
    """Source without block markers; each stamp is one `STAMP` sign."""
    line: int
    first: int
    """Which of the note's stamps the first sign stands for."""
    title: bool = False
    """Whether it is a callout's title."""
    item: bool = False
    """Whether it is an item of a list in a quote."""

    @property
    def count(self) -> int:
        """How many stamps stand in it."""
        return self.text.count(STAMP)


def find_units(text: str, blocks: Iterable[Block], stamps: Sequence[Stamp]) -> Iterator[Unit]:
    """The units of a note, in order.

    Args:
        text: The note's text, or a text of the same length that is blanked out in part.
        blocks: Its blocks.
        stamps: Its stamps; offsets as in the text.
    """
    at = 0
    for block in blocks:
        while at < len(stamps) and stamps[at].start < block.start:
            at += 1
        first = at
        pieces: list[str] = []
        start = block.start
        wrapped = False
        while at < len(stamps) and stamps[at].end <= block.end:
            wrapped = wrapped or text[stamps[at].start - 1] in _BEFORE_WRAPPED or text[stamps[at].start] == "]"
            pieces += text[start : stamps[at].start], sign_at(text, stamps[at].start)
            start = stamps[at].end
            at += 1
        pieces.append(text[start : block.end])
        source = "".join(pieces)
        if wrapped:
            source = unwrapped(source)
        yield from _parted(block, source, first)


def sign_at(text: str, start: int) -> str:
    """What stands for the stamp that begins at a place of a text: `STAMP`, as an address if it ends a link that has its
    own elsewhere."""
    return STAMP if text[start] != "]" else f"]({STAMP})"


def unwrapped(source: str) -> str:
    """`source` without the markup that stamps stand in; the words of a link stand before its stamp."""
    return _WRAPPED.sub(lambda match: f"{_TIME.sub('', match['label'] or match['inside'] or '')}{STAMP}", source)


def by_block(units: Iterable[Unit]) -> Iterator[list[Unit]]:
    """The units of each block together."""
    return (list(group) for _, group in groupby(units, key=lambda unit: unit.block.start))


def cells_of(row: str) -> list[str]:
    """The cells of a table's row, with what stands outside its first and last bar."""
    return _CELL_BORDER.split(row)


def words_of(source: str) -> str:
    """The words of a piece of source in which stamps are `STAMP` signs, as a reader sees them, without the stamps."""
    return shown(unstamped(source))


def bare_words(source: str) -> str:
    """`words_of`, without what a stamp or a quotation leaves over at their ends; nothing where that is all."""
    if "[[" in source:
        source = _CUT_LINK.sub("", source)
    words = words_of(source).rstrip(_LEFT_BEHIND)
    if before := _LEFT_BEFORE.match(words):
        words = words[before.end() :]
    if announced := _ANNOUNCED.search(words, max(0, len(words) - 20)):
        words = words[: announced.start()].rstrip(_LEFT_BEHIND)
    return words if any(map(str.isalnum, words)) else ""


def _parted(block: Block, text: str, first: int) -> Iterator[Unit]:
    if block.kind not in ("quote", "callout"):
        yield Unit(block, text, block.line, first)
        return
    for number, (line, lines, item) in enumerate(_quoted_parts(text, block)):
        title = number == 0 and block.kind == "callout"
        unit = Unit(block, "\n".join(lines), block.line + line, first, title, item)
        first += unit.count
        yield unit


def _quoted_parts(text: str, block: Block) -> list[tuple[int, list[str], bool]]:
    """The paragraphs and items behind the `>` of a quote: the number of each one's first line, from 0, its lines, and
    whether it is an item.

    Of a callout the title is the first part, even where it is empty.
    """
    parts: list[tuple[int, list[str], bool]] = []
    fresh = True
    fence = ""
    for number, line in enumerate(text.split("\n")):
        mark = _QUOTE_MARK.match(line)
        words = line[mark.end() :] if mark else line
        is_title = number == 0 and block.kind == "callout"
        if is_title and (opening := _CALLOUT_MARK.match(words)):
            words = words[opening.end() :]
        if not words.strip() and not is_title:
            fresh = True
            continue
        if fences := _FENCE.match(words):
            fence = "" if fences[1] == fence else fence or fences[1]
            continue
        if fence:
            words = f"``{words}``"
        elif words.lstrip().startswith("|"):
            if _TABLE_RULE.fullmatch(words):
                continue
            words = " · ".join(filter(None, (cell.strip() for cell in cells_of(words))))
        item = _QUOTED_ITEM.match(words)
        heading = _QUOTED_HEADING.match(words)
        marker = item or heading
        if fresh or marker:
            parts.append((number, [], item is not None))
        parts[-1][1].append(words[marker.end() :] if marker else words)
        fresh = is_title or heading is not None
    return parts
