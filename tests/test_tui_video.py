"""The page of a video, and the marks: what they list, where they lead, and what is said where something is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kbtui.bookmarks import Bookmarks, bookmarks_path
from kbtui.pictures.timeline_strip import Track
from kbtui.players.remote import Ended, Playhead
from kbtui.tui.pages.list_page import ListPage
from kbtui.tui.pages.timeline_view import TimelineView
from kbtui.tui.pages.video_page import VideoPage
from kbtui.tui.pages.video_rows import nearest, with_playhead
from tests.tui_fixtures import FOURIER, NARROW, USUAL, WELCOME, WIDE, Seen, opened, vault_of

VIDEO = "twoNotesVid"
STAMP = '<a class="yt-timestamp" data-t="{0}">[{0}]</a>'
SAME = f"The bridge across the river was built of timber in winter {STAMP.format('00:01:00')}."
FILLER = "\n\n".join(["Nothing is said here that has a time."] * 40)
NOTES = {
    "a.md": f"---\nvideoId: {VIDEO}\n---\n\n## Apples\n\nOn apples {STAMP.format('00:00:10')}.\n\n"
    f"{SAME}\n\n{FILLER}\n\n"
    f"## Pears\n\nOn pears {STAMP.format('00:03:00')}.\n",
    "b.md": f"---\nvideoId: {VIDEO}\n---\n\n{SAME}\n\n{FILLER}\n\nOn tunnels {STAMP.format('00:02:00')}.\n",
    "c.md": "Nothing about a video.",
}


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Marks of the test's own, and nothing that could show a video."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_TTY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")


def page_of(seen: Seen) -> ListPage[object]:
    assert isinstance(seen.app.screen, ListPage)
    return seen.app.screen


def said(seen: Seen) -> str:
    return page_of(seen).status.words


# The page of a video


async def test_all_moments_are_merged_and_the_one_where_one_reads_is_under_the_cursor(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path, NOTES), "a.md") as seen:
        await seen.press("4", "G")
        await seen.press("v")
        page = page_of(seen)
        assert isinstance(page, VideoPage)
        assert seen.rows(page.rows) == [
            "On apples",
            "The bridge across the river was built of timber in winter",
            "On tunnels",
            "On pears",
        ]
        assert page.rows.number == 3
        assert said(seen) == "On pears"
        assert "4 moments in 2 notes" in seen.lines[0]
        assert "● 1:00" in seen.text
        assert "×2" in seen.text
        await seen.press("escape")
        assert seen.dialog == ""


async def test_enter_goes_to_the_note_and_line(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path, NOTES), "a.md") as seen:
        await seen.press("v")
        await seen.press("G", "k", "enter")
        assert (seen.dialog, seen.path, seen.focus) == ("", "b.md", "reader")
        assert "On tunnels" in seen.text
        await seen.press("backspace")
        assert seen.path == "a.md"


async def test_where_several_notes_cite_it_they_are_offered(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path, NOTES), "a.md") as seen:
        await seen.press("v")
        await seen.press("g", "j", "enter")
        assert seen.dialog == "Choice"
        await seen.press("escape")
        assert seen.dialog == "VideoPage"
        await seen.press("enter", "j", "enter")
        assert (seen.dialog, seen.path) == ("", "b.md")


async def test_it_is_narrowed_as_one_types(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path, NOTES), "a.md") as seen:
        await seen.press("v")
        await seen.press("/", *"tunn")
        page = page_of(seen)
        assert seen.rows(page.rows) == ["On tunnels"]
        assert "1 of 4" in seen.text
        await seen.press("enter")
        await seen.press("escape")
        assert len(seen.rows(page.rows)) == 4
        await seen.press("/", "x", "q", "escape")
        assert len(seen.rows(page.rows)) == 4
        await seen.press("escape")
        assert seen.dialog == ""


async def test_a_click_on_the_strip_goes_to_the_nearest_moment(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path, NOTES), "a.md") as seen:
        await seen.press("v")
        page = page_of(seen)
        view = page.query_one(TimelineView)
        await seen.click(view, view.size.width - 1)
        assert page.rows.number == 3
        await seen.click(view, 0)
        assert page.rows.number == 0
        assert seen.dialog == "VideoPage"


async def test_o_plays_it(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path, NOTES), "a.md") as seen:
        await seen.press("v")
        await seen.press("G", "o")
        assert f"https://www.youtube.com/watch?v={VIDEO}&t=180s" in seen.dialog_text


async def test_the_playhead_goes_along(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path, NOTES), "a.md") as seen:
        await seen.press("v")
        page = page_of(seen)
        seen.browser.handling.steering.heard(Playhead(VIDEO, 130.0, 200.0))
        await seen.settle()
        assert page.rows._marked == 2
        assert "┃" in seen.text
        assert page.status.aside == "▶ 2:10"
        seen.browser.handling.steering.heard(Ended("mpv was closed"))
        await seen.settle()
        assert said(seen) == "mpv was closed."
        assert "┃" not in seen.text


@pytest.mark.parametrize("size", [WIDE, USUAL, NARROW], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_it_opens_from_topics_at_any_size(size: tuple[int, int]) -> None:
    async with opened(note=FOURIER, size=size) as seen:
        await seen.press("0", "h")
        await seen.press("v")
        assert seen.dialog == "VideoPage"
        await seen.press("question_mark")
        assert seen.dialog == "Help"
        await seen.press("escape", "v")
        assert seen.dialog == ""


async def test_what_was_told_is_told_again_when_the_page_is_left(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path, NOTES), "a.md") as seen:
        told = seen.status
        assert "plays 0:10" in told
        await seen.press("v")
        assert seen.dialog == "VideoPage"
        await seen.press("v")
        assert seen.status == told


async def test_a_note_without_a_video_has_no_page(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path, NOTES), "c.md") as seen:
        await seen.press("v")
        assert seen.status == "There is no video here: the note names none."


async def test_a_videos_moments_are_sent_to_the_clipboard(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path, NOTES), "a.md") as seen:
        await seen.press("v")
        await seen.press("y", "a", "a")
        assert seen.clipboard.splitlines() == [
            f"https://www.youtube.com/watch?v={VIDEO}&t={second}s" for second in (10, 60, 120, 180)
        ]
        assert said(seen) == "Sent to the terminal's clipboard: this video's moments as addresses."


def test_the_nearest() -> None:
    assert nearest((), 5) is None


def test_a_playhead_of_another_video_is_not_drawn() -> None:
    assert with_playhead(Track((1,), playhead=3), VIDEO, Playhead("otherVideo1", 4.0)).playhead is None
    assert with_playhead(Track((1,)), VIDEO, Playhead(VIDEO, 4.9, 100.0)) == Track((1,), playhead=4, length=100)


# A note's moments


@pytest.mark.parametrize(
    ("letter", "begins"), [("m", "### [But what"), ("a", "https://www.youtube.com/watch?v="), ("p", "#EXTM3U")]
)
async def test_a_notes_moments_are_sent_to_the_clipboard(letter: str, begins: str) -> None:
    async with opened(note=FOURIER) as seen:
        await seen.press("y", "a", letter)
        assert seen.clipboard.startswith(begins)
        assert seen.clipboard.count("spUNpyF58BY") > 10
        assert seen.status.startswith("Sent to the terminal's clipboard: this note's moments as ")


async def test_a_note_without_moments_does_not_offer_them() -> None:
    async with opened(note=WELCOME) as seen:
        await seen.press("y")
        assert "moments" not in seen.words(seen.box)


# Marks


async def test_a_moment_is_marked_and_named_listed_and_removed(tmp_path: Path) -> None:
    vault = vault_of(tmp_path / "vault", NOTES)
    async with opened(vault, "a.md") as seen:
        await seen.press("4", "G", "m")
        assert seen.dialog == "Naming"
        await seen.press(*"fruit", "enter")
        assert seen.status == "Marked 3:00 “fruit”; ' lists the marks."
        await seen.press("3", "4", "g", "m")
        await seen.press("enter")
        assert seen.status == "Marked 0:10; ' lists the marks."
        marks = Bookmarks(bookmarks_path({"XDG_DATA_HOME": str(tmp_path / "data")})).load().marks
        assert [(mark.path, mark.seconds, mark.name) for mark in marks] == [("a.md", 180, "fruit"), ("a.md", 10, "")]

        seen.browser.visiting.visit("b.md")
        await seen.press("'")
        page = page_of(seen)
        assert seen.rows(page.rows) == ["On apples", "fruit"]
        await seen.press("j", "enter")
        assert (seen.dialog, seen.path, seen.focus) == ("", "a.md", "reader")
        assert "On pears" in seen.text

        await seen.press("M")
        await seen.press("D")
        assert "Remove the mark 0:10?" in seen.words(seen.box)
        await seen.press("n", "D", "y")
        assert seen.rows(page_of(seen).rows) == ["fruit"]
        assert said(seen) == "The mark was removed."
        await seen.press("o")
        assert "&t=180s" in seen.dialog_text


async def test_a_mark_keeps_its_name_when_it_is_made_again(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path / "vault", NOTES), "a.md") as seen:
        await seen.press("m")
        await seen.press(*"one", "enter")
        await seen.press("m")
        await seen.press("enter")
        assert "“one”" in seen.status
        await seen.press("m")
        await seen.press("x", "escape")
        await seen.press("'")
        assert seen.rows(page_of(seen).rows) == ["one"]


async def test_marks_of_other_vaults_and_of_lost_notes(tmp_path: Path) -> None:
    file = bookmarks_path({"XDG_DATA_HOME": str(tmp_path / "data")})
    file.parent.mkdir(parents=True)
    vault = vault_of(tmp_path / "vault", NOTES)
    mark = {"vault": str(vault.resolve()), "path": "a.md", "video_id": VIDEO, "seconds": 77, "claim": "moved away"}
    marks = [mark, mark | {"path": "gone.md", "claim": "lost"}, mark | {"vault": "/elsewhere", "claim": "[b]far[/b]"}]
    file.write_text("".join(json.dumps(each) + "\n" for each in marks))
    async with opened(vault, "b.md") as seen:
        await seen.press("'")
        assert seen.rows(page_of(seen).rows) == ["lost", "moved away", "[b]far[/b]"]
        await seen.press("enter")
        assert said(seen) == "The note gone.md is not there any more; o plays the moment."
        await seen.press("G", "enter")
        assert said(seen) == "It is in another vault: kbtui /elsewhere"
        await seen.press("g", "j", "enter")
        assert seen.path == "a.md"
        assert "does not name this moment any more" in seen.status


async def test_a_damaged_file_is_one_calm_line(tmp_path: Path) -> None:
    file = bookmarks_path({"XDG_DATA_HOME": str(tmp_path / "data")})
    file.parent.mkdir(parents=True)
    file.write_text("no mark\n")
    async with opened(vault_of(tmp_path / "vault", NOTES), "a.md") as seen:
        await seen.press("m")
        assert "The marks were damaged" in seen.text
        await seen.press("enter")
        assert seen.status.startswith("Marked")
        assert (file.parent / "marks.jsonl.damaged-1").read_text() == "no mark\n"
        file.unlink()
        file.mkdir()
        await seen.press("'")
        assert seen.dialog == ""
        assert seen.status.startswith("The marks cannot be read")
        await seen.press("m")
        assert seen.dialog == ""


async def test_that_a_file_is_damaged_is_told_over_the_list(tmp_path: Path) -> None:
    file = bookmarks_path({"XDG_DATA_HOME": str(tmp_path / "data")})
    file.parent.mkdir(parents=True)
    file.write_text("[b]no mark[/b]\n")
    async with opened(vault_of(tmp_path / "vault", NOTES), "a.md") as seen:
        await seen.press("'")
        assert seen.dialog == "MarkedPage"
        assert "Nothing is marked yet" in seen.text
        assert "The marks were damaged" in seen.text


async def test_what_cannot_be_marked(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path / "vault", NOTES), "c.md") as seen:
        await seen.press("m")
        assert seen.status == "There is no moment here to mark."
        await seen.press("'")
        assert "Nothing is marked yet" in seen.text
        await seen.press("o", "D", "y")
        assert said(seen) == "There is no moment here to hand on."


# From the trail above the note


@pytest.mark.parametrize("size", [WIDE, USUAL, NARROW], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_click_on_the_trail_leads_to_the_video_or_to_the_channels_videos(size: tuple[int, int]) -> None:
    async with opened(note=FOURIER, size=size) as seen:
        await seen.click_on("But w", seen.browser.crumbs)
        assert seen.dialog == "VideoPage"
        await seen.press("v")
        await seen.click_on("3b", seen.browser.crumbs)
        assert seen.dialog == "VideosPage"
        await seen.press("V")
        await seen.click_on("The F", seen.browser.crumbs)
        assert (seen.dialog, seen.path) == ("", FOURIER)
