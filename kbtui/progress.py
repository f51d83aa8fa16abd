"""How far long work is, in words: how many of how many, a bar, and the time that is left."""

from __future__ import annotations

import time

PATIENCE = 1.0
"""Seconds that work may take before it is told how far it is."""
_BEAT = 0.1
"""Seconds between two tellings."""
_CELLS = 20
"""The length of the bar."""


class Pace:
    """Knows since when some work goes on, and so when it will be done."""

    def __init__(self, what: str) -> None:
        """
        Args:
            what: What is counted, such as `notes`.
        """
        self._what = what
        self._begun = time.monotonic()
        self._told = 0.0

    def line(self, done: int, total: int) -> str | None:
        """How far the work is; None where it is too soon to tell, or to tell again."""
        now = time.monotonic()
        taken = now - self._begun
        if taken < PATIENCE or now - self._told < _BEAT:
            return None
        self._told = now
        left = round(taken / done * (total - done)) if done else 0
        return f"{bar(done, total)} {done} of {total} {self._what}, {left} s left"


def bar(done: int, total: int) -> str:
    """A share as a bar of signs that every terminal has."""
    filled = _CELLS * done // total if total else _CELLS
    return "█" * filled + "░" * (_CELLS - filled)
