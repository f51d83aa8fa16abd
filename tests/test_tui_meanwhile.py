"""What happens while something is gathered or a page is open: other keys, other files, the end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.events import Key
from textual.screen import Screen
from textual.worker import WorkerState

from kbtui.search.related import Related
from kbtui.startup.beginning import prepared
from kbtui.tui.dialogs.dialogs import Choice
from kbtui.tui.dialogs.naming import Naming
from kbtui.tui.from_thread import Tell, from_thread
from kbtui.tui.keeping.renewing import renew_pages
from kbtui.tui.pages.list_page import ListPage
from kbtui.tui.pages.neighbourhood_page import NeighbourhoodPage
from kbtui.tui.panes.wording import GONE
from kbtui.vault.catalogue import Catalogue
from kbtui.vault.vault import Backlink, Vault
from tests.tui_fixtures import LATEST, USUAL, Seen, opened, vault_of

SUN, BREAD = "SunCloseUp1", "BakeBread_2"
NOTES = {
    "alone.md": "Nothing at all.\n",
    "bread.md": f"---\nvideoId: {BREAD}\n---\nSee [[crumbs]] and [[wind]].\n\n> Bread is baked slowly\n",
    "corona.md": f"---\nvideoId: {SUN}\n---\nSee [[tides]] and [[wind]] [00:01:07].\n\n> Nothing could be heard\n",
    "wind.md": f"---\nvideoId: {SUN}\n---\nSee [[tides]] [00:01:09].\n\n> We flew straight through it\n",
}
GATHERING = {
    "W": "kbtui.tui.pages.lists.asked_for",
    "V": "kbtui.tui.pages.lists.listed_videos",
    "r": "kbtui.tui.pages.lists.related_in",
    "x": "kbtui.tui.pages.neighbourhood_page.neighbourhood",
    "v": "kbtui.tui.pages.video_page.video_view",
}
"""What is called to gather what a key asks for."""


@pytest.fixture(autouse=True)
def by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of the test's own; what becomes of them is told by the test, and not by a watch."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr("kbtui.vault.watch.changes", lambda *_: iter(()))


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return vault_of(tmp_path / "vault", NOTES)


def page_of(seen: Seen) -> ListPage[Any]:
    assert isinstance(seen.app.screen, ListPage)
    return seen.app.screen


def listed(seen: Seen) -> list[str]:
    return seen.rows(page_of(seen).rows)


async def renew(seen: Seen, root: Path) -> None:
    """Give the browser the vault that the files make now."""
    catalogue = Catalogue(root)
    catalogue.refresh()
    seen.browser.vault = prepared(catalogue)
    renew_pages(seen.app.screen_stack, seen.browser.vault)
    await seen.settle()


# Something else is asked for


@asynccontextmanager
async def gathering(seen: Seen, key: str, monkeypatch: pytest.MonkeyPatch, *, pressed: str = "") -> AsyncIterator[None]:
    """What a key asks for, or another that is `pressed`, is being gathered, and is there at the end."""
    is_asked, go_on = asyncio.Event(), Event()
    loop = asyncio.get_running_loop()
    module, _, name = GATHERING[key].rpartition(".")
    gather = getattr(__import__(module, fromlist=[name]), name)

    def waiting(*args: Any) -> Any:
        loop.call_soon_threadsafe(is_asked.set)
        assert go_on.wait(60)
        return gather(*args)

    monkeypatch.setattr(GATHERING[key], waiting)
    await seen.pilot.press(pressed or key)
    await is_asked.wait()
    try:
        yield
    finally:
        go_on.set()
    await seen.settle()


@pytest.mark.parametrize("key", list(GATHERING))
@pytest.mark.parametrize(("other", "dialog"), [("ctrl+o", "GoTo"), ("s", "SearchScreen"), ("Q", "QuotesPage")])
async def test_a_list_does_not_come_over_what_was_opened_meanwhile(
    vault: Path, monkeypatch: pytest.MonkeyPatch, key: str, other: str, dialog: str
) -> None:
    async with opened(vault, "wind.md", size=USUAL) as seen:
        async with gathering(seen, key, monkeypatch):
            await seen.pilot.press(other)
            assert seen.dialog == dialog
        assert seen.dialog == dialog
        await seen.press("escape")
        assert seen.dialog == ""
        assert "Gathering" not in seen.status
        assert "Looking for" not in seen.status


@pytest.mark.parametrize("key", list(GATHERING))
async def test_a_list_does_not_come_over_what_is_typed(vault: Path, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    async with opened(vault, "wind.md", size=USUAL) as seen:
        async with gathering(seen, key, monkeypatch):
            await seen.pilot.press("slash", "t")
        assert seen.dialog == ""
        assert seen.browser.prompt.is_open
        await seen.press("escape")
        assert "Gathering" not in seen.status
        assert "Looking for" not in seen.status


async def test_a_video_does_not_come_over_what_is_typed_in_the_list(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(vault, "wind.md", size=USUAL) as seen:
        await seen.press("V")
        async with gathering(seen, "v", monkeypatch, pressed="enter"):
            await seen.pilot.press("slash", "b")
        assert seen.dialog == "VideosPage"
        assert page_of(seen).prompt.is_open
        await seen.press("escape")
        assert page_of(seen).status.words.startswith("Enter lists all that is said of")


async def test_what_is_related_to_a_note_that_was_left_does_not_come(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(vault, "wind.md", size=USUAL) as seen:
        async with gathering(seen, "r", monkeypatch):
            seen.browser.visiting.visit("alone.md")
        assert seen.dialog == ""


# The end


@pytest.mark.parametrize("keys", ["ctrl+o a", "s a", "s tab", "slash a", "y", "question_mark", "ctrl+p", "Q slash"])
async def test_ctrl_q_quits_wherever_one_is(vault: Path, keys: str) -> None:
    async with opened(vault, "wind.md", size=USUAL) as seen:
        await seen.press(*keys.split())
        await seen.pilot.press("ctrl+q")
        await seen.until(lambda: seen.app.return_code == 0)


@pytest.mark.parametrize("dialog", [Choice("Which?", []), Naming("A name", "", "", "")], ids=["choice", "naming"])
async def test_ctrl_q_quits_from_a_dialog(vault: Path, dialog: Choice | Naming) -> None:
    async with opened(vault, "wind.md", size=USUAL) as seen:
        seen.app.push_screen(dialog)  # type: ignore[arg-type]  # nobody waits for what it gives
        await seen.settle()
        await seen.pilot.press("q" if isinstance(dialog, Naming) else "j")
        assert seen.app.screen is dialog
        await seen.pilot.press("ctrl+q")
        await seen.until(lambda: seen.app.return_code == 0)


async def test_quitting_calls_off_looking_for_what_is_related(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes on to read until it is told to end; no index spares it that."""
    is_asked, ends = asyncio.Event(), []
    loop = asyncio.get_running_loop()

    def related_in(_vault: object, _note: object, _index: object, progress: Any) -> tuple[Related, ...]:
        loop.call_soon_threadsafe(is_asked.set)
        try:
            while True:
                progress(1, 2)
        except Exception as error:
            ends.append(error)
            raise

    monkeypatch.setattr("kbtui.tui.pages.lists.related_in", related_in)
    async with opened(vault, "wind.md", size=USUAL) as seen:
        await seen.pilot.press("r")
        await is_asked.wait()
        worker = next(worker for worker in seen.app.workers if worker.group == "lists")
        worker.cancel()
        await seen.until(lambda: bool(ends))
        assert worker.state is WorkerState.CANCELLED
        assert seen.dialog == ""


@pytest.mark.parametrize(("is_of_page", "said"), [(True, []), (False, ["found"])])
async def test_what_is_found_after_a_page_was_left_is_told_unless_it_was_called_off(
    vault: Path, is_of_page: bool, said: list[str]
) -> None:
    """In a thread nothing leads from a page that was left to the program."""
    goes_on, ended, told = Event(), Event(), list[str]()

    def work(tell: Tell) -> None:
        goes_on.wait(LATEST)
        tell(told.append, "found")
        ended.set()

    async with opened(vault, "wind.md", size=USUAL) as seen:
        await seen.pilot.press("V")
        await seen.until(lambda: isinstance(seen.app.screen, ListPage))
        page = page_of(seen)
        asks: Screen[Any] = page if is_of_page else seen.browser
        asks.run_worker(partial(work, from_thread(page)), thread=True)
        await seen.pilot.press("escape")
        await seen.until(lambda: not page.is_attached)
        goes_on.set()
        await seen.until(ended.is_set)
        assert told == said


# The files are others


@pytest.mark.parametrize(
    ("keys", "gone"), [("Q enter", "bread.md"), ("V l j enter", "corona.md"), ("r enter", "corona.md")]
)
async def test_where_the_note_of_a_row_is_gone_that_is_told(vault: Path, keys: str, gone: str) -> None:
    async with opened(vault, "wind.md", size=USUAL) as seen:
        *before, enter = keys.split()
        for key in before:  # each once what the one before asks for is there
            await seen.press(key)
        (vault / gone).unlink()
        catalogue = Catalogue(vault)
        catalogue.refresh()
        seen.browser.vault = prepared(catalogue)  # the page has not heard of it yet
        await seen.press(enter)
        assert (seen.dialog, seen.path, seen.status) == ("", "wind.md", GONE)


@pytest.mark.parametrize("is_noticed", [True, False])
async def test_where_a_step_back_leads_to_a_note_that_is_gone_that_is_told(vault: Path, is_noticed: bool) -> None:
    async with opened(vault, "alone.md", size=USUAL) as seen:
        seen.browser.visiting.visit("wind.md")
        await seen.settle()
        (vault / "alone.md").unlink()
        if is_noticed:
            await renew(seen, vault)
        await seen.press("backspace")
        assert (seen.path, seen.status) == ("wind.md", GONE)
        await seen.noticed()
        assert (seen.path, seen.status) == ("wind.md", GONE)


async def test_a_link_to_a_note_whose_file_went_a_moment_ago_stays_in_the_note(vault: Path) -> None:
    async with opened(vault, "bread.md", size=USUAL) as seen:
        (vault / "wind.md").unlink()
        await seen.press("l", "l", "enter")
        assert (seen.path, seen.status) == ("bread.md", GONE)


@pytest.mark.parametrize("keys", ["Q K", "V K", "r j K", "x right K"])
async def test_a_note_that_is_gone_is_not_previewed_but_told(vault: Path, keys: str) -> None:
    async with opened(vault, "corona.md", size=USUAL) as seen:
        *before, look = keys.split()
        for key in before:  # each once what the one before asks for is there
            await seen.press(key)
        for path in NOTES:
            (vault / path).unlink()
        await seen.press(look)
        assert seen.dialog != "Preview"
        assert seen.app.screen.status.words == GONE  # type: ignore[attr-defined]  # every page has the line


async def test_a_line_of_the_note_that_is_read_is_gone_to_though_its_file_is_gone(vault: Path) -> None:
    async with opened(vault, "wind.md", size=USUAL) as seen:
        (vault / "wind.md").unlink()
        await renew(seen, vault)
        await seen.press("2", "enter")
        assert (seen.focus, seen.path) == ("reader", "wind.md")
        assert seen.status != GONE


@pytest.mark.parametrize("key", ["r", "!"])
async def test_what_is_asked_of_the_note_that_is_read_is_told_to_be_gone_with_it(vault: Path, key: str) -> None:
    async with opened(vault, "wind.md", size=USUAL) as seen:
        (vault / "wind.md").unlink()
        await renew(seen, vault)
        await seen.press(key)
        assert (seen.dialog, seen.status) == ("", GONE)


@pytest.mark.parametrize("key", ["v", "x", "y", "K", "m", "e", "4"])
async def test_a_note_that_is_read_serves_on_though_its_file_is_gone(vault: Path, key: str) -> None:
    async with opened(vault, "wind.md", size=USUAL) as seen:
        (vault / "wind.md").unlink()
        await renew(seen, vault)
        await seen.press(key)
        assert seen.path == "wind.md"


async def test_wanted_topics_are_those_of_the_new_vault(vault: Path) -> None:
    async with opened(vault, "alone.md", size=USUAL) as seen:
        await seen.press("W")
        await seen.press("j")
        assert listed(seen) == ["tides", "crumbs"]
        (vault / "tides.md").write_text("# Tides\n\nSee [[ebb]] and [[crumbs]].\n")
        await renew(seen, vault)
        assert listed(seen) == ["crumbs", "ebb"]
        assert page_of(seen).rows.number == 0
        await seen.press("slash", "e", "b", "enter")
        (vault / "corona.md").write_text("See [[ebb]].")
        await renew(seen, vault)
        assert listed(seen) == ["ebb"]
        assert "2× ebb" in seen.text
        await seen.press("enter")
        assert "“ebb” is asked for 2 times:" in seen.text


async def test_videos_are_those_of_the_new_vault_with_the_cursor_where_it_was(vault: Path) -> None:
    async with opened(vault, "bread.md", size=USUAL) as seen:
        await seen.press("V")
        await seen.press("k", "k", "l", "j", "j")
        before, here = listed(seen), page_of(seen).rows.number
        named = before[here or 0]
        (vault / "a.md").write_text(f"---\nvideoId: {BREAD}\n---\n# Crust\n")
        (vault / "0.md").write_text("---\nvideoId: NewVideo__3\n---\n# New\n")
        await renew(seen, vault)
        assert "3 videos" in seen.lines[0]
        assert listed(seen)[page_of(seen).rows.number or 0] == named


async def test_quotes_are_asked_for_again_with_query_and_cursor_kept(vault: Path) -> None:
    async with opened(vault, "alone.md", size=USUAL) as seen:
        await seen.press("Q")
        await seen.press("slash", "i", "t", "enter")
        assert listed(seen) == ["“We flew straight through it”"]
        await seen.press("escape")
        await seen.press("G")
        (vault / "alone.md").write_text("> It is not alone\n")
        await renew(seen, vault)
        assert "“It is not alone”" in listed(seen)
        assert listed(seen)[page_of(seen).rows.number or 0] == "“We flew straight through it”"
        await seen.press("slash", "i", "t", "enter")
        (vault / "alone.md").write_text("Alone.\n")
        await renew(seen, vault)
        assert listed(seen) == ["“We flew straight through it”"]


async def test_related_notes_are_those_of_the_new_vault_with_the_cursor_where_it_was(vault: Path) -> None:
    async with opened(vault, "wind.md", size=USUAL) as seen:
        await seen.press("r")
        await seen.press("G")
        before = listed(seen)
        named = before[-1]
        (vault / "0.md").write_text(f"---\nvideoId: {SUN}\n---\n# New\n\nSee [[tides]] [00:01:08].\n")
        await renew(seen, vault)
        assert sorted(listed(seen)) == sorted([*before, "New"])
        assert listed(seen)[page_of(seen).rows.number or 0] == named
        (vault / "wind.md").unlink()
        await renew(seen, vault)
        assert page_of(seen).status.words == GONE
        assert "New" in listed(seen)


async def test_a_videos_moments_are_those_of_the_new_vault_with_the_cursor_where_it_was(vault: Path) -> None:
    async with opened(vault, "wind.md", size=USUAL) as seen:
        await seen.press("v")
        await seen.press("G")
        assert len(listed(seen)) == 2
        here = page_of(seen).leads
        (vault / "0.md").write_text(f"---\nvideoId: {SUN}\n---\n# New\n\nThe very first words [00:00:02].\n")
        await renew(seen, vault)
        assert listed(seen)[0] == "The very first words"
        assert [stop.path for stop in page_of(seen).leads] == [stop.path for stop in here]
        assert page_of(seen).rows.number == 2
        assert "3 moments in 3 notes" in seen.lines[0]


async def test_the_picture_is_that_of_the_new_vault_with_the_cursor_where_it_was(vault: Path) -> None:
    async with opened(vault, "wind.md", size=(120, 34)) as seen:
        await seen.press("x")
        page = seen.app.screen
        assert isinstance(page, NeighbourhoodPage)
        await seen.press("left")
        here = page.view.note.path
        assert here != "wind.md"
        (vault / "0.md").write_text("# New\n\nSee [[wind]].\n")
        await renew(seen, vault)
        assert "New" in seen.text
        assert page.view.note.path == here
        (vault / "wind.md").unlink()
        await renew(seen, vault)
        assert page.status.words == GONE


# Keys that come at once


@pytest.mark.parametrize(
    ("before", "at_once"),
    [
        ("y", "a a"),
        ("y", "enter enter"),
        ("m", "enter enter"),
        ("Q", "enter enter"),
        ("V", "escape escape"),
        ("Q K", "enter enter"),
    ],
)
async def test_what_is_left_is_left_once(vault: Path, before: str, at_once: str) -> None:
    async with opened(vault, "wind.md", size=USUAL) as seen:
        for key in before.split():
            await seen.press(key)
        assert seen.dialog
        focused = seen.app.focused
        for key in at_once.split():  # both are on their way before either is acted on
            assert focused is not None
            focused.post_message(Key(key, key if len(key) == 1 else None))
        await seen.settle()
        assert seen.browser in seen.app.screen_stack
        assert len(seen.app.screen_stack) <= 3


def is_read_in_full(seen: Seen, path: str) -> bool:
    page = seen.browser.page
    return page is not None and page.is_whole and page.note.path == path


async def test_of_notes_that_were_left_at_once_only_the_last_ones_backlinks_are_looked_for_and_never_two_at_a_time(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(vault, "alone.md", size=USUAL) as seen:
        going, begun, let_go = [0], Event(), Event()
        asked: list[str] = []
        backlinks = Vault.backlinks

        def held(of: Vault, path: str) -> tuple[Backlink, ...]:
            asked.append(path)
            going[0] += 1
            assert going[0] == 1
            begun.set()
            assert let_go.wait(LATEST)
            going[0] -= 1
            return backlinks(of, path)

        monkeypatch.setattr(Vault, "backlinks", held)
        for path in ("bread.md", "corona.md", "wind.md"):
            seen.browser.visiting.visit(path)
            await seen.until(partial(is_read_in_full, seen, path))
            await seen.until(begun.is_set)
        let_go.set()
        await seen.settle()
        assert asked == ["bread.md", "wind.md"]
        assert len(seen.rows(seen.pane("backlinks").rows)) == 2
