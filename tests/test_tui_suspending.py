"""kbtui stopped by Ctrl+Z and brought back, as by a shell with job control."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.mpv_fixtures import LONG
from tests.terminal_fixtures import in_terminal
from tests.tui_fixtures import vault_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="jobs and terminals are POSIX ones")
CTRL_Z = "\x1a"
_SHELL = """
import os, signal, sys
signal.signal(signal.SIGTTOU, signal.SIG_IGN)

def foreground(group):
    os.tcsetpgrp(0, group)

def waited():
    _, status = os.waitpid(job, os.WUNTRACED)
    foreground(os.getpgrp())
    return status

job = os.fork()
if not job:
    os.setpgid(0, 0)
    foreground(os.getpid())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    from kbtui.cli import main
    # As `make` does, something of the same job waits for the program.
    program = os.fork()
    if program:
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(program, 0)[1]))
    sys.exit(main(sys.argv[1:]))
print("the shell: stopped" if os.WIFSTOPPED(waited()) else "the shell: ended", flush=True)
input()
foreground(job)
os.killpg(job, signal.SIGCONT)
print("the shell: ended with", os.waitstatus_to_exitcode(waited()), flush=True)
"""
"""Stops and goes on with the job that kbtui is."""
_ALONE = "import sys; from kbtui.cli import main; sys.exit(main(sys.argv[1:]))"


def test_it_stops_with_what_waits_for_it_and_comes_back_to_the_note(tmp_path: Path) -> None:
    vault_of(tmp_path / "vault", {"a.md": "# Apples\n\nOn apples.\n\nSee [[pears]].\n"})
    with in_terminal(_SHELL, ["vault", "--no-index"], tmp_path, {}) as terminal:
        terminal.until("On apples")
        terminal.press(CTRL_Z)
        terminal.until("the shell: stopped")
        assert terminal.written.rfind(b"\x1b[?1049l") > terminal.written.rfind(b"\x1b[?1049h")
        terminal.written = b""
        terminal.press("\n")
        terminal.until("On apples")
        terminal.press("l")
        terminal.until("Wanted")
        terminal.press("q")
        terminal.until("the shell: ended with 0")


def test_where_no_shell_could_bring_it_back_it_goes_on_and_says_so(tmp_path: Path) -> None:
    vault_of(tmp_path / "vault", {"a.md": "# Apples\n\nOn apples.\n"})
    with in_terminal(_ALONE, ["vault", "--no-index"], tmp_path, {}) as terminal:
        terminal.until("On apples")
        terminal.press(CTRL_Z)
        terminal.until("There is no shell here to come back from.")
        terminal.press("q")
        terminal.rest()
        assert terminal.process.wait(LONG) == 0
