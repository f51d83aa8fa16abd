"""Every note of a vault read through in the reader: opened, stepped through, paged to its end, and searched.

    python -m bench.whole VAULT

That is done at 40, 80 and 200 columns, of which all are used, with another width amid every tenth note. Nothing may
raise, and no row may be wider or narrower than the screen.
"""

from __future__ import annotations

import asyncio
import re
import sys
import time
from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from kbtui.graph.graph import NoteGraph
from kbtui.layout.find import count
from kbtui.layout.source import Source
from kbtui.tui.reader.page_source import source_of
from kbtui.tui.reader.reader import Reader
from kbtui.vault.vault import Vault

WIDTHS = (40, 80, 200)
HEIGHT = 24
_BETWEEN = 61
"""Columns that the screen has for a moment, amid a note."""
_EVERY = 10
_STEPS = 5
"""How often the cursor goes on, at each page."""
_WORDS = "the"
_WANTED = re.compile(_WORDS, re.IGNORECASE)


class ReaderApp(App[None]):
    """A reader and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.reader = Reader()

    def compose(self) -> ComposeResult:
        yield self.reader


def read_through(reader: Reader, source: Source) -> tuple[int, int]:
    """Opens a note and looks at all of it; how many rows there are, and how many matches.

    Raises:
        AssertionError: A row is not as wide as the screen.
    """
    reader.open(source)
    document = reader.document
    assert document is not None
    _look(reader)
    top = -1
    while reader.top > top:
        top = reader.top
        for _ in range(_STEPS):
            reader.action_step(1)
        reader.action_heading(1)
        reader.show(document.spot(top))
        reader.action_page(1)
        _look(reader)
    reader.action_bottom()
    assert reader.percent in (100, None)
    reader.find(_WORDS)
    for _ in range(_STEPS):
        reader.action_find_next()
        _look(reader)
    reader.find_end()
    return document.height, sum(count(document, which, _WANTED) for which in range(len(document.segments)))


def _look(reader: Reader) -> None:
    for strip in reader.render_lines(reader.size.region):
        assert strip.cell_length == reader.size.width, strip.text


async def at_another_width(pilot: Pilot[Any], reader: Reader) -> None:
    """Gives the screen another width for a moment, in the middle of the note."""
    columns, lines = pilot.app.size
    if reader.document is not None:
        reader.show(reader.document.spot(reader.document.height // 2))
    for width in (_BETWEEN, columns):
        await pilot.resize_terminal(width, lines)
        _look(reader)


async def _read_all(vault: Vault, columns: int) -> None:
    started, rows, found, worst = time.perf_counter(), 0, 0, 0.0
    app = ReaderApp()
    async with app.run_test(size=(columns, HEIGHT)) as pilot:
        app.reader.wide = columns > max(WIDTHS[:-1])
        for number, path in enumerate(vault.graph.notes):
            source = _source(vault, vault.graph, path)
            begun = time.perf_counter()
            some_rows, some_found = read_through(app.reader, source)
            worst = max(worst, time.perf_counter() - begun)
            rows, found = rows + some_rows, found + some_found
            if number % _EVERY == 0:
                await at_another_width(pilot, app.reader)
            await asyncio.sleep(0)
    taken = time.perf_counter() - started
    print(
        f"at {columns:3} columns: {len(vault.graph.notes)} notes, {rows} rows, {found} matches in {taken:.0f} s; "
        f"the slowest note {worst:.1f} s"
    )


def _source(vault: Vault, graph: NoteGraph, path: str) -> Source:
    try:
        return source_of(vault.glance(path, even_short=True), graph)
    except Exception as error:
        raise RuntimeError(f"{path} cannot be shown") from error


def main(root: Path | None = None) -> None:
    vault = Vault.open(root or Path(__file__).parent.parent / "sample_notes")
    print("every note opened, stepped through, paged to its end, searched and resized in the reader; nothing raised")
    for columns in WIDTHS:
        asyncio.run(_read_all(vault, columns))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else None)
