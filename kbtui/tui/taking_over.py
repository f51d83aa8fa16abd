"""Taking over a terminal that is held already, noting what is painted on it first, and leaving it as it was found
whenever the process is stopped."""

from __future__ import annotations

import os
import signal
import sys
from asyncio import get_running_loop
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

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

    Textual's own stops within the signal, whatever it is at: also before it has taken over, or while it writes, for
    which it then waits for ever. And told to go on where it did not stop itself (`kill -STOP`), it takes its own
    settings for those that it found. This one does all that between two turns of the event loop.

    Args:
        driver: The other one.
        terminal: The terminal.
        written: Notes what is painted on it.
        repaint: Paints all that is shown anew.
    """

    class TakingOver(driver):  # type: ignore[misc, valid-type]  # mypy takes no class that is known when it runs only
        is_started = False

        def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401  whatever the other one takes
            with _handlers_kept():
                super().__init__(*given, **named)

        def start_application_mode(self) -> None:
            _heed(self._stop, self._gone_on)
            terminal.handed_over()
            super().start_application_mode()
            self.is_started = True

        def disable_input(self) -> None:
            self.is_started = False  # from here on it ends, or is suspended
            super().disable_input()

        def close(self) -> None:
            super().close()  # all is written then
            _heed_no_more()

        def _stop(self) -> None:
            if self.is_started:
                self.suspend_application_mode()
                os.kill(os.getpid(), signal.SIGTSTP)  # it goes on from here
                self.resume_application_mode()
                repaint()

        def _gone_on(self) -> None:
            if self.is_started:
                self.suspend_application_mode()
                self.resume_application_mode()
                repaint()

        def write(self, data: str) -> None:
            written.add(data)
            super().write(terminal.without_clearing(data))

    return TakingOver


def _signals() -> list[int]:
    """Those by which a process is stopped, and told to go on."""
    return [] if sys.platform == "win32" else [signal.SIGTSTP, signal.SIGCONT]


@contextmanager
def _handlers_kept() -> Iterator[None]:
    """Whatever is made meanwhile, stopping is heeded as before."""
    before = {number: signal.getsignal(number) for number in _signals()}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def _heed(*heeded: Callable[[], None]) -> None:
    for number, heed in zip(_signals(), heeded, strict=False):
        get_running_loop().add_signal_handler(number, heed)


def _heed_no_more() -> None:
    for number in _signals():
        get_running_loop().remove_signal_handler(number)
