"""The picture of a note's neighbourhood: walked by keys, at home at every size."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbtui.tui.pages.neighbourhood_page import NeighbourhoodPage
from tests.tui_fixtures import EULER, FOURIER, NARROW, USUAL, WIDE, Seen, opened, vault_of

WINDING = "3blue1brown/winding_machine.md"


def page_of(seen: Seen) -> NeighbourhoodPage:
    assert isinstance(seen.app.screen, NeighbourhoodPage)
    return seen.app.screen


@pytest.mark.parametrize("size", [WIDE, USUAL, (40, 24), NARROW], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_it_is_legible_and_kept_to_its_room(size: tuple[int, int]) -> None:
    async with opened(note=FOURIER, size=size) as seen:
        await seen.press("x")
        for words in ("linked from 8", "The winding machine ⇄", "links to 6 · 1 wanted"):
            assert words in seen.text
        assert len(seen.lines) == size[1]
        await seen.press("escape")
        assert (seen.dialog, seen.path) == ("", FOURIER)


async def test_it_is_walked_by_arrows_and_letters_and_enter_goes_there() -> None:
    async with opened(note=FOURIER, size=USUAL) as seen:
        await seen.press("x")
        page = page_of(seen)
        assert page.view.note.path == FOURIER
        for one, other in (("right", "left"), ("l", "h"), ("up", "down"), ("k", "j")):
            await seen.press(one)
            assert page.view.note.path != FOURIER
            await seen.press("K")
            assert seen.dialog == "Preview"
            await seen.press("escape")
            await seen.press(other)
        await seen.press("escape", "x")
        page = page_of(seen)
        await seen.press("down")
        path = page.view.note.path
        assert page.status.words.endswith(path)
        await seen.press("enter")
        assert (seen.dialog, seen.path, seen.focus) == ("", path, "reader")
        await seen.press("backspace")
        assert seen.path == FOURIER


async def test_another_note_is_put_in_the_middle() -> None:
    async with opened(note=FOURIER) as seen:
        await seen.press("x")
        page = page_of(seen)
        await seen.press("l")
        path = page.view.note.path
        await seen.press("c")
        assert page.view.hood.note.path == path
        assert page.view.number == 0
        await seen.press("enter")
        assert seen.path == path


async def test_a_click_goes_there() -> None:
    async with opened(note=FOURIER, size=USUAL) as seen:
        await seen.press("x")
        await seen.click_on("Euler")
        assert (seen.dialog, seen.path) == ("", EULER)


async def test_a_resize_keeps_the_note_under_the_cursor() -> None:
    async with opened(note=FOURIER) as seen:
        await seen.press("x")
        page = page_of(seen)
        await seen.press("l", *"kkkkk")
        path = page.view.note.path
        assert path != FOURIER
        await seen.pilot.resize_terminal(40, 24)
        await seen.settle()
        assert page.view.note.path == path


async def test_titles_are_data_and_a_lone_note_has_a_picture(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path, {"a.md": "---\ntitle: Rick [/Astley] [b]x\n---\n"})) as seen:
        await seen.press("x")
        assert "Rick [/Astley] [b]x" in seen.text
        assert "nothing links here" in seen.text
        await seen.press("l", "h", "j", "k", "enter")
        assert seen.dialog == ""
