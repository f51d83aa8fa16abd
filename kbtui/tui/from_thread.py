"""Telling the screen from a thread what was found there."""

from __future__ import annotations

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.worker import get_current_worker

Tell = Callable[..., None]
"""Calls something, with what it is given, on the event loop; from a worker's thread, which waits for it."""


def from_thread(screen: MessagePump) -> Tell:
    """What a worker of a screen tells it with. Nothing is told once the worker was called off, as all are at the end.

    Args:
        screen: The screen. Ask before the thread starts: in it, nothing leads to the program once the screen is gone.
    """
    call = screen.app.call_from_thread

    def tell(then: Callable[..., object], *what: object, **named: object) -> None:
        if not get_current_worker().is_cancelled:
            call(then, *what, **named)

    return tell
