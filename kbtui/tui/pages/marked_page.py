"""The page of marks: the moments that the user marked, those of this vault first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from kbtui.bookmarks import Bookmark, Kept
from kbtui.moment_formats import Clip
from kbtui.note import Moment, Note, clock
from kbtui.tui.actions.handling import Handling
from kbtui.tui.keys.page_keys import MARKS_KEYS
from kbtui.tui.line import Line
from kbtui.tui.lists.row import Row
from kbtui.tui.lists.rows import Rows
from kbtui.tui.pages.list_page import LinesPage
from kbtui.tui.pages.opener import Opener
from kbtui.tui.panes.stops import Stop
from kbtui.tui.panes.wording import amount_of
from kbtui.vault.vault import Vault

_NOT_NAMED = "The note does not name this moment any more; o in the list of marks plays it."


class MarkedPage(LinesPage[Bookmark]):
    """The marks of all vaults. Dismissed with the line of one of this vault."""

    BINDINGS: ClassVar[list[BindingType]] = MARKS_KEYS

    def __init__(self, marks: Sequence[Bookmark], vault: Vault, handling: Handling) -> None:
        super().__init__("Marks", handling)
        self._vault = vault
        self._root = str(vault.root.resolve())
        self.items = self._ordered(marks)

    def on_mount(self) -> None:
        self._show(0)

    def renewed(self, vault: Vault) -> None:
        """Go by what notes there are now; the marks are the same."""
        self._vault = vault

    def _ordered(self, marks: Sequence[Bookmark]) -> list[Bookmark]:
        """Those of this vault first, and of each the newest."""
        newest = list(reversed(marks))
        return sorted(newest, key=lambda mark: mark.vault != self._root)

    def _show(self, cursor: int) -> None:
        rows = mark_rows(self.items, self._root)
        self.rows.show(rows, empty="Nothing is marked yet: m marks the moment where you read.", cursor=cursor)

    def amount(self, total: int) -> str:
        return amount_of(total, "mark")

    # Where one is

    @property
    def told(self) -> str:
        return self.here.claim if self.here is not None else ""

    @property
    def leads(self) -> Sequence[Stop]:
        here = self.here
        return [Stop(Row(here.name or here.claim), here.path, 1, moment_of(here))] if here is not None else ()

    @property
    def note_here(self) -> Note | None:
        here = self.here
        return super().note_here if here is not None and here.vault == self._root else None

    def lead(self, then: Callable[[Stop], object]) -> None:
        """Look in the note, in a thread, where the moment stands now."""
        here = self.here
        if here is None:
            return
        if here.vault != self._root:
            self.say(f"It is in another vault: kbtui {here.vault}")
        elif here.path not in self._vault.graph.notes:
            self.say(f"The note {here.path} is not there any more; o plays the moment.")
        else:
            self.gather(partial(found_again, self._vault, here), then, group="near")

    def go(self, stop: Stop) -> None:
        self.dismiss(Line(stop.path, stop.line, said=_NOT_NAMED if stop.moment is None else ""))

    @property
    def clips(self) -> tuple[str, Sequence[Clip]]:
        videos = self._vault.graph.videos
        marks = self.listed
        titles = {mark.video_id: videos[mark.video_id].title for mark in marks if mark.video_id in videos}
        clips = [
            Clip(mark.video_id, mark.seconds, mark.claim, mark.name, mark.path, titles.get(mark.video_id) or "")
            for mark in marks
        ]
        return "these marks", clips

    # Keys

    def action_mark(self) -> None:
        """Name the mark anew."""
        here = self.here
        if here is None:
            super().action_mark()
        else:
            self.handling.marking.name(here, self._changed)

    def action_remove(self) -> None:
        mark = self.here
        if mark is None:
            self.say("There is no mark here to remove.")
        else:
            self.handling.marking.remove(mark, self._changed)

    def _changed(self, kept: Kept) -> None:
        cursor = self.rows.number or 0
        self.items = self._ordered(kept.marks)
        with self.prevent(Rows.Highlighted):  # what was done with the mark stays told
            self._show(cursor)


class MarkedPages:
    """Opens the page of marks."""

    def __init__(self, handling: Handling, opener: Opener) -> None:
        self._handling = handling
        self._opener = opener

    def open(self) -> None:
        """Show the marks of all vaults, this one's first."""
        vault = self._handling.desk.vault
        if vault is not None:
            self._handling.marking.load(partial(self._show, vault))

    def _show(self, vault: Vault, marks: Sequence[Bookmark]) -> None:
        self._opener.open(MarkedPage(marks, vault, self._handling))


def found_again(vault: Vault, mark: Bookmark) -> Stop:
    """Where a mark's moment stands in its note now; the note's beginning, and no moment, where it does not any more."""
    same = (each for each in vault.page(mark.path).moments if (each.video_id, each.seconds) == mark.second)
    moment = next(same, None)
    return Stop(Row(mark.name or mark.claim), mark.path, moment.line if moment else 1, moment)


def moment_of(mark: Bookmark) -> Moment:
    """A mark as a moment that can be played, wherever its note is."""
    return Moment(mark.seconds, clock(mark.seconds), None, 1, mark.claim, None, "", mark.video_id, 0, 0)


def mark_rows(marks: Sequence[Bookmark], root: str) -> list[Row]:
    """Marks as rows; a note of another vault than `root` is named with its vault."""
    widest = max((len(clock(mark.seconds)) for mark in marks), default=0)
    return [
        Row(
            mark.name or mark.claim or "(no words)",
            lead=f"{clock(mark.seconds):>{widest}}",
            below=f"in {mark.path}" if mark.vault == root else f"in {mark.path} of {mark.vault}",
            look="strong" if mark.name else "",
        )
        for mark in marks
    ]
