"""Ending because one is told to: the terminal is left as it was found, and the player as the user wants it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

_SIGNALLED = 128
"""What shells add to a signal's number in the exit code of a program that it ended."""


def heed_signals(leave: Callable[[int], None], let_go: Callable[[], None]) -> None:
    """Heed SIGTERM and SIGHUP from now on. To be called on the event loop of a screen that is shown on a terminal.

    Args:
        leave: Closes the screen, with an exit code.
        let_go: Lets go of the player.
    """
    if sys.platform == "win32":
        return
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, leave, _SIGNALLED + signal.SIGTERM)

    def hang_up(number: int, _frame: FrameType | None) -> None:
        # The terminal is gone: who waits until all is written to it waits for ever.
        let_go()
        _die_of(number)

    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # `nohup` wants it to go on
        signal.signal(signal.SIGHUP, hang_up)


def die_without_terminal(let_go: Callable[[], None]) -> None:
    """End as if SIGHUP had come, where the terminal that keys are read from is gone.

    Args:
        let_go: Lets go of the player.
    """
    if sys.platform != "win32" and sys.__stdin__ is not None and not sys.__stdin__.isatty():
        let_go()
        _die_of(signal.SIGHUP)


def stop_job() -> bool:
    """Stop the program, and what of its job waits for it, until the shell brings it back. Whether that was done: not
    where the program leads its session, and no shell could."""
    if sys.platform == "win32" or os.getsid(0) == os.getpgrp():
        return False
    os.killpg(0, signal.SIGSTOP)
    return True


def die_if_told(exit_code: int) -> None:
    """End by the signal that the exit code tells, if it tells one: whoever sent it learns that it was heeded."""
    if exit_code > _SIGNALLED:
        _die_of(exit_code - _SIGNALLED)


def _die_of(number: int) -> None:
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
