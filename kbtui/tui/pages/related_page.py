"""The page of what is related to a note: other notes, each with its reasons in plain words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from kbtui.moment_formats import Clip, clip_of
from kbtui.note import Note
from kbtui.search.related import Related
from kbtui.search.vault_quotes import video_title
from kbtui.tui.actions.handling import Handling
from kbtui.tui.keys.page_keys import RELATED_KEYS
from kbtui.tui.lists.row import Row
from kbtui.tui.pages.list_page import LinesPage
from kbtui.tui.panes.stops import Stop, aligned
from kbtui.tui.panes.wording import GONE, READING, amount_of
from kbtui.tui.widgets.bars import SEPARATOR, fitted
from kbtui.vault.vault import Vault

_REASONS = 4
"""Lines that a note's reasons may take."""
_WHY_NONE = (
    "Nothing is related to this note: no other is about its video, shares its links, is linked from where it is"
    " linked from, or names it."
)


Relate = Callable[[Vault, Note], Sequence[Related]]
"""Finds the notes that are related to one."""


class RelatedPage(LinesPage[Related]):
    """Notes that have to do with one, the most related first."""

    BINDINGS: ClassVar[list[BindingType]] = RELATED_KEYS

    def __init__(self, note: Note, found: Sequence[Related], vault: Vault, handling: Handling, related: Relate) -> None:
        """`related` finds in a thread what is related to a note of a newer vault."""
        super().__init__("Related", handling, most_below=_REASONS)
        self._note = note
        self.items = found
        self._vault = vault
        self._related = related

    def on_mount(self) -> None:
        self._show(0)

    def renewed(self, vault: Vault) -> None:
        note = vault.graph.notes.get(self._note.path)
        if note is None:
            self.say(GONE)
            return
        self._vault, self._note = vault, note
        self.gather(lambda: self._related(vault, note), self._take)

    def _take(self, found: Sequence[Related]) -> None:
        here, number = self.here, self.rows.number or 0
        self.items = found
        path = here.note.path if here is not None else None
        self._show(next((place for place, each in enumerate(found) if each.note.path == path), number))

    def _show(self, cursor: int) -> None:
        empty = READING if self._vault.graph.awaited else _WHY_NONE
        self.rows.show(related_rows(self.items), empty=empty, cursor=cursor)

    @property
    def trail(self) -> tuple[str, ...]:
        return ("Related to", self._note.title)

    def amount(self, total: int) -> str:
        return amount_of(total, "note")

    # Where one is

    @property
    def leads(self) -> Sequence[Stop]:
        here = self.here
        return [Stop(Row(here.note.title), here.note.path, here.line or 1, here.moment)] if here is not None else ()

    @property
    def told(self) -> str:
        """Where the note is; the list names it."""
        here = self.here
        if here is None:
            return ""
        note = here.note
        where = filter(None, (note.channel, video_title(self._vault, note), note.path.rpartition("/")[2]))
        return SEPARATOR.join(fitted(tuple(where), self.size.width - 2))

    @property
    def clips(self) -> tuple[str, Sequence[Clip]]:
        handed = map(self._clip, self.listed)
        return "the moments of these notes", [clip for clip in handed if clip is not None]

    def _clip(self, each: Related) -> Clip | None:
        if each.moment is None:
            return None
        return clip_of(each.note, each.moment, video_title(self._vault, each.note))


def related_rows(found: Sequence[Related]) -> list[Row]:
    """Related notes as rows: the moment to play, the title, and below it every reason."""
    leads = aligned([each.moment for each in found])
    return [
        Row(each.note.title, lead=lead, below=" · ".join(each.reasons), look="strong")
        for each, lead in zip(found, leads, strict=True)
    ]
