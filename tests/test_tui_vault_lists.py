"""The lists of a whole vault: its quotes, its videos and the topics that it wants, and what is related to a note."""

from __future__ import annotations

import asyncio
from pathlib import Path
from threading import Event

import pytest

from kbtui.search.vault_quotes import VaultQuotes
from kbtui.tui.lists.rows_view import WIDEST
from kbtui.tui.pages.list_page import ListPage
from kbtui.tui.pages.quotes_page import QuotesPage
from kbtui.vault.vault import Vault
from tests.tui_fixtures import NARROW, USUAL, Seen, opened, vault_of

SUN, BREAD = "SunCloseUp1", "BakeBread_2"
NOTES = {
    "astro/astro.md": f"### [The Sun up close](https://www.youtube.com/watch?v={SUN})\n\n- [[wind]]\n- [[corona]]\n",
    "astro/wind.md": f"---\ntitle: Solar wind\nvideoId: {SUN}\n---\nFrom: [[astro]] <br/>\n\n"
    "It blows [00:01:07], as does [[auroraa]].\n\n"
    '> "We flew a probe straight through it" [00:02:11]\n> — Nour Raouafi\n\nSee [[aurora]], [[tides]], [[corona]].\n',
    "astro/corona.md": f"---\ntitle: The corona\nvideoId: {SUN}\n---\nFrom: [[astro]] <br/>\n\n"
    "Hotter than the surface [00:01:13]. See [[aurora]] and [[tides]].\n\n> Nothing could be heard there\n",
    "astro/auroras.md": "On the solar wind, and [[tides]].\n",
    "bread/bread.md": f'---\nvideoId: {BREAD}\n---\nZoë says, "Ein Café ist kein Grund für Brot" [05:45].\n',
    "alone.md": "Nothing at all.\n",
}
PROBE, SILENCE, COFFEE = (
    "“We flew a probe straight through it”",
    "“Nothing could be heard there”",
    "“Ein Café ist kein Grund für Brot”",
)
WIND, CORONA, AURORAS, ALONE = "astro/wind.md", "astro/corona.md", "astro/auroras.md", "alone.md"


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Marks and an index of the test's own, and nothing that could show a video."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_TTY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return vault_of(tmp_path / "vault", NOTES)


def page_of(seen: Seen) -> ListPage[object]:
    assert isinstance(seen.app.screen, ListPage)
    return seen.app.screen


def listed(seen: Seen) -> list[str]:
    return seen.rows(page_of(seen).rows)


def said(seen: Seen) -> str:
    return page_of(seen).status.words


# Quotes


async def test_all_quotes_are_listed_with_who_said_them_where(vault: Path) -> None:
    async with opened(vault, ALONE, size=USUAL) as seen:
        await seen.press("Q")
        assert listed(seen) == [SILENCE, PROBE, COFFEE]
        assert "3 quotes" in seen.lines[0]
        await seen.press("j")
        assert "2:11  “We flew a probe straight through it”" in seen.text
        assert "— Nour Raouafi · astro › Solar wind" in seen.text
        assert said(seen) == "astro › The Sun up close › Solar wind"
        await seen.press("Q")
        assert seen.dialog == ""


async def test_quotes_are_narrowed_as_one_types(vault: Path) -> None:
    async with opened(vault, ALONE, size=USUAL) as seen:
        await seen.press("Q")
        await seen.press("/")
        assert "speaker: channel: video:" in said(seen)
        await seen.type("speaker:no")
        assert listed(seen) == [PROBE]
        await seen.press("enter")
        assert "Quotes › speaker:no" in seen.lines[0]
        assert "one quote" in seen.lines[0]
        await seen.press("escape")
        assert listed(seen) == [SILENCE, PROBE, COFFEE]
        await seen.press("/", *"xyz")
        assert "No quote is found by “xyz”" in seen.text
        await seen.press("escape")
        assert len(listed(seen)) == 3


async def test_a_field_that_is_none_is_told_of_as_one_types_and_after(vault: Path) -> None:
    told = "No field chanel:; did you mean channel:?"
    async with opened(vault, ALONE, size=USUAL) as seen:
        await seen.press("Q", "/")
        await seen.type("chanel:astr")
        assert said(seen) == told
        await seen.press("enter")
        assert said(seen) == told
        await seen.press("Q", "Q")
        assert said(seen) == told
        await seen.press("/")
        assert said(seen) == told
        await seen.press("escape")
        assert said(seen) == "astro › The Sun up close › The corona"


async def test_quotes_found_by_a_notes_name_alone_come_last(vault: Path) -> None:
    (vault / "astro/probe.md").write_text("# A probe\n\n> None of these words\n", encoding="utf-8")
    async with opened(vault, ALONE) as seen:
        await seen.press("Q")  # all are read
        await seen.press("/", *"probe")
        assert listed(seen) == [PROBE, "“None of these words”"]


async def test_enter_goes_to_the_quote_and_coming_back_finds_the_list_as_it_was(vault: Path) -> None:
    async with opened(vault, ALONE) as seen:
        await seen.press("Q")
        await seen.press("/", *"a")
        await seen.press("enter", "j")
        before, here = listed(seen), page_of(seen).rows.number
        assert len(before) > 1
        await seen.press("enter")
        assert (seen.dialog, seen.focus) == ("", "reader")
        assert seen.path != ALONE
        await seen.press("Q")
        assert (listed(seen), page_of(seen).rows.number) == (before, here)


async def test_what_was_read_is_not_read_again(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(vault, ALONE) as seen:
        await seen.press("Q")
        await seen.press("Q")
        read: list[str] = []
        page = Vault.page
        monkeypatch.setattr(Vault, "page", lambda vault, path: read.append(path) or page(vault, path))
        await seen.press("Q")
        assert listed(seen) == [SILENCE, PROBE, COFFEE]
        assert read == []


async def test_the_page_can_be_used_and_left_while_notes_are_read(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second note is not read before the test lets it be."""
    go_on, is_waiting = Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    read: list[str] = []
    at = VaultQuotes.at

    def waiting(*args: object) -> object:
        path = str(args[2])
        if path == WIND:
            loop.call_soon_threadsafe(is_waiting.set)
            assert go_on.wait(60)
        read.append(path)
        return at(*args)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(VaultQuotes, "at", waiting)
    monkeypatch.setattr("kbtui.tui.pages.quotes_page._FIRST", 1)
    async with opened(vault, ALONE, size=USUAL) as seen:
        await seen.pilot.press("Q")
        await is_waiting.wait()
        await seen.pilot.pause()
        assert listed(seen) == [SILENCE]
        assert "one quote so far" in seen.lines[0]
        assert "read 4 of 6 notes" in seen.text
        await seen.pilot.press("K")
        await seen.until(lambda: seen.dialog == "Preview")
        await seen.pilot.press("escape", "Q")
        assert seen.dialog == ""
        go_on.set()
        await seen.until(lambda: WIND in read)
        await seen.settle()
        assert read == [ALONE, "astro/astro.md", AURORAS, CORONA, WIND]  # and no further


async def test_keys_on_a_quote(vault: Path) -> None:
    async with opened(vault, ALONE) as seen:
        await seen.press("Q")
        for key, what in (("o", "play"), ("O", "play"), ("m", "mark")):
            await seen.press(key)
            assert said(seen) == f"There is no moment here to {what}."
        await seen.press("j", "o")
        assert f"https://www.youtube.com/watch?v={SUN}&t=131s" in seen.dialog_text
        await seen.press("escape", "m")
        assert seen.dialog == "Naming"
        assert "We flew a probe" in seen.dialog_text
        await seen.press("escape", "y", "a")
        assert seen.dialog == "Choice"
        assert "These quotes (2)" in seen.text
        await seen.press("m")
        assert "“We flew a probe straight through it” — Nour Raouafi" in seen.clipboard.replace("\\", "")
        await seen.press("K")
        assert seen.dialog == "Preview"
        await seen.press("enter")
        assert (seen.dialog, seen.path) == ("", WIND)


@pytest.mark.parametrize("indexed", [True, False])
async def test_an_index_says_where_to_look_first(vault: Path, monkeypatch: pytest.MonkeyPatch, indexed: bool) -> None:
    read: list[str] = []
    at = VaultQuotes.at
    monkeypatch.setattr(VaultQuotes, "at", lambda *args: read.append(args[2]) or at(*args))
    async with opened(vault, ALONE) as seen:
        if indexed:
            await seen.press("s", "escape")
        page = QuotesPage(seen.browser.vault, seen.browser.lists._quotes, seen.browser.index, seen.browser.handling)
        seen.browser.lists._quotes.query = "kein"
        if not indexed:
            monkeypatch.setattr("kbtui.tui.keeping.index_keeping.IndexKeeping.ready", None)
        await seen.app.push_screen(page)
        await seen.settle()
        assert listed(seen) == [COFFEE]
        assert (read[0] == "bread/bread.md") is indexed


async def test_a_vault_without_quotes_says_so(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path / "vault", {"a.md": "Nothing."}), size=USUAL) as seen:
        await seen.press("Q")
        assert "Nobody is quoted in this vault" in seen.text
        for key in ("o", "m", "y"):
            await seen.press(key)
            assert "There is no" in said(seen)


# Videos


async def test_all_videos_are_listed_with_their_notes(vault: Path) -> None:
    async with opened(vault, ALONE, size=USUAL) as seen:
        await seen.press("V")
        assert listed(seen) == ["The Sun up close", BREAD]
        assert "2 videos" in seen.lines[0]
        assert "▸ The Sun up close" in seen.text
        assert "2 notes" in seen.text
        assert "bread · no index gives it a title" in seen.text
        await seen.press("l")
        assert listed(seen) == ["The Sun up close", "Solar wind", "The corona", BREAD]
        assert "▾ The Sun up close" in seen.text
        await seen.press("l", "j", "h")
        assert listed(seen) == ["The Sun up close", BREAD]
        await seen.press("V")
        assert seen.dialog == ""


async def test_the_cursor_is_on_the_video_that_one_reads_about(vault: Path) -> None:
    async with opened(vault, "bread/bread.md") as seen:
        await seen.press("V")
        assert page_of(seen).rows.number == 1


async def test_enter_opens_the_page_of_the_video(vault: Path) -> None:
    async with opened(vault, ALONE) as seen:
        await seen.press("V")
        await seen.press("enter")
        assert seen.dialog == "VideoPage"
        assert listed(seen)[0] == "It blows"
        await seen.press("v")
        assert seen.dialog == "VideosPage"
        await seen.press("enter")
        await seen.press("enter")
        assert (seen.dialog, seen.path) == ("", WIND)


@pytest.mark.parametrize(
    ("keys", "path"),
    [("l j j enter", CORONA), ("l j j l", CORONA), ("K enter", WIND)],
)
async def test_ways_to_a_note_of_a_video(vault: Path, keys: str, path: str) -> None:
    async with opened(vault, ALONE) as seen:
        for key in ("V", *keys.split()):  # each once what the one before asks for is there
            await seen.press(key)
        assert (seen.dialog, seen.path) == ("", path)


async def test_videos_are_narrowed_by_title_channel_and_notes(vault: Path) -> None:
    async with opened(vault, ALONE, size=USUAL) as seen:
        await seen.press("V")
        await seen.press("/", *"corona")
        assert listed(seen) == ["The Sun up close"]
        assert "1 of 2" in seen.lines[0]
        await seen.press("enter", "escape")
        assert len(listed(seen)) == 2
        await seen.press("/", *"brea")
        assert listed(seen) == [BREAD]
        await seen.press("q")
        assert "Nothing here holds “breaq”." in seen.text
        await seen.press("escape", "o")
        assert f"https://www.youtube.com/watch?v={SUN}" in seen.dialog_text
        await seen.press("escape", "y", "a")
        assert "These videos (2)" in seen.text


async def test_a_vault_without_videos_says_so(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path / "vault", {"a.md": "Nothing."}), size=USUAL) as seen:
        await seen.press("V")
        assert "No note of this vault names a video" in seen.text
        await seen.press("l", "h", "o", "K", "enter")
        assert seen.dialog == "VideosPage"


# Wanted topics


async def test_wanted_topics_by_how_often_they_are_asked_for(vault: Path) -> None:
    async with opened(vault, ALONE, size=USUAL) as seen:
        await seen.press("W")
        assert listed(seen) == ["tides", "aurora", "auroraa"]
        assert "3 topics" in seen.lines[0]
        assert "3× tides" in seen.text
        assert "asked for in auroras · The corona · Solar wind" in seen.text
        assert said(seen) == "No note’s name is near to it; Enter shows who asks for it"
        await seen.press("j")
        assert said(seen) == "near to it: auroras"
        await seen.press("W")
        assert seen.dialog == ""


async def test_wanted_topics_are_listed_in_words_with_the_links_of_those_that_ask_often(tmp_path: Path) -> None:
    notes = {"a.md": "[[big_idea]] [[other]]", "b.md": "[[big_idea]] [[big_idea]]"}
    async with opened(vault_of(tmp_path / "vault", notes)) as seen:
        await seen.press("W")
        assert listed(seen) == ["big idea", "other"]
        assert "2× big idea" in seen.text
        assert "3 links" in seen.text
        await seen.press("slash", *"big idea")
        assert listed(seen) == ["big idea"]
        await seen.press("escape", "slash", *"big_i")
        assert listed(seen) == ["big idea"]


async def test_enter_offers_who_asks_and_what_is_near(vault: Path) -> None:
    async with opened(vault, ALONE) as seen:
        await seen.press("W")
        await seen.press("enter")
        assert "“tides” is asked for 3 times:" in seen.text
        await seen.press("j", "j", "enter")
        assert (seen.dialog, seen.path) == ("", WIND)
        await seen.press("W")
        await seen.press("j", "enter")
        assert "near to it: auroras" in seen.text
        await seen.press("escape")
        assert seen.dialog == "WantedPage"
        await seen.press("enter")
        await seen.press("enter")
        assert (seen.dialog, seen.path) == ("", AURORAS)


async def test_where_one_note_alone_asks_enter_goes_there(tmp_path: Path) -> None:
    notes = {"a.md": "\n\nSee [[nowhere]] and [[nowhere | again]].\n", "b.md": "Nothing.\n"}
    async with opened(vault_of(tmp_path / "vault", notes), "b.md") as seen:
        await seen.press("W")
        await seen.press("enter")
        assert (seen.dialog, seen.path) == ("", "a.md")


async def test_wanted_topics_have_no_moments(vault: Path) -> None:
    async with opened(vault, ALONE) as seen:
        await seen.press("W")
        await seen.press("o")
        assert seen.dialog == "WantedPage"
        assert "Play" not in seen.lines[-1]
        await seen.press("/", *"auroraa")
        assert listed(seen) == ["auroraa"]
        await seen.press("x")
        assert "Nothing here holds “auroraax”." in seen.text
        await seen.press("escape", "/", *"corona tid")
        assert listed(seen) == ["tides"]
        assert "1 of 3" in seen.lines[0]


async def test_a_vault_that_wants_nothing_says_so(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path / "vault", {"a.md": "Nothing."}), size=USUAL) as seen:
        await seen.press("W")
        await seen.press("enter")
        assert "Nothing is wanted" in seen.text


# Related notes


async def test_related_notes_with_their_reasons(vault: Path) -> None:
    async with opened(vault, WIND, size=USUAL) as seen:
        await seen.press("r")
        assert listed(seen) == ["The corona", "auroras"]
        assert "Related to › Solar wind" in seen.lines[0]
        assert "2 notes" in seen.lines[0]
        assert "1:13 The corona" in seen.text
        assert " ".join(seen.text.split()).count("says something within 6 s of 1:07") == 1
        assert "same video" in seen.text
        assert said(seen) == "astro › The Sun up close › corona.md"
        await seen.press("j")
        assert "names it, unlinked: “On the solar wind, and tides.”" in " ".join(seen.text.split())
        await seen.press("r")
        assert seen.dialog == ""


async def test_enter_goes_to_what_the_reason_speaks_of(vault: Path) -> None:
    async with opened(vault, WIND) as seen:
        await seen.press("r")
        await seen.press("enter")
        assert (seen.dialog, seen.path) == ("", CORONA)
        await seen.press("backspace")
        await seen.press("r")
        await seen.press("j", "K")
        assert seen.dialog == "Preview"
        await seen.press("enter")
        assert (seen.dialog, seen.path) == ("", AURORAS)


async def test_o_plays_the_near_moment(vault: Path) -> None:
    async with opened(vault, WIND) as seen:
        await seen.press("r")
        await seen.press("o")
        assert f"https://www.youtube.com/watch?v={SUN}&t=73s" in seen.dialog_text
        await seen.press("escape", "y", "a")
        assert "The moments of these notes (1)" in seen.text
        await seen.press("escape", "j", "o")
        assert said(seen) == "There is no moment here to play."


async def test_related_notes_are_narrowed_by_reason(vault: Path) -> None:
    async with opened(vault, WIND) as seen:
        await seen.press("r")
        await seen.press("/", *"unlinked")
        assert listed(seen) == ["auroras"]


async def test_where_nothing_is_related_that_is_said(vault: Path) -> None:
    async with opened(vault, ALONE, size=USUAL) as seen:
        await seen.press("r")
        await seen.press("o", "K", "y", "enter")
        assert "Nothing is related to this note" in seen.text


async def test_on_a_narrow_screen_the_reasons_take_more_lines(vault: Path) -> None:
    async with opened(vault, WIND, size=NARROW) as seen:
        await seen.press("r")
        shown = " ".join(seen.text.split())
        assert "says something within 6 s of 1:07" in shown
        assert "same video" in shown


# All of them


async def test_before_the_vault_is_read_that_is_said(vault: Path) -> None:
    async with opened(vault, ALONE) as seen:
        seen.browser.vault = None
        for key in "QVWr":
            await seen.press(key)
            assert seen.dialog == ""
            assert seen.status == "The vault is still being read."


async def test_text_of_a_vault_is_no_markup(tmp_path: Path) -> None:
    hard = "[/b] [red]x[/red] $(ls)"
    notes = {
        "a.md": f'---\ntitle: "{hard}"\nvideoId: {SUN}\n---\n> {hard} said so\n\n[[wanted (/b) | y]]',
        "b.md": f"---\nvideoId: {SUN}\n---\n",
    }
    async with opened(vault_of(tmp_path / "vault", notes), "b.md", size=USUAL) as seen:
        for key in "QVWr":
            await seen.press(key)
            await seen.press("l")
            assert "[/b]" in seen.text
            await seen.press("escape")


async def test_on_a_wide_screen_words_end_where_the_eye_finds_back(tmp_path: Path) -> None:
    folder = vault_of(tmp_path / "wide", {"a.md": f'> "{"word " * 60}" [00:10]\n'})
    async with opened(folder, note="a.md", size=(240, 30)) as seen:
        await seen.press("Q")
        assert page_of(seen).rows.region.width > WIDEST
        assert 0 < max(len(line) for line in seen.lines if "word word" in line) <= WIDEST + 2
