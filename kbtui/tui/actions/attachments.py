"""Opening the files that a note names and that are no notes, with what this machine has for them."""

from __future__ import annotations

from pathlib import Path

from kbtui.tui.desk.desk import Desk
from kbtui.tui.from_thread import gather


def open_attachment(desk: Desk, folder: str, target: str) -> None:
    """Open the file of the vault that a note means, and say what came of it.

    Args:
        desk: Where the note is read.
        folder: The note's own, relative to the vault with `/`.
        target: The file's name or path, as the note has it.
    """
    if desk.vault is not None:
        root = desk.vault.root
        desk.say(f"Opening {target} …")
        gather(desk, lambda: _opened(root, folder, target), desk.say, group="attachment")


def _opened(root: Path, folder: str, target: str) -> str:
    """What is to be said of a file, which was found and opened if it could be."""
    from kbtui.players.browser import here
    from kbtui.players.file import open_file
    from kbtui.vault.attachments import find_attachment

    file = find_attachment(root, folder, target)
    if file is None:
        return f"No file of the vault is named “{target}”."
    opened = open_file(str(file), here())
    if isinstance(opened, str):
        return f"Not opened: {opened}. It is {file.relative_to(root.absolute())}"
    return f"Opened {file.name} with {opened.by}"
