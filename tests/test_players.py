"""Opening a video with real programs, written here: what they are given, and what is made of how they end."""

from __future__ import annotations

import json
import os
import shlex
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kbtui.players.browser import Browser
from kbtui.players.openers import Surroundings
from kbtui.players.player import CannotOpen, Opened

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs are POSIX scripts")

VIDEO = "Nlkk3glap_U"
URL = f"https://www.youtube.com/watch?v={VIDEO}&t=2867s"
LONG = 60.0
"""Seconds of patience with a program that ends by itself."""


@dataclass(frozen=True)
class Script:
    """A program that writes down how it was called."""

    path: Path
    record: Path

    @property
    def command(self) -> str:
        return shlex.quote(str(self.path))

    @property
    def seen(self) -> dict[str, object]:
        seen = json.loads(self.record.read_text())
        assert isinstance(seen, dict)
        return seen

    @property
    def ran(self) -> bool:
        return self.record.exists()


MakeScript = Callable[..., Script]


@pytest.fixture
def script(tmp_path: Path) -> MakeScript:
    folder = tmp_path / "a folder; with $signs"
    folder.mkdir()

    def make(name: str = "firefox", exit_code: int = 0, more: str = "") -> Script:
        made = Script(folder / name, folder / f"{name}.json")
        made.path.write_text(
            f"#!{sys.executable}\n"
            "import json, os, pathlib, sys\n"
            "seen = {'arguments': sys.argv[1:], 'terminals': [fd for fd in (0, 1, 2) if os.isatty(fd)],\n"
            "        'own_session': os.getsid(0) == os.getpid(), 'browser': os.environ.get('BROWSER')}\n"
            f"pathlib.Path({str(made.record)!r}).write_text(json.dumps(seen))\n"
            f"{more}\n"
            f"sys.exit({exit_code})\n"
        )
        made.path.chmod(0o755)
        return made

    return make


def browser(patience: float = LONG, command: str | None = None, **environment: str) -> Browser:
    """A browser where there is nothing but the given environment."""
    return Browser(Surroundings(environment, "linux", "6.1", lambda _: None), command, patience)


def test_browser_gets_the_address(script: MakeScript) -> None:
    firefox = script()
    outcome = browser(BROWSER=firefox.command).play(VIDEO, 2867)
    assert outcome == Opened("firefox")
    assert firefox.seen["arguments"] == [URL]


def test_address_without_a_second(script: MakeScript) -> None:
    firefox = script()
    browser(BROWSER=firefox.command).play(VIDEO)
    assert firefox.seen["arguments"] == [f"https://www.youtube.com/watch?v={VIDEO}"]


def test_address_takes_its_place_among_arguments_no_shell_reads(script: MakeScript) -> None:
    firefox = script()
    browser(BROWSER=f"{firefox.command} --new-window %s '$HOME' ;touch a&&b").play(VIDEO, 2867)
    assert firefox.seen["arguments"] == ["--new-window", URL, "$HOME", ";touch", "a&&b"]


def test_program_has_no_terminal_and_its_own_session(script: MakeScript, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", "lynx")
    firefox = script()
    browser(BROWSER=firefox.command).play(VIDEO)
    assert firefox.seen["terminals"] == []
    assert firefox.seen["own_session"] is True
    assert firefox.seen["browser"] is None


def test_trailing_ampersand_is_no_argument(script: MakeScript) -> None:
    firefox = script()
    browser(BROWSER=f"{firefox.command} %s &").play(VIDEO, 2867)
    assert firefox.seen["arguments"] == [URL]


def test_the_next_is_tried_when_one_fails(script: MakeScript) -> None:
    broken, firefox = script("broken", exit_code=3), script()
    outcome = browser(BROWSER=f"/no/such/program:{broken.command}:{firefox.command}").play(VIDEO, 2867)
    assert outcome == Opened("firefox")
    assert broken.ran


def test_failures_are_told(script: MakeScript) -> None:
    broken = script("broken", exit_code=3)
    outcome = browser(BROWSER=f"/no/such/program:{broken.command}").play(VIDEO, 2867)
    assert isinstance(outcome, CannotOpen)
    assert outcome.url == URL
    assert "program cannot be started (No such file or directory)" in outcome.reason
    assert "broken ended at once with exit code 3" in outcome.reason
    assert "no display" in outcome.reason


def test_a_program_ended_by_a_signal_failed(script: MakeScript) -> None:
    crashing = script("crashing", more="os.kill(os.getpid(), 9)")
    outcome = browser(BROWSER=crashing.command).play(VIDEO)
    assert isinstance(outcome, CannotOpen)
    assert "crashing was ended by signal 9" in outcome.reason


def test_a_program_that_stays_is_not_waited_for(script: MakeScript, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    staying = script("staying", more=f"open({str(gate)!r}).read()")
    outcome = browser(BROWSER=staying.command, patience=0.01).play(VIDEO)
    assert outcome == Opened("staying")
    reaper = next(thread for thread in threading.enumerate() if thread.name == "reaper of staying")
    gate.write_text("go")  # waits until the program reads
    reaper.join(LONG)
    assert not reaper.is_alive()


def test_a_text_browser_is_never_started(script: MakeScript) -> None:
    lynx = script("lynx")
    outcome = browser(BROWSER=lynx.command).play(VIDEO)
    assert isinstance(outcome, CannotOpen)
    assert "lynx is a text browser" in outcome.reason
    assert not lynx.ran


def test_the_configured_command_goes_first(script: MakeScript) -> None:
    firefox, chromium = script(), script("chromium")
    outcome = browser(command=f"{chromium.command} --app=%s", BROWSER=firefox.command).play(VIDEO, 2867)
    assert outcome == Opened("chromium")
    assert chromium.seen["arguments"] == [f"--app={URL}"]
    assert not firefox.ran


def test_a_command_that_cannot_be_read_is_told() -> None:
    outcome = browser(BROWSER="firefox 'unclosed").play(VIDEO)
    assert isinstance(outcome, CannotOpen)
    assert "cannot be read as a command (No closing quotation)" in outcome.reason


@pytest.mark.parametrize(
    ("address", "opened"),
    [
        ("https://example.org/a?b=c&d=%20#e", "https://example.org/a?b=c&d=%20#e"),
        ("HTTP://example.org/", "HTTP://example.org/"),
        ("https://example.org/'; calc '", "https://example.org/%27;%20calc%20%27"),
        ('https://example.org/"$(touch x)`\n\x1b', "https://example.org/%22$(touch%20x)%60%0A%1B"),
        ("https://example.org/é\udcff", "https://example.org/%C3%A9?"),
    ],
)
def test_an_address_of_the_web_is_opened_with_no_harm(script: MakeScript, address: str, opened: str) -> None:
    firefox = script()
    assert browser(BROWSER=firefox.command).show(address) == Opened("firefox")
    assert firefox.seen["arguments"] == [opened]


@pytest.mark.parametrize(
    "address", ["", "file:///etc/passwd", "javascript:alert(1)", "--help", " https://x", "example.org"]
)
def test_nothing_but_the_web_is_opened(script: MakeScript, address: str) -> None:
    firefox = script()
    with pytest.raises(ValueError, match="not a web address"):
        browser(BROWSER=firefox.command).show(address)
    assert not firefox.ran


@pytest.mark.parametrize("video_id", ["", "short", "Nlkk3glap_U0", "Nlkk3glap;U", "Nlkk3glap U", "Nlkk3glap_é"])
def test_what_is_no_video_id_is_never_opened(script: MakeScript, video_id: str) -> None:
    firefox = script()
    with pytest.raises(ValueError, match="not a video id"):
        browser(BROWSER=firefox.command).play(video_id)
    assert not firefox.ran


def test_a_video_id_that_looks_like_an_option_is_none(script: MakeScript) -> None:
    firefox = script()
    browser(BROWSER=firefox.command).play("--version-x")
    assert firefox.seen["arguments"] == ["https://www.youtube.com/watch?v=--version-x"]
