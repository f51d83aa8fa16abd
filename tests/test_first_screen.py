"""The first screen of a vault that was opened before: there before the program is, and gone over to it unseen."""

from __future__ import annotations

import os
import signal
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time

import pytest

from kbtui.cache import kept_path
from kbtui.config import Config
from kbtui.startup.first_screen import Circumstances, circumstances, keep_first, recalled
from tests.mpv_fixtures import LONG
from tests.terminal_fixtures import Terminal, in_terminal
from tests.tui_fixtures import vault_of

needs_terminal = pytest.mark.skipif(sys.platform == "win32", reason="the terminals are POSIX ones")
HERE = circumstances((100, 24), Config())
PAINTED = "\x1b[1;1HOn apples\x1b[2;1Hand pears"
ELSEWHERE = [
    circumstances((80, 24), Config()),
    circumstances((100, 25), Config()),
    circumstances((100, 24), Config(theme="textual-light")),
    circumstances((100, 24), Config(keys={"reader.down": "x"})),
    circumstances((100, 24), Config(), sample=True),
]
APART, BACK = b"\x1b[?1049h", b"\x1b[?1049l"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault whose note was written a while ago: of a newer one nobody can tell whether it changes again."""
    root = vault_of(tmp_path / "vault", {"a.md": "# On apples\n\nThey are round.\n" + "\nMore.\n" * 40})
    made_old(root / "a.md")
    return root


def made_old(file: Path) -> None:
    os.utime(file, (time() - 600, time() - 600))


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as settled at once, though a new file's number tells when it was made."""
    monkeypatch.setattr("kbtui.vault.files._RECENT", 0)


def screen(root: Path, here: Circumstances = HERE) -> str | None:
    recall = recalled(root, here)
    return recall.painted if recall else None


@pytest.mark.usefixtures("settled")
def test_it_is_shown_as_it_was_painted(vault: Path) -> None:
    keep_first(vault, HERE, "a.md", ["\x1b[?1049h", "\x1b[?2026$p", PAINTED[:15], "\x1b[?25l", "\x1b[2;1Hand pears"])
    assert screen(vault) == PAINTED[:15] + "\x1b[2;1Hand pears"


@needs_terminal
def test_it_is_for_the_users_eyes_only(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(vault.parent))
    keep_first(vault, HERE, "a.md", [PAINTED])
    assert kept_path(vault, os.environ, ".screen").parent.stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("settled")
def test_there_is_none_of_a_vault_that_was_never_opened(vault: Path) -> None:
    assert screen(vault) is None


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
@pytest.mark.usefixtures("settled")
def test_it_is_not_shown_where_it_would_look_otherwise(vault: Path, elsewhere: Circumstances) -> None:
    keep_first(vault, HERE, "a.md", [PAINTED])
    assert screen(vault, elsewhere) is None


@pytest.mark.usefixtures("settled")
def test_nor_with_other_colours(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_first(vault, HERE, "a.md", [PAINTED])
    monkeypatch.setenv("NO_COLOR", "1")
    assert screen(vault, circumstances((100, 24), Config())) is None


@pytest.mark.usefixtures("settled")
def test_nor_when_the_note_has_changed_or_gone(vault: Path) -> None:
    keep_first(vault, HERE, "a.md", [PAINTED])
    (vault / "a.md").write_text("# On pears\n")
    assert screen(vault) is None
    keep_first(vault, HERE, "a.md", [PAINTED])
    (vault / "a.md").unlink()
    assert screen(vault) is None


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b'{"circumstances": 1}',
        b'{"circumstances": ["\xff"]}',
        b"\xff\xfe",
        b"x" * 3_000_000,
        b'{"z":' + b"[" * 200_000,
    ],
)
@pytest.mark.usefixtures("settled")
def test_nor_when_its_file_is_damaged(vault: Path, damage: bytes) -> None:
    keep_first(vault, HERE, "a.md", [PAINTED])
    kept_path(vault, os.environ, ".screen").write_bytes(damage)
    assert screen(vault) is None


@pytest.mark.usefixtures("settled")
def test_nor_when_it_tells_of_a_note_with_no_possible_name(vault: Path) -> None:
    keep_first(vault, HERE, "a.md", [PAINTED])
    kept = kept_path(vault, os.environ, ".screen")
    kept.write_bytes(kept.read_bytes().replace(b"a.md", b"a\\u0000.md"))
    assert screen(vault) is None


@needs_terminal
def test_nor_when_its_file_is_a_pipe_that_would_never_end(vault: Path) -> None:
    kept = kept_path(vault, os.environ, ".screen")
    kept.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(kept)
    assert screen(vault) is None


@pytest.mark.usefixtures("settled")
def test_where_there_is_no_place_for_it_there_is_none(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = vault / "a.md"
    monkeypatch.setenv("XDG_CACHE_HOME", str(nowhere))
    keep_first(vault, HERE, "a.md", [PAINTED])
    assert screen(vault) is None


def test_a_note_that_was_written_just_now_may_change_unseen(vault: Path) -> None:
    (vault / "a.md").write_text("# On pears\n")
    keep_first(vault, HERE, "a.md", [PAINTED])
    assert screen(vault) is None


_PROGRAM = """
import sys
from kbtui.vault import files
files._RECENT = 0
from kbtui.cli import main
sys.exit(main(sys.argv[1:]))
"""
_SLOW = """
import builtins, sys
from kbtui.vault import files
files._RECENT = 0
imported = builtins.__import__
def waiting(name, *more, **named):
    if name == "kbtui.tui.app":
        builtins.__import__ = imported
        {before}
    return imported(name, *more, **named)
builtins.__import__ = waiting
from kbtui.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""A program that takes its time to load."""


@contextmanager
def kbtui(vault: Path, program: str = _PROGRAM, *options: str) -> Iterator[Terminal]:
    with in_terminal(program, ["vault", *options], vault.parent, {"COLORTERM": "truecolor"}) as terminal:
        yield terminal


def visit(vault: Path, *options: str) -> None:
    """Open a vault, and quit once all is painted."""
    with kbtui(vault, _PROGRAM, *options) as terminal:
        terminal.until("Quit")
        terminal.press("q")
        terminal.rest()


@pytest.fixture
def seen(vault: Path) -> Path:
    """A vault that was opened in such a terminal before."""
    visit(vault)
    assert kept_path(vault, os.environ, ".screen").exists()
    return vault


@needs_terminal
def test_there_is_something_to_read_before_the_program_is_loaded(seen: Path) -> None:
    with kbtui(seen, _SLOW.format(before="sys.stdin.readline()")) as terminal:
        terminal.until("They are round")  # what loads the program waits until it is told to go on
        assert terminal.written.startswith(APART)
        terminal.press("\n")
        terminal.until("Quit")
        terminal.press("q")
        written = terminal.rest()
    assert written.count(APART) == 1  # going there again would empty it for a moment
    assert written.count(BACK) == 1
    assert b"Traceback" not in written


@needs_terminal
def test_keys_that_are_typed_meanwhile_are_heeded_and_not_shown(seen: Path) -> None:
    with kbtui(seen, _SLOW.format(before="print('loading', flush=True); sys.stdin.readable()")) as terminal:
        terminal.until("loading")
        terminal.press("/round\r")
        terminal.until("/round  1 of 1")
        assert b"/round\r\n" not in terminal.written
        terminal.press("q")
        terminal.rest()


def new_terminal() -> list[object]:
    """How a terminal that nobody used is set."""
    ours, its = os.openpty()
    found = termios.tcgetattr(its)
    os.close(ours)
    os.close(its)
    return found


@needs_terminal
def test_where_it_ends_before_that_the_terminal_is_as_it_was(seen: Path) -> None:
    with kbtui(seen, _SLOW.format(before="raise KeyboardInterrupt")) as terminal:
        written = terminal.rest()
        assert terminal.process.wait(LONG) == 130
        assert termios.tcgetattr(terminal.ours)[:4] == new_terminal()[:4]
    assert written.startswith(APART)
    assert BACK in written


@needs_terminal
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_who_ends_it_before_that_leaves_the_terminal_as_it_was(seen: Path, number: int) -> None:
    with kbtui(seen, _SLOW.format(before="print('loading', flush=True); sys.stdin.read()")) as terminal:
        terminal.until("loading")
        terminal.process.send_signal(number)
        written = terminal.rest()
        assert terminal.process.wait(LONG) == 128 + number
        assert termios.tcgetattr(terminal.ours)[:4] == new_terminal()[:4]
    assert BACK in written


@needs_terminal
def test_only_ctrl_c_ends_it_before_that(seen: Path) -> None:
    """The keys that quit and stop a program would leave the shell on the program's side of the terminal."""
    with kbtui(seen, _SLOW.format(before="print('loading', flush=True); sys.stdin.read(3)")) as terminal:
        terminal.until("loading")
        terminal.press("\x1c\x1a.")
        terminal.until("Quit")
        terminal.press("q")
        assert BACK in terminal.rest()


@needs_terminal
def test_what_was_typed_meanwhile_is_no_part_of_the_first_screen(vault: Path) -> None:
    typed = "import select; print('loading', flush=True); select.select([0], [], [])"
    with kbtui(vault, _SLOW.format(before=typed)) as terminal:
        terminal.until("loading")
        terminal.press("s")
        terminal.until("Search")
        terminal.press("\x1b")
        terminal.until("Quit")
        terminal.press("q")
        terminal.rest()
    assert not kept_path(vault, os.environ, ".screen").exists()


@needs_terminal
def test_all_of_a_short_note_is_on_it(vault: Path) -> None:
    (vault / "a.md").write_text("# On plums\n\nThey are blue\n\nand sweet\n")
    made_old(vault / "a.md")
    visit(vault)
    kept = kept_path(vault, os.environ, ".screen").read_text()
    assert "They are blue" in kept
    assert "and sweet" in kept


@needs_terminal
def test_without_an_index_nothing_is_remembered(vault: Path) -> None:
    visit(vault, "--no-index")
    assert not kept_path(vault, os.environ, ".screen").exists()


@needs_terminal
def test_a_vault_that_changed_is_shown_as_it_is_now(seen: Path) -> None:
    (seen / "a.md").write_text("# On pears\n\nThey are not.\n")
    with kbtui(seen) as terminal:
        terminal.until("They are not")
        assert b"They are round" not in terminal.written
        terminal.press("q")
        terminal.rest()
