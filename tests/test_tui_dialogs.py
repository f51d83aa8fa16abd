"""What is seen beside a dialog: the screen below, dimmed, as it is now."""

from __future__ import annotations

from textual.color import Color

from kbtui.tui.themes import DARK, LIGHT
from tests.tui_fixtures import FOURIER, USUAL, Seen, opened

DIMMED = 0.6
"""How much of what is below the background covers."""


def fronts(seen: Seen, y: int) -> list[Color]:
    """The colours of a row's signs."""
    styled = ((segment, segment.style) for segment in seen.strips[y])
    return [
        Color.from_rich_color(style.color)
        for segment, style in styled
        if style is not None and style.color is not None
        for _ in segment.text
    ]


async def test_what_is_below_is_dimmed_and_leads_nowhere() -> None:
    async with opened(note=FOURIER, size=USUAL) as seen:
        rows, colours = [*seen.lines], fronts(seen, 0)
        await seen.press("y")
        assert seen.lines[0] == rows[0]
        assert seen.lines[-1] == rows[-1]
        over = Color.parse(DARK.background or "")
        assert fronts(seen, 0) == [colour.blend(over, DIMMED) for colour in colours]
        assert not any(segment.style and segment.style.meta for segment in seen.strips[-1])


async def test_what_changes_below_is_seen() -> None:
    async with opened(note=FOURIER, size=USUAL) as seen:
        await seen.press("y")
        seen.browser.say("Something was found meanwhile.")
        await seen.settle()
        assert "Something was found meanwhile." in seen.text


async def test_below_is_as_large_as_the_terminal_is_now() -> None:
    async with opened(note=FOURIER, size=(100, 30)) as seen:
        rows = [*seen.lines]
    async with opened(note=FOURIER, size=USUAL) as seen:
        await seen.press("y")
        await seen.pilot.resize_terminal(100, 30)
        await seen.until(lambda: (seen.lines[0], seen.lines[-1]) == (rows[0], rows[-1]))


async def test_below_is_in_the_colours_of_the_theme_that_is_chosen_now() -> None:
    async with opened(note=FOURIER, size=USUAL) as seen:
        await seen.press("y")
        seen.app.theme = LIGHT.name
        await seen.settle()
        dimmed = fronts(seen, 0)
        await seen.press("escape")
        over = Color.parse(LIGHT.background or "")
        assert dimmed == [colour.blend(over, DIMMED) for colour in fronts(seen, 0)]
