"""kbtui stopped by a shell's `kill -TSTP`, at any moment, and gone on with: the terminal meanwhile and at the end."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kbtui.cache import kept_path
from tests.mpv_fixtures import LONG
from tests.terminal_fixtures import Terminal, in_terminal
from tests.tui_fixtures import vault_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals are POSIX ones")

_SHELL = """
import os, signal, sys, termios
found = termios.tcgetattr(0)[:4]
job = os.fork()
if job:
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    signal.signal(signal.SIGUSR1, lambda *_: os.kill(job, signal.SIGTSTP))
    signal.signal(signal.SIGUSR2, lambda *_: os.kill(job, signal.SIGCONT))
    while True:
        status = os.waitpid(job, os.WUNTRACED)[1]
        now = termios.tcgetattr(0)[:4]
        os.tcsetpgrp(0, os.getpgrp())
        state = "stopped" if os.WIFSTOPPED(status) else "ended"
        print(f"<{state}, as found: {now == found}>", flush=True)
        if not os.WIFSTOPPED(status):
            sys.exit()
        os.tcsetpgrp(0, job)
        os.kill(job, signal.SIGCONT)
os.setpgid(0, 0)
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
os.tcsetpgrp(0, os.getpid())
signal.signal(signal.SIGTTOU, signal.SIG_DFL)
def stop(once=[True]):
    if once and once.pop():
        os.kill(os.getpid(), signal.SIGTSTP)
"""
"""A shell that tells how it finds the terminal when its job stops, and goes on with the job."""
_PROGRAM = """
from kbtui.vault import files
files._RECENT = 0
from kbtui.cli import main
sys.exit(main(sys.argv[1:]))
"""
_LOADING = """
import kbtui.cli.screen
opened = kbtui.cli.screen.open_screen
def open_screen(*given):
    stop()
    return opened(*given)
kbtui.cli.screen.open_screen = open_screen
"""
_MADE = """
import kbtui.tui.app
taking_over = kbtui.tui.app.taking_over
def made(*given):
    class Made(taking_over(*given)):
        def __init__(self, *given, **named):
            super().__init__(*given, **named)
            stop()
    return Made
kbtui.tui.app.taking_over = made
"""
_HANDED_OVER = """
from kbtui.startup.held_terminal import HeldTerminal
hand_over = HeldTerminal.handed_over
def handed_over(self):
    hand_over(self)
    stop()
HeldTerminal.handed_over = handed_over
"""
_LEFT = """
import kbtui.tui.app
die = kbtui.tui.app.die_if_told
def died(code):
    stop()
    die(code)
kbtui.tui.app.die_if_told = died
"""
_MODES = {b"\x1b[?1049": b"hl", b"\x1b[?25": b"lh", b"\x1b[?7": b"lh", b"\x1b[?1000": b"hl", b"\x1b[?2004": b"hl"}
"""What is set of a terminal by sequences: how it begins, how it ends for a program's screen, and for the shell's."""


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    root = vault_of(tmp_path / "vault", {"a.md": "# On apples\n\nThey are round.\n"})
    os.utime(root / "a.md", (1_000_000_000, 1_000_000_000))
    return root


@contextmanager
def kbtui(vault: Path, changed: str = "") -> Iterator[Terminal]:
    with in_terminal(_SHELL + changed + _PROGRAM, ["vault"], vault.parent, {"COLORTERM": "truecolor"}) as terminal:
        yield terminal


@pytest.fixture
def seen(vault: Path) -> Path:
    """A vault whose first screen is shown while the program is loaded."""
    with kbtui(vault) as terminal:
        quit_in_order(terminal)
    assert kept_path(vault, os.environ, ".screen").exists()
    return vault


def quit_in_order(terminal: Terminal) -> None:
    """Quit once all is painted: the terminal is as it was."""
    terminal.until("Quit")
    terminal.press("q")
    terminal.until("<ended, as found: True>")
    assert is_shells(terminal.written)
    assert b"Traceback" not in terminal.rest()
    assert terminal.process.wait(LONG) == 0


def is_shells(written: bytes) -> bool:
    """Whether what was written leaves the terminal as a shell has it."""
    return not any(written.rfind(mode + end[:1]) > written.rfind(mode + end[1:]) for mode, end in _MODES.items())


@pytest.mark.parametrize("changed", [_LOADING, _MADE, _HANDED_OVER], ids=["loading", "made", "handed over"])
def test_stopped_before_it_is_there(seen: Path, changed: str) -> None:
    with kbtui(seen, changed) as terminal:
        terminal.until("<stopped, as found: True>")
        before, _, after = terminal.written.partition(b"<stopped")
        assert b"They are round" in before
        assert is_shells(before)
        terminal.written = after
        terminal.until("They are round")
        quit_in_order(terminal)


def test_stopped_while_it_runs(vault: Path) -> None:
    with kbtui(vault) as terminal:
        for _ in range(2):
            terminal.until("Quit")
            terminal.process.send_signal(signal.SIGUSR1)
            terminal.until("<stopped, as found: True>")
            before, _, terminal.written = terminal.written.partition(b"<stopped")
            assert is_shells(before)
        quit_in_order(terminal)


def test_stopped_on_its_way_out(vault: Path) -> None:
    with kbtui(vault, _LEFT) as terminal:
        terminal.until("Quit")
        terminal.press("q")
        terminal.until("<stopped, as found: True>")
        assert is_shells(terminal.written)
        terminal.until("<ended, as found: True>")
        assert is_shells(terminal.written)
        assert b"Traceback" not in terminal.rest()


def test_told_to_go_on_without_having_been_stopped(vault: Path) -> None:
    """As after `kill -STOP`, of which no program is told."""
    with kbtui(vault) as terminal:
        terminal.until("Quit")
        terminal.written = b""
        terminal.process.send_signal(signal.SIGUSR2)
        terminal.until("\x1b[?1049h")
        terminal.written = terminal.written.partition(b"\x1b[?1049h")[2]
        terminal.until("They are round")
        quit_in_order(terminal)
