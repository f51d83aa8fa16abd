"""Keys that come in a bunch, as they do over a slow line: each means what it would, had it come alone."""

from __future__ import annotations

from string import ascii_letters

import pytest
from textual.command import CommandList
from textual.events import Key, Paste
from textual.widgets import Input

from kbtui.tui.ahead import Ahead
from kbtui.tui.pages.searching import SearchScreen
from kbtui.tui.palette import Palette
from tests.tui_fixtures import FOURIER, SAMPLE, USUAL, WELCOME, Seen, opened

LETTERS = ascii_letters * 3


async def at_once(seen: Seen, *keys: str) -> None:
    """Press keys before anything comes of the first."""
    for key in keys:
        seen.app.post_message(Key({"/": "slash", " ": "space"}.get(key, key), key if len(key) == 1 else None))
    await seen.settle()


def query(seen: Seen) -> str:
    """What the search page is asked."""
    return seen.app.screen.query_one(Input).value


async def test_what_to_find_is_typed_ahead() -> None:
    async with opened(SAMPLE, FOURIER, size=USUAL) as seen:
        await at_once(seen, *"/wind", "enter", "n")
        assert seen.browser.finding.found.startswith("/wind  2 of ")
        assert not seen.browser.prompt.is_open


async def test_a_query_is_typed_ahead() -> None:
    async with opened(SAMPLE, FOURIER, size=USUAL) as seen:
        await at_once(seen, *"sentropy")
        assert isinstance(seen.app.screen, SearchScreen)
        assert query(seen) == "entropy"


async def test_a_letter_to_pick_is_typed_ahead() -> None:
    async with opened(SAMPLE, FOURIER, size=USUAL) as seen:
        await at_once(seen, *"fs")
        assert seen.app.screen is seen.browser
        assert seen.reader.cursor is not None
        assert seen.reader.cursor.shown == "15:14"


async def test_what_to_copy_is_typed_ahead() -> None:
    async with opened(SAMPLE, FOURIER, size=USUAL) as seen:
        await at_once(seen, *"yt", "j")
        assert seen.app.clipboard.startswith("[[fourier_transform|")
        assert seen.app.screen is seen.browser
        assert seen.reader.top == 1


async def test_keys_for_a_list_are_typed_ahead() -> None:
    async with opened(SAMPLE, FOURIER, size=USUAL) as seen:
        await at_once(seen, *"4jj")
        assert seen.focus == "moments"
        assert seen.pane("moments").rows.number == 2
        assert seen.reader.top == 0


async def test_keys_for_the_next_note_are_typed_ahead() -> None:
    async with opened(SAMPLE, WELCOME, size=USUAL) as seen:
        await at_once(seen, "l", "enter", "j", "j")
        assert seen.path == FOURIER
        assert seen.reader.top == 2


async def test_many_keys_come_in_their_order() -> None:
    async with opened(SAMPLE, FOURIER, size=USUAL) as seen:
        await at_once(seen, "s", *LETTERS)
        assert query(seen) == LETTERS


async def test_what_is_pasted_goes_where_it_is_meant_for() -> None:
    async with opened(SAMPLE, FOURIER, size=USUAL) as seen:
        seen.app.post_message(Key("s", "s"))
        seen.app.post_message(Paste("winding machine"))
        seen.app.post_message(Key("exclamation_mark", "!"))
        await seen.settle()
        assert query(seen) == "winding machine!"


async def test_a_key_that_nobody_answers_for_holds_the_others_up_only_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [1000.0]
    monkeypatch.setattr("kbtui.tui.ahead.monotonic", lambda: now[0])
    async with opened(SAMPLE, FOURIER, size=USUAL) as seen:
        with monkeypatch.context() as patch:
            patch.setattr(Ahead, "_follow", lambda *_: None)  # whoever was asked has closed
            await at_once(seen, "j", "j")
            assert seen.reader.top == 1
        now[0] += 2
        await at_once(seen, "j")
        assert seen.reader.top == 3


async def test_the_palette_is_leafed_through_ahead() -> None:
    async with opened(SAMPLE, FOURIER, size=USUAL) as seen:
        await at_once(seen, "ctrl+p", "pagedown")
        below = highlighted(seen)
        await at_once(seen, "pageup")
        assert below > highlighted(seen) == 0


async def test_a_command_is_typed_ahead() -> None:
    async with opened(SAMPLE, FOURIER, size=USUAL) as seen:
        await at_once(seen, "ctrl+p", *"search all", "enter")
        assert isinstance(seen.app.screen, SearchScreen)


@pytest.mark.parametrize("key", ["pagedown", "enter"])
@pytest.mark.parametrize("opener", ["ctrl+p", "ctrl+o", *"sOyKmQVWrxv?!fT'/"])
async def test_no_key_comes_too_soon_for_what_another_opens(opener: str, key: str) -> None:
    async with opened(SAMPLE, FOURIER, size=USUAL) as seen:
        await at_once(seen, opener, key, key)
        assert seen.app.is_running


@pytest.mark.parametrize("key", ["pagedown", "pageup"])
async def test_a_palette_without_room_is_not_leafed_through(key: str) -> None:
    async with opened(SAMPLE, FOURIER, size=(80, 3)) as seen:
        await at_once(seen, "ctrl+p", key, key)
        assert isinstance(seen.app.screen, Palette)


def highlighted(seen: Seen) -> int:
    """Which of the palette's commands is."""
    return seen.app.screen.query_one(CommandList).highlighted or 0
