"""What the browser is opened with: the screens themselves are stood in for."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest
from msgspec.structs import replace

from kbtui.cli import main
from kbtui.cli.browse import has_screen
from kbtui.config import Config
from kbtui.sample import sample_notes
from kbtui.startup.held_terminal import HeldTerminal
from kbtui.startup.start import Start

SMALL = Path(__file__).parent / "vaults" / "small"


class Screens(ModuleType):
    """Stands in for `kbtui.tui.app`."""

    def __init__(self) -> None:
        super().__init__("kbtui.tui.app")
        self.started: list[Start] = []

    def browse(self, start: Start, _terminal: HeldTerminal) -> int:
        self.started.append(start)
        return 0


@pytest.fixture
def screens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Screens:
    """Screens where there seems to be a terminal, in a folder with the vault `small`."""
    stood_in = Screens()
    monkeypatch.setitem(sys.modules, "kbtui.tui.app", stood_in)
    monkeypatch.setattr("kbtui.cli.browse.has_screen", lambda: True)
    monkeypatch.delenv("KBTUI_VAULT", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SMALL, tmp_path / "small")
    return stood_in


def only(screens: Screens) -> Start:
    assert len(screens.started) == 1
    return screens.started[0]


def test_a_folder(screens: Screens) -> None:
    assert main(["small"]) == 0
    start = replace(only(screens), beginning=None, kept_for=None)
    assert start == Start(Path("small"), note=None, video=None, config=Config(), sample=False)


def test_a_note_by_its_file(screens: Screens) -> None:
    main(["small/astro/corona.md"])
    assert only(screens).root == Path("small").resolve()
    assert only(screens).note == "astro/corona.md"


def test_a_note_by_name(screens: Screens) -> None:
    main(["small", "--note", "The corona"])
    assert only(screens).note == "astro/corona.md"


def test_a_note_that_is_not_there(screens: Screens, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["small", "--note", "gibberish"]) == 1
    assert not screens.started
    assert capsys.readouterr().err == "kbtui: no note in this vault is named 'gibberish'\n"


@pytest.mark.parametrize(
    ("text", "video"),
    [
        ("SunCloseUp1", ("SunCloseUp1", None)),
        ("SunCloseUp1@47:47", ("SunCloseUp1", 2867)),
        ("https://youtu.be/SunCloseUp1?t=90", ("SunCloseUp1", 90)),
    ],
)
def test_a_video(screens: Screens, text: str, video: tuple[str, int | None]) -> None:
    main(["small", "--video", text])
    assert only(screens).video == video


@pytest.mark.parametrize("text", ["SunCloseUp", "SunCloseUp1@soon", "https://example.org/"])
def test_a_video_that_is_none(screens: Screens, text: str) -> None:
    assert main(["small", "--video", text]) == 2
    assert not screens.started


def test_a_theme_goes_before_the_configs(screens: Screens) -> None:
    Path("config/kbtui").mkdir(parents=True)
    Path("config/kbtui/config.toml").write_text('theme = "nord"\nbrowser = "firefox"\n')
    main(["small", "--theme", "gruvbox"])
    assert only(screens).config == Config(theme="gruvbox", browser="firefox")


def test_nothing_named_opens_where_one_stands(screens: Screens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("small")
    main([])
    assert only(screens).root == Path.cwd()


def test_nothing_named_and_nothing_here_opens_the_sample_notes(screens: Screens, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "small")
    main([])
    assert (only(screens).root, only(screens).sample) == (sample_notes(), True)


def test_a_terminal_that_says_it_is_dumb_gets_the_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    assert has_screen()
    monkeypatch.setenv("TERM", "dumb")
    assert not has_screen()


def test_a_note_elsewhere_is_told_to_lie_outside_of_the_vault(
    screens: Screens, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert not screens.started
    (tmp_path / "other.md").write_text("# Other\n")
    assert main(["moments", str(tmp_path / "other.md"), "--vault", "small"]) == 1
    assert "it lies outside of small; --vault names another vault" in capfd.readouterr().err
