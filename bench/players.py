"""From a key to mpv's seek, and what following it costs: `python -m bench.players`. Needs mpv.

The seek is timed from the call that a key makes until the socket has the command, and until mpv has answered. Following
is timed as this process's own time while mpv plays a picture of 60 frames a second, each of which it tells.
"""

from __future__ import annotations

import shutil
import socket
import statistics
import tempfile
import threading
import time
import wave
from pathlib import Path

from kbtui.players.media import Media
from kbtui.players.mpv import Mpv
from kbtui.players.mpv_session import Piece
from kbtui.players.openers import Surroundings

VIDEO = "bench_video"
SEEKS = 200
FOLLOWED = 10.0
PICTURE = "av://lavfi:testsrc2=rate=60:size=320x180"
OPTIONS = ("--no-config", "--vo=null", "--ao=null", "--untimed=no")


def main(folder: Path) -> None:
    with wave.open(str(folder / f"{VIDEO}.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(4000)
        sound.writeframes(b"\x80" * 4000 * 600)
    environment = {"DISPLAY": ":0", "XDG_RUNTIME_DIR": str(folder)}
    surroundings = Surroundings(environment, "linux", "", shutil.which)
    mpv = Mpv(surroundings, Media(folder), ends_with_kbtui=True, arguments=OPTIONS)
    start = time.perf_counter()
    mpv.play(VIDEO, 60)
    print(f"{'mpv started and playing':<38} {time.perf_counter() - start:7.2f} s")
    try:
        timed(mpv)
    finally:
        mpv.close()


def timed(mpv: Mpv) -> None:
    sent, answered = seeks(mpv)
    for name, times in (("key to seek command sent", sent), ("key to seek answered by mpv", answered)):
        worst = statistics.quantiles(times, n=100)[-1]
        print(f"{name:<38} {statistics.median(times):7.2f} ms  p99 {worst:.2f} ms   (budget 16 ms)")
    print(f"{'following, of a core':<38} {following(mpv):7.2%}   (budget 2%)")


def seeks(mpv: Mpv) -> tuple[list[float], list[float]]:
    """Milliseconds until each of many seeks was sent, and until it was answered."""
    assert mpv._session is not None  # noqa: SLF001  what lies between the two is what is timed
    connection = mpv._session._connection  # noqa: SLF001
    watched = Watched(connection._server)  # noqa: SLF001
    connection._server = watched  # type: ignore[assignment]  # noqa: SLF001  it is sent to and closed, no more
    answered: list[float] = []
    for seek in range(SEEKS):
        watched.began = time.perf_counter()
        mpv.play(VIDEO, 10 + seek)
        answered.append((time.perf_counter() - watched.began) * 1000)
    return watched.sent, answered


class Watched:
    """A socket that notes when a seek was sent."""

    def __init__(self, server: socket.socket) -> None:
        self._server = server
        self.began = 0.0
        self.sent: list[float] = []
        self.close, self.shutdown = server.close, server.shutdown

    def send(self, line: bytes, flags: int) -> int:
        done = self._server.send(line, flags)
        if b'"seek"' in line:
            self.sent.append((time.perf_counter() - self.began) * 1000)
        return done


def following(mpv: Mpv) -> float:
    """This process's share of a core while it follows."""
    heard = [0]
    mpv.follow(lambda _: heard.__setitem__(0, heard[0] + 1))
    assert mpv._session is not None  # noqa: SLF001  a picture is no video of a note's, so nothing public plays it
    mpv._session.show(Piece(PICTURE, 0))  # noqa: SLF001
    threading.Event().wait(1)
    before, heard[0] = time.process_time(), 0
    threading.Event().wait(FOLLOWED)
    print(f"{'told while following':<38} {heard[0] / FOLLOWED:7.1f} a second")
    return (time.process_time() - before) / FOLLOWED


if __name__ == "__main__":
    if shutil.which("mpv") is None:
        print("mpv is not installed: nothing is timed")
    else:
        with tempfile.TemporaryDirectory(prefix="kb-") as name:
            main(Path(name))
