"""kbtui in a terminal of its own, ended by signals: what becomes of the terminal, and of the mpv that it started."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kbtui.players.mpv import Mpv
from kbtui.players.remote import Ended
from tests.mpv_fixtures import LONG, SECOND, Ear, media, mpv_at, needs_mpv, runtime
from tests.terminal_fixtures import Terminal, in_terminal
from tests.tui_fixtures import vault_of

__all__ = ["media", "runtime"]  # fixtures
pytestmark = [needs_mpv, pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals are POSIX ones")]

NOTE = f"---\nvideoId: {SECOND}\n---\n\nOn apples [00:00:10].\n"


@contextmanager
def kbtui(folder: Path, media: Path, runtime: Path, *, close_player: bool) -> Iterator[Terminal]:
    """kbtui on a note, in a session of its own whose terminal is closed by `os.close` of our side."""
    vault_of(folder / "vault", {"a.md": NOTE})
    config = folder / "config.toml"
    config.write_text(f'player = "mpv"\nmedia = "{media}"\nclose_player = {str(close_player).lower()}\n')
    home = folder / "mpv"
    home.mkdir()
    (home / "mpv.conf").write_text("vo=null\nao=null\n")
    mine = {"DISPLAY": ":0", "XDG_RUNTIME_DIR": str(runtime), "MPV_HOME": str(home)}
    with in_terminal(_PROGRAM, ["vault", "--config", "config.toml", "--no-index"], folder, mine) as terminal:
        yield terminal


_PROGRAM = """
import sys
from kbtui.cli import main
from kbtui.players import mpv, mpv_session
mpv.Patience = lambda: mpv_session.Patience(60, 60, 60)
mpv.PATIENCE = mpv_session._EXIT = 60
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def found(runtime: Path, media: Path) -> Iterator[Mpv]:
    """What finds the player that kbtui started."""
    mpv = mpv_at(runtime, media)
    yield mpv
    mpv.close()


def playing(terminal: Terminal, found: Mpv) -> Ear:
    """kbtui plays the note's moment; what tells of the mpv that it started."""
    terminal.until("On apples")
    terminal.press("o")
    terminal.until("Playing 0:10 with mpv")
    ear = Ear()
    found.follow(ear)
    assert found.attach() is not None
    return ear


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_player_ends_with_kbtui_where_that_is_wished(
    number: signal.Signals, tmp_path: Path, media: Path, runtime: Path, found: Mpv
) -> None:
    with kbtui(tmp_path, media, runtime, close_player=True) as terminal:
        ear = playing(terminal, found)
        terminal.process.send_signal(number)
        terminal.rest()
        assert terminal.process.wait(LONG) == -number
        ear.until(lambda heard: isinstance(heard, Ended))
        assert list(runtime.glob("kbtui/*")) == []


def test_the_terminal_is_closed(tmp_path: Path, media: Path, runtime: Path, found: Mpv) -> None:
    """As when its window is: nobody reads any more what kbtui writes, and it gets SIGHUP."""
    with kbtui(tmp_path, media, runtime, close_player=True) as terminal:
        ear = playing(terminal, found)
        os.close(terminal.ours)
        assert terminal.process.wait(LONG) != 0
        ear.until(lambda heard: isinstance(heard, Ended))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_player_plays_on_where_it_is_not(
    number: signal.Signals, tmp_path: Path, media: Path, runtime: Path, found: Mpv
) -> None:
    with kbtui(tmp_path, media, runtime, close_player=False) as terminal:
        ear = playing(terminal, found)
        terminal.process.send_signal(number)
        terminal.rest()
        assert terminal.process.wait(LONG) == -number
        ear.forget()
        ear.until(lambda heard: not isinstance(heard, Ended) and heard.playing)
        assert found._session is not None
        found._session._connection.tell("quit")
        ear.until(lambda heard: isinstance(heard, Ended))


def test_the_terminal_is_left_as_it_was_found(tmp_path: Path, media: Path, runtime: Path) -> None:
    with kbtui(tmp_path, media, runtime, close_player=True) as terminal:
        terminal.until("On apples")
        terminal.process.send_signal(signal.SIGTERM)
        assert b"\x1b[?1049l" in terminal.rest()  # back from the alternate screen
        assert b"Traceback" not in terminal.written
        assert terminal.process.wait(LONG) == -signal.SIGTERM
