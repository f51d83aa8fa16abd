"""Playing moments with a real program that stands in for a browser, and what is said where none can."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kbtui.config import Config
from tests.tui_fixtures import CLEANING, FOURIER, NARROW, READING, USUAL, WIDE, opened, vault_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program is a POSIX script")

SPACED = "dwarkeshpatel/spaced_repetition_and_its_price.md"
VIDEO = "spUNpyF58BY"
WATCH = "https://www.youtube.com/watch?v="


@pytest.fixture(autouse=True)
def nothing_graphical(monkeypatch: pytest.MonkeyPatch) -> None:
    """No program of this machine is ever started: there is no display, as the environment tells it."""
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_TTY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")


class Recorder:
    """A program that writes down each argument that it is given, a line a call."""

    def __init__(self, folder: Path, name: str = "firefox", exit_code: int = 0) -> None:
        self._record = folder / f"{name}.record"
        self.path = folder / name
        self.path.write_text(f'#!/bin/sh\necho "$@" >> "{self._record}"\nexit {exit_code}\n')
        self.path.chmod(0o755)

    @property
    def seen(self) -> list[str]:
        return self._record.read_text().splitlines() if self._record.exists() else []


@pytest.fixture
def firefox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    folder = tmp_path / "bin"
    folder.mkdir()
    recorder = Recorder(folder)
    monkeypatch.setenv("BROWSER", f"{recorder.path} %s")
    return recorder


# From each pane


async def test_o_plays_the_moment_nearest_to_where_one_reads(firefox: Recorder) -> None:
    async with opened(note=FOURIER) as seen:
        index = seen.reader.nearest_moment()
        assert seen.browser.page is not None
        assert index is not None
        await seen.press("o")
        assert firefox.seen == [seen.browser.page.moments[index].url]
        assert seen.status.startswith("Playing ")
        assert seen.status.endswith(" with firefox")
        await seen.walk("l", "15:14")
        await seen.press("o")
        assert firefox.seen[1:] == [f"{WATCH}{VIDEO}&t=914s"]


async def test_enter_plays_the_moment_under_the_cursor(firefox: Recorder) -> None:
    async with opened(note=FOURIER) as seen:
        await seen.walk("l", "15:14")
        await seen.press("enter")
        assert firefox.seen == [f"{WATCH}{VIDEO}&t=914s"]


async def test_a_click_plays_a_moment(firefox: Recorder) -> None:
    async with opened(note=FOURIER) as seen:
        await seen.click_on("15:14", seen.reader)
        assert firefox.seen == [f"{WATCH}{VIDEO}&t=914s"]


async def test_o_plays_from_quotes_backlinks_and_moments(firefox: Recorder) -> None:
    async with opened(note=SPACED) as seen:
        for key in ("2", "3", "4"):
            await seen.press(key, "j")
            pane = seen.browser.columns.pane
            assert pane is not None
            pane.rows.move_to(next(number for number, stop in enumerate(pane.stops) if stop.moment))
            assert pane.stop_here is not None
            assert pane.stop_here.moment is not None
            await seen.press("o")
            assert firefox.seen[-1] == pane.stop_here.moment.url
            assert seen.status.startswith("Playing ")
            assert seen.path == SPACED
        assert len(firefox.seen) == 3


async def test_a_repaired_moment_plays_at_the_second_it_means(firefox: Recorder) -> None:
    async with opened(note=CLEANING) as seen:
        await seen.press("4", "G", "o")
        assert firefox.seen == [f"{WATCH}{VIDEO}&t=681s"]


async def test_a_link_to_youtube_plays_at_its_second(firefox: Recorder) -> None:
    async with opened(note=READING) as seen:
        await seen.press("end", "h")
        await seen.walk("h", "28:29")
        await seen.press("enter")
        assert firefox.seen == [f"{WATCH}v68zYyaEmEA&t=1709s"]


async def test_an_address_of_the_web_is_opened_as_it_is(tmp_path: Path, firefox: Recorder) -> None:
    vault = vault_of(tmp_path / "vault", {"a.md": "[docs](https://example.org/a?b=c&d=$(touch%20x)) <https://e.org/é>"})
    async with opened(vault) as seen:
        await seen.press("l")
        assert seen.status == "Enter opens https://example.org/a?b=c&d=$(touch%20x)"
        await seen.press("enter")
        await seen.press("l", "enter")
        assert firefox.seen == ["https://example.org/a?b=c&d=$(touch%20x)", "https://e.org/%C3%A9"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "mailto:a@b.c"])
async def test_what_is_no_web_address_is_not_opened(tmp_path: Path, firefox: Recorder, address: str) -> None:
    async with opened(vault_of(tmp_path / "vault", {"a.md": f"[it]({address})"})) as seen:
        await seen.press("l", "enter")
        assert not firefox.seen
        assert seen.dialog == ""


async def test_the_configs_command_goes_first(tmp_path: Path, firefox: Recorder) -> None:
    mine = Recorder(tmp_path, "mine")
    async with opened(note=FOURIER, config=Config(browser=f"{mine.path} --new-tab")) as seen:
        await seen.press("l", "o")
        assert mine.seen == [f"--new-tab {WATCH}{VIDEO}&t=130s"]
        assert not firefox.seen


# What cannot be played


async def test_a_stamp_that_is_none_is_said(firefox: Recorder) -> None:
    async with opened(note="dwarkeshpatel/von_neumann_computers_and_games.md") as seen:
        await seen.press("4")
        pane = seen.pane("moments")
        number = next(n for n, stop in enumerate(pane.stops) if stop.moment and stop.moment.seconds is None)
        pane.rows.move_to(number)
        await seen.press("o")
        assert "is no time in a video, so it cannot be played" in seen.status
        assert not firefox.seen


@pytest.mark.parametrize(
    "video", ["short", "../../../etc", "spUNpyF58B;", "spUNpyF58BY0", '"$(touch x)"', "[1, 2]", "-rf -o xxxx"]
)
async def test_a_video_id_of_a_wrong_form_is_never_opened(tmp_path: Path, firefox: Recorder, video: str) -> None:
    note = f'---\nvideoId: {video}\n---\nA claim <a class="yt-timestamp" data-t="00:01:00">[00:01:00]</a>.'
    async with opened(vault_of(tmp_path / "vault", {"a.md": note})) as seen:
        await seen.press("o", "l", "enter", "4", "o", "O", "1", "escape")
        assert not firefox.seen
        assert seen.dialog == ""
        await seen.press("4", "o")
        assert seen.status == "This note names no video, so the moment cannot be played."


async def test_where_there_is_no_moment_that_is_said(firefox: Recorder) -> None:
    async with opened() as seen:
        for keys in ("o", "O", "0 o", "1 o"):
            await seen.press(*keys.split())
            assert seen.status == "There is no moment here to play."
        assert not firefox.seen


# Where nothing graphical can open it


@pytest.mark.parametrize("size", [WIDE, USUAL, NARROW], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_address_is_shown_whole_and_sent(size: tuple[int, int]) -> None:
    async with opened(note=FOURIER, size=size) as seen:
        await seen.press("l", "o")
        url = f"{WATCH}{VIDEO}&t=130s"
        assert seen.dialog == "Address"
        assert url in seen.dialog_text
        assert "no display" in seen.words(seen.box)
        assert seen.clipboard == url
        told = seen.words(seen.box)
        assert "Sent to the terminal's clipboard" in told
        assert "opied" not in told
        links = {str(segment.style.link) for strip in seen.strips for segment in strip if segment.style}
        assert url in links
        await seen.press("escape")
        assert seen.dialog == ""
        assert seen.focus == "reader"


async def test_over_ssh_the_address_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "1 2 3 4")
    async with opened(note=FOURIER) as seen:
        await seen.press("l", "o")
        assert "SSH" in seen.dialog_text
        assert f"{WATCH}{VIDEO}&t=130s" in seen.dialog_text


@pytest.mark.parametrize("name", ["lynx", "w3m", "links", "www-browser"])
async def test_a_text_browser_is_never_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    lynx = Recorder(tmp_path, name)
    monkeypatch.setenv("BROWSER", str(lynx.path))
    async with opened(note=FOURIER) as seen:
        await seen.press("o")
        assert not lynx.seen
        assert f"{name} is a text browser" in seen.text


async def test_a_browser_that_fails_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Recorder(tmp_path, "broken", exit_code=7)
    monkeypatch.setenv("BROWSER", f"{broken.path}:/not/there")
    async with opened(note=FOURIER) as seen:
        await seen.press("l", "o")
        assert broken.seen == [f"{WATCH}{VIDEO}&t=130s"]
        assert "broken ended at once with exit code 7" in seen.words(seen.box)
        assert seen.dialog == "Address"


# Repaired moments


async def test_repaired_moments_have_a_mark_and_say_why(firefox: Recorder) -> None:
    async with opened(note=CLEANING) as seen:
        assert all(stop.row.lead.endswith("~") for stop in seen.pane("moments").stops)
        assert "~" in seen.words(seen.reader)
        await seen.walk("l", "written")
        assert "written 01:22:00" in seen.status
        await seen.press("4", "g", "j")
        assert "written 01:41:00" in seen.status
        assert "19:01" in seen.status


# Files of the vault


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """What the platform has for files."""
    folder = tmp_path / "platform"
    folder.mkdir()
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    return Recorder(folder, "xdg-open")


@pytest.mark.parametrize(
    ("written", "file"),
    [
        ("[[doc.pdf]]", "deep/down/doc.pdf"),
        ("![[Doc.PDF]]", "deep/down/doc.pdf"),
        ("[[-a b.png]]", "notes/-a b.png"),
        ("[the paper](../deep/down/doc.pdf)", "deep/down/doc.pdf"),
        ("![a picture](-a%20b.png)", "notes/-a b.png"),
    ],
)
async def test_enter_opens_a_file_that_the_note_names(
    tmp_path: Path, opener: Recorder, written: str, file: str
) -> None:
    vault = vault_of(tmp_path / "vault", {"notes/n.md": f"See {written}."})
    for path in ("deep/down/doc.pdf", "notes/-a b.png"):
        (vault / path).parent.mkdir(parents=True, exist_ok=True)
        (vault / path).touch()
    async with opened(vault, "notes/n.md") as seen:
        assert "▤" in seen.text or "the paper" in seen.text
        assert "?" not in seen.lines[1]
        await seen.press("l")
        assert seen.status.startswith("Enter opens ")
        await seen.press("enter")
        assert opener.seen == [str(vault / file)]
        assert seen.status == f"Opened {Path(file).name} with xdg-open"


async def test_a_file_that_is_not_there_or_lies_out_of_the_vault_is_not_opened(
    tmp_path: Path, opener: Recorder
) -> None:
    (tmp_path / "secret.pdf").touch()
    vault = vault_of(tmp_path / "vault", {"n.md": "[[gone.pdf]], [up](../secret.pdf), [[led.pdf]]."})
    (vault / "led.pdf").symlink_to(tmp_path / "secret.pdf")
    async with opened(vault, "n.md") as seen:
        for name in ("gone.pdf", "../secret.pdf", "led.pdf"):
            await seen.press("l", "enter")
            assert seen.status == f"No file of the vault is named “{name}”."
        assert opener.seen == []


async def test_where_no_program_opens_files_it_is_said_where_the_file_is(tmp_path: Path) -> None:
    vault = vault_of(tmp_path / "vault", {"n.md": "[[doc.pdf]]."})
    (vault / "deep").mkdir()
    (vault / "deep" / "doc.pdf").touch()
    async with opened(vault, "n.md", size=WIDE) as seen:
        await seen.press("l", "enter")
        assert seen.status.startswith("Not opened: no display")
        assert seen.status.endswith("It is deep/doc.pdf")
