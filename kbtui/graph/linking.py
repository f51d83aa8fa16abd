"""Where links lead: to the note that they name, to several that tie, or nowhere yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from kbtui.graph.names import NameIndex, Tier, name_key, put
from kbtui.note import Link, LinkState, Note
from kbtui.text import one_line

_FEWEST_LETTERS = 4
"""Names shorter than this have no near-misses: everything would be near."""


class Resolution(Struct, frozen=True):
    state: LinkState
    path: str | None
    """The note that the link leads to; its own note's for a link into the same note."""
    candidates: tuple[str, ...] = ()
    """The notes that tie, where the link is ambiguous."""


class Linking:
    """What the links of a vault's notes name. What takes a pass over all names is found when it is asked for first."""

    def __init__(self, notes: Mapping[str, Note], folders: Mapping[str, Sequence[Note]]) -> None:
        """
        Args:
            notes: All notes, by path.
            folders: The notes of each folder.
        """
        self._notes = notes
        self._folders = folders
        self._stems: dict[str, Mapping[str, Sequence[Note]]] = {}

    def resolve(self, note: Note, link: Link) -> Resolution:
        """Where a link in `note` leads. Nothing is guessed: several notes that tie are all offered."""
        if is_external(link):
            return Resolution("external", None)
        if not link.target:
            return Resolution("self", note.path)
        found = self.found(note, link)
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
        is_own = len(self._to_the_letter(note.folder, link)) == 1
        is_sure = is_own or not link.target or is_external(link) or "_names" in vars(self)
        return self.resolve(note, link) if is_sure else None

    def state_at_once(self, note: Note, link: Link) -> LinkState:
        """The state of a link as far as it can be told without delay: else it is taken to lead somewhere."""
        if not link.by_path and f"{note.folder}/{link.target}.md" in self._notes and link.target != note.stem:
            return "live"
        found = self.resolve_at_once(note, link)
        return found.state if found is not None else "live"

    @property
    def is_settled(self) -> bool:
        """Whether all that takes long to find when it is asked for first was found."""
        return "_names_by_length" in vars(self)

    def settle(self) -> None:
        """Find at once what takes long to find when it is asked for first."""
        self._names_by_length  # noqa: B018  they are kept once they are asked for

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
                near += [(int(distance), other.folder != note.folder, other.path) for other in self._names.keyed(name)]
        return tuple(dict.fromkeys(path for _, _, path in sorted(near)))[:limit]

    def named(self, name: str) -> tuple[Note, ...]:
        """The notes that a person's `name` fits: a path, else a stem, else a title or slug, else an alias."""
        if name in self._notes:
            return (self._notes[name],)
        by_path = self._names.by_path(name, "") if "/" in name else ()
        return tuple(sorted(by_path or self._names.by_name(name, "\0"), key=lambda note: note.path))

    def led_to(self, note: Note) -> Iterator[tuple[Link, Sequence[Note]]]:
        """A note's links, each with the notes that it names."""
        own = self._own(note.folder)
        for link in note.links:
            # Most links name a note of their own channel to the letter.
            is_plain = not (link.by_path or link.heading)
            found = own.get(link.target, ()) if is_plain else self._to_the_letter(note.folder, link)
            yield link, found if len(found) == 1 else self._sought(note, link)

    def found(self, note: Note, link: Link) -> Sequence[Note]:
        """The notes that a link names: none, one, or several that tie."""
        if not link.target:
            return ()
        own = self._to_the_letter(note.folder, link)
        return own if len(own) == 1 else self._sought(note, link)

    def _to_the_letter(self, folder: str, link: Link) -> Sequence[Note]:
        """The notes of a folder whose stem a link gives to the letter."""
        if link.by_path:
            return ()
        own = self._own(folder)
        return next(filter(None, map(own.get, _with_sign(link))), None) or own.get(link.target, ())

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
        for name in _with_sign(link):
            yield self._names.by_stem(name, folder)
        yield self._names.by_name(link.target, folder)
        for name in _with_sign(link)[:1]:
            yield self._names.by_name(name, folder)
        if link.alias and not is_attachment(link):
            yield self._names.by_name(link.alias, folder)

    def _own(self, folder: str) -> Mapping[str, Sequence[Note]]:
        """The notes of a folder, by their stems to the letter."""
        stems = self._stems.get(folder)
        if stems is None:
            named: Tier = {}
            for note in self._folders.get(folder, ()):
                put(named, one_line(note.stem), (note,))
            stems = self._stems[folder] = named
        return stems

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self._notes.values())

    @cached_property
    def _names_by_length(self) -> Mapping[int, list[str]]:
        by_length: dict[int, list[str]] = {}
        for key in self._names.all_keys():
            by_length.setdefault(len(key), []).append(key)
        return by_length


def _with_sign(link: Link) -> tuple[str, ...]:
    """The names that a link would give if the `#` belonged to one: `[[C# basics]]`."""
    return (f"{link.target}# {link.heading}", f"{link.target}#{link.heading}") if link.heading else ()


def is_external(link: Link) -> bool:
    """Whether a wikilink's target is an address."""
    return "://" in link.target


def is_attachment(link: Link) -> bool:
    """Whether a link names a file that is no note: an image, a sound, a document."""
    return names_attachment(link.target)


def names_attachment(target: str) -> bool:
    """Whether a name or a path is one of a file that is no note."""
    return target.rpartition(".")[2].lower() in ATTACHMENTS


ATTACHMENTS = frozenset(
    "png jpg jpeg gif svg webp bmp avif mp3 wav m4a ogg flac 3gp webm mp4 mkv mov ogv pdf canvas base".split()
)
"""Endings of the files other than notes that Obsidian opens."""
