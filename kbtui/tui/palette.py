"""Textual's palette, for keys that come before it shows anything."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.command import CommandList, CommandPalette
from textual.events import Key, Paste
from textual.worker import Worker, WorkerError


class Palette(CommandPalette):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "page('down')", "Next page", show=False),
        Binding("pageup", "page('up')", "Previous page", show=False),
    ]

    async def action_page(self, direction: str) -> None:
        """As Textual has it, whose list raises where it has no room: before it is laid out, or in a terminal of three
        lines."""
        commands = self.query_one(CommandList)
        if commands.scrollable_content_region:
            await commands.run_action(f"page_{direction}")

    def is_ready_for(self, typed: Key | Paste) -> bool:
        """Whether there is what something is meant for that is typed: for a key that is no letter, the commands."""
        if isinstance(typed, Paste) or typed.is_printable:
            return True
        commands = self.query(CommandList)
        is_laid_out = bool(commands) and bool(commands.first().scrollable_content_region)
        return is_laid_out and not self._searches()

    async def found(self) -> None:
        """Wait until the commands are found that fit what was typed so far."""
        for search in self._searches():
            with suppress(WorkerError):  # others are looked for instead
                await search.wait()

    def _searches(self) -> list[Worker[Any]]:
        return [worker for worker in self.workers if worker.node is self and not worker.is_finished]
