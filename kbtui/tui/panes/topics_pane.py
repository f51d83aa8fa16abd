"""The pane of topics: channels, videos and notes, by branch or flat, narrowed as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual.binding import BindingType
from textual.message import Message
from textual.worker import get_current_worker

from kbtui.graph.graph import NoteGraph
from kbtui.tui.from_thread import from_thread
from kbtui.tui.keys.commands import command
from kbtui.tui.lists.row import Row
from kbtui.tui.lists.rows import Rows
from kbtui.tui.panes.pane import PaneTitle, TitledRows
from kbtui.tui.panes.topics import Topic, TopicKind, branches_of, here_row, tree_topics

if TYPE_CHECKING:
    from kbtui.tui.panes.found_topics import FoundTopics


class TopicsPane(TitledRows):
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
        super().__init__(PaneTitle("0", "Topics"), Rows(), id="topics")
        self.topics: Sequence[Topic] = ()
        self._graph: NoteGraph | None = None
        self._opened: frozenset[str] = frozenset()
        self._here: str | None = None
        self._is_flat = False
        self._query = ""
        self._asked = 0
        """The number of the newest question; what another one finds is stale."""
        self._found: FoundTopics | None = None
        self._finding = Lock()

    def show(self, graph: NoteGraph) -> None:
        """List the notes of a graph; a single channel is open at first. Of a newer graph the same branches are."""
        if self._graph is None and len(graph.channels) == 1:
            self._opened = frozenset({graph.channels[0].folder})
        self._graph = graph
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
            self._rebuild(("note", path))
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
    def opened(self) -> frozenset[str]:
        """The keys of the branches that are open, those of channels being their folders."""
        return self._opened

    @property
    def narrowed_by(self) -> str:
        return self._query

    @property
    def topic_here(self) -> Topic | None:
        number = self.rows.number
        return None if number is None or number >= len(self.topics) else self.topics[number]

    @property
    def _place_here(self) -> Place | None:
        here = self.topic_here
        return _place(here) if here is not None else None

    def _rebuild(self, at: Place | None = None) -> None:
        """List what is to be listed now, with the cursor on `at`, else where it is."""
        if self._graph is None:
            return
        here = self._place_here
        place = at or here
        self._asked += 1
        if self._is_flat or self._query.strip():
            tell = from_thread(self)
            then = partial(tell, self._list_found, here, self._asked)
            work = partial(self._find, then, self._graph, self._query, self._is_flat, place)
            self.run_worker(work, thread=True, exclusive=True, group="topics")
        else:
            self._list(listing(tree_topics(self._graph, self._opened), place, ""))

    def _find(
        self,
        then: Callable[[Listing], None],
        graph: NoteGraph,
        query: str,
        is_flat: bool,
        at: Place | None,
    ) -> None:
        """Look through all names, in a thread."""
        with self._finding:
            if get_current_worker().is_cancelled:
                return
            if self._found is None or self._found.graph is not graph:
                from kbtui.tui.panes.found_topics import FoundTopics

                self._found = FoundTopics(graph)
            topics = self._found.flat(query) if is_flat else self._found.by_branch(query)
        then(listing(topics, at, query))

    def _list_found(self, asked_at: Place | None, number: int, found: Listing) -> None:
        """List what was looked for while the cursor was on some place; if it was moved meanwhile, it stays there."""
        if number == self._asked:
            here = self._place_here
            self._list(found if here == asked_at else replace(found, cursor=cursor_of(found.topics, here, self._query)))

    def _list(self, found: Listing) -> None:
        if self._graph is None:
            return
        self.topics = found.topics
        query = self._query.strip()
        empty = f"No title holds “{query}”." if query else "This folder holds no Markdown notes."
        self.rows.show(found.rows, empty=empty, cursor=found.cursor)
        here_place = self._place_of(self._here)
        if here_place is not None:
            self._mark_row(here_place)
        total = self._graph.count
        self.title.count = f"{found.notes} of {total}" if query else str(total)

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
        self._rebuild(("note", self._here) if self._here is not None else None)

    def _is_note_or_closed(self) -> bool:
        topic = self.topic_here
        return topic is not None and (topic.kind == "note" or topic.key not in self._opened)

    def _turn(self, branch: Topic, is_open: bool) -> None:
        self._opened = self._opened | {branch.key} if is_open else self._opened - {branch.key}
        self._rebuild()


Place = tuple[TopicKind, str]
"""What a topic is, and its key: so it is found again in another list."""


class Listing(Struct, frozen=True):
    """Topics as they are listed."""

    topics: Sequence[Topic]
    rows: Sequence[Row]
    cursor: int
    """The row under the cursor."""
    notes: int
    """How many notes there are among them."""


def listing(topics: Sequence[Topic], at: Place | None, query: str) -> Listing:
    """Topics made ready for being listed, with the cursor on the topic at a place."""
    notes = sum(topic.kind == "note" for topic in topics)
    return Listing(topics, [topic.row for topic in topics], cursor_of(topics, at, query), notes)


def cursor_of(topics: Sequence[Topic], at: Place | None, query: str) -> int:
    """The row of the topic at a place; where a query found the topics, of a note, else the first one."""
    place = next((number for number, topic in enumerate(topics) if at is not None and _place(topic) == at), None)
    if query.strip() and (place is None or topics[place].kind != "note"):
        place = next((number for number, topic in enumerate(topics) if topic.kind == "note"), 0)
    return place or 0


def _place(topic: Topic) -> Place:
    return topic.kind, topic.key
