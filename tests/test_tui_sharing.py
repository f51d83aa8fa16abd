"""Handing moments on from every page: copied in five forms, written to a file, played in mpv as one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kbtui.config import Config
from kbtui.players.player import CannotOpen, Opened, Outcome, Stretch
from kbtui.tui.actions.sharing import UnwritableError, target
from tests.mpv_fixtures import LONG, SECOND, media, needs_mpv, runtime
from tests.tui_fixtures import USUAL, Seen, opened, vault_of

__all__ = ["media", "runtime"]  # fixtures

VIDEO, OTHER = SECOND, "-otherVideo"
NOTES = {
    "a.md": f"---\nvideoId: {VIDEO}\n---\n\nOn apples [00:00:10].\n\nOn pears [00:00:12].\n",
    "b.md": f"---\nvideoId: {OTHER}\n---\n\nOn apples too [00:01:00].\n",
}
WATCH = "https://www.youtube.com/watch?v="
PAGES = {
    "note": ("y", "a"),
    "video": ("v", "y", "a"),
    "marks": ("m", "enter", "'", "y", "a"),
    "search": (*"sapples", "tab", "y", "a"),
}
"""The keys that lead to the moments of each page."""


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Marks, an index and a folder to stand in of the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return vault_of(tmp_path / "vault", NOTES)


def said(seen: Seen) -> str:
    """The status line of the screen on top."""
    return seen.lines[-2].strip()


async def press_all(seen: Seen, keys: tuple[str, ...]) -> None:
    for key in keys:
        await seen.press(key)


@pytest.mark.parametrize("page", PAGES)
async def test_every_page_offers_the_same(page: str, vault: Path) -> None:
    async with opened(vault, "a.md", size=USUAL) as seen:
        await press_all(seen, PAGES[page])
        offered = seen.words(seen.box)
        for words in ("Markdown", "addresses", "m3u", "EDL", "JSON", "write to a file", "play in mpv"):
            assert words in offered
        await seen.press("a")
        assert f"{WATCH}{VIDEO}&t=10s\n" in seen.clipboard
        assert said(seen).startswith("Sent to the terminal's clipboard: ")
        assert said(seen).endswith(" as addresses.")


@pytest.mark.parametrize(
    ("letter", "begins"),
    [
        ("m", f"### [{VIDEO}]"),
        ("a", WATCH),
        ("p", "#EXTM3U\n#EXTINF:2,0:10 On apples · a\nedl://"),
        ("e", "# mpv EDL v0\n"),
        ("J", "{"),
    ],
)
async def test_each_form_is_copied(letter: str, begins: str, vault: Path, media: Path) -> None:
    async with opened(vault, "a.md", config=Config(media=media)) as seen:
        await seen.press("y", "a", letter)
        assert seen.clipboard.startswith(begins)


async def test_the_moments_of_hits_carry_the_passages(vault: Path) -> None:
    async with opened(vault, "a.md") as seen:
        await press_all(seen, (*PAGES["search"], "J"))
        moments = [json.loads(line) for line in seen.clipboard.splitlines()]
        assert [(each["url"], each["claim"], each["source"]) for each in moments] == [
            (f"{WATCH}{OTHER}&t=60s", "On apples too.", "b"),
            (f"{WATCH}{VIDEO}&t=10s", "On apples.", "a"),
        ]


async def test_hits_without_moments_have_nothing_to_hand_on(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path / "vault", {"a.md": "Plums.\n"}), "a.md") as seen:
        await press_all(seen, (*"splums", "tab", "y"))
        assert "a link to the note" in seen.dialog_text
        assert "moments" not in seen.dialog_text


async def test_an_edl_says_what_it_leaves_out(vault: Path, media: Path) -> None:
    async with opened(vault, "a.md", config=Config(media=media)) as seen:
        await press_all(seen, (*PAGES["search"], "e"))
        assert seen.clipboard.count("\n") == 2
        assert "; left out, having no file: one video." in said(seen)
    async with opened(vault, "a.md") as seen:
        await seen.press("y", "a", "e")
        assert seen.clipboard == ""
        assert said(seen) == "Nothing was sent; left out, having no file: one video (the config names no media folder)."


# A file


async def test_a_file_is_written_and_replaced_only_when_that_is_said(vault: Path, tmp_path: Path) -> None:
    async with opened(vault, "a.md", size=USUAL) as seen:
        await seen.press("y", "a", "w")
        assert "moments.m3u" in seen.text  # typed over
        await seen.press(*"list.txt", "enter")
        file = tmp_path / "list.txt"
        assert file.read_text() == f"{WATCH}{VIDEO}&t=10s\n{WATCH}{VIDEO}&t=12s\n"
        assert seen.status == f"Wrote {file}."

        file.write_text("mine")
        await seen.press("y", "a", "w", *"list.txt", "enter")
        assert "There is a file" in seen.words(seen.box)
        await seen.press("n")
        assert (file.read_text(), seen.status) == ("mine", "Nothing was written.")
        await seen.press("y", "a", "w", *"list.txt", "enter")
        await seen.press("y")
        assert file.read_text().startswith(WATCH)
        assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["list.txt"]


async def test_a_name_that_cannot_be_is_asked_for_again(vault: Path, tmp_path: Path) -> None:
    async with opened(vault, "a.md", size=USUAL) as seen:
        await seen.press("y", "a", "w", *"vault/x.md", "enter")
        assert seen.dialog == "Naming"
        assert "x.md would lie in the vault, which kbtui never writes into" in seen.words(seen.box)
        assert "vault/x.md" in seen.text
        await seen.press("escape")
        assert seen.dialog == ""
        assert sorted(path.name for path in vault.iterdir()) == ["a.md", "b.md"]


async def test_a_full_disk_leaves_nothing_behind(vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    async with opened(vault, "a.md", size=USUAL) as seen:
        (tmp_path / "list.txt").write_text("mine")
        await seen.press("y", "a", "w", *"list.txt", "enter")
        with monkeypatch.context() as patch:
            patch.setattr("os.fsync", full)
            await seen.press("y")
        assert "no space left on device" in seen.words(seen.box)
    assert (tmp_path / "list.txt").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["list.txt"]


def test_where_a_file_may_be_written(vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert target("~/a.EDL", vault) == (tmp_path / "a.EDL", "edl")
    assert target("a.markdown", vault) == (tmp_path / "a.markdown", "md")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "door").symlink_to(vault)
    (tmp_path / "note.md").symlink_to(vault / "a.md")
    for typed, why in {
        "a.pdf": "a.pdf ends otherwise",
        "a": "a ends otherwise",
        "nowhere/a.md": f"there is no folder {tmp_path}/nowhere",
        "folder.md": "folder.md is no file",
        "vault/deep/../a.md": "in the vault",
        "door/new.md": "in the vault",
        "note.md": "in the vault",
    }.items():
        with pytest.raises(UnwritableError, match=why):
            target(typed, vault)


# mpv


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Opened("mpv"), "mpv plays them one after the other."),
        (
            Opened("mpv", left_out=1),
            "mpv plays them one after the other; left out, as it cannot play them: one video.",
        ),
        (CannotOpen("", "mpv is not installed"), "Not played: mpv is not installed."),
    ],
)
async def test_what_comes_of_playing_is_told(
    outcome: Outcome, words: str, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(vault, "a.md", config=Config(lead_in=3)) as seen:
        played: list[Stretch] = []
        mpv = seen.browser.handling.playing.players().mpv
        monkeypatch.setattr(mpv, "play_all", lambda stretches: played.extend(stretches) or outcome)
        await seen.press("y", "a", "o")
        assert seen.status == words
        assert played == [Stretch(VIDEO, 7, 12), Stretch(VIDEO, 9, 42)]


@needs_mpv
async def test_mpv_plays_the_moments_as_one(
    vault: Path, media: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    home = vault.parent / "mpv"
    home.mkdir()
    (home / "mpv.conf").write_text("vo=null\nao=null\n")
    monkeypatch.setenv("MPV_HOME", str(home))
    assert shutil.which("mpv")
    async with opened(vault, "a.md", config=Config(media=media, close_player=True)) as seen:
        await seen.press("y", "a", "o")
        assert seen.status == "mpv plays them one after the other."
        await seen.press("p")
        session = seen.browser.handling.playing.players().mpv._session
        assert session is not None
        assert session.started is not None
        assert session._ask("get_property", "playlist-count") == 2
        process = session.started.process
    assert process.wait(LONG) == 0
