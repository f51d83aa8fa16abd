"""Screens whose work is done in steps, between which keys are taken.

Textual does all that waits for a screen in one turn of the event loop, and lays a screen out and paints it in one step.
"""

from __future__ import annotations

from asyncio import sleep
from typing import TypeVar

from textual.events import Event, Resize
from textual.screen import Screen

Result = TypeVar("Result")


class InSteps(Screen[Result]):
    """A screen that makes way after each step."""

    async def on_event(self, event: Event) -> None:
        """As Textual has it, but that others have their turn before and after."""
        await sleep(0)
        if isinstance(event, Resize):
            with self.app.batch_update():  # what is laid out in one is painted after it
                await super().on_event(event)
        else:
            await super().on_event(event)
        await sleep(0)
