"""The blocks that a segment is made of: parsed, and without any width yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kbtui.layout.lines import Run

Runs = tuple[Run, ...]
Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    line: int
    gap: bool
    """Whether the source has an empty line before it, and so for every block."""
    runs: Runs


@dataclass(frozen=True, slots=True)
class Heading:
    line: int
    gap: bool
    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Rule:
    line: int
    gap: bool


@dataclass(frozen=True, slots=True)
class Code:
    line: int
    gap: bool
    text: str
    language: str
    continued: bool
    """Whether it goes on with a block that began in the segment before."""


@dataclass(frozen=True, slots=True)
class Maths:
    line: int
    gap: bool
    text: str
    """LaTeX."""


@dataclass(frozen=True, slots=True)
class Quote:
    line: int
    gap: bool
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Callout:
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


@dataclass(frozen=True, slots=True)
class Item:
    line: int
    gap: bool
    blocks: tuple[Block, ...]
    number: str | None
    """`3.` in an ordered list."""
    done: bool | None
    """Whether a task is done; None where the item is no task."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    line: int
    gap: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    line: int
    gap: bool
    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    aligns: tuple[Align, ...]
    continued: bool


@dataclass(frozen=True, slots=True)
class Footnote:
    line: int
    gap: bool
    label: str
    back: int
    """The target that leads back to where the footnote is called."""
    blocks: tuple[Block, ...]


Block = Text | Heading | Rule | Code | Maths | Quote | Callout | Items | Table | Footnote
