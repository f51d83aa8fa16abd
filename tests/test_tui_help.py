"""The keys of where one is: in the footer, and all of them behind `?`."""

from __future__ import annotations

import pytest

from tests.tui_fixtures import FOURIER, NARROW, USUAL, WIDE, opened

LOW = (44, 20)


async def test_the_keys_are_seen_from_the_first_and_a_page_scrolls() -> None:
    async with opened(note=FOURIER, size=USUAL) as seen:
        await seen.press("?")
        assert {"Here", "config"} < set(seen.lines[4].split())
        await seen.press("space")
        assert "Here" not in seen.text
        await seen.press("b")
        assert "Here" in seen.lines[4]


async def test_the_keys_are_narrowed_by_what_they_do_and_by_their_names_in_a_config() -> None:
    async with opened(note=FOURIER, size=USUAL) as seen:
        await seen.press("?", "/", *"pause")
        assert "Pause mpv" in seen.text
        assert "Search all notes" not in seen.text
        assert "1 of " in seen.text
        await seen.press("escape", "/", *"history.back", "enter")
        assert "Back to the line one came from" in seen.text
        await seen.press("escape")
        assert "Search all notes" in seen.text
        await seen.press("escape")
        assert seen.dialog == ""


async def test_in_a_narrow_terminal_letters_are_shown_beside_arrows() -> None:
    async with opened(note=FOURIER, size=LOW) as seen:
        await seen.press("?")
        for keys in ("↑ k", "↓ j", "← h"):
            assert keys in seen.text


@pytest.mark.parametrize("size", [NARROW, LOW, USUAL, WIDE], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("keys", ["", "0", "4"])
async def test_the_footer_always_shows_the_way_to_all_keys_and_out(size: tuple[int, int], keys: str) -> None:
    async with opened(note=FOURIER, size=size) as seen:
        await seen.press(*keys)
        assert seen.lines[-1].endswith("? Keys  q Quit")


async def test_what_is_most_wanted_is_in_the_footer_of_a_usual_terminal() -> None:
    async with opened(note=FOURIER, size=USUAL) as seen:
        for words in ("o Play", "s Search", "/ Find"):
            assert words in seen.lines[-1]
