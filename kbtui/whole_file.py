"""Files that are written in one step: whoever looks sees the old file or the new one, and never a part of one."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, raw: bytes, by_way_of: Path) -> None:
    """Put a file in place in one step, after all of it is on the disk; one that is there already is replaced.

    Args:
        path: The file.
        raw: What it is to hold.
        by_way_of: A file beside it that is written first. No other may write to it meanwhile.

    Raises:
        OSError: it cannot be written; nothing changed.
    """
    try:
        with by_way_of.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        by_way_of.replace(path)
    except OSError:
        with suppress(OSError):
            by_way_of.unlink()
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a renaming outlast the power. Not every system can; the file is whole in any case."""
    if sys.platform != "win32":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
