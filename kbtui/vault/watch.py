"""Notices that something in a vault's folder changed, while the program runs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from kbtui.paths import NOTE_ENDINGS
from kbtui.vault.files import State, VaultError, is_left_out, list_notes

Touched = frozenset[str] | None
"""The files and folders that may have changed, relative to the vault with `/`; None where any may have."""

_STEP = 100
"""Milliseconds without a further change after which those that came are told of."""
_LONGEST = 400
"""Milliseconds after which they are told of though more keep coming."""
_GLANCE = 1000
"""Milliseconds between two looks whether the folder is still the same."""
_MANY = 100
"""Changes at once from which on it is not told which they are: of very many the system may leave out some."""
_LOOK = 2.0
"""Seconds between two looks at the folder where the system does not tell of changes."""


def changes(root: Path, stop: Event) -> Iterator[Touched]:
    """Yields whenever notes or folders below `root` may have been added, changed, removed or renamed: which these are;
    first when the watch has begun, for what changed before.

    The system is asked to tell of changes; where it cannot (too many folders, an odd file system), the folder is looked
    at every few seconds.

    Args:
        root: The vault's folder.
        stop: Ends it, once set.
    """
    while not stop.is_set():
        try:
            yield from _told(root, stop)
        except (OSError, RuntimeError):  # watchfiles' words for a system that has no more watches to give
            yield from _seen(root, stop)
        # It ended, as the folder is gone or another one.
        if not stop.is_set() and _inode(root) is None:
            yield None
        while not stop.is_set() and _inode(root) is None:
            stop.wait(_LOOK)


def _told(root: Path, stop: Event) -> Iterator[Touched]:
    from watchfiles import Change, watch  # a twentieth of a second, which nothing waits for

    base = os.path.realpath(root)
    inode = _inode(root)

    def concerns(change: Change, path: str) -> bool:
        """Whether a change may be one of notes: videos that are downloaded beside them grow all the time."""
        if any(map(is_left_out, Path(os.path.relpath(path, base)).parts)):
            return False
        return change is Change.deleted or path.lower().endswith(NOTE_ENDINGS) or os.path.isdir(path)  # noqa: PTH112  it never raises

    is_first = True
    for found in watch(
        base,
        watch_filter=concerns,
        stop_event=stop,
        step=_STEP,
        debounce=_LONGEST,
        ignore_permission_denied=True,
        raise_interrupt=False,
        rust_timeout=_GLANCE,
        yield_on_timeout=True,
    ):
        if is_first:
            yield None
        elif found:
            yield _touched(base, [path for _, path in found])
        is_first = False
        if _inode(root) != inode:  # the system watches what was there, and says nothing of what came in its place
            return


def _touched(base: str, paths: Sequence[str]) -> Touched:
    """The paths of changes within the vault at `base`."""
    touched = frozenset(os.path.relpath(path, base).replace(os.sep, "/") for path in paths[:_MANY])
    return touched if len(paths) < _MANY and "." not in touched else None


def _inode(root: Path) -> tuple[int, int] | None:
    """What tells the folder from another one at its path; None where there is none."""
    try:
        status = os.stat(root)  # noqa: PTH116  as everywhere for files of a vault
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _seen(root: Path, stop: Event) -> Iterator[None]:
    known = _listed(root)
    yield None
    while not stop.wait(_LOOK):
        found = _listed(root)
        if found != known:
            yield None
        known = found


def _listed(root: Path) -> dict[str, State] | None:
    try:
        return list_notes(root)
    except VaultError:  # it may come back, as a drive does
        return None
