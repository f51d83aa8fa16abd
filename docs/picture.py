"""Makes the picture of the screen that the README shows.

`python docs/picture.py [VAULT [NOTE [COLUMNSxROWS [FILE [KEY …]]]]]`
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from pathlib import Path

from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from kbtui.config import Config
from kbtui.startup.start import Start
from kbtui.tui.app import Kbtui

HERE = Path(__file__).parent
DEFAULTS = (str(HERE.parent / "sample_notes"), "3blue1brown/fourier_transform.md", "120x34", str(HERE / "screen.svg"))


async def draw(vault: str, note: str, size: str, file: str, *keys: str) -> None:
    """Open a vault at a note, press keys, and keep what the screen shows."""
    columns, _, rows = size.partition("x")
    app = Kbtui(Start(Path(vault), note, None, Config(), sample=False, keep_index=False))
    async with app.run_test(size=(int(columns), int(rows))) as pilot:
        await settle(app, pilot)
        await pilot.press(*keys)
        await settle(app, pilot)
        # What draws a picture file may fold spaces otherwise.
        svg = app.export_screenshot(title="kbtui").replace("<text ", '<text xml:space="preserve" ')
        Path(file).write_text(svg, encoding="utf-8")


async def settle(app: Kbtui, pilot: Pilot[None]) -> None:
    """Wait for the work that goes on; what was called off for newer is not missed."""
    with suppress(WorkerCancelled):
        await app.workers.wait_for_complete()
    await pilot.pause()


if __name__ == "__main__":
    given = sys.argv[1:]
    asyncio.run(draw(*given, *DEFAULTS[len(given) :]))
