"""Downloaded videos, found by the id in their names, and the folder for sockets: both on a real disk."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from kbtui.players.media import Media, video_of
from kbtui.players.sockets import fresh_socket, own_folder
from tests.mpv_fixtures import runtime

__all__ = ["runtime"]

VIDEO = "-lkk3_lap_U"
posix = pytest.mark.skipif(sys.platform == "win32", reason="owners and modes are POSIX ones")


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def settle(folder: Path) -> None:
    """Make everything look as if it had been there for long."""
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (1, 1))


@pytest.mark.parametrize(
    "name",
    [
        f"A title [{VIDEO}].mkv",
        f"{VIDEO}.mp4",
        f"deep/down/[2024] A title [live] [{VIDEO}].webm",
        f"Two\nlines [{VIDEO}].MKV",
        f"sound alone [{VIDEO}].opus",
    ],
)
def test_a_file_named_with_the_id(name: str, tmp_path: Path) -> None:
    put(tmp_path, name)
    assert Media(tmp_path).find(VIDEO) == tmp_path / name


@pytest.mark.parametrize(
    "name",
    [
        f"A title [{VIDEO}].f137.mp4",
        f"A title [{VIDEO}].mkv.part",
        f"A title [{VIDEO}].info.json",
        f"A title [{VIDEO}].en.vtt",
        f"A title [{VIDEO}] again.mkv",
        f"A title [x{VIDEO}].mkv",
        f"A title {VIDEO}.mkv",
        f"A title [{VIDEO.lower()}].mkv",
        f".hidden [{VIDEO}].mkv",
        f".hidden/{VIDEO}.mkv",
        f"{VIDEO}.mkv/inside.txt",
    ],
)
def test_what_is_not_the_video(name: str, tmp_path: Path) -> None:
    put(tmp_path, name)
    assert Media(tmp_path).find(VIDEO) is None


def test_a_picture_before_sound_and_then_the_first_by_path(tmp_path: Path) -> None:
    put(tmp_path, f"a/{VIDEO}.m4a", f"b/{VIDEO}.mkv", f"c/{VIDEO}.mkv", f"c/A [{VIDEO}].mp3")
    assert Media(tmp_path).find(VIDEO) == tmp_path / "b" / f"{VIDEO}.mkv"


def test_what_comes_and_goes_is_seen(tmp_path: Path) -> None:
    put(tmp_path, "sub/other.mkv")
    settle(tmp_path)
    media = Media(tmp_path)
    assert media.find(VIDEO) is None
    put(tmp_path, f"sub/{VIDEO}.mkv")
    assert media.find(VIDEO) == tmp_path / "sub" / f"{VIDEO}.mkv"
    (tmp_path / "sub" / f"{VIDEO}.mkv").rename(tmp_path / f"{VIDEO}.mkv")
    assert media.find(VIDEO) == tmp_path / f"{VIDEO}.mkv"
    (tmp_path / f"{VIDEO}.mkv").unlink()
    assert media.find(VIDEO) is None


def test_a_folder_that_did_not_change_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, f"sub/{VIDEO}.mkv", "other/x.mkv")
    settle(tmp_path)
    media = Media(tmp_path)
    assert media.find(VIDEO)
    read: list[str] = []
    scan = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: read.append(path) or scan(path))
    assert media.find(VIDEO)
    assert read == []
    put(tmp_path, "other/y.mkv")
    assert media.find(VIDEO)
    assert read == [str(tmp_path / "other")]


@posix
def test_links_that_lead_in_circles(tmp_path: Path) -> None:
    put(tmp_path, f"sub/{VIDEO}.mkv")
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "itself").symlink_to(tmp_path / "itself")
    assert Media(tmp_path).find(VIDEO) == tmp_path / "sub" / f"{VIDEO}.mkv"


def test_no_folder(tmp_path: Path) -> None:
    media = Media(tmp_path / "none")
    assert media.find(VIDEO) is None
    assert media.why_not() == f"there is no folder {tmp_path / 'none'}"


@pytest.mark.parametrize(
    ("source", "video_id"),
    [
        (f"https://www.youtube.com/watch?v={VIDEO}", VIDEO),
        (f"https://youtu.be/{VIDEO}?t=5", VIDEO),
        (f"https://example.org/{VIDEO}.mkv", None),
        (str(Path("/media") / f"A [{VIDEO}].mkv"), VIDEO),
        (f"A [{VIDEO}].mkv", VIDEO),
        ("/media/holiday.mkv", None),
        ("", None),
    ],
)
def test_which_video_a_player_plays(source: str, video_id: str | None) -> None:
    assert video_of(source) == video_id


# Where the socket lies


def is_new(folder: Path) -> bool:
    """Whether it is a folder by a random name, which the test then removes."""
    new = folder.name.startswith("kbtui-") and folder.stat().st_mode & 0o777 == 0o700
    folder.rmdir()
    return new


@posix
@pytest.mark.parametrize("variable", ["XDG_RUNTIME_DIR", "TMPDIR"])
def test_the_users_own_folder_is_taken(variable: str, runtime: Path) -> None:
    environment = {variable: str(runtime)}
    folder = own_folder(environment)
    assert folder == runtime / "kbtui"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert own_folder(environment) == folder


@posix
@pytest.mark.parametrize("environment", [{}, {"XDG_RUNTIME_DIR": ""}, {"XDG_RUNTIME_DIR": "here"}, {"TMPDIR": "/tmp"}])
def test_without_a_folder_of_ones_own_a_new_one_is_made(environment: Mapping[str, str]) -> None:
    assert is_new(own_folder(environment))


@posix
def test_a_folder_that_others_may_enter_is_refused(runtime: Path) -> None:
    (runtime / "kbtui").mkdir(mode=0o755)
    assert is_new(own_folder({"XDG_RUNTIME_DIR": str(runtime)}))
    (runtime / "kbtui").chmod(0o700)
    runtime.chmod(0o777)
    assert is_new(own_folder({"XDG_RUNTIME_DIR": str(runtime)}))


@posix
def test_a_link_or_a_file_in_its_place_is_refused(runtime: Path) -> None:
    (runtime / "elsewhere").mkdir(mode=0o700)
    (runtime / "kbtui").symlink_to(runtime / "elsewhere")
    assert is_new(own_folder({"XDG_RUNTIME_DIR": str(runtime)}))
    (runtime / "kbtui").unlink()
    (runtime / "kbtui").touch()
    assert is_new(own_folder({"XDG_RUNTIME_DIR": str(runtime)}))


@posix
def test_a_folder_of_somebody_elses_is_refused(runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (runtime / "kbtui").mkdir(mode=0o700)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert is_new(own_folder({"XDG_RUNTIME_DIR": str(runtime)}))


@posix
def test_a_path_too_long_for_a_socket(runtime: Path) -> None:
    long = runtime / ("x" * 90)
    long.mkdir(mode=0o700)
    assert is_new(own_folder({"XDG_RUNTIME_DIR": str(long)}))
    with pytest.raises(OSError, match="too long a path for a socket"):
        fresh_socket(long)
