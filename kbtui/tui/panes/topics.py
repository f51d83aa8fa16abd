"""The topics of a vault as rows: by channel and video."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from kbtui.graph.channels import Channel, Video
from kbtui.graph.graph import NoteGraph
from kbtui.note import Note
from kbtui.tui.lists.row import Row

TopicKind = Literal["channel", "video", "note"]
OPEN, CLOSED, AWAY, HERE = "▾", "▸", "·", "●"


class Topic(Struct, frozen=True):
    """A row of the topics: a branch that opens and closes, or a note."""

    kind: TopicKind
    key: str
    """The channel's folder, `folder/video id`, or the note's path."""
    row: Row
    count: int = 0
    """How many notes a branch holds."""


def tree_topics(graph: NoteGraph, opened: frozenset[str]) -> list[Topic]:
    """The channels, and below those whose keys are `opened` their videos, and below those their notes."""
    return [topic for channel in graph.channels for topic in _channel_topics(channel, opened)]


def here_row(topic: Topic) -> Row:
    """The row of the note that is being read."""
    return replace(topic.row, lead=HERE, look="here")


def branches_of(graph: NoteGraph, path: str) -> frozenset[str]:
    """The branches that have to be open for a note to be seen."""
    note = graph.notes.get(path)
    if note is None:
        return frozenset()
    return frozenset({note.folder} | ({video_key(note.folder, note.video_id)} if note.video_id else set()))


def video_key(folder: str, video_id: str) -> str:
    return f"{folder}\0{video_id}"


def video_of_key(key: str) -> str:
    """The id of the video whose branch has a key."""
    return key.rpartition("\0")[2]


def _channel_topics(channel: Channel, opened: frozenset[str]) -> Iterator[Topic]:
    depth = 0
    if channel.folder:
        depth = 1
        yield channel_topic(channel, channel.folder in opened, channel.count)
        if channel.folder not in opened:
            return
    if channel.index:
        yield _index_topic(channel.index, depth)
    for video in channel.videos:
        is_open = video_key(channel.folder, video.video_id) in opened
        yield video_topic(channel.folder, video, depth, is_open)
        if is_open:
            yield from (note_topic(note, depth + 1) for note in video.notes)
    yield from (note_topic(note, depth) for note in channel.notes)


def channel_topic(channel: Channel, is_open: bool, count: int) -> Topic:
    """The branch of a channel, that is told to hold so many notes."""
    row = Row(channel.name, lead=OPEN if is_open else CLOSED, tail=str(count), look="strong")
    return Topic("channel", channel.folder, row, count)


def video_topic(folder: str, video: Video, depth: int, is_open: bool) -> Topic:
    """The branch of a video in a channel."""
    row = Row(video.shown, lead=OPEN if is_open else CLOSED, tail=str(len(video.notes)), depth=depth)
    return Topic("video", video_key(folder, video.video_id), row, len(video.notes))


def _index_topic(note: Note, depth: int) -> Topic:
    return Topic("note", note.path, Row("All videos", lead=AWAY, depth=depth, look="faint"))


def note_topic(note: Note, depth: int) -> Topic:
    """The row of a note."""
    return Topic("note", note.path, Row(note.title, lead=AWAY, depth=depth))
