"""Processes that kbtui starts of itself, for work that another core can do."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen
from threading import Event, Thread
from typing import Any

_ABOVE = Path(__file__).parent.parent
"""The folder that kbtui is imported from."""


def command_of(module: str, *arguments: str) -> list[str]:
    """The command that runs one of kbtui's modules.

    It imports nothing of the folder that one stands in, which may be a stranger's vault.
    """
    return [sys.executable, "-P", "-m", module, *arguments]


def environment() -> dict[str, str]:
    """The environment to run it in: kbtui is found where it was found now."""
    paths = (str(_ABOVE), os.environ.get("PYTHONPATH", ""))
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}


@contextmanager
def watched(process: Popen[Any], patience: float) -> Iterator[Event]:
    """Ends a process where what is given is not set for some seconds: one that is stopped would be waited for without
    end."""
    heard, over = Event(), Event()

    def watch() -> None:
        while heard.wait(patience) and not over.is_set():
            heard.clear()
        process.kill()

    Thread(target=watch, daemon=True, name="watch of a process").start()
    try:
        yield heard
    finally:
        over.set()
        heard.set()
