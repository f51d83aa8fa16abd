"""The screen that one reads in: it owns what is read and where, and hears from the panes what is wanted."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from kbtui.config import Config
from kbtui.layout.source import MOMENT_KINDS, Source
from kbtui.note import Moment, Page
from kbtui.start import Start
from kbtui.tui.bars import Crumbs, Keys, Status
from kbtui.tui.browser_keys import BROWSER_KEYS
from kbtui.tui.columns import Columns
from kbtui.tui.commands import keys_of
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
from kbtui.vault import Vault

if TYPE_CHECKING:
    from kbtui.tui.lists import Lists
    from kbtui.tui.marking import Marking
    from kbtui.tui.neighbourhood_page import Neighbourhoods
    from kbtui.tui.peeking import Peeking
    from kbtui.tui.playing import Playing
    from kbtui.tui.searching import Searching
    from kbtui.tui.steering import Steering
    from kbtui.tui.video_page import VideoPages


class Browser(Screen[None]):
    """Topics, note and side panes, and all that keys do between them."""

    AUTO_FOCUS = None

    BINDINGS: ClassVar[list[BindingType]] = BROWSER_KEYS

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
        yield self.prompt
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
        if opening.path is None:
            self.crumbs.trail = (str(self._start.root),)
            self.columns.reader.open(Source("This folder holds no Markdown notes. Open another with: `kbtui FOLDER`"))
        else:
            self.visiting.show(opening.path)
        if opening.moment is not None:
            self._show_moment(opening.moment)
        self.telling.greet(opening.words)
        self.say(opening.words)

    def renew_pages(self) -> None:
        """Let the screens over this one know of the vault that is there now."""
        for screen in self.app.screen_stack:
            if self.vault is not None and isinstance(screen, Renewable):
                screen.renewed(self.vault)

    # The note

    def visit(self, path: str, *, line: int | None = None, heading: str | None = None) -> None:
        """Go to a note, and remember where one was."""
        self.visiting.visit(path, line, heading)

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

    # Keys

    def action_play(self) -> None:
        moment = self.moment_here
        if moment is None:
            self.say("There is no moment here to play.")
        else:
            self.playing.play(moment)

    def action_play_with(self) -> None:
        moment = self.moment_here
        if moment is None:
            self.say("There is no moment here to play.")
        else:
            self.playing.offer(moment)

    def action_player(self, what: str, by: int = 0) -> None:
        self.steering.do(what, by)

    def action_pane(self, by: int) -> None:
        if self.prompt.is_open:
            self.prompt.action_keep()
        else:
            self.columns.step(by)

    def action_go(self, name: str) -> None:
        self.columns.enter(name)

    def action_leave(self) -> None:
        self.finding.narrow("")
        self.finding.end()
        self.columns.enter("reader")

    def action_travel(self, by: int) -> None:
        self.visiting.travel(by)

    def action_search(self) -> None:
        self.searching.ask()

    def action_goto(self) -> None:
        from kbtui.tui.going import ask

        ask(self)

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
        self.marking.mark_here()

    def action_marks(self) -> None:
        self.marking.list_marks()

    def action_edit(self) -> None:
        from kbtui.tui.editing import edit

        if self.vault is None or self.page is None:
            self.say("There is no note here to edit.")
            return
        path, place = self.page.note.path, self.columns.reader.place
        words = edit(self.app, self.vault.root / path, place.line)
        self.visiting.show(path, place)
        if words:
            self.telling.greet(words)
        self.telling.here()

    def action_problems(self) -> None:
        self.peeking.problems()

    def action_help(self) -> None:
        from kbtui.tui.help import Help

        self.app.push_screen(Help(keys_of(self)))

    def action_press(self, key: str) -> None:
        """Act as if a key was pressed: a click on a key's name does."""
        self.app.simulate_key(key)

    # Finding

    def action_find(self) -> None:
        self.finding.ask()

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

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if self.prompt.is_open and event.widget is not self.prompt.input:
            self.prompt.action_keep()
        self.telling.here()
        self.call_after_refresh(self.telling.keys)
