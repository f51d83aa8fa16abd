"""What one reads in: the desk, and what works at it, each given what it needs of the others."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kbtui.layout.source import MOMENT_KINDS
from kbtui.startup.start import Start
from kbtui.tui.actions.handling import Handling
from kbtui.tui.desk.desk import Desk
from kbtui.tui.desk.showing import Showing
from kbtui.tui.desk.telling import Telling
from kbtui.tui.desk.visiting import Visiting
from kbtui.tui.keeping.index_keeping import IndexKeeping
from kbtui.tui.keeping.vault_keeping import VaultKeeping
from kbtui.tui.lists.rows import Rows
from kbtui.tui.panes.finding import Finding
from kbtui.tui.panes.pane import Pane
from kbtui.tui.panes.prompt import Prompt
from kbtui.tui.panes.topics_pane import TopicsPane
from kbtui.tui.reader.reader import Reader

if TYPE_CHECKING:
    from kbtui.tui.actions.following import Following
    from kbtui.tui.actions.peeking import Peeking
    from kbtui.tui.actions.playing import Playing
    from kbtui.tui.pages.lists import Lists
    from kbtui.tui.pages.marked_page import MarkedPages
    from kbtui.tui.pages.neighbourhood_page import Neighbourhoods
    from kbtui.tui.pages.opener import Opener
    from kbtui.tui.pages.searching import Searching
    from kbtui.tui.pages.video_page import VideoPages

_WITHOUT_NOTES = frozenset(("help", "press", "marks"))
"""What can be done in a folder without notes."""


class Browser(Desk):
    """Hears from the panes what is wanted. Its keys are in `kbtui.tui.browser_screen`."""

    def __init__(self, start: Start) -> None:
        super().__init__()
        self.finding = Finding(self.columns, self.prompt, self.say)
        self.telling = Telling(self, self.finding)
        self.handling = Handling(self, start.config, self.telling.of_move)
        self.showing = Showing(self, self.telling, self.handling.note_shown)
        self.visiting = Visiting(self, self.telling, self.showing)
        self.index = IndexKeeping(self, start.root, keep=start.keep_index)
        self.vault_keeping = VaultKeeping(self, start, self.telling, self.visiting, self.index)

    # Most runs end before these are wanted, and what starts at once must not import them.

    @cached_property
    def following(self) -> Following:
        from kbtui.tui.actions.following import Following

        return Following(self, self.handling, self.visiting)

    @cached_property
    def peeking(self) -> Peeking:
        from kbtui.tui.actions.peeking import Peeking

        return Peeking(self, self.visiting, self.handling.copying)

    @cached_property
    def opener(self) -> Opener:
        from kbtui.tui.pages.opener import Opener

        return Opener(self, self.telling.here, self.visiting.go_to)

    @cached_property
    def searching(self) -> Searching:
        from kbtui.tui.pages.searching import Searching

        return Searching(self.handling, self.opener, self.index)

    @cached_property
    def video_pages(self) -> VideoPages:
        from kbtui.tui.pages.video_page import VideoPages

        return VideoPages(self.handling, self.opener)

    @cached_property
    def neighbourhoods(self) -> Neighbourhoods:
        from kbtui.tui.pages.neighbourhood_page import Neighbourhoods

        return Neighbourhoods(self.handling, self.opener)

    @cached_property
    def lists(self) -> Lists:
        from kbtui.tui.pages.lists import Lists

        return Lists(self.handling, self.opener, self.index, self.video_pages)

    @cached_property
    def marked_pages(self) -> MarkedPages:
        from kbtui.tui.pages.marked_page import MarkedPages

        return MarkedPages(self.handling, self.opener)

    # From its beginning to its end

    async def on_mount(self) -> None:
        self.columns.enter("reader")
        await self.vault_keeping.begin()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Without notes there is nothing to read, to play or to search."""
        return action in _WITHOUT_NOTES or not self.columns.disabled

    def on_unmount(self) -> None:
        self.handling.close()
        self.vault_keeping.close()
        self.index.close()

    # The panes

    def on_topics_pane_opened(self, event: TopicsPane.Opened) -> None:
        self.visiting.read(event.path)

    def on_pane_left(self, event: Pane.Left) -> None:
        self.visiting.go_along(event.target)

    def on_pane_title_clicked(self) -> None:
        self.columns.enter("topics")

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        if event.rows.has_focus:
            self.telling.here()

    def on_descendant_focus(self) -> None:
        if self.prompt.is_open and self.focused is not self.prompt.input:
            self.prompt.action_keep()
        self.telling.here()
        self.call_after_refresh(self.telling.keys)

    # The note

    def on_reader_acted(self, event: Reader.Acted) -> None:
        target = event.target
        if self.page is None:
            return
        if target.kind in MOMENT_KINDS or target.kind == "unread":
            self.handling.playing.play(self.page.moments[target.index])
        elif target.kind == "url":
            self.following.follow_address(target.address)
        elif target.index >= 0:
            self.following.follow(self.page.note.links[target.index])

    def on_reader_cursor_moved(self) -> None:
        if self.columns.area == "reader":
            self.telling.here()

    def on_reader_moved(self, event: Reader.Moved) -> None:
        if self.page is None:
            return
        number = self.telling.read_to(self.page, event.source_line, event.percent)
        if self.columns.area == "reader":
            self.telling.here()
            if number is not None:
                self.columns.side.headings.rows.move_to(number, quietly=True)

    def on_reader_in_vain(self, event: Reader.InVain) -> None:
        self.telling.of_move(event.words)

    def on_reader_painted(self) -> None:
        self.showing.painted()

    def on_reader_jumped(self, event: Reader.Jumped) -> None:
        self.visiting.leave(event.place)

    # The player

    def on_playing_heard(self, event: Playing.Heard) -> None:
        self.handling.steering.heard(event.heard)

    def on_reader_released(self) -> None:
        self.handling.steering.released()

    def on_key(self) -> None:
        self.telling.key_pressed()

    # Finding

    def on_prompt_changed_to(self, event: Prompt.ChangedTo) -> None:
        self.finding.change(event.query)

    def on_prompt_closed(self, event: Prompt.Closed) -> None:
        self.finding.close(kept=event.kept)
        self.columns.return_focus()
        self.telling.here()

    def on_reader_find_count(self, event: Reader.FindCount) -> None:
        self.finding.count(event)

    def on_reader_find_again(self) -> None:
        self.finding.again()
