"""How a command tells the shell what came of it."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    DONE = 0
    NOTHING = 1
    """Nothing matched, or `check` found problems."""
    USAGE = 2
    """Wrong usage or config, an ambiguous name, no such vault. argparse ends with the same."""
    CANNOT_OPEN = 3
    """Nothing can open the video."""
    CANNOT_WRITE = 4
    """The output cannot be written: it is closed, or the disk is full."""
    INTERRUPTED = 130
    """Ctrl+C: 128 + SIGINT."""
    PIPE_CLOSED = 141
    """Whoever read the output went away, as `head` does: 128 + SIGPIPE."""


class Stop(Exception):  # noqa: N818  it ends a command, which is not always an error
    """A command ends here: a message for stderr and the exit code."""

    def __init__(self, code: ExitCode, message: str) -> None:
        super().__init__(message)
        self.code = code
