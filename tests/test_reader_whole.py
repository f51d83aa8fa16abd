"""Every sample note is read through in the reader, at three widths, as `python -m bench.whole VAULT` does with any."""

from __future__ import annotations

import pytest

from bench.whole import HEIGHT, WIDTHS, ReaderApp, at_another_width, read_through
from kbtui.tui.reader.page_source import source_of
from kbtui.vault.vault import Vault
from tests.tui_fixtures import SAMPLE


@pytest.mark.parametrize("columns", WIDTHS)
async def test_every_sample_note_is_read_through(columns: int) -> None:
    vault = Vault.open(SAMPLE)
    app = ReaderApp()
    async with app.run_test(size=(columns, HEIGHT)) as pilot:
        for number, path in enumerate(vault.graph.notes):
            rows, _ = read_through(app.reader, source_of(vault.page(path), vault.graph))
            assert rows > 1
            if number % 5 == 0:
                await at_another_width(pilot, app.reader)
