"""What mpv streams: its own way to yt-dlp is taken, a stand-in for which tells where a file is served."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kbtui.players.mpv import Mpv
from kbtui.players.player import CannotOpen, Opened, Stretch
from kbtui.players.remote import Ended, Playhead
from tests.mpv_fixtures import LONG, QUIET, SECOND, Ear, media, mpv_at, needs_mpv, runtime

__all__ = ["media", "runtime"]  # fixtures
pytestmark = [needs_mpv, pytest.mark.skipif(sys.platform == "win32", reason="mpv is steered through a Unix socket")]

STREAMED = "-streamed01"
YT_DLP = """
import json, sys
with open({record!r}, "a") as record:
    record.write(json.dumps(sys.argv[1:]) + "\\n")
if {fails}:
    sys.exit("ERROR: [youtube] Video unavailable")
print(json.dumps({{"id": "x", "title": "Streamed", "extractor": "generic", "url": {url!r}, "protocol": "http"}}))
"""


class Served(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(media: Path) -> Iterator[str]:
    """Where a video's file is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Served, directory=str(media / "deeper")))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/{SECOND}.wav"
    server.shutdown()
    thread.join(LONG)
    server.server_close()


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """How yt-dlp was called, a line each."""
    return tmp_path / "record"


@pytest.fixture
def mpv(runtime: Path, tmp_path: Path, record: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mpv]:
    yt_dlp(tmp_path / "bin", record, address, fails=False)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    (tmp_path / "none").mkdir()
    mpv = mpv_at(runtime, tmp_path / "none", arguments=(*QUIET, "--force-seekable=yes"))
    yield mpv
    mpv.close()


def yt_dlp(folder: Path, record: Path, address: str, *, fails: bool) -> None:
    folder.mkdir(exist_ok=True)
    program = folder / "yt-dlp"
    program.write_text(f"#!{sys.executable}\n{YT_DLP.format(record=str(record), url=address, fails=fails)}")
    program.chmod(0o755)


def calls(record: Path) -> list[list[str]]:
    return [json.loads(line) for line in record.read_text().splitlines()]


def at(seconds: float) -> object:
    return lambda heard: (
        isinstance(heard, Playhead)
        and heard.video_id == STREAMED
        and heard.seconds is not None
        and seconds <= heard.seconds < seconds + 25
    )


def test_a_video_without_a_file_is_streamed_from_its_address(mpv: Mpv, record: Path) -> None:
    ear = Ear()
    mpv.follow(ear)
    assert mpv.play(STREAMED, 60) == Opened("mpv")
    ear.until(at(60))
    assert mpv.play(STREAMED, 90) == Opened("mpv")
    ear.until(at(90))
    [call] = calls(record)  # sought, not asked for again
    assert call[-2:] == ["--", f"https://www.youtube.com/watch?v={STREAMED}"]


def test_a_list_is_streamed_too(mpv: Mpv, record: Path) -> None:
    ear = Ear()
    mpv.follow(ear)
    assert mpv.play_all([Stretch(STREAMED, 60, 90), Stretch(STREAMED, 120, 150)]) == Opened("mpv")
    for start in (60, 120):
        ear.until(at(start))
        mpv.seek_by(28)
    assert ear.until(lambda heard: isinstance(heard, Ended)) == Ended("mpv came to the end of the video")


def test_what_yt_dlp_cannot_find_is_one_calm_line(mpv: Mpv, record: Path, tmp_path: Path, address: str) -> None:
    yt_dlp(tmp_path / "bin", record, address, fails=True)
    ear = Ear()
    mpv.follow(ear)
    outcome = mpv.play(STREAMED, 60)
    told = outcome.reason if isinstance(outcome, CannotOpen) else ear.until(lambda heard: isinstance(heard, Ended)).why
    assert told in {
        "mpv could not play it (loading failed)",
        "mpv could not play it",  # it ended before it took commands
    }
