"""Channels and videos: which notes lie in one folder, and which are about one video, in the order of the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from kbtui.graph.names import name_key, path_key
from kbtui.note import IndexedVideo, Note
from kbtui.paths import channel_of


class Video(Struct, frozen=True):
    video_id: str
    title: str | None
    """As a channel index gives it; None where none does."""
    notes: tuple[Note, ...]
    """In the order of the channel's index, then by title."""

    @property
    def shown(self) -> str:
        return self.title or self.video_id


class Channel(Struct, frozen=True, dict=True, eq=False):
    """A folder of notes. Its videos and notes are put in order when they are asked for first."""

    name: str
    """The folder's name; the whole path where two folders share a name; empty for the vault's root."""
    folder: str
    index: Note | None
    members: tuple[Note, ...]
    """All notes of the folder, in path order."""
    known: Mapping[str, Video]
    """The vault's videos, by id."""
    awaited: int = 0
    """How many more notes are there that are not known yet, its index left out."""

    @property
    def count(self) -> int:
        """How many notes it has, its index left out."""
        return len(self.members) - (self.index is not None) + self.awaited

    @cached_property
    def videos(self) -> tuple[Video, ...]:
        """The videos that its notes are about, in the order of the index, then those it does not name, by title."""
        order = {section.video_id: place for place, section in enumerate(self.index.indexed)} if self.index else {}
        video_ids = dict.fromkeys(note.video_id for note in self.members if note.video_id)
        videos = [_within(self.known[video_id], self.folder) for video_id in video_ids]
        videos.sort(key=lambda video: (order.get(video.video_id, len(order)), video.shown.casefold()))
        return tuple(videos)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """Its notes with no video, the index left out, by title."""
        rest = [note for note in self.members if note.video_id is None and note is not self.index]
        return tuple(sorted(rest, key=_by_title))


class Awaited(Struct, frozen=True):
    """Notes of a folder that are not known yet."""

    notes: int
    has_index: bool = False
    """Whether one of them is its channel's index."""

    @property
    def listed(self) -> int:
        """How many notes it has, its index left out."""
        return self.notes - self.has_index


_NO_NOTES = Awaited(0)


def channel_indexes(notes: Iterable[Note]) -> Mapping[str, Note]:
    """The channel index of each folder that has one: a note about no video that is named like the folder, letter case
    and punctuation aside; of several the one that lists most videos."""
    indexes: dict[str, Note] = {}
    for note in notes:
        if note.video_id is None and note.channel and name_key(note.stem) == name_key(note.channel):
            other = indexes.get(note.folder)
            if other is None or len(note.indexed) >= len(other.indexed):
                indexes[note.folder] = note
    return indexes


def videos_of(notes: Iterable[Note], indexes: Mapping[str, Note]) -> Mapping[str, Video]:
    """The videos that notes are about, by id.

    Args:
        notes: The notes.
        indexes: The channels' indexes among them.
    """
    by_video: dict[str, list[Note]] = {}
    listing: list[Note] = []
    for note in notes:
        if note.video_id:
            by_video.setdefault(note.video_id, []).append(note)
        if note.indexed:
            listing.append(note)
    return _Videos(by_video, _sections(listing, indexes))


def channels_of(
    folders: Mapping[str, Sequence[Note]],
    indexes: Mapping[str, Note],
    videos: Mapping[str, Video],
    awaited: Mapping[str, Awaited],
) -> tuple[Channel, ...]:
    """The folders that hold notes, by name; the vault's root first.

    Args:
        folders: The notes of each.
        indexes: The channels' indexes among them.
        videos: The vault's, by id.
        awaited: The folders of whose notes some are not known yet.
    """
    names = {folder: channel_of(folder) for folder in (*folders, *awaited)}
    shared = Counter(names.values())
    channels = [
        Channel(
            _path_name(folder) if shared[name] > 1 else name,
            folder,
            indexes.get(folder),
            tuple(folders.get(folder, ())),
            videos,
            awaited.get(folder, _NO_NOTES).listed,
        )
        for folder, name in names.items()
    ]
    return tuple(sorted(channels, key=lambda channel: (channel.folder != "", channel.name.casefold())))


def _path_name(folder: str) -> str:
    """A folder's path as it is shown."""
    return path_key(folder) if not folder.isprintable() else folder


class _Videos(Mapping[str, Video]):
    """Videos by id, each made when it is asked for first."""

    def __init__(self, notes: Mapping[str, Sequence[Note]], indexed: Mapping[str, tuple[str, IndexedVideo]]) -> None:
        self._notes = notes
        self._indexed = indexed
        self._made: dict[str, Video] = {}

    def __getitem__(self, video_id: str) -> Video:
        video = self._made.get(video_id)
        if video is None:
            notes, entry = self._notes[video_id], self._indexed.get(video_id)
            video = self._made[video_id] = Video(video_id, _title_of(entry), _listed_first(notes, entry))
        return video

    def __contains__(self, video_id: object) -> bool:
        return video_id in self._notes

    def __iter__(self) -> Iterator[str]:
        return iter(self._notes)

    def __len__(self) -> int:
        return len(self._notes)


def _sections(listing: Iterable[Note], indexes: Mapping[str, Note]) -> Mapping[str, tuple[str, IndexedVideo]]:
    """Video id → the folder of the note that lists it, and the section there.

    A channel's index goes before other notes that list videos.
    """
    found: dict[str, tuple[str, IndexedVideo]] = {}
    for note in sorted(listing, key=lambda note: (indexes.get(note.folder) is not note, note.path)):
        for section in note.indexed:
            found.setdefault(section.video_id, (note.folder, section))
    return found


def _title_of(entry: tuple[str, IndexedVideo] | None) -> str | None:
    return entry[1].title if entry else None


def _within(video: Video, folder: str) -> Video:
    if all(note.folder == folder for note in video.notes):
        return video
    return Video(video.video_id, video.title, tuple(note for note in video.notes if note.folder == folder))


def _listed_first(notes: Sequence[Note], entry: tuple[str, IndexedVideo] | None) -> tuple[Note, ...]:
    targets: Iterable[str] = entry[1].targets if entry else ()
    stems: Iterable[str] = [note.stem for note in notes]
    if not set(stems).issubset(targets):  # most are listed to the letter
        targets, stems = map(name_key, targets), map(name_key, stems)
    order = {target: place for place, target in enumerate(targets)}
    places = {note.path: order.get(stem, len(order)) for note, stem in zip(notes, stems, strict=True)}
    return tuple(sorted(notes, key=lambda note: (places[note.path], *_by_title(note))))


def _by_title(note: Note) -> tuple[str, str]:
    return note.title.casefold(), note.path
