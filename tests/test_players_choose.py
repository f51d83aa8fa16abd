"""Which players there are, the one that is taken, and the two that are no mpv: a file, a command of the user's own."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import get_args

import pytest

from kbtui import config
from kbtui.config import Config
from kbtui.players.choose import PLAYER_NAMES, Choice, Players
from kbtui.players.command import Command
from kbtui.players.media import Media
from kbtui.players.mpv import Mpv
from kbtui.players.mpv_start import no_mpv, no_stream
from kbtui.players.openers import Surroundings, file_openers
from kbtui.players.player import CannotOpen, Opened
from tests.mpv_fixtures import script

VIDEO = "-lkk3_lap_U"
URL = f"https://www.youtube.com/watch?v={VIDEO}"
DISPLAY = {"DISPLAY": ":0"}
SSH = {"SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}
posix = pytest.mark.skipif(sys.platform == "win32", reason="the programs are POSIX scripts")


def around(found: str = "", platform: str = "linux", release: str = "6.1", **environment: str) -> Surroundings:
    programs = set(found.split())
    return Surroundings(environment, platform, release, lambda name: f"/usr/bin/{name}" if name in programs else None)


class Recorder:
    """A program that writes down its arguments."""

    def __init__(self, folder: Path, name: str, exit_code: int = 0) -> None:
        self.path = folder / name
        self._record = folder / f"{name}.json"
        script(
            self.path,
            f"import json, pathlib, sys\npathlib.Path({str(self._record)!r}).write_text(json.dumps(sys.argv[1:]))\n"
            f"sys.exit({exit_code})\n",
        )

    @property
    def seen(self) -> object:
        return json.loads(self._record.read_text())


# A command of one's own


@posix
def test_a_command_gets_the_moment_argument_by_argument(tmp_path: Path) -> None:
    folder = tmp_path / "a folder; with $signs"
    folder.mkdir()
    player = Recorder(folder, "player")
    words = (str(player.path), "--at={seconds}", "$HOME; {url}", "{id}{id}", "{other}", "a b")
    assert Command(words, 60).play(VIDEO, 2867) == Opened("player")
    assert player.seen == ["--at=2867", f"$HOME; {URL}&t=2867s", VIDEO + VIDEO, "{other}", "a b"]


@posix
def test_a_command_without_a_second(tmp_path: Path) -> None:
    player = Recorder(tmp_path, "player")
    Command((str(player.path), "{seconds}", "{url}"), 60).play(VIDEO)
    assert player.seen == ["0", URL]


@posix
def test_a_command_that_takes_no_second_says_so(tmp_path: Path) -> None:
    player = Recorder(tmp_path, "player")
    command = Command((str(player.path), "--", "{id}"), 60)
    assert command.play(VIDEO, 5) == Opened("player", from_start=True)
    assert command.play(VIDEO) == Opened("player")


@posix
def test_a_command_that_fails(tmp_path: Path) -> None:
    player = Recorder(tmp_path, "player", exit_code=3)
    outcome = Command((str(player.path), "{url}"), 60).play(VIDEO, 5)
    assert outcome == CannotOpen(f"{URL}&t=5s", "player ended at once with exit code 3")


def test_no_command_is_given_what_is_no_id() -> None:
    with pytest.raises(ValueError, match="not a video id"):
        Command(("player", "{url}")).play("--help", 5)


# The choice


def test_unasked_the_browser_plays_it_or_what_there_is_in_its_place(tmp_path: Path) -> None:
    (tmp_path / f"{VIDEO}.mkv").touch()
    with_file = Config(media=tmp_path)
    assert Players(with_file, around("mpv firefox", **DISPLAY)).usual(VIDEO) == "browser"
    assert Players(with_file, around("mpv", **DISPLAY)).usual(VIDEO) == "mpv"
    assert Players(Config(), around("mpv", **DISPLAY)).usual(VIDEO) == "browser"  # nothing is: the browser says why
    assert Players(Config(player="mpv"), around()).usual(VIDEO) == "mpv"


def test_config_and_choice_know_the_same_players() -> None:
    assert get_args(config.PlayerName) == PLAYER_NAMES


def test_each_player_says_why_it_cannot(tmp_path: Path) -> None:
    assert Players(Config(), around()).choices(VIDEO) == (
        Choice("browser", "the browser", "no display: neither DISPLAY nor WAYLAND_DISPLAY is set"),
        Choice("mpv", "mpv, sought where it already plays", "mpv is not installed"),
        Choice("file", "the downloaded file", "the config names no folder of downloaded videos (media)"),
        Choice("command", "a command of one's own", "the config holds no command"),
    )
    few = Players(Config(media=tmp_path), around("mpv xdg-open", **DISPLAY)).choices(VIDEO)
    assert [choice.why_not for choice in few] == [
        None,
        "mpv needs yt-dlp to stream it (install it, or keep the video in the media folder)",
        f"{tmp_path} holds no file of this video",
        "the config holds no command",
    ]


def test_each_player_that_can(tmp_path: Path) -> None:
    (tmp_path / f"{VIDEO}.mkv").touch()
    settings = Config(media=tmp_path, command=("/opt/vlc", "{url}"))
    all_of_them = Players(settings, around("mpv xdg-open", **DISPLAY)).choices(VIDEO)
    assert [choice.why_not for choice in all_of_them] == [None] * 4
    assert all_of_them[3].shown == "the command vlc"


@pytest.mark.parametrize("name", ["file", "command"])
def test_a_player_that_is_not_there_is_told(name: str) -> None:
    outcome = Players(Config(), around()).play(VIDEO, 5, name)  # type: ignore[arg-type]  a name of the two
    assert isinstance(outcome, CannotOpen)
    assert outcome.url == f"{URL}&t=5s"
    assert outcome.reason.startswith("the config ")


def test_mpv_that_is_not_there_is_told() -> None:
    outcome = Players(Config(player="mpv"), around(**DISPLAY)).play(VIDEO, 5)
    assert outcome == CannotOpen(f"{URL}&t=5s", "mpv is not installed")


@posix
@pytest.mark.parametrize(("seconds", "played"), [(100, "97"), (2, "0"), (0, "0"), (None, "0")])
def test_the_lead_in_holds_for_every_player(seconds: int | None, played: str, tmp_path: Path) -> None:
    player = Recorder(tmp_path, "player")
    settings = Config(player="command", command=(str(player.path), "{seconds}", "{url}"), lead_in=3)
    players = Players(settings, around(BROWSER=f"{player.path} %s"))
    players.play(VIDEO, seconds)
    assert player.seen == [played, URL if seconds is None else f"{URL}&t={played}s"]
    players.play(VIDEO, seconds, "browser")
    assert player.seen == [URL if seconds is None else f"{URL}&t={played}s"]


# mpv's surroundings


def test_what_mpv_needs() -> None:
    assert no_mpv(around("mpv", **DISPLAY)) is None
    assert no_mpv(around("mpv", "darwin")) is None
    assert (
        no_mpv(around("mpv", "win32")) == "mpv is steered through a Unix socket, which Python does not offer on Windows"
    )
    assert no_mpv(around("mpv", **SSH)) == "a session over SSH without a forwarded display"


@pytest.mark.parametrize("variable", ["MPV_HOME", "XDG_CONFIG_HOME"])
def test_what_mpv_needs_to_stream(variable: str, tmp_path: Path) -> None:
    folder = tmp_path if variable == "MPV_HOME" else tmp_path / "mpv"
    folder.mkdir(exist_ok=True)
    here = around(**{variable: str(tmp_path)})
    assert no_stream(here) == "mpv needs yt-dlp to stream it (install it, or keep the video in the media folder)"
    (folder / "mpv.conf").write_text("script-opts=ytdl_hook-ytdl_path=/opt/yt-dlp\n")
    assert no_stream(here) is None
    assert no_stream(around("yt-dlp")) is None
    assert no_stream(around("youtube-dl")) is None


# A file without mpv


def test_what_opens_a_file() -> None:
    def programs(surroundings: Surroundings) -> list[str]:
        return [program.argv[0] for program in file_openers("/media/a.mkv", surroundings).programs]

    assert programs(around("xdg-open gio firefox", **DISPLAY)) == ["xdg-open", "gio"]
    assert programs(around("open", "darwin")) == ["open"]
    assert programs(around("", "win32")) == ["rundll32.exe"]
    wsl = around("powershell.exe explorer.exe wslview", release="5.15-microsoft-standard")
    assert programs(wsl) == ["wslview"]
    assert (
        programs(around("xdg-open"))
        == programs(around("", **DISPLAY))
        == programs(around("open", "darwin", **SSH))
        == []
    )


@posix
def test_a_file_opens_without_mpv_at_its_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    media, programs = tmp_path / "media", tmp_path / "bin"
    media.mkdir()
    programs.mkdir()
    (media / f"It's [{VIDEO}].mkv").touch()
    opener = Recorder(programs, "xdg-open")
    monkeypatch.setenv("PATH", str(programs))
    players = Players(Config(player="file", media=media), around("xdg-open", **DISPLAY))
    assert players.play(VIDEO, 5) == Opened("xdg-open", from_start=True)
    assert opener.seen == [str(media / f"It's [{VIDEO}].mkv")]
    assert players.play("other_video", 5) == CannotOpen(
        "https://www.youtube.com/watch?v=other_video&t=5s", f"{media} holds no file of this video"
    )


def test_mpv_streams_what_is_no_file(tmp_path: Path) -> None:
    mpv = Mpv(around("mpv yt-dlp", **DISPLAY), Media(tmp_path))
    assert mpv.why_not(VIDEO) is None
    assert (
        Mpv(around("mpv", **DISPLAY)).why_not(VIDEO)
        == "mpv needs yt-dlp to stream it (install it, or keep the video in the media folder)"
    )
