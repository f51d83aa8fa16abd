"""What tests of mpv share: an mpv without window and sound, one that follows a transcript, and ears that wait."""

from __future__ import annotations

import json
import shutil
import socket
import sys
import tempfile
import threading
import wave
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kbtui.players.media import Media
from kbtui.players.mpv import Mpv
from kbtui.players.mpv_session import Patience
from kbtui.players.openers import Surroundings, Which
from kbtui.players.remote import Heard

LONG = 60.0
"""Seconds in which anything here has happened, on the slowest machine."""
QUIET = ("--no-config", "--vo=null", "--ao=null")
FIRST, SECOND, BROKEN = "-irst_Video", "secondVideo", "brokenVideo"
TRANSCRIPTS = Path(__file__).parent / "mpv"

needs_mpv = pytest.mark.skipif(shutil.which("mpv") is None, reason="mpv is not installed")


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[Path]:
    """A runtime folder with a name short enough for sockets, which pytest's own are not."""
    folder = Path(tempfile.mkdtemp(prefix="kb-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three minutes of silence twice, named as yt-dlp and as people do, and a file that is none."""
    folder = tmp_path_factory.mktemp("media")
    silence(folder / f"First [{FIRST}].wav")
    (folder / "deeper").mkdir()
    silence(folder / "deeper" / f"{SECOND}.wav")
    (folder / f"{BROKEN}.mkv").write_text("no video at all")
    return folder


def silence(path: Path, seconds: int = 180) -> None:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(4000)
        sound.writeframes(b"\x80" * 4000 * seconds)


def mpv_at(runtime: Path, media: Path, which: Which = shutil.which, **more: Any) -> Mpv:
    """An mpv for a user whose runtime folder is `runtime`; it ends with the test unless that says otherwise."""
    environment = {"DISPLAY": ":0", "XDG_RUNTIME_DIR": str(runtime)}
    surroundings = Surroundings(environment, "linux", "6.1", which)
    return Mpv(surroundings, Media(media), **{"ends_with_kbtui": True, "arguments": QUIET, **more})


class Ear:
    """A follower that keeps what it hears, and can be waited for."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self._more = threading.Condition()

    def __call__(self, heard: Heard) -> None:
        with self._more:
            self.heard.append(heard)
            self._more.notify_all()

    def until(self, wanted: Callable[[Any], bool]) -> Any:
        """The first that is as wanted, among what was heard or will be."""
        with self._more:
            assert self._more.wait_for(lambda: any(map(wanted, self.heard)), LONG), self.heard
            return next(filter(wanted, self.heard))

    def forget(self) -> None:
        with self._more:
            self.heard.clear()


Serve = Callable[[socket.socket], None]


@dataclass
class Listener:
    """A program that listens where kbtui's players do, and does with a connection what the test says."""

    folder: Path
    serve: Serve
    name: str = "mpv-00000001.sock"
    failures: list[BaseException] = field(default_factory=list)

    def __enter__(self) -> Listener:
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(str(self.path))
        self._server.listen()
        self._connections: list[socket.socket] = []
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for each in (self._server, *self._connections):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self._thread.join(LONG)
        assert self.failures == []

    @property
    def path(self) -> Path:
        return self.folder / self.name

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            self._connections.append(connection)
            try:
                self.serve(connection)
            except OSError:
                continue  # the other side went
            except AssertionError as failure:
                self.failures.append(failure)
                return


def transcript(name: str, media: Path) -> Serve:
    """Follow a recorded conversation: `>` what kbtui has to say next, `<` what mpv then says."""
    lines = (TRANSCRIPTS / name).read_text().replace("MEDIA", str(media)).splitlines()
    return follow([line for line in lines if line and not line.startswith("#")])


def follow(lines: Sequence[str]) -> Serve:
    def serve(connection: socket.socket) -> None:
        commands = connection.makefile("rb")
        number = 0
        for line in lines:
            way, said = line[0], line[2:]
            if way == ">":
                received = json.loads(commands.readline() or "null")
                assert received is not None, f"kbtui went before it said {said}"
                number = received.pop("request_id")
                assert received == json.loads(said)
            else:
                message = json.loads(said)
                message |= {} if "event" in message else {"request_id": number}
                connection.sendall(json.dumps(message).encode() + b"\n")

    return serve


def script(path: Path, text: str) -> Which:
    """A program of the test's own that stands in for mpv."""
    path.write_text(f"#!{sys.executable}\n{text}")
    path.chmod(0o755)
    return lambda name: str(path) if name == "mpv" else None


def impatient(start: float = LONG, answer: float = LONG, greeting: float = LONG) -> Patience:
    return Patience(start, answer, greeting)
