"""What one reads in: it owns what is read and where, and hears from the panes what is wanted."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from kbtui.config import Config
from kbtui.layout.source import MOMENT_KINDS, Source
from kbtui.note import Moment, Page
from kbtui.startup.start import Start
from kbtui.tui.bars import Crumbs, Keys, Status
from kbtui.tui.columns import Columns
from kbtui.tui.finding import Finding
from kbtui.tui.following import follow
from kbtui.tui.history import History
from kbtui.tui.index_keeping import IndexKeeping
from kbtui.tui.opening import Opening
from kbtui.tui.pane import Pane
from kbtui.tui.prompt import Prompt
from kbtui.tui.reader import Reader
from kbtui.tui.renewing import Renewable
from kbtui.tui.rows import Rows
from kbtui.tui.telling import Telling
from kbtui.tui.topics_pane import TopicsPane
from kbtui.tui.vault_keeping import VaultKeeping
from kbtui.tui.visiting import Visiting
from kbtui.vault.vault import Vault

if TYPE_CHECKING:
    from kbtui.tui.line import Line
    from kbtui.tui.lists import Lists
    from kbtui.tui.marking import Marking
    from kbtui.tui.neighbourhood_page import Neighbourhoods
    from kbtui.tui.peeking import Peeking
    from kbtui.tui.playing import Playing
    from kbtui.tui.searching import Searching
    from kbtui.tui.steering import Steering
    from kbtui.tui.video_page import VideoPages


NO_NOTES = """\
There is no note in this folder yet.

Put a Markdown file there, `.md` or `.markdown`, and it shows up at once. To open another folder: `kbtui FOLDER`.
"""
_WITHOUT_NOTES = frozenset(("help", "press", "marks"))
"""What can be done in a folder without notes."""


class Browser(Screen[None]):
    """Topics, note and side panes, and what works for them. Its keys are in `kbtui.tui.browser_screen`."""

    AUTO_FOCUS = ""  # of its own accord Textual would first give it to the topics

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As Textual has it, but that not all is painted anew: what looks otherwise with the focus paints itself."""

    def __init__(self, start: Start) -> None:
        super().__init__()
        self._start = start
        self.vault: Vault | None = None
        self.vault_keeping = VaultKeeping(self, start)
        self.index = IndexKeeping(self, start.root, keep=start.keep_index)
        self.page: Page | None = None
        self.history = History()
        self.crumbs = Crumbs()
        self.columns = Columns()
        self.status = Status()
        self.prompt = Prompt()
        self.keys = Keys()
        self.finding = Finding(self.columns, self.prompt, self.say)
        self.visiting = Visiting(self)
        self.telling = Telling(self)

    # Most runs end before these are wanted, and what starts at once must not import them.

    @cached_property
    def playing(self) -> Playing:
        from kbtui.tui.playing import Playing

        return Playing(self._start.config, self, self.say)

    @cached_property
    def steering(self) -> Steering:
        from kbtui.tui.steering import Steering

        return Steering(self.playing, self)

    @cached_property
    def marking(self) -> Marking:
        from kbtui.tui.marking import Marking

        return Marking(self)

    @cached_property
    def neighbourhoods(self) -> Neighbourhoods:
        from kbtui.tui.neighbourhood_page import Neighbourhoods

        return Neighbourhoods(self)

    @cached_property
    def video_pages(self) -> VideoPages:
        from kbtui.tui.video_page import VideoPages

        return VideoPages(self)

    @cached_property
    def searching(self) -> Searching:
        from kbtui.tui.searching import Searching

        return Searching(self)

    @cached_property
    def lists(self) -> Lists:
        from kbtui.tui.lists import Lists

        return Lists(self)

    @cached_property
    def peeking(self) -> Peeking:
        from kbtui.tui.peeking import Peeking

        return Peeking(self)

    def compose(self) -> ComposeResult:
        yield self.crumbs
        yield self.columns
        yield self.status
        yield self.keys

    def on_mount(self) -> None:
        self.columns.enter("reader")
        self.vault_keeping.begin()

    @property
    def is_waited_at(self) -> bool:
        """Whether what was asked for here may still open over it: nothing else was opened or is typed meanwhile."""
        return self.app.screen is self and not self.prompt.is_open

    @property
    def config(self) -> Config:
        """The user's settings."""
        return self._start.config

    def say(self, words: str) -> None:
        """Tell something in the status line, until there is something else to tell."""
        self.status.words = words

    def say_of_move(self, words: str) -> None:
        """Tell something of the move that was just made in the note, until the next key."""
        self.telling.of_move(words)

    # The vault

    def open_at(self, opening: Opening) -> None:
        """Show the first note of a vault, or that there is none."""
        was_empty, self.columns.disabled = self.columns.disabled, opening.path is None
        if opening.path is None:
            self.crumbs.trail = (str(self._start.root),)
            self.columns.reader.open(Source(NO_NOTES))
            self.call_after_refresh(self.columns.side.without_note)
            self.call_after_refresh(self.telling.keys)
        else:
            self.visiting.show(opening.path)
        if opening.moment is not None:
            self._show_moment(opening.moment)
        if was_empty:
            self.columns.enter("reader")
        self.telling.greet(opening.words)
        self.say(opening.words)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Without notes there is nothing to read, to play or to search."""
        return action in _WITHOUT_NOTES or not self.columns.disabled

    def renew_pages(self) -> None:
        """Let the screens over this one know of the vault that is there now."""
        for screen in self.app.screen_stack:
            if self.vault is not None and isinstance(screen, Renewable):
                screen.renewed(self.vault)

    # The note

    def visit(self, path: str, *, line: int | None = None, heading: str | None = None) -> None:
        """Go to a note, and remember where one was."""
        self.visiting.visit(path, line, heading)

    def go_to(self, line: Line | None) -> None:
        """Go to the line that a page over this screen was left for, if it was for one."""
        if line is not None:
            self.visit(line.path, line=line.line)
            self.columns.enter("reader")

    def _show_moment(self, moment: Moment) -> None:
        if self.page is not None and moment in self.page.moments:
            self.columns.reader.go_to_line(moment.line)
            self.columns.reader.go_to_moment(self.page.moments.index(moment))

    # What panes say

    def on_topics_pane_opened(self, event: TopicsPane.Opened) -> None:
        self.visit(event.path)
        self.columns.enter("reader")

    def on_pane_left(self, event: Pane.Left) -> None:
        target = event.target
        self.visit(target.path, line=target.line)
        if target.moment is not None:
            self._show_moment(target.moment)
        self.columns.enter("reader")

    def on_pane_title_clicked(self) -> None:
        self.columns.enter("topics")

    def on_reader_acted(self, event: Reader.Acted) -> None:
        target = event.target
        if self.page is None:
            return
        if target.kind in MOMENT_KINDS or target.kind == "unread":
            self.playing.play(self.page.moments[target.index])
        elif target.kind == "url":
            self.playing.open_address(target.address)
        elif target.index >= 0:
            follow(self, self.page.note.links[target.index])

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        if event.rows.has_focus:
            self.telling.here()

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

    def on_reader_painted(self) -> None:
        self.visiting.painted()

    def on_reader_jumped(self, event: Reader.Jumped) -> None:
        self.visiting.leave(event.place)

    # The player

    def on_playing_heard(self, event: Playing.Heard) -> None:
        self.steering.heard(event.heard)

    def on_reader_released(self) -> None:
        self.steering.released()

    def on_key(self) -> None:
        self.telling.key_pressed()

    def let_go(self) -> None:
        """Let go of the player, which ends or plays on as the config says."""
        if "playing" in vars(self):  # nobody played anything where it was never made
            self.playing.close()

    def on_unmount(self) -> None:
        self.let_go()
        self.vault_keeping.close()
        self.index.close()

    # Where one is

    @property
    def moment_here(self) -> Moment | None:
        """The moment under the cursor of a list, or the one nearest to where one reads."""
        if self.columns.area == "topics" or self.page is None:
            return None
        pane = self.columns.pane
        if pane is not None:
            return pane.stop_here.moment if pane.stop_here else None
        index = self.columns.reader.nearest_moment()
        return None if index is None else self.page.moments[index]

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

    # What is told of where one is

    def on_descendant_focus(self) -> None:
        if self.prompt.is_open and self.focused is not self.prompt.input:
            self.prompt.action_keep()
        self.telling.here()
        self.call_after_refresh(self.telling.keys)
