"""How long keys take in a note, in a program in a terminal: from a key to the last byte of the frame it causes."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

from bench.terminal import Terminal

_OFTEN = (("j", "line"), (" ", "page"), ("l", "cursor"), ("u", "half page up"), ("]", "heading"))
_AT_ENDS = (("G", "end"), ("k", "line"), ("h", "cursor"), ("b", "page"), ("g", "top"), ("l", "cursor"))
_LATER = 0.06
"""Seconds without output after which nothing more comes of a key: what is told of it follows with the next frame."""

Times = Mapping[str, Sequence[float]]
"""Seconds, by what the keys do."""


def key_times(terminal: Terminal, count: int) -> Times:
    """How long each of about that many keys takes, all over the note that is shown."""
    found: dict[str, list[float]] = {}
    for key, what in [*_OFTEN * (count // len(_OFTEN)), *_AT_ENDS * 3]:
        terminal.settle(_LATER)
        started = terminal.send(key)
        came = terminal.read(1.0)
        if came is not None:
            found.setdefault(what, []).append(came - started)
    return found


def high(times: Sequence[float], share: float) -> float:
    """The time that so large a share of the times is not longer than."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def print_keys(name: str, found: Times) -> None:
    """A line for each kind of key, and one for all."""
    for what, times in [*found.items(), ("all", [taken for some in found.values() for taken in some])]:
        shown = (statistics.median(times), high(times, 0.99), max(times))
        print(f"{name:44} {what:14} " + " ".join(f"{seconds * 1000:7.1f}" for seconds in shown))
