"""Video files on this machine, found by the video's id in their names."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from msgspec import Struct, field

from kbtui.youtube import read_address

_VIDEO = frozenset("mkv mp4 webm m4v mov avi flv ts mpg mpeg ogv 3gp".split())
_SOUND = frozenset("m4a opus mp3 ogg oga flac aac wav weba mka".split())
_NAMED = re.compile(
    r"(?:.*\[(?P<in_brackets>[A-Za-z0-9_-]{11})\]|(?P<alone>[A-Za-z0-9_-]{11}))\.(?P<ending>\w+)", re.DOTALL
)
"""yt-dlp's own `Title [ID].ext`, and `ID.ext`. Its part files and single tracks (`Title [ID].f137.mp4`) are neither."""
_SETTLED = 2 * 10**9
"""Nanoseconds after which a folder's time of change tells any further change; filesystems' clocks are coarse."""


def video_of(source: str) -> str | None:
    """The id of the video that a player's source is: an address of YouTube's, or a file named with an id."""
    if "://" in source:
        address = read_address(source)
        return address.video_id if address else None
    name = _read_name(source.rpartition(os.sep)[2])
    return name[0] if name else None


class Media:
    """The folder in which somebody keeps downloaded videos, and the folders in it.

    What was read of a folder is kept until the folder changes, so that a second search costs one look a folder. May be
    used from several threads.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, _Folder] = {}
        self._lock = Lock()

    def find(self, video_id: str) -> Path | None:
        """The file of a video, rather with a picture than with sound alone; of several the first by path."""
        with self._lock:
            self._refresh()
            found = [folder.files[video_id] for folder in self._read.values() if video_id in folder.files]
        return Path(min(found, key=_rank)) if found else None

    def why_not(self) -> str | None:
        """Why no file can be found at all; None where there is a folder."""
        return None if self.folder.is_dir() else f"there is no folder {self.folder}"

    def _refresh(self) -> None:
        seen: dict[str, _Folder] = {}
        places: set[tuple[int, int]] = set()  # a link may lead back up
        waiting = [str(self.folder.absolute())]
        while waiting:
            path = waiting.pop()
            folder = self._looked_at(path, places)
            if folder is not None:
                seen[path] = folder
                waiting += folder.folders
        self._read = seen

    def _looked_at(self, path: str, places: set[tuple[int, int]]) -> _Folder | None:
        try:
            status = os.stat(path)  # noqa: PTH116  one of thousands, where a Path for each is felt
            place = (status.st_dev, status.st_ino)
            if place in places:
                return None
            places.add(place)
            known = self._read.get(path)
            if known is not None and known.changed == status.st_mtime_ns:
                return known
            return _read_folder(path, status.st_mtime_ns)
        except OSError:
            return None  # not to be entered, or gone: nothing in it can be played either


class _Folder(Struct, frozen=True):
    changed: int | None
    """Its time of change in nanoseconds; None where it is so recent that it may not tell the next change."""
    folders: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    """The best file of each video."""


def _read_folder(path: str, changed: int) -> _Folder:
    settled = time.time_ns() - changed > _SETTLED
    folders: list[str] = []
    files: dict[str, str] = {}
    with os.scandir(path) as entries:
        for entry in entries:
            read = _read_name(entry.name)
            if entry.name.startswith("."):
                continue
            if _is_folder(entry):
                folders.append(entry.path)
            elif read is not None:
                video_id, _ = read
                files[video_id] = min(files.get(video_id, entry.path), entry.path, key=_rank)
    return _Folder(changed if settled else None, tuple(folders), files)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link that leads in circles


def _read_name(name: str) -> tuple[str, str] | None:
    """Video id and ending of a media file's name; None where it is no such name."""
    match = _NAMED.fullmatch(name)
    if match is None:
        return None
    ending = match["ending"].lower()
    return (match["in_brackets"] or match["alone"], ending) if ending in _VIDEO | _SOUND else None


def _rank(path: str) -> tuple[bool, str]:
    return path.rpartition(".")[2].lower() in _SOUND, path
