"""mpv's protocol against programs that follow a transcript, come late, fall silent, or are no mpv at all."""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kbtui.players.mpv import Mpv
from kbtui.players.mpv_watch import PACE, Watch
from kbtui.players.player import CannotOpen, Opened, Stretch
from kbtui.players.remote import Ended, NotSteered, Playhead
from tests.mpv_fixtures import (
    FIRST,
    LONG,
    SECOND,
    Ear,
    Listener,
    Serve,
    follow,
    impatient,
    mpv_at,
    runtime,
    script,
    transcript,
)

__all__ = ["runtime"]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="mpv is steered through a Unix socket")

URL = "https://www.youtube.com/watch?v=-irst_Video&t=60s"
MakeMpv = Callable[..., Mpv]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Files by their names alone: nothing here plays them."""
    (tmp_path / f"First [{FIRST}].wav").touch()
    (tmp_path / f"{SECOND}.wav").touch()
    return tmp_path


@pytest.fixture
def make(runtime: Path, files: Path) -> Iterator[MakeMpv]:
    made: list[Mpv] = []

    def make(which: Callable[[str], str | None] | None = None, **patience: float) -> Mpv:
        mpv = mpv_at(runtime, files, which or (lambda name: f"/no/such/{name}"), patience=impatient(**patience))
        made.append(mpv)
        return mpv

    yield make
    for mpv in made:
        mpv.close()


@pytest.fixture
def sockets(runtime: Path) -> Path:
    return runtime / "kbtui"


def greeting(files: Path, name: str = "loadfile_0.35.txt") -> list[str]:
    lines = (Path(__file__).parent / "mpv" / name).read_text().replace("MEDIA", str(files)).splitlines()
    lines = [line for line in lines if not line.startswith("#")]
    return lines[: next(at for at, line in enumerate(lines) if '["loadfile"' in line)]


NO_END = ('> {"command": ["get_property", "end"]}', '< {"data": "none", "error": "success"}')


def garbage(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")


def endless(connection: socket.socket) -> None:
    connection.sendall(b"x" * (3 << 20))


def wrong_json(connection: socket.socket) -> None:
    connection.sendall(b'["no", "mpv"]\n')


def other_answers(connection: socket.socket) -> None:
    follow(['> {"command": ["get_property", "command-list"]}', '< {"error": "success", "data": "1.0"}'])(connection)


def other_commands(connection: socket.socket) -> None:
    commands = '< {"error": "success", "data": [{"name": "loadfile"}, 7]}'
    follow(['> {"command": ["get_property", "command-list"]}', commands])(connection)


def silence(connection: socket.socket) -> None:
    """Take commands and say nothing."""


def hanging_up(connection: socket.socket) -> None:
    connection.shutdown(socket.SHUT_RDWR)


# Both forms of loadfile


@pytest.mark.parametrize("name", ["loadfile_0.35.txt", "loadfile_0.38.txt"])
def test_loadfile_takes_the_arguments_that_mpv_lists(name: str, make: MakeMpv, sockets: Path, files: Path) -> None:
    mpv, ear = make(), Ear()
    mpv.follow(ear)
    with Listener(sockets, transcript(name, files)):
        assert mpv.play(SECOND, 30) == Opened("mpv")
        ear.until(lambda heard: heard.video_id == SECOND and heard.seconds == 30)
        assert mpv.play(SECOND, 90) == Opened("mpv")
        ear.until(lambda heard: heard.seconds == 90)


def test_another_refusal_is_told(make: MakeMpv, sockets: Path, files: Path) -> None:
    load = f'> {{"command": ["loadfile", "{files}/{SECOND}.wav", "replace", "start=0"]}}'
    with Listener(sockets, follow([*greeting(files), load, '< {"error": "error running command"}'])):
        outcome = make().play(SECOND)
    assert outcome == CannotOpen(f"https://www.youtube.com/watch?v={SECOND}", "mpv refused (error running command)")


def test_what_cannot_be_sought_is_loaded_again(make: MakeMpv, sockets: Path, files: Path) -> None:
    file = f"{files}/First [{FIRST}].wav"
    talk = [
        *greeting(files),
        *NO_END,
        '> {"command": ["seek", 60, "absolute+exact"]}',
        '< {"error": "error running command"}',
        f'> {{"command": ["loadfile", "{file}", "replace", "start=60"]}}',
        '< {"error": "success"}',
        '> {"command": ["set_property", "pause", false]}',
        '< {"error": "success"}',
        '< {"event": "file-loaded"}',
    ]
    with Listener(sockets, follow(talk)):
        assert make().play(FIRST, 60) == Opened("mpv")


@pytest.mark.parametrize(("name", "index"), [("loadfile_0.35.txt", ""), ("loadfile_0.38.txt", "-1, ")])
def test_a_list_is_loaded_piece_by_piece(name: str, index: str, make: MakeMpv, sockets: Path, files: Path) -> None:
    first, second = f"{files}/First [{FIRST}].wav", f"{files}/{SECOND}.wav"
    talk = [
        *greeting(files, name),
        f'> {{"command": ["loadfile", "{first}", "replace", {index}"start=60,end=90"]}}',
        '< {"error": "success"}',
        f'> {{"command": ["loadfile", "{second}", "append", {index}"start=5,end=6"]}}',
        '< {"error": "success"}',
        '> {"command": ["set_property", "pause", false]}',
        '< {"error": "success"}',
        '< {"event": "end-file", "reason": "error", "file_error": "no such file"}',  # the other one is still to come
        '< {"event": "start-file"}',
        '< {"event": "file-loaded"}',
    ]
    with Listener(sockets, follow(talk)):
        assert make().play_all([Stretch(FIRST, 60, 90), Stretch(SECOND, 5, 6)]) == Opened("mpv")


def test_a_list_of_which_nothing_can_be_loaded_is_told(make: MakeMpv, sockets: Path, files: Path) -> None:
    failed = '< {"event": "end-file", "reason": "error", "file_error": "no such file"}'
    talk = [
        *greeting(files),
        f'> {{"command": ["loadfile", "{files}/First [{FIRST}].wav", "replace", "start=60,end=90"]}}',
        '< {"error": "success"}',
        f'> {{"command": ["loadfile", "{files}/{SECOND}.wav", "append", "start=5,end=6"]}}',
        '< {"error": "success"}',
        '> {"command": ["set_property", "pause", false]}',
        '< {"error": "success"}',
        *[failed, failed],
    ]
    with Listener(sockets, follow(talk)):
        outcome = make().play_all([Stretch(FIRST, 60, 90), Stretch(SECOND, 5, 6)])
    assert outcome == CannotOpen(URL, "mpv could not play it (no such file)")


# Programs that are no mpv, or an mpv that hangs


@pytest.mark.parametrize("serve", [garbage, endless, wrong_json, other_answers, other_commands, silence, hanging_up])
def test_a_socket_of_another_program_is_left_alone(serve: Serve, make: MakeMpv, sockets: Path, tmp_path: Path) -> None:
    failing = script(tmp_path / "mpv", "raise SystemExit(3)")
    with Listener(sockets, serve) as listener:
        outcome = make(failing, greeting=0.1).play(FIRST, 60)
        assert listener.path.exists()
    assert outcome == CannotOpen(URL, "mpv ended at once with exit code 3")  # so another one was started


def test_the_socket_of_nobody_is_cleared_away(make: MakeMpv, sockets: Path) -> None:
    with Listener(sockets, silence) as listener:
        pass
    assert make().attach() is None
    assert listener.path.exists()  # it is so young that somebody may be about to listen
    os.utime(listener.path, (1, 1))
    assert make().attach() is None
    assert not listener.path.exists()


def test_what_is_no_socket_is_left_alone(make: MakeMpv, sockets: Path) -> None:
    sockets.mkdir(mode=0o700)
    (sockets / "mpv-notes.sock").write_text("mine")
    assert make().attach() is None
    assert (sockets / "mpv-notes.sock").read_text() == "mine"


def test_a_player_that_falls_silent_is_one_calm_line_and_then_another_is_started(
    make: MakeMpv, sockets: Path, files: Path, tmp_path: Path
) -> None:
    failing = script(tmp_path / "mpv", "raise SystemExit(3)")
    mpv = make(failing, answer=0.5, greeting=0.5)
    first = True

    def serve(connection: socket.socket) -> None:
        nonlocal first
        follow(greeting(files) if first else [])(connection)
        first = False

    with Listener(sockets, serve):
        assert mpv.attach() is not None
        assert mpv.play(FIRST, 60) == CannotOpen(URL, "mpv did not answer within 0.5 s")
        assert mpv.now is None
        assert mpv.play(FIRST, 60) == CannotOpen(URL, "mpv ended at once with exit code 3")


def test_a_player_that_hangs_up_is_told(make: MakeMpv, sockets: Path, files: Path) -> None:
    mpv, ear = make(), Ear()
    mpv.follow(ear)
    hang_up = threading.Event()

    def serve(connection: socket.socket) -> None:
        follow(greeting(files))(connection)
        assert hang_up.wait(LONG)
        connection.shutdown(socket.SHUT_RDWR)

    with Listener(sockets, serve):
        found = mpv.attach()
        hang_up.set()
        assert found is not None
        assert (found.video_id, found.duration) == (FIRST, 180.0)
        assert ear.until(lambda heard: isinstance(heard, Ended)) == Ended("mpv has ended")
    assert mpv.pause() == NotSteered("no mpv of kbtui's runs; play a moment first")


def test_nothing_to_steer_in(make: MakeMpv, sockets: Path, files: Path) -> None:
    seek = '> {"command": ["seek", 5, "relative+exact"]}'
    with Listener(sockets, follow([*greeting(files), seek, '< {"error": "error running command"}'])):
        assert make().seek_by(5) == NotSteered("mpv has nothing loaded as yet")


# Programs that start in mpv's place

SLOW = """
import json, socket, sys
open({first!r}).read()
path = next(word.partition("=")[2] for word in sys.argv if word.startswith("--input-ipc-server="))
server = socket.socket(socket.AF_UNIX)
server.bind(path)
server.listen()
connection, _ = server.accept()
open({second!r}).read()
for line in connection.makefile("rb"):
    command = json.loads(line)
    if command["command"] == ["quit"]:
        break
    answer = {{"request_id": command["request_id"], "error": "success", "data": [{{"name": "loadfile", "args": []}}]}}
    connection.sendall(json.dumps(answer).encode() + b"\\n")
    if command["command"] == ["observe_property", 5, "time-pos"]:
        connection.sendall(b'{{"event": "file-loaded"}}\\n')
"""


def test_a_slow_player_is_waited_for(make: MakeMpv, tmp_path: Path) -> None:
    """Its socket comes late, and then its first answer."""
    gates = tmp_path / "first", tmp_path / "second"
    for gate in gates:
        os.mkfifo(gate)
    mpv = make(script(tmp_path / "mpv", SLOW.format(first=str(gates[0]), second=str(gates[1]))))
    outcomes: list[object] = []
    play = threading.Thread(target=lambda: outcomes.append(mpv.play(FIRST, 60)))
    play.start()
    for gate in gates:
        assert outcomes == []
        gate.write_text("go")  # waits until the player reads
    play.join(LONG)
    assert outcomes == [Opened("mpv")]


def test_a_player_that_never_takes_commands_is_ended(make: MakeMpv, tmp_path: Path) -> None:
    gate = str(tmp_path / "gate")
    os.mkfifo(gate)
    outcome = make(script(tmp_path / "mpv", f"open({gate!r}).read()"), start=0.1).play(FIRST, 60)
    assert outcome == CannotOpen(URL, "mpv took no commands within 0.1 s and was ended")


def test_a_player_that_takes_no_commands_as_yet_ends_with_kbtui(make: MakeMpv, tmp_path: Path) -> None:
    started = tmp_path / "started"
    os.mkfifo(started)
    mpv = make(script(tmp_path / "mpv", f"import signal\nopen({str(started)!r}, 'w').close()\nsignal.pause()"))
    outcomes: list[object] = []
    play = threading.Thread(target=lambda: outcomes.append(mpv.play(FIRST, 60)))
    play.start()
    started.read_text()  # waits until it runs
    mpv.close()
    play.join(LONG)
    assert outcomes == [CannotOpen(URL, "mpv was ended by signal 15")]


def test_a_player_that_cannot_be_started(make: MakeMpv) -> None:
    assert make().play(FIRST, 60) == CannotOpen(URL, "mpv cannot be started (No such file or directory)")


def test_no_argument_of_a_players_comes_from_a_note_but_after_the_options(make: MakeMpv, tmp_path: Path) -> None:
    record = tmp_path / "record"
    text = f"import pathlib, sys\npathlib.Path({str(record)!r}).write_text('\\n'.join(sys.argv[1:]))\n"
    make(script(tmp_path / "mpv", text)).play(FIRST, 60)
    *options, last = record.read_text().splitlines()
    assert options[-1] == "--"
    assert "--start=60" in options
    assert last == f"{tmp_path}/First [{FIRST}].wav"


# What is worth telling


def test_time_alone_is_told_now_and_then() -> None:
    times = iter([10.0, 10.1, 10.2, 10.0 + PACE, 10.0 + PACE])
    watch = Watch(lambda: next(times))
    told = [watch.hear({"event": "property-change", "name": "time-pos", "data": seconds}) for seconds in (1, 2, 3, 4)]
    assert [playhead.seconds if playhead else None for playhead in told] == [1, None, None, 4]


def test_a_stream_that_grows_is_told_no_more_often() -> None:
    watch = Watch(lambda: 10.0)
    watch.hear({"event": "property-change", "name": "time-pos", "data": 1.0})
    watch.hear({"event": "property-change", "name": "duration", "data": 1.5})
    assert watch.hear({"event": "property-change", "name": "duration", "data": 1.6}) is None


def test_a_jump_is_told_at_once() -> None:
    watch = Watch(lambda: 10.0)
    watch.hear({"event": "property-change", "name": "time-pos", "data": 1.0})
    assert watch.hear({"event": "property-change", "name": "time-pos", "data": 1.1}) is None
    assert watch.hear({"event": "seek"}) is None
    assert watch.hear({"event": "property-change", "name": "time-pos", "data": 90.0}) == Playhead(None, 90.0)


def test_another_file_forgets_where_the_last_one_was() -> None:
    watch = Watch(lambda: 10.0)
    watch.hear({"event": "property-change", "name": "path", "data": f"/media/x [{FIRST}].mkv"})
    watch.hear({"event": "property-change", "name": "time-pos", "data": 1.0})
    other = {"event": "property-change", "name": "path", "data": f"https://youtu.be/{SECOND}"}
    assert watch.hear(other) == Playhead(SECOND)
    assert watch.hear({"event": "property-change", "name": "path", "data": "/media/holiday.mkv"}) == Playhead()
    assert watch.hear({"event": "property-change", "name": "time-pos", "data": "soon"}) is None
