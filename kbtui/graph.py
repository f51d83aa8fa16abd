"""Notes → the graph that the program walks: links resolved, backlinks, videos, channels, wanted topics.

A graph is built once and never changed under its readers; a new one replaces it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from msgspec import Struct

from kbtui.names import NameIndex, name_key, path_key
from kbtui.note import IndexedVideo, Link, LinkState, Note
from kbtui.paths import channel_of
from kbtui.text import one_line

Citation = tuple[Note, Link]
"""A link together with the note that it stands in."""

_FEWEST_LETTERS = 4
"""Names shorter than this have no near-misses: everything would be near."""


class Resolution(Struct, frozen=True):
    state: LinkState
    path: str | None
    """The note that the link leads to; its own note's for a link into the same note."""
    candidates: tuple[str, ...] = ()
    """The notes that tie, where the link is ambiguous."""


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


class Wanted(Struct, frozen=True):
    """A topic that links name and no note answers."""

    target: str
    """As it is written most often."""
    citations: tuple[Citation, ...]


class _Links(Struct, frozen=True):
    """Where all links of a vault lead."""

    citing: dict[str, list[Note]]
    """The notes that hold those that lead to a note from another one, by its path; the links are found again there."""
    wanted: dict[str, list[Citation]]
    """Those that lead nowhere, by their target."""

    def add(self, note: Note, found: Iterable[tuple[Link, Sequence[Note]]]) -> None:
        """Take a note's links, each with the notes that it names."""
        cited: dict[str, None] = {}
        for link, notes in found:
            if len(notes) == 1:
                cited[notes[0].path] = None
            elif not notes and link.target and not is_external(link) and not is_attachment(link):
                self.wanted.setdefault(link.target, []).append((note, link))
        cited.pop(note.path, None)
        for path in cited:
            self.citing.setdefault(path, []).append(note)


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
            video = self._made[video_id] = Video(video_id, title_of(entry), _listed_first(notes, entry))
        return video

    def __contains__(self, video_id: object) -> bool:
        return video_id in self._notes

    def __iter__(self) -> Iterator[str]:
        return iter(self._notes)

    def __len__(self) -> int:
        return len(self._notes)


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
_NONE: Mapping[str, Awaited] = MappingProxyType({})


class NoteGraph:
    """All notes of a vault and what they have to do with each other.

    What takes a pass over all notes or links is found when it is asked for first, in whichever thread that is.
    """

    def __init__(self, notes: Iterable[Note], awaited: Mapping[str, Awaited] = _NONE) -> None:
        """
        Args:
            notes: All notes, or those that are known so far.
            awaited: The folders of whose notes some are not known yet.
        """
        self.awaited = awaited
        self.notes: Mapping[str, Note] = MappingProxyType(
            {note.path: note for note in sorted(notes, key=lambda note: note.path)}
        )
        self._stems: dict[str, Mapping[str, Sequence[Note]]] = {}

    def resolve(self, note: Note, link: Link) -> Resolution:
        """Where a link in `note` leads. Nothing is guessed: several notes that tie are all offered."""
        if is_external(link):
            return Resolution("external", None)
        if not link.target:
            return Resolution("self", note.path)
        found = self._found(note, link)
        if not found:
            return Resolution("wanted", None)
        if len(found) > 1:
            return Resolution("ambiguous", None, tuple(sorted(other.path for other in found)))
        if found[0].path != note.path:
            return Resolution("live", found[0].path)
        return Resolution("self", note.path) if self._names_it(note, link) else Resolution("wanted", None)

    def resolve_at_once(self, note: Note, link: Link) -> Resolution | None:
        """Where a link leads, if that can be told without delay: of a vault whose names were never asked for, None
        unless it names a note of its own folder to the letter, or no note at all."""
        is_own = not link.by_path and len(self._own(note.folder).get(link.target, ())) == 1
        is_sure = is_own or not link.target or is_external(link) or "_names" in vars(self)
        return self.resolve(note, link) if is_sure else None

    def state_at_once(self, note: Note, link: Link) -> LinkState:
        """The state of a link as far as it can be told without delay: else it is taken to lead somewhere."""
        if not link.by_path and f"{note.folder}/{link.target}.md" in self.notes and link.target != note.stem:
            return "live"
        found = self.resolve_at_once(note, link)
        return found.state if found is not None else "live"

    @property
    def is_settled(self) -> bool:
        """Whether all that takes long to find when it is asked for first was found."""
        return "_names_by_length" in vars(self)

    def settle(self) -> None:
        """Find at once what takes long to find when it is asked for first, in a thread that nobody waits for."""
        self._links, self._names_by_length  # noqa: B018  they are kept once they are asked for

    def citing(self, path: str) -> tuple[Citation, ...]:
        """The links that lead to a note, from other notes, in path and text order."""
        return tuple(
            (note, link)
            for note in self._links.citing.get(path, ())
            for link in note.links
            if note.path != path and [other.path for other in self._found(note, link)] == [path]
        )

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        """The topics that links name and no note answers, those asked for most often first. Which these are is not told
        before all notes are known."""
        if self.awaited:
            return ()
        alike: dict[str, list[Citation]] = {}
        for target, citations in self._links.wanted.items():
            alike.setdefault(name_key(target), []).extend(citations)
        topics = [Wanted(_commonest(cited), tuple(sorted(cited, key=_place))) for cited in alike.values()]
        return tuple(sorted(topics, key=lambda topic: (-len(topic.citations), topic.target.casefold())))

    def suggest(self, note: Note, target: str, limit: int = 5) -> tuple[str, ...]:
        """Notes whose stem or title is a few letters from a wanted target: paths, nearest and own channel first."""
        key = name_key(target.rpartition("/")[2])
        if len(key) < _FEWEST_LETTERS:
            return ()
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        slips = 1 if len(key) < 8 else 2 if len(key) < 20 else 3
        near: list[tuple[int, bool, str]] = []
        for length in range(len(key) - slips, len(key) + slips + 1):
            names = self._names_by_length.get(length, ())
            for name, distance, _ in extract(key, names, scorer=OSA.distance, score_cutoff=slips, limit=limit):
                near += [(int(distance), other.folder != note.folder, other.path) for other in self._named_keys[name]]
        return tuple(dict.fromkeys(path for _, _, path in sorted(near)))[:limit]

    def named(self, name: str) -> tuple[Note, ...]:
        """The notes that a person's `name` fits: a path, else a stem, else a title or slug, else an alias."""
        if name in self.notes:
            return (self.notes[name],)
        by_path = self._names.by_path(name, "") if "/" in name else ()
        return tuple(sorted(by_path or self._names.by_name(name, "\0"), key=lambda note: note.path))

    @cached_property
    def videos(self) -> Mapping[str, Video]:
        """Videos that notes are about, by id."""
        by_video: dict[str, list[Note]] = {}
        for note in self.notes.values():
            if note.video_id:
                by_video.setdefault(note.video_id, []).append(note)
        return _Videos(by_video, self._indexed)

    @property
    def count(self) -> int:
        """How many notes there are."""
        return len(self.notes) + sum(folder.notes for folder in self.awaited.values())

    @cached_property
    def channels(self) -> tuple[Channel, ...]:
        """The folders that hold notes, by name; the vault's root first."""
        names = {folder: channel_of(folder) for folder in (*self._folders, *self.awaited)}
        shared = Counter(names.values())
        channels = [
            Channel(
                path_name(folder) if shared[name] > 1 else name,
                folder,
                self._indexes.get(folder),
                tuple(self._folders.get(folder, ())),
                self.videos,
                self.awaited.get(folder, _NO_NOTES).listed,
            )
            for folder, name in names.items()
        ]
        return tuple(sorted(channels, key=lambda channel: (channel.folder != "", channel.name.casefold())))

    @cached_property
    def _indexes(self) -> Mapping[str, Note]:
        """The channel index of each folder that has one: a note about no video that is named like the folder, letter
        case and punctuation aside; of several the one that lists most videos."""
        indexes: dict[str, Note] = {}
        for note in self.notes.values():
            if note.video_id is None and note.channel and name_key(note.stem) == name_key(note.channel):
                other = indexes.get(note.folder)
                if other is None or len(note.indexed) >= len(other.indexed):
                    indexes[note.folder] = note
        return indexes

    @cached_property
    def _indexed(self) -> Mapping[str, tuple[str, IndexedVideo]]:
        """Video id → the folder of the index that names it, and the section there.

        A channel's index goes before other notes that list videos.
        """
        listing = sorted(
            (note for note in self.notes.values() if note.indexed),
            key=lambda note: (self._indexes.get(note.folder) is not note, note.path),
        )
        sections: dict[str, tuple[str, IndexedVideo]] = {}
        for note in listing:
            for section in note.indexed:
                sections.setdefault(section.video_id, (note.folder, section))
        return sections

    @cached_property
    def _folders(self) -> Mapping[str, Sequence[Note]]:
        folders: dict[str, list[Note]] = {}
        for note in self.notes.values():
            folders.setdefault(note.folder, []).append(note)
        return folders

    def _own(self, folder: str) -> Mapping[str, Sequence[Note]]:
        """The notes of a folder, by their stems to the letter."""
        stems = self._stems.get(folder)
        if stems is None:
            named: dict[str, list[Note]] = {}
            for note in self._folders.get(folder, ()):
                named.setdefault(one_line(note.stem), []).append(note)
            stems = self._stems[folder] = named
        return stems

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self.notes.values())

    @cached_property
    def _links(self) -> _Links:
        links = _Links({}, {})
        for note in self.notes.values():
            links.add(note, self._led_to(note))
        return links

    def _led_to(self, note: Note) -> Iterator[tuple[Link, Sequence[Note]]]:
        """A note's links, each with the notes that it names."""
        own = self._own(note.folder)
        for link in note.links:
            # Most links name a note of their own channel to the letter.
            found = () if link.by_path else own.get(link.target, ())
            yield link, found if len(found) == 1 else self._sought(note, link)

    def _found(self, note: Note, link: Link) -> Sequence[Note]:
        """The notes that a link names: none, one, or several that tie."""
        if not link.target:
            return ()
        own = () if link.by_path else self._own(note.folder).get(link.target, ())
        return own if len(own) == 1 else self._sought(note, link)

    def _sought(self, note: Note, link: Link) -> Sequence[Note]:
        """The notes that a link names in other ways than its own folder's stems to the letter."""
        return next(filter(None, self._ways(note.folder, link)), ())

    def _names_it(self, note: Note, link: Link) -> bool:
        """Whether a link to its own note names it by more than its alias: nobody links to what is being read."""
        return any(self._ways(note.folder, link._replace(alias=None)))

    def _ways(self, folder: str, link: Link) -> Iterator[Sequence[Note]]:
        """The notes that a link may mean, the surest way of reading it first."""
        if link.by_path or "/" in link.target:
            yield self._names.by_path(link.target, folder)
        if link.by_path or link.target.startswith(".."):
            return
        yield self._names.by_name(link.target, folder)
        if link.heading:
            # A `#` may belong to the name: `[[C# basics]]`.
            yield self._names.by_name(f"{link.target}#{link.heading}", folder)
        if link.alias and not is_attachment(link):
            yield self._names.by_name(link.alias, folder)

    @cached_property
    def _named_keys(self) -> Mapping[str, list[Note]]:
        return self._names.keys()

    @cached_property
    def _names_by_length(self) -> Mapping[int, list[str]]:
        by_length: dict[int, list[str]] = {}
        for key in self._named_keys:
            by_length.setdefault(len(key), []).append(key)
        return by_length


def is_external(link: Link) -> bool:
    """Whether a wikilink's target is an address."""
    return "://" in link.target


def is_attachment(link: Link) -> bool:
    """Whether a link names a file that is no note: an image, a sound, a document."""
    ending = link.target.rpartition(".")[2].lower()
    return link.embed and ending in ATTACHMENTS


ATTACHMENTS = frozenset(
    "png jpg jpeg gif svg webp bmp avif mp3 wav m4a ogg flac 3gp webm mp4 mkv mov ogv pdf canvas base".split()
)
"""Endings of the files other than notes that Obsidian embeds."""


def path_name(folder: str) -> str:
    """A folder's path as it is shown."""
    return path_key(folder) if not folder.isprintable() else folder


def title_of(entry: tuple[str, IndexedVideo] | None) -> str | None:
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


def _place(citation: Citation) -> tuple[str, int]:
    return citation[0].path, citation[1].start


def _commonest(citations: Sequence[Citation]) -> str:
    return Counter(link.target for _, link in citations).most_common(1)[0][0]
