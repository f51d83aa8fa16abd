"""A terminal in the moments before the program that uses it is loaded."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import TextIO

_APART = "\x1b[?1049h"
"""Goes to the screen that full-screen programs have apart from the shell's; it is empty."""
_BACK = "\x1b[?7h\x1b[?1049l\x1b[?25h"
_STILL = "\x1b[?25l\x1b[?7l"
"""No cursor, and no going on to the next line at the last column."""
_SIGNALLED = 128
"""What shells add to a signal's number in the exit code of a program that it ended."""


class HeldTerminal:
    """Keys that are typed already wait unseen for the program, and a screen may be shown meanwhile.

    The program takes over with `handed_over`; where it never comes to that, `let_go` leaves the terminal as it was. Who
    stops the process before finds it so meanwhile.
    """

    def __init__(self, screen: TextIO) -> None:
        self._screen = screen
        self._ends = _ends_in_order()
        self._give_back = _keys_kept()
        self._shows = False
        self._painted = ""
        if sys.platform != "win32" and signal.getsignal(signal.SIGTSTP) == signal.SIG_DFL:
            signal.signal(signal.SIGTSTP, self._stop)
            self._ends.append(signal.SIGTSTP)

    def show(self, painted: str) -> None:
        """Show a screen on the program's own side of the terminal."""
        if sys.platform == "win32":  # where a console heeds no sequences before it is asked to
            return
        self._painted = f"{_APART}{_STILL}{painted}"
        self._shows = True
        self._write(self._painted)

    def handed_over(self) -> None:
        """The program sets the terminal up for itself now, from how it was found."""
        self._give_back()
        self._give_back = _nothing

    def without_clearing(self, written: str) -> str:
        """What the program writes, but that it does not empty the screen that is shown when it goes there."""
        if self._shows and written == _APART:
            self._shows = False
            return ""
        return written

    def let_go(self) -> None:
        """Leave it as it was, unless the program has taken over and left it itself."""
        self.handed_over()
        for number in self._ends:
            signal.signal(number, signal.SIG_DFL)
        if self._shows:
            self._shows = False
            self._write(_BACK)

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        """Stop as the signal would have it, with the terminal as it was; the process goes on from here."""
        self._give_back()
        if self._shows:
            self._write(_BACK)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        signal.signal(number, self._stop)
        self._give_back = _keys_kept()
        if self._shows:
            self._write(self._painted)

    def _write(self, text: str) -> None:
        with suppress(OSError):  # the terminal is gone, as the program will find out
            self._screen.write(text)
            self._screen.flush()


def _ends_in_order() -> list[int]:
    """Let whoever tells the program to end, end it as an error would: the terminal is let go of on the way. The numbers
    of the signals that do so now."""
    numbers = (getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP"))
    ends = [number for number in numbers if number is not None and signal.getsignal(number) == signal.SIG_DFL]
    for number in ends:
        signal.signal(number, _end)
    return ends


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(_SIGNALLED + number)


def _keys_kept() -> Callable[[], None]:
    """Let every key but Ctrl+C wait for the program as it was pressed, and show none; how that is undone."""
    if sys.platform == "win32":
        return _nothing
    import termios

    try:
        keys = sys.stdin.fileno()
        found = termios.tcgetattr(keys)
        unused = os.fpathconf(keys, "PC_VDISABLE").to_bytes(1, "little")
        kept = [*found[:6], [*found[6]]]
        kept[0] &= ~(termios.ICRNL | termios.IXON)
        kept[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        for which, what in ((termios.VQUIT, unused), (termios.VSUSP, unused), (termios.VMIN, 1), (termios.VTIME, 0)):
            kept[6][which] = what
        termios.tcsetattr(keys, termios.TCSANOW, kept)
    except (OSError, ValueError, termios.error):
        return _nothing

    def give_back() -> None:
        with suppress(termios.error):
            termios.tcsetattr(keys, termios.TCSANOW, found)

    return give_back


def _nothing() -> None:
    """Nothing was changed."""
