"""A program in a pseudo terminal, the screen that it draws, and when it drew it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

import pyte

COLUMNS, ROWS = 120, 40
BURST = 0.012
"""Seconds without output after which a burst of it is over; a frame is one burst."""


class Terminal:
    """A program at work; times are those of `time.perf_counter`."""

    def __init__(self, command: list[str], columns: int = COLUMNS, rows: int = ROWS) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        environment |= {"LINES": str(rows), "COLUMNS": str(columns)}
        environment.pop("NO_COLOR", None)
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)

    def send(self, keys: str) -> float:
        """Types keys; when."""
        started = time.perf_counter()
        os.write(self.master, keys.encode())
        return started

    def read(self, seconds: float) -> float | None:
        """Takes the next burst of output that begins within some time to the screen; when its last byte came.

        Nothing is drawn before the burst has ended: the emulator is slow, and its time is not the program's.
        """
        burst = self._burst(seconds)
        self.stream.feed(b"".join([piece for _, piece in burst]))
        return burst[-1][0] if burst else None

    def _burst(self, seconds: float) -> list[tuple[float, bytes]]:
        """The pieces of the next burst that begins within some time, each with when it came."""
        burst: list[tuple[float, bytes]] = []
        while select.select([self.master], [], [], BURST if burst else seconds)[0]:
            try:
                piece = os.read(self.master, 1 << 20)
            except OSError:  # the program has ended
                break
            burst.append((time.perf_counter(), piece))
        return burst

    def first_shown(self, words: str, limit: float) -> float | None:
        """When the piece came with which the screen first shows the words, though more follows it in the same burst."""
        deadline = time.perf_counter() + limit
        found: float | None = None
        while found is None and time.perf_counter() < deadline:
            for came, piece in self._burst(min(1.0, limit)):
                self.stream.feed(piece)
                if found is None and self.shows(words):
                    found = came
        return found

    def until(self, words: str, limit: float) -> float | None:
        """When the bytes came after which the screen shows the words; None if they do not come in time."""
        deadline = time.perf_counter() + limit
        while time.perf_counter() < deadline:
            came = self.read(min(1.0, limit))
            if came is None and self.process.poll() is not None:
                return None
            if came is not None and self.shows(words):
                return came
        return None

    def shows(self, words: str) -> bool:
        """Whether the words stand on the screen, wherever lines are broken."""
        return words in re.sub(r"\s+", " ", " ".join(self.screen.display))

    def settle(self, seconds: float = 0.3) -> None:
        """Waits until nothing has come for some time."""
        while self.read(seconds) is not None:
            continue

    def close(self) -> None:
        """Ends the program, which nobody reads from any more, and what it started."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
        os.close(self.master)
