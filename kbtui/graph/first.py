"""Which note of a vault to begin with, and which to read with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from kbtui.graph.channels import Awaited
from kbtui.paths import NOTE_ENDINGS, folder_of

_WELCOMES = ("welcome", "home", "index", "readme", "start")


class Listing:
    """Which notes a vault has, by their paths alone."""

    def __init__(self, paths: Collection[str]) -> None:
        self._paths = paths
        self._lowered = dict(zip(map(str.casefold, paths), paths, strict=True))
        self.folders = Counter(map(folder_of, paths))
        """How many notes lie in each folder itself."""

    def first(self) -> str | None:
        """One that welcomes at the root, else the first channel's index, else the first note; None of no notes."""
        welcomes = (self._lowered.get(name + ending) for name in _WELCOMES for ending in NOTE_ENDINGS)
        return next(filter(None, welcomes), None) or next(self.indexes(), None) or min(self._paths, default=None)

    def indexes(self) -> Iterator[str]:
        """The notes that are named like their folder, letter case aside, by folder."""
        for folder in sorted(set(map(str.casefold, self.folders))):
            names = (f"{folder}/{folder.rpartition('/')[2]}{ending}" for ending in NOTE_ENDINGS)
            yield from islice((self._lowered[name] for name in names if name in self._lowered), 1)

    def awaited(self, indexes: Iterable[str]) -> dict[str, Awaited]:
        """The folders, where some of the notes are channels' indexes."""
        indexed = set(map(folder_of, indexes))
        return {folder: Awaited(count, folder in indexed) for folder, count in self.folders.items()}


def first_path(paths: Collection[str]) -> str | None:
    """The note to begin with (`Listing.first`)."""
    return Listing(paths).first()


def with_neighbours(path: str | None, paths: Sequence[str]) -> Iterable[str]:
    """A note, and those of its folder."""
    if path is None:
        return ()
    folder = folder_of(path)
    return (path, *(other for other in paths if folder_of(other) == folder))
