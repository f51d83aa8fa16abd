"""The notes whose names hold what is typed, by channel and video, or flat by title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby

from msgspec import Struct

from kbtui.graph.channels import Channel, Video
from kbtui.graph.graph import NoteGraph
from kbtui.note import Note
from kbtui.tui.lists.narrowing import Narrowing
from kbtui.tui.panes.topics import Topic, channel_topic, note_topic, video_topic


class _Named(Struct, frozen=True):
    """A note as it is found among others."""

    topic: Topic
    channel: Channel
    video: Video | None
    name: str
    """What typed words are looked for in."""


class FoundTopics:
    """The names of a graph's notes, made ready for being looked through at every letter. It may be asked from any
    thread, by one at a time."""

    def __init__(self, graph: NoteGraph) -> None:
        self.graph = graph

    def by_branch(self, query: str) -> list[Topic]:
        """The notes that hold every word of a query in their title, their video's title or their channel's name, below
        the channels and videos that they belong to."""
        named, narrowing = self._by_branch
        topics: list[Topic] = []
        for channel, of_channel in groupby([named[n] for n in narrowing.holding(query)], lambda each: each.channel):
            found = list(of_channel)
            if channel.folder:
                topics.append(channel_topic(channel, True, len(found)))
            for video, of_video in groupby(found, lambda each: each.video):
                if video is not None:
                    topics.append(video_topic(channel.folder, video, _depth(channel), True))
                topics += (each.topic for each in of_video)
        return topics

    def flat(self, query: str) -> list[Topic]:
        """The notes that hold every word of a query in their title or their channel's name, by title."""
        topics, narrowing = self._flat
        return [topics[number] for number in narrowing.holding(query)]

    @cached_property
    def _by_branch(self) -> tuple[Sequence[_Named], Narrowing]:
        named = [each for channel in self.graph.channels for each in _named_in(channel)]
        return named, Narrowing(each.name for each in named)

    @cached_property
    def _flat(self) -> tuple[Sequence[Topic], Narrowing]:
        notes = sorted(self.graph.notes.values(), key=lambda note: (note.title.casefold(), note.path))
        names = (f"{note.title} {note.channel}" for note in notes)
        return [note_topic(note, 0) for note in notes], Narrowing(names)


def _named_in(channel: Channel) -> Iterator[_Named]:
    depth = _depth(channel)
    for video in channel.videos:
        above = f"{channel.name} {video.shown}"
        for note in video.notes:
            yield _Named(note_topic(note, depth + 1), channel, video, f"{above} {note.title}")
    notes: Sequence[Note] = (channel.index, *channel.notes) if channel.index else channel.notes
    for note in notes:
        yield _Named(note_topic(note, depth), channel, None, f"{channel.name} {note.title}")


def _depth(channel: Channel) -> int:
    """How far what stands in a channel is indented."""
    return 1 if channel.folder else 0
