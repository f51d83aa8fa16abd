"""Notes' paths, relative to their vault, taken apart."""

from __future__ import annotations

from functools import lru_cache

from kbtui.text import one_line

NOTE_ENDINGS = (".md", ".markdown")
"""How notes' files end, in lower case."""


def folder_of(path: str) -> str:
    """The folder that a note is in; empty at the vault's root."""
    return path.rpartition("/")[0]


@lru_cache(maxsize=256)
def channel_of(folder: str) -> str:
    """The channel that a folder stands for: its name, with invisible characters removed; empty at the root."""
    return one_line(folder.rpartition("/")[2])
