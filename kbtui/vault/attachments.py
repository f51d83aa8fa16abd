"""The files of a vault that are no notes, and that its notes name: pictures, sounds, documents."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from kbtui.vault.files import is_left_out


def find_attachment(root: Path, folder: str, target: str) -> Path | None:
    """The file that a note means by a target; None where the vault has none. To be called from a thread.

    It is looked for beside the note, from the top of the vault, and then by its name anywhere, as Obsidian does. What
    lies out of the vault, or is a link out of it, is no file of the vault.

    Args:
        root: The vault's folder.
        folder: The note's own, relative to it with `/`.
        target: What the note has: a name or a path, with `/`.
    """
    for name in dict.fromkeys((target, unquote(target))):
        for file in _places(root.absolute(), folder, name):
            if file.is_file() and file.resolve().is_relative_to(root.resolve()):
                return file
    return None


def _places(root: Path, folder: str, name: str) -> Iterator[Path]:
    """Where a file of this name may lie, the likeliest place first."""
    if "\0" in name:
        return
    for place in (root / folder, root):
        yield Path(os.path.normpath(place / name.lstrip("/")))
    last = name.rpartition("/")[2].casefold()
    for where, folders, files in os.walk(root):
        folders[:] = sorted(each for each in folders if not is_left_out(each))
        yield from (Path(where, each) for each in sorted(files) if each.casefold() == last)
