"""What the layout is given: a note's text, and where its links and moments stand in it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kbtui.note import Property

MarkKind = Literal["link", "wanted", "ambiguous", "embed", "moment", "repaired", "unread"]
"""What stands at a mark: a link to one note, to none, to several; an embed; a stamp that is read, that was read
otherwise than it is written, that cannot be read."""

TargetKind = Literal[MarkKind, "url", "footnote", "footnote-back", "fold", "anchor"]
"""What the cursor can stand on: a mark, an external address, a footnote's number and the way back from it, a callout's
title that folds, and a `#fragment` of the same page."""

MOMENT_KINDS: frozenset[str] = frozenset({"moment", "repaired"})
"""The kinds of mark that can be played."""


class Mark(Struct, frozen=True):
    """A piece of the text that is one thing: a link or a stamp. Marks never overlap."""

    start: int
    """Where it begins in the text, in characters."""
    end: int
    """Where it ends, exclusive."""
    kind: MarkKind
    index: int
    """The caller's own number for the link or the moment."""
    shown: str
    """The words on the screen: a link's alias, a moment's `47:47`."""


class Source(Struct, frozen=True):
    """A note, as the reader is given it."""

    text: str
    """The whole file, cleaned, with `\\n` for every line end. Lines are counted in it from 1."""
    body: int = 0
    """Where the text after the front matter begins, in characters."""
    marks: tuple[Mark, ...] = ()
    """Sorted by `start`."""
    properties: tuple[Property, ...] = ()
    """What is shown of the front matter, before the text."""


class Target(Struct, frozen=True):
    """A thing that the cursor can stand on."""

    number: int
    """Its own number in the note; grows in reading order, and stays the same at any width."""
    kind: TargetKind
    index: int
    """The mark's own number; -1 for what is no mark."""
    shown: str
    """The words on the screen."""
    line: int
    """1-based line in the file."""
    address: str = ""
    """The URL, the footnote's name or the fragment, for the kinds that have one."""


class Place(Struct, frozen=True):
    """Where a reader is in a note, so that it can come back there at any width."""

    line: int
    """1-based line in the file of what is on the screen's first row."""
    within: int = 0
    """How many signs of that line, or of its piece, stand above; below zero, how many rows before its first."""
    target: int | None = None
    """The number of the target that the cursor stands on."""
    toggled: tuple[int, ...] = ()
    """1-based lines in the file of the titles of the callouts that are not folded or unfolded as they are written."""
    piece: int = 0
    """Which of the segments that a very long line was cut into it is."""
