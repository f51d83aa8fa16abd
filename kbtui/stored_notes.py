"""A note as the index stores it between runs, small, and sure to be what was stored."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from msgspec.json import decode, encode
from msgspec.structs import astuple

from kbtui.note import IndexedVideo, Link, Note, Problem
from kbtui.paths import channel_of, folder_of

Row = tuple[str | None, str, str | None, bytes | None, int]
"""A note's video, title, what few notes have (aliases, tags, a channel's videos, problems), links, and a sum of all
these and of its path and its file's state."""


_COUNT = 3
"""Bytes before packed links that say how many they are."""
_QUICK = 1
"""How hard links are pressed: more takes twice as long, and saves a thirtieth."""


class DamagedRowError(ValueError):
    """What is stored is not what was."""


class StoredLinks(Sequence[Link]):
    """A note's links, held as they are stored: most of a vault's are never looked at."""

    __slots__ = ("_packed",)

    def __init__(self, packed: bytes) -> None:
        self._packed = packed

    def __iter__(self) -> Iterator[Link]:
        return _unpacked(self._packed[_COUNT:])

    def __len__(self) -> int:
        return int.from_bytes(self._packed[:_COUNT], "big")

    @overload
    def __getitem__(self, place: int) -> Link: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Link]: ...
    def __getitem__(self, place: int | slice) -> Link | Sequence[Link]:
        return tuple(self)[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


def row_of(note: Note, state: str) -> Row:
    """A note as it is stored.

    Args:
        note: The note.
        state: The state of the file that it was read from.
    """
    rest = (note.aliases, note.tags, [*map(astuple, note.indexed)], [*map(astuple, note.problems)])
    more = encode(rest).decode() if any(rest) else None
    links = _packed(note.links) if note.links else None
    return note.video_id, note.title, more, links, _sum(note.path, state, note.video_id, note.title, more, links)


def note_of(path: str, state: str, row: Row) -> Note:
    """The note that was stored.

    Raises:
        DamagedRowError: It is not what was stored.
    """
    video_id, title, more, links, checked = row
    if _sum(path, state, video_id, title, more, links) != checked:
        raise DamagedRowError(path)
    return noted(path, title, video_id, more, StoredLinks(links) if links else ())


def noted(path: str, title: str, video_id: str | None, more: str | None, links: Sequence[Link] = ()) -> Note:
    """The note that has these values in its row."""
    channel = channel_of(folder_of(path))
    if more is None:
        return Note(path, title, channel, video_id, links)
    aliases, tags, indexed, problems = decode(more)
    return Note(
        path,
        title,
        channel,
        video_id,
        links,
        aliases=tuple(aliases),
        tags=tuple(tags),
        indexed=tuple(IndexedVideo(video, words, tuple(targets)) for video, words, targets in indexed),
        problems=tuple(Problem(*fields) for fields in problems),
    )


def _sum(path: str, state: str, video_id: str | None, title: str, more: str | None, links: bytes | None) -> int:
    texts = "\0".join((path, state, video_id or "", title, more or "")).encode("utf-8", "surrogateescape")
    return zlib.crc32(links or b"", zlib.crc32(texts))


def _packed(links: Iterable[Link]) -> bytes:
    """The fields of links, each field's values together, places as distances: these repeat, and so pack well."""
    rows = []
    line = place = 0
    for link in links:
        length = link.end - link.start - _least_length(link.target, link.alias, link.heading)
        signs = link.embed + 2 * link.by_path
        rows.append(
            (link.target, link.alias or 0, link.heading or 0, link.line - line, link.start - place, length, signs)
        )
        line, place = link.line, link.end
    columns = list(zip(*rows, strict=True))
    return len(rows).to_bytes(_COUNT, "big") + zlib.compress(encode(columns), _QUICK)


def _unpacked(packed: bytes) -> Iterator[Link]:
    line = place = 0
    columns = decode(zlib.decompress(packed))
    for target, alias, heading, lines, before, length, signs in zip(*columns, strict=True):
        line += lines
        start = place + before
        place = start + length + _least_length(target, alias or None, heading or None)
        yield Link(target, alias or None, heading or None, line, start, place, bool(signs & 1), bool(signs & 2))


def _least_length(target: str, alias: str | None, heading: str | None) -> int:
    """How long a wikilink is that has these parts and no spaces; others differ from it by little."""
    return len(target) + len(alias or "") + len(heading or "") + 4
