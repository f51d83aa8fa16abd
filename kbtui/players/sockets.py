"""Where a player's socket lies: in a folder of the user's own, at no path that another user could prepare."""

from __future__ import annotations

import os
import stat
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

_LONGEST_PATH = 100
"""Bytes of a socket's path; systems take from 104 upwards, and a player that gets a longer one has no socket."""

_YOUNG = 5.0
"""Seconds between the making of a socket and the first connection that it takes, with plenty to spare."""


def own_folder(environment: Mapping[str, str]) -> Path:
    """The folder for sockets: `kbtui` in `$XDG_RUNTIME_DIR` (or a `$TMPDIR` of one's own), else a new one.

    That has a random name. The first lasts as long as the session, so that a later kbtui finds the player in it again.

    Raises:
        OSError: no folder can be made.
    """
    for variable in ("XDG_RUNTIME_DIR", "TMPDIR"):
        base = Path(environment.get(variable, ""))
        if base.is_absolute() and _is_private(base) and (folder := _made(base / "kbtui")):
            return folder
    return Path(tempfile.mkdtemp(prefix="kbtui-"))


def fresh_socket(folder: Path) -> Path:
    """A path for a new player's socket.

    Raises:
        OSError: the folder's name leaves no room for one.
    """
    path = folder / f"mpv-{token_hex(4)}.sock"
    if len(os.fsencode(path)) > _LONGEST_PATH:
        raise OSError(f"{folder} is too long a path for a socket")
    return path


def known_sockets(folder: Path) -> Iterator[Path]:
    """The sockets of players that were started in `folder`, the newest first; they need not live."""
    found: list[tuple[int, Path]] = []
    for path in folder.glob("mpv-*.sock"):
        with suppress(OSError):  # it went while it was looked at
            status = path.lstat()
            if stat.S_ISSOCK(status.st_mode) and status.st_uid == os.geteuid():
                found.append((status.st_mtime_ns, path))
    return (path for _, path in sorted(found, reverse=True))


def clear_dead(path: Path) -> None:
    """Remove a socket at which nobody listens; a young one is left, since somebody may be about to."""
    with suppress(FileNotFoundError):  # another kbtui was faster
        if time.time() - path.lstat().st_mtime > _YOUNG:
            path.unlink()


def _made(folder: Path) -> Path | None:
    """The folder, where it is one's own, made where it was missing."""
    with suppress(OSError):  # a file of that name, a full disk: another place has to serve
        folder.mkdir(mode=0o700, exist_ok=True)
    return (
        folder if _is_private(folder) and len(os.fsencode(folder)) < _LONGEST_PATH - len("/mpv-01234567.sock") else None
    )


def _is_private(folder: Path) -> bool:
    """Whether it is a folder, no link to one, that is this user's and nobody else's to enter."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid() and not status.st_mode & 0o077
