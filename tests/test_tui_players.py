"""The ways to play from the screen: what is offered, the real mpv steered by kbtui's keys, the note going along."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from kbtui.config import Config
from kbtui.note import Moment, Note, Page
from kbtui.players.remote import Ended, Playhead
from kbtui.tui.actions.steering import begins, playing_at, step_from
from kbtui.tui.panes.wording import shown_playhead
from tests.mpv_fixtures import BROKEN, LONG, SECOND, media, needs_mpv, runtime, script
from tests.tui_fixtures import FOURIER, NARROW, USUAL, WIDE, Seen, opened, vault_of

__all__ = ["media", "runtime"]  # fixtures

posix = pytest.mark.skipif(sys.platform == "win32", reason="the programs are POSIX scripts, the sockets Unix's")
pytestmark = posix

WATCH = "https://www.youtube.com/watch?v="
STAMP = '<a class="yt-timestamp" data-t="{0}">[{0}]</a>'
FILLER = "\n\n".join(["Nothing is said here that has a time."] * 12)


def note_of(video: str, *claims: tuple[str, str], between: str = FILLER) -> str:
    body = f"\n\n{between}\n\n".join(
        f"## About {claim}\n\nA claim on {claim} {STAMP.format(at)}." for at, claim in claims
    )
    return f"---\nvideoId: {video}\n---\n\n{body}\n"


NOTES = {
    "a.md": note_of(SECOND, ("00:00:10", "apples"), ("00:00:30", "pears"), ("00:01:00", "plums")),
    "b.md": note_of(SECOND, ("00:00:45", "bridges"), ("00:01:30", "tunnels")),
}


@pytest.fixture(autouse=True)
def at_home(runtime: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A display, sockets of the test's own, an mpv without window and sound, and no browser."""
    for name in ("BROWSER", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_TTY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    home = tmp_path / "mpv"
    home.mkdir()
    (home / "mpv.conf").write_text("vo=null\nao=null\nspeed=0.01\n")  # where it plays, it is for long
    monkeypatch.setenv("MPV_HOME", str(home))


@asynccontextmanager
async def with_mpv(folder: Path, media: Path, notes: Mapping[str, str] = NOTES, **more: Any) -> AsyncIterator[Seen]:
    size = more.pop("size", WIDE)
    config = Config(player="mpv", media=media, close_player=True, **more)
    async with opened(vault_of(folder / "vault", notes), "a.md", size=size, config=config) as seen:
        yield seen


async def until(seen: Seen, wanted: Callable[[Playhead | None], bool]) -> Playhead | None:
    """Wait until the player tells what is wanted."""
    steering = seen.browser.handling.steering
    told = asyncio.Event()

    def listen(head: Playhead | None) -> None:
        if wanted(head):
            told.set()

    steering.listeners.append(listen)
    listen(steering.playhead)
    await asyncio.wait_for(told.wait(), LONG)
    steering.listeners.remove(listen)
    await seen.settle()
    return steering.playhead


def at(seconds: float, slack: float = 8) -> Callable[[Playhead | None], bool]:
    return lambda head: (
        head is not None and head.seconds is not None and seconds - 0.2 <= head.seconds <= seconds + slack
    )


# What is offered


async def test_the_ways_to_play_are_offered_and_what_cannot_be_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    async with opened(note=FOURIER) as seen:
        await seen.press("l", "O")
        assert seen.dialog == "Choice"
        told = seen.words(seen.box)
        assert "Play 2:10 with" in told
        assert "mpv, sought where it already plays – not here: mpv is not installed" in told
        assert "the browser – the usual one, but not here: " in told
        assert "the config names no folder of downloaded videos" in told
        await seen.press("m")
        assert seen.dialog == ""
        assert seen.status == "Not played: mpv is not installed."


async def test_what_can_play_is_offered_first_and_a_reason_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "mpv" else None)
    async with opened(note=FOURIER, config=Config(command=("mine", "{url}"))) as seen:
        await seen.press("l", "O")
        told = seen.words(seen.box)
        assert told.index("mine") < told.index("show the address") < told.index("the browser")
        assert told.count("no display") == 1
        assert "mpv, sought where it already plays – not here: for the same reason" in told


async def test_a_low_terminal_shows_rows_to_choose_from() -> None:
    async with opened(note=FOURIER, size=(20, 6)) as seen:
        await seen.press("l", "O")
        assert "address" in seen.text
        await seen.press("a")
        assert seen.dialog == "Address"


@pytest.mark.parametrize("size", [WIDE, USUAL, NARROW], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_address_is_one_of_the_ways(size: tuple[int, int]) -> None:
    async with opened(note=FOURIER, size=size) as seen:
        await seen.press("l", "O")
        await seen.press("a")
        assert seen.dialog == "Address"
        url = f"{WATCH}spUNpyF58BY&t=130s"
        assert url in seen.dialog_text
        assert seen.clipboard == url
        assert ("▀" in seen.text) == (size is not NARROW)  # the QR code, where it fits
        assert "Esc closes" in seen.text
        await seen.press("enter")
        assert seen.dialog == ""


async def test_a_command_of_ones_own_is_taken_and_says_where_it_cannot_begin(tmp_path: Path) -> None:
    record = tmp_path / "record"
    script(tmp_path / "mine", f"import pathlib, sys\npathlib.Path({str(record)!r}).write_text(sys.argv[1])\n")
    config = Config(player="command", command=(str(tmp_path / "mine"), "{id}{id}"))
    async with opened(note=FOURIER, config=config) as seen:
        await seen.press("l", "o")
        assert record.read_text() == "spUNpyF58BY" * 2
        assert seen.status == "Playing 2:10 with mine, from its start: it cannot be told a second"


# mpv


async def test_the_keys_say_that_nothing_plays() -> None:
    async with opened(note=FOURIER) as seen:
        for key in ("p", ",", ".", "<", ">", "(", ")", "{", "}", "F"):
            await seen.press(key)
            assert "mpv" in seen.status, key
        assert seen.browser.status.aside == ""


@needs_mpv
async def test_mpv_is_steered_and_its_moment_is_marked(tmp_path: Path, media: Path) -> None:
    async with with_mpv(tmp_path, media) as seen:
        await seen.press("4", "j", "o")
        assert seen.status == "Playing 0:30 with mpv"
        await until(seen, at(30))
        rows = seen.pane("moments").rows
        assert rows._marked == 1
        assert seen.browser.status.aside.startswith("▶ 0:3")

        await seen.press("p")
        assert seen.status.startswith("Paused at 0:3")
        await until(seen, lambda head: head is not None and head.paused)
        assert seen.browser.status.aside.startswith("‖ 0:3")
        await seen.press(">")
        assert seen.status == "30 s on."
        await until(seen, at(60))
        assert rows._marked == 2
        await seen.press("<")
        await seen.press(",")
        assert seen.status == "5 s back."
        await until(seen, at(24, 2))
        assert rows._marked == 0

        await seen.press(")")
        assert seen.status == "Playing 0:30  A claim on pears"
        await seen.press(")")  # at once: from where the first one leads
        assert seen.status == "Playing 1:00  A claim on plums"
        await seen.press(")")
        assert seen.status == "That was this note's last moment."
        await seen.press("{")
        assert seen.status == "Playing 0:45  A claim on bridges  in About bridges"
        await until(seen, at(45))
        assert rows._marked == 1
        await seen.press("(")
        assert seen.status.startswith("Playing 0:30")


@needs_mpv
async def test_the_note_goes_along_until_the_user_moves(tmp_path: Path, media: Path) -> None:
    async with with_mpv(tmp_path, media, size=USUAL) as seen:
        await seen.press("o")
        await until(seen, at(10))
        await seen.press("F")
        assert "goes along" in seen.status
        assert seen.reader.follows
        await seen.press(")")
        await until(seen, at(30))
        assert "About pears" in seen.text
        await seen.press(")")
        await until(seen, at(60))
        assert "About plums" in seen.text
        assert seen.browser.status.aside.endswith("along")

        await seen.press("k")
        assert not seen.reader.follows
        assert seen.status == "You moved, so the note stays where you are; F goes along again."
        top = seen.reader.top
        await seen.press("(")
        await seen.press("(")
        await until(seen, lambda head: at(30)(head) or at(10)(head))
        assert seen.reader.top == top
        await seen.press("F")
        await seen.press("F")
        assert seen.status == "The note stays where it is."


@needs_mpv
@pytest.mark.parametrize("way", ["wheel", "j", "l", "heading", "find", "another note"])
async def test_whatever_moves_the_note_stops_its_going_along(tmp_path: Path, media: Path, way: str) -> None:
    async with with_mpv(tmp_path, media, size=WIDE) as seen:
        await seen.press("o")
        await until(seen, at(10))
        await seen.press("p")
        await seen.press("F")
        assert seen.status == "The note goes along as mpv plays, until you move in it."
        assert seen.reader.follows
        if way == "wheel":
            await seen.wheel(seen.reader)
        elif way == "heading":
            await seen.press("1", "G", "enter")
        elif way == "find":
            await seen.press("/", *"plums")
        elif way == "another note":
            seen.browser.visiting.visit("b.md")
            await seen.settle()
        else:
            await seen.press(way)
        assert not seen.reader.follows


@needs_mpv
async def test_a_resize_and_keys_elsewhere_do_not_stop_it(tmp_path: Path, media: Path) -> None:
    async with with_mpv(tmp_path, media) as seen:
        await seen.press("o")
        await until(seen, at(10))
        for key in ("F", ")", ")"):
            await seen.press(key)
        await until(seen, at(60))
        await seen.pilot.resize_terminal(*USUAL)
        await seen.settle()
        await seen.press("4", "j", "0", "j", "escape", "p", "w")
        assert seen.reader.follows


@needs_mpv
async def test_the_end_of_mpv_is_told(tmp_path: Path, media: Path) -> None:
    async with with_mpv(tmp_path, media) as seen:
        await seen.press("o")
        await seen.press("F")
        session = seen.browser.handling.playing.players().mpv._session
        assert session is not None
        assert session.started is not None
        session.started.process.kill()
        await until(seen, lambda head: head is None)
        assert seen.status.startswith("mpv ")
        assert seen.browser.status.aside == ""
        assert not seen.reader.follows
        assert seen.pane("moments").rows._marked is None
        await seen.press("o")
        assert seen.status == "Playing 0:10 with mpv"


@needs_mpv
async def test_mpv_ends_with_kbtui_where_that_is_wished(tmp_path: Path, media: Path) -> None:
    async with with_mpv(tmp_path, media) as seen:
        await seen.press("o")
        session = seen.browser.handling.playing.players().mpv._session
        assert session is not None
        assert session.started is not None
        process = session.started.process
    assert process.wait(LONG) == 0


@needs_mpv
async def test_lead_in_is_no_moment_earlier(tmp_path: Path, media: Path) -> None:
    async with with_mpv(tmp_path, media, lead_in=5) as seen:
        await seen.press("4", "j", "o")
        await seen.press("p")
        await until(seen, at(25, 3))
        assert seen.pane("moments").rows._marked == 1


@needs_mpv
async def test_a_file_that_is_no_video_is_told_of(tmp_path: Path, media: Path) -> None:
    notes = {"a.md": note_of(BROKEN, ("00:00:10", "apples"))}
    async with with_mpv(tmp_path, media, notes) as seen:
        await seen.press("o")
        assert seen.dialog == "Address"
        assert "mpv could not play it" in seen.words(seen.box)


async def test_what_is_heard_of_another_video_marks_nothing() -> None:
    async with opened(note=FOURIER) as seen:
        seen.browser.handling.steering.heard(Playhead("otherVideo1", 130.0))
        await seen.settle()
        assert seen.pane("moments").rows._marked is None
        assert seen.browser.status.aside == "▶ 2:10"
        seen.browser.handling.steering.heard(Ended("mpv was closed"))
        await seen.settle()
        assert seen.status == "mpv was closed."


# Pure


def moment(seconds: int | None, video: str | None = SECOND) -> Moment:
    return Moment(seconds, "", None, 1, "", None, "", video, 0, 0)


def test_the_moment_that_plays() -> None:
    note = Note("a.md", "A", "", SECOND)
    page = Page(note, "", 0, moments=(moment(30), moment(None), moment(10), moment(30), moment(5, "otherVideo1")))
    found = begins(page, SECOND)
    assert found == [(10, 2), (30, 0)]
    assert [playing_at(found, second) for second in (None, 9, 10, 29, 30, 999)] == [None, None, 2, 2, 0, 0]


@pytest.mark.parametrize(
    ("position", "by", "slack", "leads"),
    [
        (0, 1, 2, 10),
        (10, 1, 2, 30),
        (30, 1, 2, None),
        (31, -1, 2, 10),
        (33, -1, 2, 30),
        (30, -1, 0, 10),
        (10, -1, 2, None),
    ],
)
def test_steps(position: int, by: int, slack: int, leads: int | None) -> None:
    cue = step_from([(10, "a"), (30, "b")], position, by, slack)
    assert (cue and cue[0]) == leads


def test_where_the_player_stands_in_words() -> None:
    assert shown_playhead(None, follows=True) == ""
    assert shown_playhead(Playhead(), follows=False) == ""
    assert shown_playhead(Playhead(SECOND), follows=False) == "‖ …"
    assert shown_playhead(Playhead(SECOND, 3700.9), follows=True) == "▶ 1:01:40 along"
    assert shown_playhead(Playhead(SECOND, 1, paused=True), follows=False) == "‖ 0:01"
