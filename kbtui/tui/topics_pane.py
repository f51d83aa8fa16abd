"""The pane of topics: channels, videos and notes, by branch or flat, narrowed as one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message

from kbtui.graph import NoteGraph
from kbtui.tui.commands import command
from kbtui.tui.pane import PaneTitle
from kbtui.tui.rows import Rows
from kbtui.tui.topics import Topic, branches_of, flat_topics, found_topics, here_row, tree_topics


class TopicsPane(Vertical):
    DEFAULT_CSS = """
    TopicsPane {
        & > Rows { height: 1fr; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        command("topics.open", "l,right", "open_branch", "Open the branch, or the note"),
        command("topics.close", "h,left", "close_branch", "Close the branch, or go up to it"),
        command("topics.flat", "T", "flat", "All notes by title, or by channel and video", footer="Flat / by video"),
    ]

    class Opened(Message):
        """A note was chosen."""

        def __init__(self, path: str) -> None:
            super().__init__()
            self.path = path

    def __init__(self) -> None:
        super().__init__(id="topics")
        self.title = PaneTitle("0", "Topics")
        self.rows = Rows()
        self.topics: Sequence[Topic] = ()
        self._graph: NoteGraph | None = None
        self._opened: frozenset[str] = frozenset()
        self._here: str | None = None
        self._is_flat = False
        self._query = ""

    def compose(self) -> ComposeResult:
        yield self.title
        yield self.rows

    def show(self, graph: NoteGraph) -> None:
        """List the notes of a graph; a single channel is opened at once."""
        self._graph = graph
        if len(graph.channels) == 1:
            self._opened = frozenset({graph.channels[0].folder})
        self._rebuild()

    def mark(self, path: str) -> None:
        """Show which note is being read, and open the branches that it is in."""
        before, self._here = self._place_of(self._here), path
        if self._graph is None:
            return
        opened = self._opened | branches_of(self._graph, path)
        place = self._place_of(path)
        if place is None or (opened != self._opened and not self._is_flat):
            self._opened = opened
            self._rebuild(_note_identity(path))
            return
        self._opened = opened
        if before is not None:
            self.rows.change(before, self.topics[before].row)
        self._mark_row(place)
        self.rows.move_to(place, quietly=True)

    def _mark_row(self, place: int) -> None:
        self.rows.change(place, here_row(self.topics[place]))

    def _place_of(self, path: str | None) -> int | None:
        places = (place for place, topic in enumerate(self.topics) if topic.key == path and topic.kind == "note")
        return next(places, None)

    def narrow(self, query: str) -> None:
        """Show only the notes that hold every word of `query`."""
        self._query = query
        self._rebuild()

    @property
    def narrowed_by(self) -> str:
        return self._query

    @property
    def topic_here(self) -> Topic | None:
        number = self.rows.number
        return None if number is None or number >= len(self.topics) else self.topics[number]

    def _rebuild(self, at: str | None = None) -> None:
        if self._graph is None:
            return
        here = self.topic_here
        at = at or (_identity(here) if here else None)
        self.topics = self._listed(self._graph)
        places = [place for place, topic in enumerate(self.topics) if _identity(topic) == at]
        if self._query.strip() and (here is None or here.kind != "note" or not places):
            places = [place for place, topic in enumerate(self.topics) if topic.kind == "note"]
        empty = f"No title holds “{self._query}”." if self._query else "This folder holds no Markdown notes."
        self.rows.show([topic.row for topic in self.topics], empty=empty, cursor=places[0] if places else 0)
        here_place = self._place_of(self._here)
        if here_place is not None:
            self._mark_row(here_place)
        self._count(self._graph)

    def _listed(self, graph: NoteGraph) -> Sequence[Topic]:
        if self._is_flat:
            topics = flat_topics(graph, self._query)
        elif self._query.strip():
            topics = found_topics(graph, self._query)
        else:
            topics = tree_topics(graph, self._opened)
        return topics

    def _count(self, graph: NoteGraph) -> None:
        found = sum(topic.kind == "note" for topic in self.topics)
        total = len(graph.notes)
        self.title.count = f"{found} of {total}" if self._query.strip() else str(total)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        topic = self.topics[event.number]
        if topic.kind == "note":
            self.post_message(self.Opened(topic.key))
        else:
            self._turn(topic, topic.key not in self._opened)

    def on_rows_counted(self, event: Rows.Counted) -> None:
        event.stop()

    def action_open_branch(self) -> None:
        self.rows.action_choose() if self._is_note_or_closed() else self.rows.action_step(1)

    def action_close_branch(self) -> None:
        topic = self.topic_here
        if topic is None:
            return
        if topic.kind != "note" and topic.key in self._opened:
            self._turn(topic, False)
            return
        number = self.rows.number or 0
        above = (place for place in range(number, -1, -1) if self.topics[place].row.depth < topic.row.depth)
        self.rows.move_to(next(above, number))

    def action_flat(self) -> None:
        self._is_flat = not self._is_flat
        self._rebuild(_note_identity(self._here))

    def _is_note_or_closed(self) -> bool:
        topic = self.topic_here
        return topic is not None and (topic.kind == "note" or topic.key not in self._opened)

    def _turn(self, branch: Topic, is_open: bool) -> None:
        self._opened = self._opened | {branch.key} if is_open else self._opened - {branch.key}
        self._rebuild()

    def on_descendant_focus(self) -> None:
        self.title.add_class("-focused")
        self.title.refresh()

    def on_descendant_blur(self) -> None:
        self.title.remove_class("-focused")
        self.title.refresh()


def _identity(topic: Topic) -> str:
    return f"{topic.kind} {topic.key}"


def _note_identity(path: str | None) -> str:
    return f"note {path}"
