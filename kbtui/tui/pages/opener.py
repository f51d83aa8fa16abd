"""Opening pages over a screen: what each shows is gathered in a thread first, and told of meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from kbtui.tui.dialogs.leaving import Page
from kbtui.tui.from_thread import Worked, gather
from kbtui.tui.line import Line

Gathered = TypeVar("Gathered")


class Waiting(Worked, Protocol):
    """A screen on which one can wait for something that opens over it."""

    @property
    def is_waited_at(self) -> bool:
        """Whether it may still open: nothing else was opened or is typed meanwhile."""

    def say(self, words: str) -> None:
        """Tell something in the status line."""


class Opener:
    """Opens pages over the screen that they are asked for on."""

    def __init__(self, screen: Waiting, tell: Callable[[], None], left: Callable[[Line | None], None]) -> None:
        """
        Args:
            screen: The screen.
            tell: Tells on it what it tells where nothing is waited for.
            left: Called when a page is left, with the line to go to, or None.
        """
        self._screen = screen
        self._tell = tell
        self._left = left

    def open(self, page: Page[Line | None]) -> None:
        """Show a page."""
        self._screen.app.push_screen(page, self._left)

    def gather(
        self,
        words: str,
        work: Callable[[], Gathered],
        page: Callable[[Gathered], Page[Line | None] | None],
        group: str,
    ) -> None:
        """Do some work in a thread, and show a page of what came of it, if nothing else was asked for meanwhile.

        Args:
            words: What is told until then.
            work: What is done in the thread.
            page: Makes the page, or None where it is not wanted any more.
            group: Later work of the same group calls it off.
        """

        def done(gathered: Gathered) -> None:
            self._tell()
            made = page(gathered) if self._screen.is_waited_at else None
            if made is not None:
                self.open(made)

        self._screen.say(words)
        gather(self._screen, work, done, group)
