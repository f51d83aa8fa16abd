"""A line of data that leads to a place in a note."""

from __future__ import annotations

from kbtui.cli.output import emit
from kbtui.note import clock
from kbtui.terminal import printable_name


def emit_passage(path: str, line: int | None, seconds: int | None, words: str) -> None:
    """A line of data: where in a note something stands, at which second of a video it was said, and what."""
    place = f"{path}:{line}" if line is not None else path
    time = f" {clock(seconds)}" if seconds is not None else ""
    emit(printable_name(f"{place}:{time} {words}"))
