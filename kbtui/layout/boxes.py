"""Pieces of a formula, set side by side and one over the other."""

from __future__ import annotations

import re

from msgspec import Struct

from kbtui.layout.widths import width

_TALL = {"(": "⎛⎜⎝", ")": "⎞⎟⎠", "[": "⎡⎢⎣", "]": "⎤⎥⎦", "{": "⎧⎪⎩", "}": "⎫⎪⎭", "|": "│││", "‖": "‖‖‖", " ": "   "}


class Box(Struct, frozen=True):
    """A piece of a formula: rows of one width, and which of them is the line of writing."""

    rows: tuple[str, ...]
    base: int = 0
    loose: bool = False
    """Whether it is an operator that wants a space on either side."""

    @property
    def width(self) -> int:
        return width(self.rows[0])

    @property
    def flat(self) -> str:
        return self.rows[0] if len(self.rows) == 1 else ""


def one_line(box: Box) -> str:
    return box.flat.strip() if len(box.rows) == 1 else " ".join([row.strip() for row in box.rows])


def joined(boxes: list[Box]) -> Box:
    """The boxes side by side on one line of writing, operators set off by spaces."""
    spaced: list[Box] = []
    for at, box in enumerate(boxes):
        if box.loose and box.flat.strip() in ("+", "−", "∗"):
            unary = not spaced or spaced[-1].loose or spaced[-1].flat.endswith(("(", "[", "{", ",", ", "))
            text = box.flat.strip() if unary or at == len(boxes) - 1 else f" {box.flat.strip()} "
            spaced.append(Box((text,), loose=True))
        else:
            spaced.append(box)
    if not spaced:
        return Box(("",))
    above = max(box.base for box in spaced)
    below = max(len(box.rows) - box.base for box in spaced)
    rows = ["".join([_row(box, at - above + box.base) for box in spaced]) for at in range(above + below)]
    return Box(tuple(_even(rows)), above, len(spaced) == 1 and spaced[0].loose)


def _row(box: Box, at: int) -> str:
    return box.rows[at] if 0 <= at < len(box.rows) else " " * box.width


def _even(rows: list[str]) -> list[str]:
    """The rows made as wide as the widest."""
    if len(rows) == 1:
        return rows
    wide = max(map(width, rows))
    return [row + " " * (wide - width(row)) for row in rows]


def beside(base: Box, small: Box, at: int) -> Box:
    rows = [row + (small.rows[0] if number == at else "") for number, row in enumerate(base.rows)]
    return Box(tuple(_even(rows)), base.base)


def accented(box: Box, accent: str) -> Box:
    text = one_line(box)
    runs_on = len(text) == 1 or accent in "\u0305\u0332"
    return Box(("".join([char + accent for char in text]) if runs_on else text,))


def fraction(top: Box, bottom: Box, drawn: bool) -> Box:
    if not drawn:
        return Box((f"{_grouped(one_line(top))}/{_grouped(one_line(bottom))}",))
    wide = max(top.width, bottom.width)
    rows = [*_centred(top, wide), "─" * wide, *_centred(bottom, wide)]
    return Box(tuple(f" {row} " for row in rows), len(top.rows))


def _centred(box: Box, wide: int) -> list[str]:
    left = (wide - box.width) // 2
    return [" " * left + row + " " * (wide - box.width - left) for row in box.rows]


def _grouped(text: str) -> str:
    return text if re.fullmatch(r"[\w.′⁰-₟]+|\(.*\)", text) else f"({text})"


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
