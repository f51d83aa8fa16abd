"""Telling the screen from a thread what was found there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from textual.app import App
from textual.worker import get_current_worker

Tell = Callable[..., None]
"""Calls something, with what it is given, on the event loop; from a worker's thread, which waits for it."""

Gathered = TypeVar("Gathered")


class Shown(Protocol):
    """A screen, or something on it."""

    @property
    def app(self) -> App[Any]: ...


class Worked(Shown, Protocol):
    """A screen that work is done for."""

    def run_worker(self, work: Callable[[], None], *, thread: bool, exclusive: bool, group: str) -> object:
        """Do some work in a thread; later work of its group calls it off, and so does the end of the screen."""


def from_thread(screen: Shown) -> Tell:
    """What a worker of a screen tells it with. Nothing is told once the worker was called off, as all are at the end.

    Args:
        screen: The screen. Ask before the thread starts: in it, nothing leads to the program once the screen is gone.
    """
    call = screen.app.call_from_thread

    def tell(then: Callable[..., object], *what: object, **named: object) -> None:
        if not get_current_worker().is_cancelled:
            call(then, *what, **named)

    return tell


def gather(screen: Worked, work: Callable[[], Gathered], then: Callable[[Gathered], object], group: str) -> None:
    """Do some work in a thread, and then something with what came of it on the event loop.

    Args:
        screen: What it is done for.
        work: What is done in the thread. Where it was called off, it may raise whatever it likes.
        then: What is done with its outcome.
        group: Later work of the same group calls it off.
    """
    tell = from_thread(screen)
    screen.run_worker(lambda: tell(then, work()), thread=True, exclusive=True, group=group)
