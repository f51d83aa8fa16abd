"""Taking over a terminal that is held already, noting what is painted on it first, and leaving it as it was found
whenever the process is stopped."""

from __future__ import annotations

import os
import signal
import sys
from asyncio import get_running_loop
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from textual.driver import Driver

from kbtui.startup.held_terminal import HeldTerminal


class Written:
    """What was written to the terminal so far, until that is asked for."""

    def __init__(self) -> None:
        self._pieces: list[str] | None = []

    def add(self, piece: str) -> None:
        if self._pieces is not None:
            self._pieces.append(piece)

    def end(self) -> list[str] | None:
        """All of it; None where it was asked for before."""
        pieces, self._pieces = self._pieces, None
        return pieces


def taking_over(
    driver: type[Driver], terminal: HeldTerminal, written: Written, repaint: Callable[[], object]
) -> type[Driver]:
    """A driver like another one, for a terminal that is held.

    Args:
        driver: The other one.
        terminal: The terminal.
        written: Notes what is painted on it.
        repaint: Paints all that is shown anew. Called on the event loop.

    Textual's own suspends and resumes it whenever the process is stopped or goes on: also before it was started, when
    the terminal is still held, after it was ended, and where it was never suspended (`kill -STOP`), which would have it
    take what it set itself for how the terminal was found.
    """

    class TakingOver(driver):  # type: ignore[misc, valid-type]  # mypy takes no class that is known when it runs only
        is_started = False
        is_suspended = False

        def start_application_mode(self) -> None:
            with _unstopped():
                terminal.handed_over()
                super().start_application_mode()
                self.is_started = True

        def stop_application_mode(self) -> None:
            with _unstopped():
                self.is_started = False
                super().stop_application_mode()

        def suspend_application_mode(self) -> None:
            with _unstopped():
                terminal.step_aside()
                self.is_suspended = self.is_suspended or self.is_started
                if self.is_started:
                    super().suspend_application_mode()
                self.close()  # all is written then

        def resume_application_mode(self) -> None:
            terminal.step_back()
            if self.is_started:  # whoever stopped it, and went on with the terminal, said nothing
                self.suspend_application_mode()
            if self.is_suspended:
                self.is_suspended = False
                super().resume_application_mode()
                get_running_loop().call_soon_threadsafe(repaint)  # a signal may have come as the loop waits

        def write(self, data: str) -> None:
            written.add(data)
            super().write(terminal.without_clearing(data))

    return TakingOver


@contextmanager
def _unstopped() -> Iterator[None]:
    """Whoever stops the process has it stopped afterwards: half of what is done to the terminal cannot be undone."""
    if sys.platform == "win32":
        yield
        return
    told: list[int] = []
    before = signal.signal(signal.SIGTSTP, lambda number, _frame: told.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTSTP, before)
        if told:
            os.kill(os.getpid(), signal.SIGTSTP)
