"""The screen that one reads in: what its keys do."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from kbtui.tui.actions.handling import Handled
from kbtui.tui.browser import Browser
from kbtui.tui.keys.browser_keys import BROWSER_KEYS


class BrowserScreen(Browser, Handled[None]):
    """Each key is handed to what knows the matter."""

    BINDINGS: ClassVar[list[BindingType]] = BROWSER_KEYS

    def action_pane(self, by: int) -> None:
        if self.prompt.is_open:
            self.prompt.action_keep()
        else:
            self.columns.step(by)

    def action_go(self, name: str) -> None:
        self.columns.enter(name)

    def action_flat(self) -> None:
        self.columns.topics.action_flat()
        self.columns.enter("topics")

    def action_leave(self) -> None:
        self.finding.narrow("")
        self.finding.end()
        self.columns.enter("reader")

    def action_travel(self, by: int) -> None:
        self.visiting.travel(by)

    def action_search(self) -> None:
        self.searching.ask()

    def action_goto(self) -> None:
        from kbtui.tui.actions.going import ask

        ask(self, self.visiting)

    def action_preview(self) -> None:
        self.peeking.preview()

    def action_copy(self) -> None:
        self.peeking.copy()

    def action_video(self) -> None:
        self.video_pages.open()

    def action_picture(self) -> None:
        self.neighbourhoods.open()

    def action_related(self) -> None:
        self.lists.related()

    def action_quotes(self) -> None:
        self.lists.quotes()

    def action_videos(self) -> None:
        self.lists.videos()

    def action_wanted(self) -> None:
        self.lists.wanted()

    def action_mark(self) -> None:
        self.handling.marking.mark_here()

    def action_marks(self) -> None:
        self.marked_pages.open()

    def action_edit(self) -> None:
        from kbtui.tui.actions.editing import edit

        if self.vault is None or self.page is None:
            self.say("There is no note here to edit.")
            return
        path, place = self.page.note.path, self.columns.reader.place
        words = edit(self.app, self.vault.root / path, place.line)
        self.showing.show(path, place)
        if words:
            self.telling.greet(words)
        self.telling.here()

    def action_problems(self) -> None:
        self.peeking.problems()

    def action_find(self) -> None:
        if not self.prompt.is_attached:
            self.mount(self.prompt, before=self.keys)
        self.finding.ask()
