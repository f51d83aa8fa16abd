"""A note as the index stores it between runs, small, and sure to be what was stored."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from msgspec.json import decode, encode
from msgspec.structs import astuple

from kbtui.graph.packed_links import StoredLinks, packed
from kbtui.note import IndexedVideo, Link, Note, Problem
from kbtui.paths import channel_of, folder_of

Row = tuple[str | None, str, str | None, bytes | None, int]
"""A note's video, title, what few notes have (aliases, tags, a channel's videos, problems), links, and a sum of all
these and of its path and its file's state."""


class DamagedRowError(ValueError):
    """What is stored is not what was."""


def row_of(note: Note, state: str) -> Row:
    """A note as it is stored.

    Args:
        note: The note.
        state: The state of the file that it was read from.
    """
    rest = (note.aliases, note.tags, [*map(astuple, note.indexed)], [*map(astuple, note.problems)])
    more = encode(rest).decode() if any(rest) else None
    links = packed(note.links) if note.links else None
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
