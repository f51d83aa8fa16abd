"""Where a page over the notes leads when it is left."""

from __future__ import annotations

from msgspec import Struct


class Line(Struct, frozen=True):
    """A line of a note, to go to."""

    path: str
    line: int
    words: str = ""
    """What is meant in a line that is longer than the screen."""
    said: str = ""
    """What there is to tell of it."""
