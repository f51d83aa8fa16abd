"""A program in a terminal of its own, for tests of what only a terminal shows."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.mpv_fixtures import LONG

_FIRST = """
import fcntl, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
"""
"""What makes the terminal that of the program's session: it is told where that is closed."""


@dataclass
class Terminal:
    """A program in a terminal, and what it wrote there."""

    process: subprocess.Popen[bytes]
    ours: int
    written: bytes = b""

    def until(self, words: str) -> None:
        while words.encode() not in self.written:
            ready, _, _ = select.select([self.ours], [], [], LONG)
            assert ready, self.written[-2000:]
            self.written += os.read(self.ours, 1 << 16)

    def press(self, key: str) -> None:
        os.write(self.ours, key.encode())

    def rest(self) -> bytes:
        """What it writes until its end."""
        with suppress(OSError):  # the other side is closed
            while select.select([self.ours], [], [], LONG)[0] and (more := os.read(self.ours, 1 << 16)):
                self.written += more
        return self.written


_SIZE = {"LINES": "24", "COLUMNS": "100"}
"""Lines and columns, which the environment tells programs before the terminal does."""
_FIXED = {**_SIZE, "TERM": "xterm-256color", "PYTHONPATH": str(Path(__file__).parent.parent)}


@contextmanager
def in_terminal(program: str, words: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Iterator[Terminal]:
    """A Python program in a session of its own, whose terminal is closed by `os.close` of our side."""
    ours, its = os.openpty()
    termios.tcsetwinsize(its, (24, 100))
    process = subprocess.Popen(
        [sys.executable, "-c", _FIRST + program, *words],
        cwd=folder,
        env={**os.environ, **_FIXED, **environment},
        stdin=its,
        stdout=its,
        stderr=its,
        start_new_session=True,
    )
    os.close(its)
    try:
        yield Terminal(process, ours)
    finally:
        process.kill()
        process.wait()
