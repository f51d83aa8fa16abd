"""Editing a note with the user's own editor, in this terminal."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

from textual.app import App, SuspendNotSupported

_BY_PLUS = frozenset("vi vim nvim gvim nano emacs emacsclient kak micro ne joe jed mg pico".split())
_BY_COLON = frozenset("hx helix subl zed".split())


def editor_command(environment: Mapping[str, str], file: Path, line: int) -> list[str]:
    """The words that start the user's editor at a line of a file; no shell reads them.

    Args:
        environment: `VISUAL` goes before `EDITOR`.
        file: The note's file.
        line: 1-based.

    Raises:
        ValueError: No editor is named, or its command cannot be read. The message is for a person.
    """
    command = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise ValueError(f"the editor's command {command!r} cannot be read ({error})") from error
    if not words:
        raise ValueError("no editor is named: set VISUAL or EDITOR")
    # An absolute path cannot be taken for an option or a command of the editor's, whatever the file is called.
    file = file.absolute()
    name = Path(words[0]).name
    if name in _BY_PLUS:
        return [*words, f"+{line}", str(file)]
    if name in _BY_COLON:
        return [*words, f"{file}:{line}"]
    if name in {"code", "codium"}:
        return [*words, "--goto", f"{file}:{line}"]
    return [*words, str(file)]


def edit(app: App[None], file: Path, line: int) -> str:
    """Hand the terminal to the editor until it ends; what is to be said afterwards, or nothing."""
    try:
        command = editor_command(os.environ, file, line)
        with app.suspend():
            # Nothing may be raised in here: the screen would not come back.
            failure = _run(command)
    except ValueError as error:
        return f"Not edited: {error}."
    except SuspendNotSupported:
        return "Not edited: this terminal cannot be handed to another program."
    return failure


def _run(command: list[str]) -> str:
    """Run a program in this terminal; what went wrong, or nothing."""
    try:
        code = subprocess.run(command, check=False).returncode
    except (OSError, ValueError) as error:
        return f"Not edited: {command[0]} cannot be started ({getattr(error, 'strerror', None) or error})."
    return f"{command[0]} ended with exit code {code}." if code else ""
