"""What holds up the keys: the longest that the event loop was at one thing, for every key of every page.

    python -m bench.loop [VAULT]

Without a vault, one of 21,000 notes is made. Into one that is given, which ought to be made as well, a note is written
and removed again. The browser runs on it without a terminal, on an
event loop that times each of its callbacks: on the clock, where the work of other threads counts as well, since they
hold the interpreter, and in time of the loop's own thread. No callback is to take longer than 16 ms.

Beside it stands what Textual takes for the same where there is nothing to show: an empty program that starts, opens an
empty dialog and an empty page, leaves them, and comes to another size.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextvars import Context
from pathlib import Path
from typing import Any

from msgspec import Struct
from textual.app import App
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen

from bench.apart import index, made
from bench.made_vault import NOTES
from kbtui.config import Config
from kbtui.layout.grammar import get_ready
from kbtui.startup.beginning import Beginning
from kbtui.startup.start import Start
from kbtui.tui.app import TURN, Kbtui
from kbtui.tui.browser import Browser
from kbtui.vault.files import list_notes

SIZE = (120, 40)
LIMIT = 0.016
"""Seconds that a callback may take."""
_BEAT = 0.005
_FRAMES = 0.05
"""Seconds in which what a key changed is painted."""
_PATIENCE = 60.0
_SHOWN = 25
_CHANGED = 400
"""Notes that change at once; fewer would be read by the time that one looks."""

STEPS: tuple[tuple[str, str], ...] = (
    ("the note", "j j d u space b G g l l l h w w f escape ] ] [ slash t h e enter n N escape"),
    ("preview of a link", "l K j escape l K escape"),
    ("preview of a moment", "4 j K escape escape"),
    ("what is wrong", "exclamation_mark escape"),
    ("panes", "1 j j enter 2 j 3 j enter backspace 4 j j G g tab shift+tab escape"),
    ("topics", "0 j j j k G g l j l j j enter 0 h h h T j G g T slash z e n escape escape"),
    ("topics to notes", "0 G l l j j enter 0 j enter 0 j enter backspace backspace L L"),
    ("following", "l l l enter backspace l enter backspace H L"),
    ("the video's page", "v j j G g slash a b escape v"),
    ("the picture", "x j j l h space j K escape escape"),
    ("related", "r j j G K escape escape"),
    ("quotes", "Q j j G g slash o f enter escape K escape Q"),
    ("videos", "V j l j h G g slash z e n escape K escape V"),
    ("wanted", "W j j G g slash w 1 2 escape enter escape W"),
    ("search", "s z e n i space t i o n down down backspace backspace tab j j escape"),
    ("go to", "ctrl+o z e n i t a down down escape ctrl+o l o enter"),
    ("marks", "m t r y enter M j escape M enter"),
    ("copying", "y escape y a escape escape"),
    ("help, palette", "question_mark j escape ctrl+p n o escape"),
)
"""Keys in the order in which they are pressed, by what they are for."""


YARDSTICKS: tuple[tuple[str, type[Screen[None]]], ...] = (("a dialog", ModalScreen), ("a page", Screen))
"""What an empty program opens."""


class Callback(Struct, frozen=True):
    """Something that the loop was at for a while."""

    seconds: float
    """On the clock."""
    own: float
    """In time of the loop's own thread."""
    during: str
    """Which key was pressed last, and where."""
    name: str


class Meter:
    """Times what a loop does, and remembers what took long."""

    def __init__(self, least: float = LIMIT / 4) -> None:
        """`least` are the seconds that are long enough to be remembered."""
        self.during = "start"
        self.long: list[Callback] = []
        self.count = 0
        self._least = least

    def timed(self, callback: Callable[..., object]) -> Callable[..., object]:
        """A callback that tells how long it takes."""

        def run(*arguments: object) -> object:
            begun, own = time.perf_counter(), time.thread_time()
            try:
                return callback(*arguments)
            finally:
                taken = time.perf_counter() - begun
                self.count += 1
                if taken > self._least:
                    self.long.append(Callback(taken, time.thread_time() - own, self.during, _name(callback)))

        return run


class MeteredLoop(asyncio.SelectorEventLoop):
    """An event loop whose callbacks are timed."""

    def __init__(self, meter: Meter) -> None:
        super().__init__()
        self._meter = meter

    def call_soon(self, callback: Callable[..., Any], *args: object, context: Context | None = None) -> asyncio.Handle:
        return super().call_soon(self._meter.timed(callback), *args, context=context)

    def call_soon_threadsafe(
        self, callback: Callable[..., Any], *args: object, context: Context | None = None
    ) -> asyncio.Handle:
        return super().call_soon_threadsafe(self._meter.timed(callback), *args, context=context)

    def call_at(
        self, when: float, callback: Callable[..., Any], *args: object, context: Context | None = None
    ) -> asyncio.TimerHandle:
        return super().call_at(when, self._meter.timed(callback), *args, context=context)


def _name(callback: Callable[..., object]) -> str:
    """What a callback is of: the task whose turn it is, else itself."""
    owner = getattr(callback, "__self__", None)
    if isinstance(owner, asyncio.Task):
        return str(owner.get_name()).removeprefix("message pump ")
    return str(getattr(callback, "__qualname__", callback))


async def walk(root: Path, meter: Meter) -> list[float]:
    """Press all keys, one after the other, then change the vault: how late the loop was meanwhile."""
    app = Kbtui(Start(root, None, None, Config(), sample=False, beginning=Beginning(root)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        for where, keys in STEPS:
            for key in keys.split():
                meter.during = f"{key}, {where}"
                app.post_message(Key(key, {"space": " "}.get(key, key if len(key) == 1 else None)))
                await settled(pilot)
        meter.during = "another size"
        for size in ((80, 24), (200, 50), SIZE):
            await pilot.resize_terminal(*size)
            await settled(pilot)
        await a_change(pilot, root, meter)
        return await under_way(pilot, root, meter)


def as_started() -> None:
    """Begin as `kbtui` does on a terminal: no garbage is looked for before the vault is there, what reads notes is
    imported, and threads take short turns."""
    gc.disable()
    get_ready()
    sys.setswitchinterval(TURN)


async def empty(meter: Meter) -> None:
    """Do what every program does with nothing in it: each twice, since much is imported the first time."""
    app: App[None] = App()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        for often in ("first", "again"):
            for what, screen in YARDSTICKS:
                meter.during = f"{what} {often}"
                await app.push_screen(screen())
                await settled(pilot)
                meter.during = f"{what} left {often}"
                app.pop_screen()
                await settled(pilot)
        meter.during = "another size"
        await pilot.resize_terminal(80, 24)
        await settled(pilot)


async def a_change(pilot: Pilot[None], root: Path, meter: Meter) -> None:
    """A note is added, changed and removed while kbtui runs."""
    new = root / "a_new_note.md"
    for what, text in (("a note added", "# New\n\n[[nothing]]"), ("a note changed", "# Newer"), ("a note removed", "")):
        meter.during = what
        new.write_text(text, encoding="utf-8") if text else new.unlink()
        await asyncio.sleep(1.5)
        await settled(pilot)


async def under_way(pilot: Pilot[None], root: Path, meter: Meter) -> list[float]:
    """How late the loop is, again and again, while notes that changed are read in the background, and all links are
    looked through again."""
    browser = next(screen for screen in pilot.app.screen_stack if isinstance(screen, Browser))
    await asyncio.to_thread(_touch, root)
    meter.during = "the vault is looked at"
    late: list[float] = []
    browser.vault_keeping.look()
    while not all(worker.is_finished for worker in pilot.app.workers) or len(late) < _SHOWN:
        begun = time.perf_counter()
        await asyncio.sleep(_BEAT)
        late.append(time.perf_counter() - begun - _BEAT)
    return late


def _touch(root: Path) -> None:
    """Let some notes seem changed."""
    for path in list(list_notes(root))[:_CHANGED]:
        (root / path).touch()


async def settled(pilot: Pilot[None]) -> None:
    """Wait until no work goes on."""
    deadline = time.perf_counter() + _PATIENCE
    await asyncio.sleep(_FRAMES)
    while time.perf_counter() < deadline and not all(worker.is_finished for worker in pilot.app.workers):
        await asyncio.sleep(_BEAT)
    await asyncio.sleep(_FRAMES)


def empty_lines(meter: Meter) -> Iterator[str]:
    """The longest callback of each thing that the empty program did."""
    longest: dict[str, float] = {}
    for each in meter.long:
        longest[each.during] = max(each.own, longest.get(each.during, 0.0))
    yield "an empty Textual program, its longest callbacks:"
    for during, own in longest.items():
        yield f"{'':7} {own * 1000:7.1f}  {during}"


def lines(meter: Meter, late: list[float]) -> Iterator[str]:
    over = [each for each in meter.long if each.seconds > LIMIT]
    own = [each for each in meter.long if each.own > LIMIT]
    limit = f"{LIMIT * 1000:.0f} ms"
    yield f"{meter.count} callbacks; over {limit}: {len(over)} on the clock, {len(own)} in the loop's own time"
    yield f"{'ms':>7} {'own ms':>7}  {'key':44} whose   (budget {limit})"
    for each in sorted(meter.long, key=lambda each: (-each.own, -each.seconds))[:_SHOWN]:
        yield f"{each.seconds * 1000:7.1f} {each.own * 1000:7.1f}  {each.during:44} {each.name}"
    if late:
        high = statistics.quantiles(late, n=100)[-1]
        yield (
            f"late while the vault is looked at: {statistics.median(late) * 1000:.1f} ms in the middle, "
            f"{high * 1000:.1f} ms at the 99th percentile, {max(late) * 1000:.1f} ms at most"
        )


def main(root: Path) -> None:
    index(root)
    bare, meter = Meter(least=0.0), Meter()
    with asyncio.Runner(loop_factory=lambda: MeteredLoop(bare)) as runner:
        runner.run(empty(bare))
    print("\n".join(empty_lines(bare)), flush=True)
    as_started()
    with asyncio.Runner(loop_factory=lambda: MeteredLoop(meter)) as runner:
        late = runner.run(walk(root, meter))
    print("\n".join(lines(meter, late)), flush=True)


if __name__ == "__main__":
    with made(sys.argv[1:], NOTES) as vaults:
        main(*vaults)
