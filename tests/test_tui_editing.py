"""Editing a note: the editor is given the file and nothing else, and whatever becomes of it is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest
from textual.app import App

from kbtui.tui.actions.editing import edit


class Suspendable:
    """Stands for the program: it lends the terminal, and wants it back whatever happens."""

    def __init__(self) -> None:
        self.is_back = False

    @contextmanager
    def suspend(self) -> Iterator[None]:
        yield  # as in Textual, nothing is put back where something is raised in here
        self.is_back = True


def edited(file: Path) -> str:
    program = Suspendable()
    words = edit(cast("App[None]", program), file, 3)
    assert program.is_back or words.startswith("Not edited: no editor")
    return words


@pytest.fixture
def recorder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that records its arguments, one a line."""
    program, record = tmp_path / "vim", tmp_path / "arguments"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{record}"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(program))
    return record


def test_a_file_name_is_never_an_option(recorder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert edited(Path("-c!touch x.md")) == ""
    assert recorder.read_text(encoding="utf-8").split("\n")[:2] == ["+3", str(tmp_path / "-c!touch x.md")]


@pytest.mark.parametrize("command", ["/no/such/editor", "vi\0m", "false"])
def test_an_editor_that_fails_is_told(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if "\0" in command:
        monkeypatch.setattr("os.environ", {"EDITOR": command})
    else:
        monkeypatch.setenv("VISUAL", command)
    assert command[:2] in edited(tmp_path / "a.md")


def test_no_editor_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    assert "set VISUAL or EDITOR" in edited(tmp_path / "a.md")
