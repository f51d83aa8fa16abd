"""A screen over the desk, and what the keys do that are the same on all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from textual.binding import BindingType

from kbtui.moment_formats import Clip
from kbtui.note import Moment, Note
from kbtui.players.remote import Playhead
from kbtui.tui.actions.copies import Copy, moment_copies, note_copy, video_copy
from kbtui.tui.actions.handling import Handled, Handling
from kbtui.tui.dialogs.leaving import Page
from kbtui.tui.dialogs.preview import look_at
from kbtui.tui.from_thread import gather
from kbtui.tui.keys.commands import footer_keys
from kbtui.tui.keys.page_keys import PAGE_KEYS
from kbtui.tui.keys.player_keys import PLAYER_KEYS
from kbtui.tui.panes.stops import Stop
from kbtui.tui.panes.wording import NO_PREVIEW, no_moment, shown_playhead
from kbtui.tui.widgets.bars import Keys, Status
from kbtui.vault.vault import Vault

Result = TypeVar("Result")
Gathered = TypeVar("Gathered")


class OverPage(Handled[Result | None], Page[Result | None]):
    """Dismissed with what was chosen, or None. Its subclasses know what is under the cursor, and where that leads."""

    BINDINGS: ClassVar[list[BindingType]] = [*PAGE_KEYS, *PLAYER_KEYS]

    def __init__(self, handling: Handling) -> None:
        super().__init__()
        self.handling = handling
        self.desk = handling.desk
        self.status = Status()
        self.keys = Keys()

    def on_mount(self) -> None:
        self.handling.steering.listeners.append(self.heard)
        self.heard(self.handling.steering.playhead)

    def on_unmount(self) -> None:
        self.handling.steering.listeners.remove(self.heard)

    def say(self, words: str) -> None:
        """Tell something in the status line."""
        self.status.words = words

    def renewed(self, vault: Vault) -> None:
        """Show what there is in a newer vault."""

    def gather(self, work: Callable[[], Gathered], then: Callable[[Gathered], object], group: str = "renewed") -> None:
        """Do some work in a thread, and then something with what came of it; later work of its group calls it off."""
        gather(self, work, then, group)

    def heard(self, head: Playhead | None) -> None:
        """Show where the player stands; None where none plays."""
        self.status.aside = shown_playhead(head, follows=False)

    # What is under the cursor

    @property
    def leads(self) -> Sequence[Stop]:
        """Where what is under the cursor leads: mostly to one place."""
        return ()

    @property
    def moment_here(self) -> Moment | None:
        """The moment under the cursor."""
        return self.leads[0].moment if self.leads else None

    @property
    def note_here(self) -> Note | None:
        """The note of this vault that what is under the cursor is of, or leads to; None where there are several."""
        vault = self.desk.vault
        return vault.graph.notes.get(self.leads[0].path) if vault is not None and len(self.leads) == 1 else None

    @property
    def copies(self) -> Sequence[Copy]:
        """What can be copied of what is under the cursor."""
        found = moment_copies(self.moment_here)
        if not found and self.video_here is not None:
            found.append(video_copy(self.video_here))
        if self.note_here is not None:
            found.append(note_copy(self.note_here, "a link to the note"))
        return found

    @property
    def clips(self) -> tuple[str, Sequence[Clip]]:
        """The moments of what is listed, which can be handed on, and what they are in a few words."""
        return "these moments", ()

    def lead(self, then: Callable[[Stop], object]) -> None:
        """Do something with the place that what is under the cursor leads to; where there are several, ask which."""
        self.offer(self.leads, "Which of them?", then)

    def offer(self, stops: Sequence[Stop], question: str, then: Callable[[Stop], object]) -> None:
        """Do something with the one place, or with that of several which is picked."""
        if len(stops) == 1:
            then(stops[0])
        elif stops:
            from kbtui.tui.dialogs.dialogs import Choice

            def chosen(number: int | None) -> None:
                if number is not None:
                    then(stops[number])

            self.app.push_screen(Choice(question, [stop.row for stop in stops]), chosen)

    def go(self, stop: Stop) -> None:
        """Leave the page for where a row leads."""
        raise NotImplementedError

    # Keys

    def action_mark(self) -> None:
        moment = self.moment_here
        if moment is None:
            self.say(no_moment("mark"))
        else:
            self.handling.marking.mark(self.leads[0].path, moment)

    def action_preview(self) -> None:
        if self.leads:
            self.lead(self._look_at)
        else:
            self.say(NO_PREVIEW)

    def _look_at(self, stop: Stop) -> None:
        if self.desk.vault is not None:
            look_at(self, self.desk.vault, stop.path, stop.line, lambda: self.go(stop))

    def action_copy(self) -> None:
        self.handling.copying.ask(self.copies, *self.clips)

    def on_descendant_focus(self) -> None:
        self.call_after_refresh(self.show_keys)

    def show_keys(self) -> None:
        """Show the keys that can be pressed here."""
        self.keys.keys = footer_keys(self)
