"""The browser in a test: opened on a vault, given keys and clicks, and read as somebody sees it."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.containers import Vertical
from textual.events import Key, MouseScrollDown
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import WorkerCancelled

from kbtui.config import Config
from kbtui.startup.start import Start
from kbtui.tui.app import Kbtui
from kbtui.tui.browser import Browser
from kbtui.tui.lists.rows import Rows
from kbtui.tui.panes.pane import Pane
from kbtui.tui.panes.topics_pane import TopicsPane
from kbtui.tui.reader.reader import Reader

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "sample_notes"
WIDE, USUAL, NARROW = (120, 34), (80, 24), (40, 15)
LATEST = 120
"""Seconds in which anything here has happened, on the slowest machine."""
_LOOK = 0.01
"""Seconds between two looks whether something has come by itself."""

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
        """Press keys, each once what came of the one before is done; then wait for all work that goes on."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
            self.app.post_message(Key(name, _character(name)))
            await drained()
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
        """Wait until nothing more comes by itself: no work goes on, no message waits, and all is painted."""
        await at_rest(self.app)

    async def until(self, shown: Callable[[], bool]) -> None:
        """Wait for something that comes by itself, such as what the folder's watch sets off."""
        async with asyncio.timeout(LATEST):
            while not shown():
                await self.pilot.pause(_LOOK)

    async def noticed(self) -> None:
        """Let the program notice what changed in the folder, as its watch would tell it, and do what comes of that."""
        self.browser.vault_keeping.look()
        await self.settle()

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
        return [rows.row(number).text for number in rows.listed]


async def at_rest(app: App[Any]) -> None:
    """Wait until nothing more comes by itself in a program. Work that was called off for newer is not missed."""
    async with asyncio.timeout(LATEST):
        await drained()
        while _works(app) or _paints(app):
            with suppress(WorkerCancelled):
                await app.workers.wait_for_complete()
            await drained()


async def drained() -> None:
    """Wait until all that runs in the event loop waits itself: for a clock, a thread, or somebody who types."""
    loop: Any = asyncio.get_running_loop()
    await asyncio.sleep(0)
    while loop._ready:
        await asyncio.sleep(0)


def _works(app: App[Any]) -> bool:
    return not all(worker.is_finished for worker in app.workers)


def _paints(app: App[Any]) -> bool:
    """Paint what would wait for the screen's clock. Whether there was anything, of which more may come."""
    waiting = [screen for screen in app.screen_stack if screen.is_current and _is_to_be_painted(screen)]
    for screen in waiting:
        screen._on_timer_update()
    return bool(waiting)


def _is_to_be_painted(screen: Screen[Any]) -> bool:
    """Whether something is to be laid out, painted, or called after that.

    A screen under a dialog asks to be painted again whenever it was, and is when its next message comes.
    """
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
        or (screen._repaint_required and screen is screen.app.screen)
    )


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
    watched: bool = False,
    **start: Any,
) -> AsyncIterator[Seen]:
    """The program on a vault, once it has read all of it. Most tests ask no index, and none is made for them.

    Its folder is watched only where that is said: else what changes there is noticed when the test says so.
    """
    sample, keep_index = start.get("sample", False), start.get("keep_index", False)
    app = Kbtui(Start(root, note, start.get("video"), config or Config(), sample=sample, keep_index=keep_index))
    with pytest.MonkeyPatch.context() as patch:
        if not watched:
            patch.setattr("kbtui.vault.watch.changes", _nothing)
        async with app.run_test(size=size, notifications=True) as pilot:
            seen = Seen(pilot)
            await seen.settle()
            yield seen


def _nothing(*_: object) -> tuple[()]:
    """What is heard of a folder that nobody watches."""
    return ()


def vault_of(folder: Path, notes: Mapping[str, str]) -> Path:
    """A vault with notes by path."""
    for path, text in notes.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder
