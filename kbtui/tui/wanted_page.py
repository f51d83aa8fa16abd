"""The page of wanted topics: what links ask for and no note answers, what is asked for most first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from msgspec import Struct
from textual.binding import BindingType
from textual.worker import get_current_worker

from kbtui.graph import Citation, Wanted
from kbtui.note import Note
from kbtui.tui.dialogs import Choice
from kbtui.tui.list_page import ListPage
from kbtui.tui.page_keys import WANTED_KEYS
from kbtui.tui.row import Row, folded
from kbtui.tui.rows import Rows
from kbtui.tui.video_page import Line
from kbtui.vault import Vault

_NAMED = 3
"""Notes that a row names before it only counts."""


class Asked(Struct, frozen=True):
    """A topic of the list."""

    topic: Wanted
    row: Row
    searched: str
    """What typed letters are looked for in, folded: its name, and the titles of the notes that ask for it."""


class WantedPage(ListPage[Line]):
    """All wanted topics. Dismissed with the line to go to: one that asks, or a note whose name is near."""

    BINDINGS: ClassVar[list[BindingType]] = WANTED_KEYS

    def __init__(self, vault: Vault, asked: Sequence[Asked]) -> None:
        super().__init__("Wanted topics")
        self._vault = vault
        self._asked = asked
        self._shown = asked
        self._query = ""

    def on_mount(self) -> None:
        self._show()
        self.rows.focus()

    # What is listed

    def renewed(self, vault: Vault) -> None:
        """List what a newer vault wants."""
        self.run_worker(partial(self._ask_again, vault), thread=True, exclusive=True, group="renewed")

    def _ask_again(self, vault: Vault) -> None:
        worker = get_current_worker()
        asked = asked_for(vault.graph.wanted)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, vault, asked)

    def _take(self, vault: Vault, asked: Sequence[Asked]) -> None:
        number = self.rows.number
        here = self._shown[number].topic.target if number is not None else None
        self._vault, self._asked = vault, asked
        self._sift()
        self._show(next((place for place, each in enumerate(self._shown) if each.topic.target == here), number or 0))

    @property
    def narrowed_by(self) -> str:
        return self._query

    def narrow(self, query: str) -> None:
        self._query = query
        self._sift()
        self._show()

    def _sift(self) -> None:
        words = folded(self._query).split()
        self._shown = [each for each in self._asked if all(word in each.searched for word in words)]

    def _show(self, cursor: int = 0) -> None:
        query, number, total = self._query.strip(), len(self._shown), len(self._asked)
        self.crumbs.trail = ("Wanted topics", query) if query else ("Wanted topics",)
        self.crumbs.aside = f"{number} of {total}" if query else "one topic" if total == 1 else f"{total} topics"
        self.found(f"{number} of {total}")
        none = "Nothing is wanted: a note answers every link of this vault."
        empty = f"Nothing that is wanted holds “{query}”, and no note that asks does." if self._asked else none
        self.rows.show([each.row for each in self._shown], empty=empty, cursor=cursor)

    def counted(self, shown: int, total: int) -> None:
        """How many there are is told when they are listed."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """There are no moments here to play or to copy."""
        return action not in ("play", "export")

    # Where one is

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        if event.number is not None and not self._prompt.is_open:
            self._look(self._shown[event.number], then=self._tell)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self._look(self._shown[event.number], then=self._offer)

    def _look(self, asked: Asked, then: Callable[[Asked, Sequence[Note]], None]) -> None:
        """Look in a thread what is near to a topic, and then do something with that."""
        self.run_worker(partial(self._find_near, asked, then), thread=True, exclusive=True, group="near")

    def _find_near(self, asked: Asked, then: Callable[[Asked, Sequence[Note]], None]) -> None:
        worker = get_current_worker()
        topic = asked.topic
        graph = self._vault.graph
        near = [graph.notes[path] for path in graph.suggest(topic.citations[0][0], topic.target)]
        if not worker.is_cancelled:
            self.app.call_from_thread(then, asked, near)

    def _tell(self, asked: Asked, near: Sequence[Note]) -> None:
        number = self.rows.number
        if number is not None and self._shown[number] is asked:
            names = " · ".join(note.title for note in near)
            self.say(f"near to it: {names}" if near else "No note’s name is near to it; Enter shows who asks for it")

    def _offer(self, asked: Asked, near: Sequence[Note]) -> None:
        topic = asked.topic
        asking: dict[str, list[Citation]] = {}
        for citation in topic.citations:
            asking.setdefault(citation[0].path, []).append(citation)
        firsts = [citations[0] for citations in asking.values()]
        places = [Line(note.path, 1) for note in near] + [Line(note.path, link.line) for note, link in firsts]
        if len(places) == 1:
            self.dismiss(places[0])
            return

        def chosen(chosen_place: int | None) -> None:
            if chosen_place is not None:
                self.dismiss(places[chosen_place])

        rows = [Row(f"near to it: {note.title}", below=note.path, look="strong") for note in near]
        rows += [_asking_row(citations) for citations in asking.values()]
        times = "once" if len(topic.citations) == 1 else f"{len(topic.citations)} times"
        self.app.push_screen(Choice(f"“{topic.target}” is asked for {times}:", rows), chosen)


def _asking_row(citations: Sequence[Citation]) -> Row:
    """A note that asks for a topic, once or several times."""
    note, link = citations[0]
    times = f"{len(citations)}×" if len(citations) > 1 else ""
    return Row(note.title, tail=times, below=f"{note.path}, line {link.line}")


def asked_for(wanted: Sequence[Wanted]) -> list[Asked]:
    """Wanted topics as they are listed: how often each is asked for, and by whom."""
    widest = len(str(len(wanted[0].citations))) if wanted else 0
    return [_asked(topic, widest) for topic in wanted]


def _asked(topic: Wanted, widest: int) -> Asked:
    titles = list(dict.fromkeys(note.title for note, _ in topic.citations))
    more = f" and {len(titles) - _NAMED} more" if len(titles) > _NAMED else ""
    below = f"asked for in {' · '.join(titles[:_NAMED])}{more}"
    row = Row(topic.target, lead=f"{len(topic.citations):>{widest}}×", below=below)
    return Asked(topic, row, folded(" ".join((topic.target, *titles))))
