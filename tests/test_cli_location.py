"""Which vault a command is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.location import Location, holds_notes, locate, vault_around
from kbtui.config import Config
from kbtui.sample import sample_notes


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return tmp_path


def made(path: Path) -> Path:
    """A note's file at `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("# A note\n")
    return path


def test_the_first_that_is_named_wins(home: Path) -> None:
    folders = {name: made(home / name / "a.md").parent for name in ("argument", "option", "variable", "config", "here")}
    config = Config(vault=folders["config"])
    variable = {"KBTUI_VAULT": str(folders["variable"])}

    def root(argument: str | None, option: str | None, environment: dict[str, str], settings: Config) -> Path:
        return locate([argument, option], settings, environment, folders["here"]).root

    argument, option = str(folders["argument"]), str(folders["option"])
    assert root(argument, option, variable, config) == folders["argument"]
    assert root(None, option, variable, config) == folders["option"]
    assert root(None, None, variable, config) == folders["variable"]
    assert root(None, None, {}, config) == folders["config"]
    assert root(None, None, {}, Config()) == folders["here"]


def test_the_sample_notes_are_what_is_left(home: Path) -> None:
    assert locate([None], Config(), {"KBTUI_VAULT": ""}, home) == Location(sample_notes(), sample=True, fallback=True)


def test_the_sample_notes_are_known_by_their_folder(home: Path) -> None:
    assert locate([str(sample_notes())], Config(), {}, home).sample


def test_a_folder_of_channels_holds_notes(home: Path) -> None:
    made(home / "vault" / "channel" / "a.markdown")
    assert holds_notes(home / "vault")
    assert holds_notes(home / "vault" / "channel")


def test_hidden_folders_hold_no_notes(home: Path) -> None:
    made(home / ".cache" / "a.md")
    made(home / "node_modules" / "README.md")
    (home / "folder.md").mkdir()
    assert not holds_notes(home)


def test_a_note_of_the_sample_opens_in_the_sample(home: Path) -> None:
    note = next(sample_notes().rglob("*.md"))
    found = locate([str(note)], Config(), {}, home)
    assert (found.root, found.sample) == (sample_notes().resolve(), True)


def test_a_channel_says_more_than_version_control(home: Path) -> None:
    note = made(home / "project" / "notes" / "chan" / "a.md")
    made(home / "project" / "notes" / "chan" / "chan.md")
    (home / "project" / ".git").mkdir()
    assert vault_around(note) == home / "project" / "notes"


@pytest.mark.parametrize("marker", [".obsidian", ".zk", ".git"])
def test_a_note_opens_in_the_marked_folder_above_it(home: Path, marker: str) -> None:
    note = made(home / "vault" / "deep" / "down" / "a.md")
    (home / "vault" / marker).mkdir()
    assert locate([str(note)], Config(), {}, home) == Location(home / "vault", "deep/down/a.md")


def test_a_note_opens_in_the_folder_above_its_channel(home: Path) -> None:
    note = made(home / "vault" / "SomeChannel" / "a.md")
    made(home / "vault" / "SomeChannel" / "somechannel.md")
    assert locate([str(note)], Config(), {}, home) == Location(home / "vault", "SomeChannel/a.md")


def test_a_channels_folder_may_have_invisible_characters(home: Path) -> None:
    note = made(home / "vault" / "\u2068chan\u2069" / "a.md")
    made(home / "vault" / "\u2068chan\u2069" / "chan.md")
    assert vault_around(note) == home / "vault"


def test_a_note_opens_in_its_own_folder_else(home: Path) -> None:
    note = made(home / "vault" / "topics" / "a.md")
    assert locate([str(note)], Config(), {}, home) == Location(home / "vault" / "topics", "a.md")


def test_a_note_opens_in_the_vault_that_is_configured(home: Path) -> None:
    note = made(home / "vault" / "topics" / "a.md")
    assert locate([str(note)], Config(vault=home / "vault"), {}, home) == Location(home / "vault", "topics/a.md")


def test_marks_on_the_home_folder_and_beyond_hidden_ones_do_not_count(home: Path) -> None:
    (home / ".git").mkdir()
    assert vault_around(made(home / "topics" / "a.md")) == home / "topics"
    (home / "vault" / ".obsidian").mkdir(parents=True)
    assert vault_around(made(home / "vault" / ".trash" / "a.md")) == home / "vault" / ".trash"


def test_dots_in_a_path_are_resolved(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(home / "vault" / "topics" / "a.md")
    (home / "vault" / ".obsidian").mkdir()
    monkeypatch.chdir(home / "vault" / "topics")
    assert locate(["../topics/a.md"], Config(), {}, home) == Location(home / "vault", "topics/a.md")


def test_nothing_there(home: Path) -> None:
    with pytest.raises(Stop, match="no such folder or note") as caught:
        locate([str(home / "nowhere")], Config(), {}, home)
    assert caught.value.code == ExitCode.USAGE


def test_a_name_that_is_too_long(home: Path) -> None:
    with pytest.raises(Stop, match=r"cannot be opened: .* \(File name too long\)"):
        locate([str(home / ("a" * 300))], Config(), {}, home)


def test_a_file_that_is_no_note(home: Path) -> None:
    (home / "letter.txt").write_text("x")
    with pytest.raises(Stop, match="neither a folder nor a note"):
        locate([str(home / "letter.txt")], Config(), {}, home)
