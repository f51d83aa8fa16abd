"""Whole screens, as they were looked at and found good; after a look, `pytest --snapshot-update` keeps new ones.

The sample notes do not move, the theme is fixed, and no path and no time is on any of these screens.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from kbtui.config import Config
from kbtui.startup.start import Start
from kbtui.tui.app import Kbtui
from tests.tui_fixtures import CLEANING, ENTROPY, EULER, FOURIER, NARROW, SAMPLE, USUAL, WELCOME, WIDE, Seen

Compare = Callable[..., bool]


@pytest.mark.parametrize(
    ("size", "note", "keys"),
    [
        pytest.param(USUAL, WELCOME, "", id="start"),
        pytest.param(WIDE, CLEANING, "l l l", id="repaired"),
        pytest.param(USUAL, FOURIER, "0 slash w o r d l e", id="narrowed"),
        pytest.param(USUAL, EULER, "question_mark", id="help"),
        pytest.param(WIDE, EULER, "end WANTED enter", id="wanted"),
        pytest.param(NARROW, FOURIER, "4 j", id="narrow"),
        pytest.param(USUAL, FOURIER, "v", id="video"),
        pytest.param(USUAL, FOURIER, "x l", id="neighbourhood"),
        pytest.param(USUAL, EULER, "Q j", id="quotes"),
        pytest.param(WIDE, EULER, "Q slash m a t h enter j", id="quotes-wide"),
        pytest.param(USUAL, FOURIER, "V l j", id="videos"),
        pytest.param(WIDE, FOURIER, "V", id="videos-wide"),
        pytest.param(USUAL, FOURIER, "W enter", id="wanted-topics"),
        pytest.param(WIDE, FOURIER, "W j j j j", id="wanted-topics-wide"),
        pytest.param(USUAL, ENTROPY, "r", id="related"),
        pytest.param(WIDE, ENTROPY, "r j", id="related-wide"),
    ],
)
def test_screen(
    snap_compare: Compare, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], note: str, keys: str
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)

    async def arrive(pilot: Pilot[Any]) -> None:
        seen = Seen(pilot)
        await seen.settle()
        for key in keys.split():
            await (seen.walk("h", "Wanted") if key == "WANTED" else seen.press(key))

    app = Kbtui(Start(SAMPLE, note, None, Config(theme="kbtui-dark"), sample=False, keep_index=False))
    assert snap_compare(app, terminal_size=size, run_before=arrive)
