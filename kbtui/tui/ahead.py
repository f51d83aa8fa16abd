"""Keys that are typed ahead: over a slow line, or pasted, a key and what is typed after it come at once.

A key goes its way from the widget in use up to the program, which acts on it last. A key right behind it would be sent
to what was in use before: letters meant for a line to type on would be commands.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from time import monotonic
from typing import Any

from textual.app import App
from textual.dom import DOMNode
from textual.events import Key, Paste
from textual.screen import Screen
from textual.widget import Widget

from kbtui.tui.palette import Palette

_SOON = 0.02
"""Seconds after a key within which the next may come before the first was acted on."""
_LATEST = 1.0
"""Seconds after which a key no longer waits for the one before it: what was asked may have closed unheard."""


Typed = Key | Paste
Send = Callable[[Typed], Awaitable[None]]


class Ahead:
    """Holds a key back until the one before it was acted on, and what that opened is there to take keys."""

    def __init__(self, app: App[Any], send: Send) -> None:
        """`send` lets a key through, to what is in use by then."""
        self._app = app
        self._send = send
        self._held: deque[Typed] = deque()
        self._sent = 0.0
        """When a key was last let through."""
        self._looks = 0
        """How many times was looked whether the last key was acted on; only the last look counts."""
        self._is_looking = False

    @property
    def has_taken(self) -> bool:
        """Whether anything was typed as yet."""
        return self._sent > 0

    async def take(self, key: Typed) -> None:
        """Let a key through now, or once those before it were acted on."""
        self._held.append(key)
        since = monotonic() - self._sent
        if since > _LATEST or (since > _SOON and not self._is_looking and self._palette(key) is None):
            await self._let_one_go()
        elif not self._is_looking:
            self._look()

    async def _let_one_go(self) -> None:
        self._is_looking = False
        self._sent = monotonic()
        await self._send(self._held.popleft())
        if self._held:
            self._look()

    def _look(self, *, acted: bool = False) -> None:
        """Go the way of the key that was let through last: behind it, then behind what came of its being acted on."""
        self._is_looking = True
        self._looks += 1
        focused, screen = self._app.focused, self._app.screen
        self._follow(
            (focused or screen).ancestors_with_self, partial(self._looked, self._looks, focused, screen, acted)
        )

    def _follow(self, way: Sequence[DOMNode], last: Callable[[], Awaitable[None]]) -> None:
        if way:
            node, *others = way
            if not node.call_later(self._follow, others, last):  # it closes
                self._follow(others, last)
        else:
            self._app.call_later(last)

    async def _looked(self, look: int, focused: Widget | None, screen: Screen[Any], acted: bool) -> None:
        if look != self._looks or not self._is_looking:
            return
        if acted and self._app.focused is focused and self._app.screen is screen:
            await self._let_one_go()
        else:
            self._look_again()

    def _look_again(self) -> None:
        """Look once more before a key is let through; in the palette once it shows what fits what was typed."""
        palette = self._palette(self._held[0])
        if palette is None:
            self._look(acted=True)
        else:
            self._app.run_worker(self._look_once_found(palette))

    async def _look_once_found(self, palette: Palette) -> None:
        await palette.found()
        if not palette.call_after_refresh(self._look, acted=True):  # it closes
            self._look()

    def _palette(self, typed: Typed) -> Palette | None:
        """The palette, where it is open and not ready for what is typed."""
        screen = self._app.screen
        return screen if isinstance(screen, Palette) and not screen.is_ready_for(typed) else None
