"""When garbage is looked for: among what is new, and never while somebody works.

To go through all values of a large vault takes longer than many frames, and would be done after every few keys.
"""

from __future__ import annotations

import gc
import time
from threading import Thread
from typing import Any

from textual.app import App

EVERY = 1.0
"""Seconds between two looks whether anybody works."""

_NEW, _YOUNG = 700, 10
"""How many values come to be between two looks among the newest of them, and how many such looks between two among
those that lasted. Python's own, which take less than a millisecond or two."""
_NEVER = 1_000_000_000
_WORTH = 5
"""Looks among what lasted since the last time, from which on it is worth while to look among all."""
QUIET = 3
"""Looks in a row that must find nobody at work: who pressed a key a second ago may press the next."""


_AT_ONCE = 500
"""Values that are freed in about a millisecond."""


def let_go(values: list[Any]) -> None:
    """Empty a list that nobody needs any more. All the values of a long one are not freed at once, which would hold up
    the keys, but a few at a time in a thread that makes way between."""
    if len(values) > _AT_ONCE:
        Thread(target=_empty, args=(values,), daemon=True, name="letting go").start()
    else:
        values.clear()


def _empty(values: list[Any]) -> None:
    while values:
        del values[-_AT_ONCE:]
        time.sleep(0)


def settle_memory() -> None:
    """Look for garbage, but among what comes from now on: what is there now, such as a vault that was just read,
    stays."""
    gc.freeze()
    gc.set_threshold(_NEW, _YOUNG, _NEVER)
    gc.enable()


class Tidying:
    """Looks for garbage among all that is not settled, where nothing goes on and no page is open: what is there then
    stays for long, and is settled."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._seen = 0
        self._quiet = 0
        self._tidied = 0

    def look(self) -> None:
        """Tidy up if it is quiet: where hardly anything came to be since the last look."""
        newest, young = (each["collections"] for each in gc.get_stats()[:2])
        self._quiet = self._quiet + 1 if newest == self._seen else 0
        self._seen = newest
        if (
            self._quiet >= QUIET
            and gc.isenabled()
            and young - self._tidied >= _WORTH
            and len(self._app.screen_stack) == 1
        ):
            self._tidied = young
            gc.collect()
            gc.freeze()
