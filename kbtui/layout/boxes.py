"""Pieces of a formula, set side by side and one over the other."""

from __future__ import annotations

import re
from typing import Literal
from unicodedata import category

from msgspec import Struct

from kbtui.layout.latex import LOWERED, RAISED
from kbtui.layout.widths import width

_TALL = {"(": "⎛⎜⎝", ")": "⎞⎟⎠", "[": "⎡⎢⎣", "]": "⎤⎥⎦", "{": "⎧⎪⎩", "}": "⎫⎪⎭", "|": "│││", "‖": "‖‖‖", " ": "   "}


Role = Literal["", "operator", "fraction", "root", "word", "function", "sum"]
"""What a piece is, where that tells how it stands beside others: an operator that wants a space on either side, a
fraction, a root, upright words, a function's name, or a sum, an integral or a limit, which goes on to what follows."""

_OPENING = ("(", "[", "{", "⟨", "⌊", "⌈", ",", ", ", ";", ":")
_CLOSING = (")", "]", "}", "⟩", "⌋", "⌉", ",", ";", ":", ".", "?")
_CLOSE_BEFORE = (" ", "(", "[", "{", "|", "⌊", "⌈", "⟨")
_CLOSE_AFTER = ("", " ", "!", "′", "|", *_CLOSING)
_ONE_SIGN_SCRIPT = re.compile(r"[_^].$")
_SCRIPTS = "".join([re.escape(sign) for sign in {*RAISED.values(), *LOWERED.values()} - {" "}])
_MARKS = "[\u0300-\u036f\u20d0-\u20ff]*"
_GROUP = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_FUNCTION = re.compile(r"(?<!\w)([^\W\d_])\([^\W\d_]\)")
_PRODUCT = re.compile("(?:[\\w.′!∂∇√∞^|⟪⟫]|[\u0300-\u036f\u20d0-\u20ff])+")
_FACTOR = re.compile(
    rf"(?:\d[\d.]*|[√∛∜](?:\d+|⟪⟫)|[√∛∜]?[^\W\d_]{_MARKS}|[d∂Δ][^\W\d_]{_MARKS}|⟪⟫|∞)"
    rf"(?:[{_SCRIPTS}]|[_^](?:\w|⟪⟫))*!?"
)
"""What may stand under a slash without brackets: one number, one letter or one difference, with its scripts."""


class Box(Struct, frozen=True):
    """A piece of a formula: rows of one width, and which of them is the line of writing."""

    rows: tuple[str, ...]
    base: int = 0
    role: Role = ""

    @property
    def width(self) -> int:
        return width(self.rows[0])

    @property
    def flat(self) -> str:
        return self.rows[0] if len(self.rows) == 1 else ""


def one_line(box: Box) -> str:
    return box.flat.strip() if len(box.rows) == 1 else " ".join([row.strip() for row in box.rows])


def joined(boxes: list[Box]) -> Box:
    """The boxes side by side on one line of writing, set off where they would read as another formula."""
    boxes = [box for box in boxes if box.rows != ("",)]
    if not boxes:
        return Box(("",))
    if len(boxes) == 1 and boxes[0].flat.strip() not in ("+", "−", "∗"):
        return boxes[0]
    around = zip([None, *boxes], boxes, [*boxes[1:], None], strict=False)
    spaced = [_set_off(before, box, after) for before, box, after in around]
    above = max(box.base for box in spaced)
    below = max(len(box.rows) - box.base for box in spaced)
    rows = ["".join([_row(box, at - above + box.base) for box in spaced]) for at in range(above + below)]
    return Box(tuple(_even(rows)), above, spaced[0].role if len(spaced) == 1 else "")


def _set_off(before: Box | None, box: Box, after: Box | None) -> Box:
    """A box between its neighbours, with the brackets and spaces that it needs there."""
    text = box.flat
    if box.role == "operator" and (sign := text.strip()) in ("+", "−", "∗"):
        is_unary = before is None or before.role == "operator" or before.flat.endswith(_OPENING)
        return Box((sign if is_unary or after is None else f" {sign} ",), role="operator")
    if box.role in ("fraction", "root") and text and _touches(before, box, after):
        return fenced(box)
    if box.role in ("function", "sum"):
        return _named(before, box, after)
    if after and _ONE_SIGN_SCRIPT.search(text) and after.flat[:1].isalnum():
        return Box((f"{text} ",))
    return box


def _touches(before: Box | None, box: Box, after: Box | None) -> bool:
    """Whether a neighbour would be read as a part of a fraction or a root that has no brackets."""
    if box.role == "root":
        is_lifted = box.flat[0] not in "√∛∜("  # a root's index would be read as the power of what stands before it
        return (is_lifted and _ends_in_factor(before)) or (not box.flat.endswith(")") and _begins_with_factor(after))
    return _ends_in_factor(before) or _begins_with_factor(after)


def _ends_in_factor(box: Box | None) -> bool:
    if box is None or not box.flat or box.role == "sum":
        return False
    if box.role == "operator":
        return box.flat.strip() == "÷"
    return not box.flat.endswith((*_OPENING, "  ", " " if box.role == "word" else "  "))


def _begins_with_factor(box: Box | None) -> bool:
    if box is None or not box.flat or box.role == "operator":
        return False
    return not box.flat.startswith((*_CLOSING, "  ", " " if box.role == "word" else "  "))


def _named(before: Box | None, box: Box, after: Box | None) -> Box:
    """A function's name or the sign of a sum, set off from letters; the sign alone stands as close as it is written."""
    text = box.flat
    if not text or (len(text) == 1 and not text.isalnum()):
        return box
    is_close = before is None or before.role == "operator" or before.rows[before.base][-1:] in _CLOSE_BEFORE
    lead = "" if is_close or not text[0].isalpha() else " "
    follows = after.flat[:1] if after and after.role != "operator" else ""
    in_brackets = follows in ("(", "[", "{") and not _is_bound(box, after)
    trail = "" if in_brackets or follows in _CLOSE_AFTER else " "
    return Box((f"{lead}{text}{trail}",), box.base, box.role)


def _is_bound(box: Box, after: Box | None) -> bool:
    """Whether the brackets of what follows would be read as going on with those of a sum's scripts."""
    return box.role == "sum" and (box.flat.endswith(")") or (after is not None and after.role == "fraction"))


def _row(box: Box, at: int) -> str:
    return box.rows[at] if 0 <= at < len(box.rows) else " " * box.width


def _even(rows: list[str]) -> list[str]:
    """The rows made as wide as the widest."""
    if len(rows) == 1:
        return rows
    wide = max(map(width, rows))
    return [row + " " * (wide - width(row)) for row in rows]


def beside(base: Box, small: str, at: int) -> Box:
    """A script in the row `at` of what bears it."""
    if base.role in ("fraction", "root"):
        base = fenced(base)
    rows = [row + (small if number == at else "") for number, row in enumerate(base.rows)]
    return Box(tuple(_even(rows)), base.base, base.role if base.role in ("function", "sum") else "")


def fenced(box: Box) -> Box:
    """The box between brackets."""
    return Box(tuple(_fenced(list(box.rows), "()")), box.base)


def accented(box: Box, accent: str) -> Box:
    """The box's letters, each with the accent; its scripts have none."""
    text = one_line(box)
    if len(text) > 1 and accent not in "\u0305\u0332\u0336":
        return Box(("".join([char + accent if category(char) in ("Lu", "Ll", "Nd") else char for char in text]),))
    return Box(("".join([char + accent for char in text]),))


def fraction(top: Box, bottom: Box, drawn: bool) -> Box:
    if not drawn:
        return Box((f"{_over_slash(one_line(top))}/{_under_slash(bottom)}",), role="fraction")
    wide = max(top.width, bottom.width)
    rows = [*_centred(top, wide), "─" * wide, *_centred(bottom, wide)]
    return Box(tuple(f" {row} " for row in rows), len(top.rows), "fraction")


def _centred(box: Box, wide: int) -> list[str]:
    left = (wide - box.width) // 2
    return [" " * left + row + " " * (wide - box.width - left) for row in box.rows]


def _over_slash(text: str) -> str:
    """What stands over a fraction's line, with brackets unless it is a product."""
    return text if _PRODUCT.fullmatch(_folded(text)) else f"({text})"


def _under_slash(box: Box) -> str:
    """What stands under a fraction's line, with brackets unless it is one factor."""
    text = one_line(box)
    is_one = _FACTOR.fullmatch(_folded(text)) or (box.role == "word" and text.isalnum())
    return text if is_one else f"({text})"


def _folded(text: str) -> str:
    """The text with a sign in place of each of its outermost brackets."""
    folded = _GROUP.sub("⟪⟫", _FUNCTION.sub(r"\1", text))
    return text if folded == text else _folded(folded)


def noted(box: Box, note: str, above: bool, drawn: bool) -> Box:
    """The box under or over a brace that has a note."""
    if not drawn:
        return Box((f"{_over_slash(one_line(box))}{'⏞' if above else '⏟'}({note})",))
    wide = max(box.width, width(note), 2)
    content, words = _centred(box, wide), _centred(Box((note,)), wide)
    left, right = "╭╮" if above else "╰╯"
    brace = f"{left}{'─' * (wide - 2)}{right}"
    return Box(tuple([*words, brace, *content] if above else [*content, brace, *words]), box.base + 2 * above)


def matrix(rows: list[list[Box]], fences: str, drawn: bool, fenced: bool) -> Box:
    if not rows:
        return Box(("",))
    if not drawn:
        comma = ", " if fenced else " "
        inner = "; ".join([comma.join([one_line(box) for box in row]) for row in rows])
        left, right = ("[", "]") if fences[0] in "([" else (fences[0], fences[1])
        return Box((f"{left}{inner}{right}".strip() if fenced else inner,))
    columns = max(map(len, rows))
    wides = [max([row[at].width for row in rows if at < len(row)]) for at in range(columns)]
    gap = "  " if fenced else ""
    lines: list[str] = []
    for row in rows:
        cells = [*row, *([Box(("",))] * (columns - len(row)))]
        padded = [_padded(box, wide, fenced) for box, wide in zip(cells, wides, strict=True)]
        parted = [part for box in padded for part in (box, Box((gap,)))][:-1]
        lines += joined(parted).rows
    return Box(tuple(_fenced(_even(lines), fences)), len(lines) // 2 if len(lines) > 2 else 0)


def _padded(box: Box, wide: int, centred: bool) -> Box:
    rows = _centred(box, wide) if centred else [line + " " * (wide - box.width) for line in box.rows]
    return Box(tuple(rows), box.base)


def _fenced(lines: list[str], fences: str) -> list[str]:
    if len(lines) == 1:
        return [f"{fences[0]}{lines[0]}{fences[1]}"]
    left, right = _TALL[fences[0]], _TALL[fences[1]]
    places = [0, *([1] * (len(lines) - 2)), 2]
    return [f"{left[at]} {line} {right[at]}" for at, line in zip(places, lines, strict=True)]
