"""Which note of a vault to begin with, and which to read with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from kbtui.files import NOTE_ENDINGS
from kbtui.paths import folder_of

_WELCOMES = ("welcome", "home", "index", "readme", "start")


def first_path(paths: Collection[str]) -> str | None:
    """One that welcomes at the root, else the first channel's index, else the first note; None of no notes."""
    lowered = dict(zip(map(str.casefold, paths), paths, strict=True))
    for name in _WELCOMES:
        for ending in NOTE_ENDINGS:
            if name + ending in lowered:
                return lowered[name + ending]
    return next(_indexes(lowered, {folder_of(path) for path in lowered}), None) or min(paths, default=None)


def named_like_folder(paths: Collection[str], folders: Iterable[str]) -> tuple[str, ...]:
    """The notes that are named like the folder that they are in, letter case aside, by folder."""
    return tuple(_indexes(dict(zip(map(str.casefold, paths), paths, strict=True)), map(str.casefold, folders)))


def with_neighbours(path: str | None, paths: Sequence[str]) -> Iterable[str]:
    """A note, and those of its folder."""
    if path is None:
        return ()
    folder = folder_of(path)
    return (path, *(other for other in paths if folder_of(other) == folder))


def _indexes(lowered: Mapping[str, str], folders: Iterable[str]) -> Iterator[str]:
    for folder in sorted(folders):
        for ending in NOTE_ENDINGS:
            index = f"{folder}/{folder.rpartition('/')[2]}{ending}"
            if index in lowered:
                yield lowered[index]
                break
