"""The pages over the notes: the same key does the same thing on each of them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kbtui.bookmarks import bookmarks_path
from kbtui.config import Config
from kbtui.players.remote import Ended, Playhead
from kbtui.tui.pages.over_page import OverPage
from tests.tui_fixtures import USUAL, WIDE, Seen, opened, vault_of

VIDEO = "twoNotesVid"
NOTES = {
    "a.md": f"---\ntitle: Apples\nvideoId: {VIDEO}\n---\nApples are red [00:00:10]. See [[pears]] and [[b]].\n",
    "b.md": f'---\ntitle: Bees\nvideoId: {VIDEO}\n---\nOf [[quinces]].\n\n> "Bees like apples" [00:00:20]\n> — Ann\n',
}
PAGES = {
    "marks": ("'",),
    "quotes": ("Q",),
    "related": ("r",),
    "search": ("s", *"bees like", "tab"),
    "video": ("v", "G"),
    "videos": ("V",),
    "wanted": ("W", "j"),
    "picture": ("x", "l"),
}
"""The keys that lead to each of them, with the cursor on something of `b.md`, or of a video."""
MOMENTS = ("marks", "quotes", "related", "search", "video")
"""Those whose row is a moment."""


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_TTY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))  # no mpv
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    vault = vault_of(tmp_path / "vault", NOTES)
    mark = {"vault": str(vault.resolve()), "path": "b.md", "video_id": VIDEO, "seconds": 20, "claim": "Bees"}
    file = bookmarks_path({"XDG_DATA_HOME": str(tmp_path / "data")})
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(mark) + "\n")
    return vault


@asynccontextmanager
async def on_page(vault: Path, page: str, config: Config | None = None) -> AsyncIterator[Seen]:
    async with opened(vault, "a.md", size=USUAL, config=config) as seen:
        for key in PAGES[page]:  # each once what the one before asks for is there
            await seen.press(key)
        assert isinstance(seen.app.screen, OverPage)
        yield seen


def said(seen: Seen) -> str:
    assert isinstance(seen.app.screen, OverPage)
    return seen.app.screen.status.words


@pytest.mark.parametrize("page", PAGES)
async def test_k_looks_where_it_leads_and_enter_goes_there(vault: Path, page: str) -> None:
    async with on_page(vault, page) as seen:
        over = seen.dialog
        await look(seen)
        assert seen.path == "a.md"
        await seen.press("escape")
        assert seen.dialog == over
        await look(seen)
        await seen.press("enter")
        assert (seen.dialog, seen.focus) == ("", "reader")
        assert seen.path == ("a.md" if page == "videos" else "b.md")


async def look(seen: Seen) -> None:
    await seen.press("K")
    if seen.dialog == "Choice":  # a moment that several notes cite
        await seen.press("enter")
    assert seen.dialog == "Preview"


@pytest.mark.parametrize("page", PAGES)
async def test_o_plays_and_capital_o_offers_with_what(vault: Path, page: str) -> None:
    async with on_page(vault, page) as seen:
        over = seen.dialog
        await seen.press("o")
        if page == "wanted":
            assert said(seen) == "There is no moment here to play."
            return
        second = "&t=20s" if page in MOMENTS else ""
        assert f"https://www.youtube.com/watch?v={VIDEO}{second}" in seen.dialog_text
        await seen.press("escape")
        await seen.press("O")
        assert seen.dialog == "Choice"
        assert f"Play {'0:20' if second else 'the video'} with" in seen.text
        await seen.press("escape")
        assert seen.dialog == over


@pytest.mark.parametrize("page", PAGES)
async def test_m_marks(vault: Path, page: str) -> None:
    async with on_page(vault, page) as seen:
        await seen.press("m")
        if page not in MOMENTS:
            assert said(seen) == "There is no moment here to mark."
            return
        assert seen.dialog == "Naming"
        await seen.press(*"bzz", "enter")
        assert said(seen) == "Marked 0:20 “bzz”; ' lists the marks."
        if page == "marks":
            assert "0:20 bzz" in seen.text


COPIES = {
    "marks": "u m t a",
    "quotes": "u m q t a",
    "related": "u m t a",
    "search": "u m t a",
    "video": "u m t a",
    "videos": "u a",
    "wanted": "t",
    "picture": "u t",
}
"""The letters of what is copied on each of them: address, moment, quote, link to the note, all moments."""


@pytest.mark.parametrize("page", PAGES)
async def test_y_copies_what_is_under_the_cursor(vault: Path, page: str) -> None:
    async with on_page(vault, page) as seen:
        over = seen.dialog
        await seen.press("y")
        letters = [line.split()[0] for line in seen.lines if line.lstrip()[:2] in {"u ", "m ", "q ", "t ", "a "}]
        assert " ".join(letters) == COPIES[page]
        await seen.press(letters[0])
        assert seen.dialog == over
        second = "&t=20s" if page in MOMENTS else ""
        told = "[[quinces]]" if page == "wanted" else f"https://www.youtube.com/watch?v={VIDEO}{second}"
        assert seen.clipboard == told
        assert said(seen).startswith("Sent to the terminal's clipboard: ")


@pytest.mark.parametrize("page", ["marks", "quotes", "related", "search", "video"])
async def test_y_copies_a_link_to_the_note(vault: Path, page: str) -> None:
    async with on_page(vault, page) as seen:
        await seen.press("y", "t")
        assert seen.clipboard == "[[b|Bees]]"


@pytest.mark.parametrize("page", [page for page, letters in COPIES.items() if letters.endswith("a")])
async def test_y_hands_on_the_moments(vault: Path, page: str) -> None:
    async with on_page(vault, page) as seen:
        await seen.press("y", "a")
        assert "copy as addresses" in seen.text


@pytest.mark.parametrize("page", ["marks", "quotes", "related", "video", "videos"])
async def test_only_what_is_listed_is_handed_on(vault: Path, page: str) -> None:
    (vault / "c.md").write_text("---\ntitle: Cherries\nvideoId: otherVideo_\n---\n> Cherries are sweet [00:00:40]\n")
    async with on_page(vault, page) as seen:
        await seen.press("slash", *"zzz", "enter")
        assert "› zzz" in seen.lines[0]
        await seen.press("y")
        assert said(seen) == "There is no moment here to hand on."
        await seen.press("slash", "ctrl+u", *"bees", "enter")
        assert "› bees" in seen.lines[0]
        await seen.press("y", "a", "a")
        assert len(seen.clipboard.splitlines()) == 1
        assert VIDEO in seen.clipboard


async def test_a_mark_of_another_vault_gives_no_link_to_a_note(vault: Path, tmp_path: Path) -> None:
    mark = {"vault": "/elsewhere", "path": "b.md", "video_id": VIDEO, "seconds": 20, "claim": "Bees"}
    bookmarks_path({"XDG_DATA_HOME": str(tmp_path / "data")}).write_text(json.dumps(mark) + "\n")
    async with on_page(vault, "marks") as seen:
        await seen.press("y")
        assert "the moment's address" in seen.dialog_text
        assert "a link to" not in seen.dialog_text


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("key", [*"p,.<>(){}", "F"])
async def test_where_there_is_nothing_to_steer_that_is_told(vault: Path, page: str, key: str) -> None:
    async with on_page(vault, page) as seen:
        await seen.press(key)
        assert said(seen) == "mpv plays nothing of kbtui's: O plays a moment with it."


@pytest.mark.parametrize("page", PAGES)
async def test_where_mpv_stands_is_told(vault: Path, page: str) -> None:
    async with on_page(vault, page) as seen:
        seen.browser.handling.steering.heard(Playhead(VIDEO, 13.0, 200.0))
        await seen.settle()
        assert "▶ 0:13" in seen.text
        seen.browser.handling.steering.heard(Ended("mpv was closed"))
        await seen.settle()
        assert "▶ 0:13" not in seen.text
        assert said(seen) == "mpv was closed."


@pytest.mark.parametrize("page", PAGES)
async def test_the_footer_begins_with_what_enter_does(vault: Path, page: str) -> None:
    async with on_page(vault, page) as seen:
        assert seen.lines[-1].startswith(" ⏎ Go")
        assert "K Look" in seen.lines[-1]
        assert ("o Play" in seen.lines[-1]) is (page not in ("wanted", "picture"))


@pytest.mark.parametrize("page", PAGES)
async def test_a_key_of_ones_own_is_the_same_everywhere(vault: Path, page: str) -> None:
    async with on_page(vault, page, Config(keys={"preview": "f8"})) as seen:
        await seen.press("K")
        assert seen.dialog not in ("Preview", "Choice")
        await seen.press("f8")
        assert seen.dialog == "Preview"


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ("search", "picture")])
async def test_while_letters_are_typed_tab_and_down_lead_to_the_list(vault: Path, page: str) -> None:
    async with on_page(vault, page) as seen:
        over = seen.dialog
        for key in ("tab", "down", "enter"):
            await seen.press("slash", *"Kopm")
            assert "/ Kopm" in seen.text
            assert seen.lines[-1].startswith(" ⏎ Keep")
            assert "K Look" not in seen.lines[-1]
            await seen.press(key, "m")
            assert "/ Kopm" not in seen.text
            assert said(seen) == "There is no moment here to mark."
            await seen.press("escape")
        assert seen.dialog == over


@pytest.mark.parametrize("page", PAGES)
async def test_the_key_that_opened_it_leads_back(vault: Path, page: str) -> None:
    async with opened(vault, "a.md", size=WIDE) as seen:
        for key in PAGES[page]:
            await seen.press(key)
        await seen.press(PAGES[page][0])
        assert (seen.dialog, seen.path) == ("", "a.md")
