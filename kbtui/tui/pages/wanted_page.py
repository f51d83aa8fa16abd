"""The page of wanted topics: what links ask for and no note answers, what most notes ask for first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from msgspec import Struct
from textual.binding import BindingType

from kbtui.graph.graph import Citation, Wanted
from kbtui.note import Note
from kbtui.tui.actions.copies import Copy
from kbtui.tui.actions.handling import Handling
from kbtui.tui.keys.page_keys import WANTED_KEYS
from kbtui.tui.lists.narrowing import Narrowing
from kbtui.tui.lists.row import Row
from kbtui.tui.pages.list_page import LinesPage
from kbtui.tui.panes.stops import Stop
from kbtui.tui.panes.wording import READING, amount_of
from kbtui.vault.vault import Vault

_NAMED = 3
"""Notes that a row names before it only counts."""
_WHY_NONE = "Nothing is wanted: a note answers every link of this vault."


class Asked(Struct, frozen=True):
    """Wanted topics as they are listed."""

    topics: Sequence[Wanted]
    rows: Sequence[Row]
    """How many notes ask for each, which these are, and how often they do."""
    narrowing: Narrowing
    """The names of each, and the titles of the notes that ask for it."""


class WantedPage(LinesPage[Wanted]):
    """All wanted topics. Dismissed with the line to go to: one that asks, or a note whose name is near."""

    BINDINGS: ClassVar[list[BindingType]] = WANTED_KEYS

    def __init__(self, vault: Vault, asked: Asked, handling: Handling) -> None:
        super().__init__("Wanted topics", handling)
        self._vault = vault
        self._asked = asked

    def on_mount(self) -> None:
        self._show()

    # What is listed

    def renewed(self, vault: Vault) -> None:
        self.gather(lambda: asked_for(vault.graph.wanted), partial(self._take, vault))

    def _take(self, vault: Vault, asked: Asked) -> None:
        here, number = self.here, self.rows.number or 0
        self._vault, self._asked = vault, asked
        same = (place for place, each in enumerate(asked.topics) if here is not None and each.target == here.target)
        self._show(next(same, number))

    def _show(self, cursor: int = 0) -> None:
        self.items = self._asked.topics
        empty = READING if self._vault.graph.awaited else _WHY_NONE
        self.rows.show(self._asked.rows, empty=empty, cursor=cursor, narrowing=self._asked.narrowing)

    def amount(self, total: int) -> str:
        return amount_of(total, "topic")

    # Where one is

    def tell(self) -> None:
        if not self.prompt.is_open:
            self._with_near(self._tell_near)

    def lead(self, then: Callable[[Stop], object]) -> None:
        """Offer the notes that are near to the topic, and those that ask for it."""

        def found(topic: Wanted, near: Sequence[Note]) -> None:
            times = "once" if len(topic.citations) == 1 else f"{len(topic.citations)} times"
            self.offer(_stops(topic, near), f"“{_in_words(topic)}” is asked for {times}:", then)

        self._with_near(found)

    @property
    def leads(self) -> Sequence[Stop]:
        here = self.here
        return _stops(here, ()) if here is not None else ()

    @property
    def copies(self) -> Sequence[Copy]:
        here = self.here
        return [Copy("t", "a link to the topic", f"[[{here.target}]]")] if here is not None else ()

    def _with_near(self, then: Callable[[Wanted, Sequence[Note]], None]) -> None:
        """Look in a thread what is near to the topic under the cursor, and then do something with that."""
        here, graph = self.here, self._vault.graph
        if here is not None:
            self.gather(
                lambda: [graph.notes[path] for path in graph.suggest(here.citations[0][0], here.target)],
                partial(then, here),
                group="near",
            )

    def _tell_near(self, topic: Wanted, near: Sequence[Note]) -> None:
        if topic is self.here and not self.prompt.is_open:
            names = " · ".join(note.title for note in near)
            self.say(f"near to it: {names}" if near else "No note’s name is near to it; Enter shows who asks for it")


def _stops(topic: Wanted, near: Sequence[Note]) -> list[Stop]:
    """Where a topic leads: to notes with a name like it, and to each note that asks for it."""
    asking: dict[str, list[Citation]] = {}
    for citation in topic.citations:
        asking.setdefault(citation[0].path, []).append(citation)
    stops = [Stop(Row(f"near to it: {note.title}", below=note.path, look="strong"), note.path, 1) for note in near]
    return stops + [_asking(citations) for citations in asking.values()]


def _asking(citations: Sequence[Citation]) -> Stop:
    """A note that asks for a topic, once or several times."""
    note, link = citations[0]
    times = f"{len(citations)}×" if len(citations) > 1 else ""
    return Stop(Row(note.title, tail=times, below=f"{note.path}, line {link.line}"), note.path, link.line)


def asked_for(wanted: Sequence[Wanted]) -> Asked:
    """Wanted topics as they are listed, made ready for being narrowed."""
    asking = [{note.path: note.title for note, _ in topic.citations} for topic in wanted]
    widest = len(str(len(asking[0]))) if asking else 0
    rows = [_row(topic, [*titles.values()], widest) for topic, titles in zip(wanted, asking, strict=True)]
    words = (
        " ".join((topic.target, _in_words(topic), *titles.values()))
        for topic, titles in zip(wanted, asking, strict=True)
    )
    return Asked(wanted, rows, Narrowing(words))


def _row(topic: Wanted, asking: Sequence[str], widest: int) -> Row:
    more = f" and {len(asking) - _NAMED} more" if len(asking) > _NAMED else ""
    often = f"{len(topic.citations)} links" if len(topic.citations) > len(asking) else ""
    below = f"asked for in {' · '.join(asking[:_NAMED])}{more}"
    return Row(_in_words(topic), lead=f"{len(asking):>{widest}}×", tail=often, below=below)


def _in_words(topic: Wanted) -> str:
    """A topic's name as it would be read: many are named as a file would be."""
    return topic.target.replace("_", " ").strip() or topic.target
