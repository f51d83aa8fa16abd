"""The blocks that a segment is made of: parsed, and without any width yet."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kbtui.layout.lines import Run

Runs = tuple[Run, ...]
Align = Literal["left", "right", "center"]


class Text(Struct, frozen=True):
    """A paragraph."""

    line: int
    gap: bool
    """Whether the source has an empty line before it, and so for every block."""
    runs: Runs


class Heading(Struct, frozen=True):
    line: int
    gap: bool
    level: int
    runs: Runs


class Rule(Struct, frozen=True):
    line: int
    gap: bool


class Code(Struct, frozen=True):
    line: int
    gap: bool
    text: str
    language: str
    continued: bool
    """Whether it goes on with a block that began in the segment before."""


class Maths(Struct, frozen=True):
    line: int
    gap: bool
    text: str
    """LaTeX."""


class Quote(Struct, frozen=True):
    line: int
    gap: bool
    blocks: tuple[Block, ...]


class Callout(Struct, frozen=True):
    line: int
    gap: bool
    kind: str
    """In small letters."""
    title: Runs
    blocks: tuple[Block, ...]
    fold: int | None
    """The target that folds it; None where it cannot be folded."""
    folded: bool
    continued: bool


class Item(Struct, frozen=True):
    line: int
    gap: bool
    blocks: tuple[Block, ...]
    number: str | None
    """`3.` in an ordered list."""
    task: str | None
    """What stands between a task's brackets, a space where it is open; None where the item is no task."""


class Items(Struct, frozen=True):
    """A list."""

    line: int
    gap: bool
    items: tuple[Item, ...]


class Table(Struct, frozen=True):
    line: int
    gap: bool
    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    aligns: tuple[Align, ...]
    continued: bool


class Footnote(Struct, frozen=True):
    line: int
    gap: bool
    label: str
    back: int
    """The target that leads back to where the footnote is called."""
    blocks: tuple[Block, ...]


Block = Text | Heading | Rule | Code | Maths | Quote | Callout | Items | Table | Footnote
