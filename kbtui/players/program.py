"""Starting a program beside this one: without a shell, without the terminal, without waiting for its end."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from threading import Thread

from msgspec import Struct

PATIENCE = 1.0
"""Seconds that a program is given to fail. One that still runs after them is taken to work."""


class Program(Struct, frozen=True):
    """A program that opens an address."""

    argv: tuple[str, ...]
    """The program and its arguments, the address among them. No shell ever reads them."""
    failure_tells: bool = True
    """Whether its exit code means anything: Windows' `explorer.exe` ends with 1 when all went well."""

    @property
    def name(self) -> str:
        return program_name(self.argv[0])


def program_name(command: str) -> str:
    """A program's name without its folder and Windows' ending."""
    return command.replace("\\", "/").rpartition("/")[2].removesuffix(".exe")


class Started(Struct, frozen=True):
    """A program that was started, and goes on whatever becomes of this process."""

    program: Program
    process: subprocess.Popen[bytes]
    reaper: Thread
    """Lasts as long as the program: somebody has to take its exit code, whenever it comes."""

    def ends_within(self, seconds: float) -> bool:
        """Whether the program has ended; waits for that `seconds` long at most."""
        self.reaper.join(seconds)
        return not self.reaper.is_alive()

    @property
    def failure(self) -> str | None:
        """How it failed, where it has ended and did."""
        return _failure(self.program, self.process.returncode)


def start(program: Program, patience: float = PATIENCE) -> str | None:
    """Start `program` and let go of it; None if it runs or ended well, else why it failed.

    Returns as soon as it ends, or after `patience` seconds.
    """
    started = launch(program)
    if isinstance(started, str):
        return started
    started.ends_within(patience)
    return started.failure


def launch(program: Program) -> Started | str:
    """Start `program`; a text says why it cannot be started.

    It gets a session of its own and no input or output, so it can neither write on the screen nor ask the terminal for
    anything, and it outlives this process.
    """
    try:
        process = subprocess.Popen(
            program.argv,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        return f"{program.name} cannot be started ({error.strerror or error})"
    reaper = Thread(target=process.wait, name=f"reaper of {program.name}", daemon=True)
    reaper.start()
    return Started(program, process, reaper)


def _environment() -> dict[str, str]:
    """Without `$BROWSER`, which was asked before: `xdg-open` would start the text browser that was refused."""
    return {name: value for name, value in os.environ.items() if name != "BROWSER"}


def _failure(program: Program, exit_code: int | None) -> str | None:
    if not exit_code or not program.failure_tells:
        return None
    if exit_code < 0:
        return f"{program.name} was ended by signal {-exit_code}"
    return f"{program.name} ended at once with exit code {exit_code}"


def told(reasons: Sequence[str]) -> str:
    """Several reasons as one."""
    return "; ".join(dict.fromkeys(reasons))
