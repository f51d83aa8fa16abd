"""Notes → the graph that the program walks: links resolved, backlinks, videos, channels, wanted topics.

A graph is built once and never changed under its readers; a new one replaces it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from msgspec import Struct

from kbtui.graph.channels import Awaited, Channel, Video, channel_indexes, channels_of, videos_of
from kbtui.graph.linking import Linking, Resolution, is_attachment, is_external
from kbtui.graph.names import name_key
from kbtui.note import Link, LinkState, Note

Citation = tuple[Note, Link]
"""A link together with the note that it stands in."""

_NONE: Mapping[str, Awaited] = MappingProxyType({})


class Wanted(Struct, frozen=True):
    """A topic that links name and no note answers."""

    target: str
    """As it is written most often."""
    citations: tuple[Citation, ...]


class _Links(Struct, frozen=True):
    """Where all links of a vault lead."""

    citing: dict[str, list[Note]]
    """The notes that hold those that lead to a note from another one, by its path; the links are found again there."""
    wanting: list[Note]
    """The notes that hold those that lead nowhere."""

    def add(self, note: Note, found: Iterable[tuple[Link, Sequence[Note]]]) -> None:
        """Take a note's links, each with the notes that it names."""
        cited: dict[str, None] = {}
        is_wanting = False
        for link, notes in found:
            if len(notes) == 1:
                cited[notes[0].path] = None
            elif not is_wanting:
                is_wanting = _is_wanted(link, notes)
        cited.pop(note.path, None)
        for path in cited:
            self.citing.setdefault(path, []).append(note)
        if is_wanting:
            self.wanting.append(note)


def _is_wanted(link: Link, notes: Sequence[Note]) -> bool:
    """Whether a link asks for a topic that none of its notes answers."""
    return not notes and bool(link.target) and not is_external(link) and not is_attachment(link)


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

    @property
    def count(self) -> int:
        """How many notes there are."""
        return len(self.notes) + sum(folder.notes for folder in self.awaited.values())

    # Links

    def resolve(self, note: Note, link: Link) -> Resolution:
        """Where a link in `note` leads. Nothing is guessed: several notes that tie are all offered."""
        return self._linking.resolve(note, link)

    def resolve_at_once(self, note: Note, link: Link) -> Resolution | None:
        """Where a link leads, if that can be told without delay."""
        return self._linking.resolve_at_once(note, link)

    def state_at_once(self, note: Note, link: Link) -> LinkState:
        """The state of a link as far as it can be told without delay: else it is taken to lead somewhere."""
        return self._linking.state_at_once(note, link)

    def suggest(self, note: Note, target: str, limit: int = 5) -> tuple[str, ...]:
        """Notes whose stem or title is a few letters from a wanted target: paths, nearest and own channel first."""
        return self._linking.suggest(note, target, limit)

    def named(self, name: str) -> tuple[Note, ...]:
        """The notes that a person's `name` fits: a path, else a stem, else a title or slug, else an alias."""
        return self._linking.named(name)

    @property
    def is_settled(self) -> bool:
        """Whether all that takes long to find when it is asked for first was found."""
        return "_links" in vars(self) and self._linking.is_settled

    def settle(self) -> None:
        """Find at once what takes long to find when it is asked for first, in a thread that nobody waits for."""
        self._links  # noqa: B018  they are kept once they are asked for
        self._linking.settle()

    def citing(self, path: str) -> tuple[Citation, ...]:
        """The links that lead to a note, from other notes, in path and text order."""
        return tuple(
            (note, link)
            for note in self._links.citing.get(path, ())
            for link in note.links
            if note.path != path and [other.path for other in self._linking.found(note, link)] == [path]
        )

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        """The topics that links name and no note answers: those that most notes ask for first, of these those that
        are asked for most often. Which these are is not told before all notes are known."""
        if self.awaited:
            return ()
        alike: dict[str, list[Citation]] = {}
        for note in self._links.wanting:
            for link, notes in self._linking.led_to(note):
                if _is_wanted(link, notes):
                    alike.setdefault(name_key(link.target), []).append((note, link))
        topics = [Wanted(_commonest(cited), tuple(sorted(cited, key=_place))) for cited in alike.values()]
        return tuple(sorted(topics, key=_rank))

    @cached_property
    def _linking(self) -> Linking:
        return Linking(self.notes, self._folders)

    @cached_property
    def _links(self) -> _Links:
        links = _Links({}, [])
        for note in self.notes.values():
            links.add(note, self._linking.led_to(note))
        return links

    # Videos and channels

    @cached_property
    def videos(self) -> Mapping[str, Video]:
        """Videos that notes are about, by id."""
        return videos_of(self.notes.values(), self._indexes)

    @cached_property
    def channels(self) -> tuple[Channel, ...]:
        """The folders that hold notes, by name; the vault's root first."""
        return channels_of(self._folders, self._indexes, self.videos, self.awaited)

    @cached_property
    def _indexes(self) -> Mapping[str, Note]:
        """The channels' indexes, by folder."""
        return channel_indexes(self.notes.values())

    @cached_property
    def _folders(self) -> Mapping[str, Sequence[Note]]:
        folders: dict[str, list[Note]] = {}
        for note in self.notes.values():
            folders.setdefault(note.folder, []).append(note)
        return folders


def _place(citation: Citation) -> tuple[str, int]:
    return citation[0].path, citation[1].start


def _commonest(citations: Sequence[Citation]) -> str:
    return Counter(link.target for _, link in citations).most_common(1)[0][0]


def _rank(topic: Wanted) -> tuple[int, int, str]:
    """Puts topics in order: by how many notes ask for them, then by how often they do, then by name."""
    return -len({note.path for note, _ in topic.citations}), -len(topic.citations), topic.target.casefold()
