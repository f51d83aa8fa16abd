"""The browser in a test: opened on a vault, given keys and clicks, and read as somebody sees it."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.containers import Vertical
from textual.events import Key, MouseScrollDown
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import WorkerCancelled

from kbtui.config import Config
from kbtui.start import Start
from kbtui.tui.app import Kbtui
from kbtui.tui.browser import Browser
from kbtui.tui.pane import Pane
from kbtui.tui.reader import Reader
from kbtui.tui.rows import Rows
from kbtui.tui.topics_pane import TopicsPane

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "sample_notes"
WIDE, USUAL, NARROW = (120, 34), (80, 24), (40, 15)
ROUNDS = 4
"""How often all widgets empty their queues after a key: longer than any chain of messages that one sets off."""

FOURIER = "3blue1brown/fourier_transform.md"
CLEANING = "3blue1brown/cleaning_up_a_recording.md"
EULER = "3blue1brown/eulers_formula_as_a_motor.md"
HAMMING = "3blue1brown/hamming_codes.md"
ENTROPY = "3blue1brown/entropy.md"
READING = "reading_list/information_theory.md"
WELCOME = "welcome.md"


@dataclass(frozen=True)
class Seen:
    """The running program, and what it shows."""

    pilot: Pilot[None]

    @property
    def app(self) -> Kbtui:
        assert isinstance(self.pilot.app, Kbtui)
        return self.pilot.app

    @property
    def browser(self) -> Browser:
        """The screen that is read in, whatever dialog is over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, Browser))

    @property
    def reader(self) -> Reader:
        return self.browser.columns.reader

    @property
    def topics(self) -> TopicsPane:
        return self.browser.columns.topics

    def pane(self, name: str) -> Pane:
        return next(pane for pane in self.browser.columns.side.panes if pane.id == name)

    @property
    def path(self) -> str:
        """The note that is shown."""
        assert self.browser.page is not None
        return self.browser.page.note.path

    @property
    def line(self) -> int:
        """The file's line that is on top."""
        return self.reader.place.line

    @property
    def status(self) -> str:
        return self.browser.status.words

    @property
    def focus(self) -> str:
        """The name of the pane that has the focus: `reader`, `topics`, `headings` …"""
        focused = self.browser.focused
        if focused is None:
            return ""
        named = focused if focused.id else focused.parent
        return str(named.id) if isinstance(named, Widget) else ""

    @property
    def dialog(self) -> str:
        """The class of the dialog that is open; empty where none is."""
        return "" if self.app.screen is self.browser else type(self.app.screen).__name__

    @property
    def clipboard(self) -> str:
        """What was last sent to the terminal's clipboard."""
        return self.app.clipboard

    @property
    def strips(self) -> list[Strip]:
        """What the screen on top shows, row by row, with its colours."""
        return self.app.screen._compositor.render_strips()

    @property
    def lines(self) -> list[str]:
        """What the screen on top shows, row by row."""
        return [strip.text.rstrip() for strip in self.strips]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def box(self) -> Widget:
        """The open dialog's box."""
        return self.app.screen.query_one(Vertical)

    @property
    def dialog_text(self) -> str:
        """What the open dialog shows, its lines joined without a space as an address is."""
        return "".join(line for line in self._within(self.box))

    def words(self, widget: Widget) -> str:
        """What a widget shows, on one line."""
        return " ".join(" ".join(self._within(widget)).split())

    def _within(self, widget: Widget) -> list[str]:
        region = widget.content_region
        return [strip.crop(region.x, region.right).text.strip() for strip in self.strips[region.y : region.bottom]]

    async def press(self, *keys: str) -> None:
        """Press keys, each once what came of the one before is done; then wait for all work that goes on.

        Pilot's own `press` waits for the process to be idle, which is ten times slower.
        """
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
            self.app.post_message(Key(name, _character(name)))
            for _ in range(ROUNDS):
                await self.pilot._wait_for_screen()
        await self.settle()

    async def type(self, text: str) -> None:
        await self.press(*text)

    async def walk(self, key: str, words: str) -> None:
        """Press a key until the status line holds words."""
        for _ in range(80):
            if words in self.status:
                return
            await self.press(key)
        raise AssertionError(f"{words!r} is never told; at last it was {self.status!r}")

    async def settle(self) -> None:
        """Wait for the work that goes on; work that was called off for newer is not missed."""
        # Work that is done may have begun other work.
        for _ in range(50):
            with suppress(WorkerCancelled):
                await self.app.workers.wait_for_complete()
            await self.pilot._wait_for_screen()
            if all(worker.is_finished for worker in self.app.workers):
                break
        for _ in range(ROUNDS):
            await self.pilot._wait_for_screen()
        await self.pilot.pause()
        await self.pilot.pause()  # what the first laid out anew is told of its size, and laid out once more

    async def until(self, shown: Callable[[], bool]) -> None:
        """Wait for something that comes by itself, such as what the folder's watch sets off."""
        async with asyncio.timeout(30):
            while not shown():
                await self.pilot.pause()

    async def click(self, widget: Widget, x: int = 1, y: int = 0) -> None:
        await self.pilot.click(widget, offset=(x, y))
        await self.settle()

    async def click_on(self, words: str, within: Widget | None = None) -> None:
        """Click on the first place where words are seen."""
        region = (within or self.app.screen).region
        for y in range(region.y, region.bottom):
            cells = self.cells(y)
            at = "".join(cells[region.x : region.right]).find(words)
            if at >= 0:
                await self.pilot.click(offset=(region.x + at, y))
                await self.settle()
                return
        raise AssertionError(f"{words!r} is not on the screen:\n{self.text}")

    async def wheel(self, widget: Widget) -> None:
        """Turn the mouse's wheel down by a notch over a widget."""
        await self.pilot._post_mouse_events([MouseScrollDown], widget, offset=(3, 3), button=0)
        await self.settle()

    def cells(self, y: int) -> list[str]:
        """A row's characters; no row with wide ones is asked for."""
        return list(self.lines[y].ljust(self.app.size.width))

    def rows(self, rows: Rows) -> list[str]:
        """A list's rows in full, narrowed or not shown ones left out."""
        return [rows._rows[number].text for number in rows._shown]


def _character(key: str) -> str | None:
    """What a key types, as a terminal would tell."""
    try:
        return unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        return key if len(key) == 1 else None


@asynccontextmanager
async def opened(
    root: Path = SAMPLE,
    note: str | None = None,
    *,
    size: tuple[int, int] = WIDE,
    config: Config | None = None,
    **start: Any,
) -> AsyncIterator[Seen]:
    """The program on a vault, once it has read all of it. Most tests ask no index, and none is made for them."""
    sample, keep_index = start.get("sample", False), start.get("keep_index", False)
    app = Kbtui(Start(root, note, start.get("video"), config or Config(), sample=sample, keep_index=keep_index))
    async with app.run_test(size=size, notifications=True) as pilot:
        seen = Seen(pilot)
        await seen.settle()
        yield seen


def vault_of(folder: Path, notes: Mapping[str, str]) -> Path:
    """A vault with notes by path."""
    for path, text in notes.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder
