"""The files of a vault's notes: which there are, what tells one state of a file from another, and their bytes."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from kbtui.paths import NOTE_ENDINGS

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; a larger file is not read, and said so: no note is that long, and a stranger's vault may hold anything."""

_LEFT_OUT = frozenset({"node_modules", "bower_components", "__pycache__", "venv", "site-packages"})
_LEADS_OUT = "a link that leads out of the vault; it is not followed"
_RECENT = 2_000_000_000
"""Nanoseconds after a change within which another one might not show in the file's times."""
_WITHOUT_WAITING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class VaultError(Exception):
    """The vault cannot be opened. The message is one line for a person."""


class Unread(Struct, frozen=True):
    """A file that ought to be a note, or a folder, that could not be read or is not to be."""

    path: str
    message: str


State = str
"""What tells one state of a file from another; empty where it cannot be told, and so never the same twice."""


def list_notes(root: Path, unread: Callable[[Unread], None] | None = None) -> dict[str, State]:
    """The notes below a folder, relative to it with `/`: a folder's own first, then those of its folders, by name.

    Hidden folders and files and those that hold other people's code are left out; links to folders are not followed.
    A file or folder that is a link out of the vault is left out and told: in a stranger's vault it may lead to any
    file of the one who reads it, who would then show or hand on his own secrets as a note.

    Args:
        root: The folder.
        unread: Told of each folder below it that cannot be listed, and of each link that leads out.

    Raises:
        VaultError: There is no such folder, or it cannot be listed.
    """
    _must_be_there(root)
    return _listed(root, "", unread)


def list_below(root: Path, path: str, unread: Callable[[Unread], None] | None = None) -> dict[str, State]:
    """What of `list_notes` is a file or folder that may have changed, or lies in it; nothing where it is gone.

    Args:
        root: The vault's folder.
        path: The file's or folder's, relative to it with `/`.
        unread: Told as for `list_notes`.

    Raises:
        VaultError: There is no such vault, or it cannot be listed.
    """
    _must_be_there(root)
    parts = path.split("/")
    is_led_to = any(os.path.islink(f"{root}/{'/'.join(parts[:count])}") for count in range(1, len(parts)))  # noqa: PTH114  it never raises
    if is_led_to or any(map(is_left_out, parts)):
        return {}
    file = f"{root}/{path}"
    if not os.path.isdir(file):  # noqa: PTH112  it never raises
        return _listed_file(root, path, unread) if path.lower().endswith(NOTE_ENDINGS) else {}
    if not os.path.islink(file):  # noqa: PTH114  as above
        return _listed(root, f"{path}/", unread)
    if _leads_out(file, root):
        (unread or _say_nothing)(Unread(path, _LEADS_OUT))
    return {}


def _must_be_there(root: Path) -> None:
    try:
        os.scandir(root).close()
    except OSError as error:
        raise VaultError(f"{root}: {why(error)}") from error


def _listed(root: Path, below: str, unread: Callable[[Unread], None] | None) -> dict[str, State]:
    """The notes below a folder of the vault, whose path ends with `/`."""
    now = time.time_ns()
    found: dict[str, State] = {}
    tell = unread or _say_nothing
    waiting = [below]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(f"{root}/{folder}") as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            tell(Unread(folder.rstrip("/"), why(error)))
            continue
        folders = []
        for entry in entries:
            name = entry.name
            if is_left_out(name):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{folder}{name}/")
            elif name.lower().endswith(NOTE_ENDINGS) and not _is_folder(entry):
                if entry.is_symlink() and _leads_out(entry.path, root):
                    tell(Unread(folder + name, _LEADS_OUT))
                    continue
                found[folder + name] = _state(entry, now)
            elif entry.is_symlink() and _is_folder(entry) and _leads_out(entry.path, root):
                tell(Unread(folder + name, _LEADS_OUT))
        waiting += reversed(folders)
    return found


def _listed_file(root: Path, path: str, unread: Callable[[Unread], None] | None) -> dict[str, State]:
    file = f"{root}/{path}"
    if not os.path.lexists(file):
        return {}
    if os.path.islink(file) and _leads_out(file, root):  # noqa: PTH114  it never raises
        (unread or _say_nothing)(Unread(path, _LEADS_OUT))
        return {}
    return {path: state_of(file)}


def _say_nothing(_unread: Unread) -> None:
    pass


def is_left_out(name: str) -> bool:
    """Whether a file or folder of this name is no part of a vault."""
    return name.startswith(".") or name in _LEFT_OUT


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_symlink() and entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _leads_out(path: str, root: Path) -> bool:
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def state_of(path: str | Path) -> State:
    """The state of one file, as it is listed."""
    try:
        return _told(os.stat(path), time.time_ns())  # noqa: PTH116  the same call whatever the path is given as
    except OSError:
        return ""


def _state(entry: os.DirEntry[str], now: int) -> State:
    try:
        return _told(entry.stat(), now)
    except OSError:  # a dangling link, or gone since it was listed
        return ""


def _told(status: os.stat_result, now: int) -> State:
    state = f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_size} {status.st_ino}"
    # A file that changes twice within a tick of the clock has the same times: it is read again next time.
    return f"{state} {now}" if max(status.st_mtime_ns, status.st_ctime_ns) > now - _RECENT else state


def inode_of(state: State) -> str:
    """What stays of a file's state when the file is renamed: its number and its size."""
    parts = state.split(" ")
    return " ".join(parts[2:4])


def read_file(path: str | Path) -> bytes:
    """The bytes of an ordinary file.

    Raises:
        OSError: It cannot be read, is no ordinary file (a pipe would never end), or is larger than `LARGEST_FILE`.
    """
    handle = os.open(path, _WITHOUT_WAITING)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError("not an ordinary file")
        if status.st_size > LARGEST_FILE:
            raise OSError(f"larger than {LARGEST_FILE // 1024 // 1024} MB")
        return _read_all(handle, status.st_size)
    finally:
        os.close(handle)


def _read_all(handle: int, size: int) -> bytes:
    """What is in an open file of about some size. One byte more than there is is asked for, so that one read shows
    that it was the last."""
    content = os.read(handle, size + 1)
    if len(content) == size:
        return content
    pieces = [content]
    while piece := os.read(handle, size + 1):
        pieces.append(piece)
    return b"".join(pieces)


def why(error: OSError) -> str:
    """An error's reason, for a person."""
    return (error.strerror or str(error)).lower()
