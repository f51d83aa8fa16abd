"""The screen that one reads in: it owns what is read and where, and hears from the panes what is wanted."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.worker import get_current_worker

from kbtui.config import Config
from kbtui.layout.source import MOMENT_KINDS, Place, Source
from kbtui.note import Link, Moment, Page, Problem
from kbtui.start import Start
from kbtui.tui.bars import Crumbs, Keys, Status
from kbtui.tui.browser_keys import BROWSER_KEYS
from kbtui.tui.columns import Columns
from kbtui.tui.commands import keys_of
from kbtui.tui.finding import Finding
from kbtui.tui.history import History, Visit
from kbtui.tui.marks import source_of
from kbtui.tui.opening import opened_at, settle_memory
from kbtui.tui.pane import Pane
from kbtui.tui.prompt import Prompt
from kbtui.tui.reader import Reader
from kbtui.tui.rows import Rows
from kbtui.tui.stops import backlink_stops, heading_stops, moment_stops, quote_stops, timed
from kbtui.tui.topics_pane import TopicsPane
from kbtui.tui.vault_opening import VaultOpening
from kbtui.tui.wording import (
    choice_rows,
    does,
    fragment_line,
    problems_line,
    section_at,
    section_path,
    stop_line,
    trail_of,
)
from kbtui.vault import Backlink, Vault

if TYPE_CHECKING:
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
        self.vault_opening = VaultOpening(self, start.root)
        self.page: Page | None = None
        self.history = History()
        self.crumbs = Crumbs()
        self.columns = Columns()
        self.status = Status()
        self.prompt = Prompt()
        self.keys = Keys()
        self.finding = Finding(self.columns, self.prompt, self.say)
        self._notice = ""
        """What is told of the last move, rather than what is under the cursor, until the next key."""
        self._began_at = 1
        """The line that was on top when the note was opened."""
        self._greeting = ""
        """What is told of the vault, or of what is wrong in the note, until one goes to another."""

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

        return Searching(self, self._start.root, keep=self._start.keep_index)

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
        self.vault_opening.begin()

    @property
    def config(self) -> Config:
        """The user's settings."""
        return self._start.config

    def say(self, words: str) -> None:
        """Tell something in the status line, until there is something else to tell."""
        self.status.words = words

    def say_of_move(self, words: str) -> None:
        """Tell something of the move that was just made in the note, until the next key."""
        self._notice = words
        self.say(words)

    # The vault

    def opened(self, vault: Vault) -> None:
        """Show a vault that was just opened: its topics, and the note that was asked for."""
        self.vault = vault
        self.columns.topics.show(vault.graph)
        path, moment, self._greeting = opened_at(self._start, vault)
        if path is None:
            self.crumbs.trail = (str(self._start.root),)
            self.columns.reader.open(Source("This folder holds no Markdown notes. Open another with: `kbtui FOLDER`"))
        else:
            self._show(path)
        if moment is not None:
            self._show_moment(moment)
        self.say(self._greeting)
        self.call_after_refresh(settle_memory)

    # The note

    def visit(self, path: str, *, line: int | None = None, heading: str | None = None) -> None:
        """Go to a note, and remember where one was."""
        if self.vault is None or path not in self.vault.graph.notes:
            return
        if self.page is not None:
            self.history = self.history.left(self._here(self.page))
        if self.page is None or self.page.note.path != path:
            self._show(path)
        if self.page is not None and heading is not None:
            line = fragment_line(self.page, heading)
            if line is None:
                self.say(f"This note has no “{heading.lstrip('^')}”.")
        if line is not None:
            self.columns.reader.go_to_line(line)

    def _show(self, path: str, place: Place | None = None) -> None:
        if self.vault is None:
            return
        if self.page is not None:
            self._greeting = ""
        for pane in self.columns.side.panes:
            pane.narrow("")
        page = self.vault.glance(path, even_short=self.page is None)
        self._present(self.vault, page, place)
        self.crumbs.trail = trail_of(page, self.vault.graph)
        self.columns.topics.mark(path)
        self.columns.side.backlinks.show([], "Looking for links to this note …")
        self._read_on(self.vault, page)
        if "steering" in vars(self):
            self.steering.show()

    def _present(self, vault: Vault, page: Page, place: Place | None) -> None:
        self.page = page
        self.columns.reader.open(source_of(page, vault.graph), at=place)
        self._began_at = self.columns.reader.place.line
        # The text is painted before the lists beside it are made.
        self.call_after_refresh(self._fill_side, vault, page)

    def _fill_side(self, vault: Vault, page: Page) -> None:
        if page is not self.page:
            return
        side = self.columns.side
        if not page.is_whole:
            for pane in (side.headings, side.quotes, side.moments):
                pane.show([], "Reading the note …")
            return
        side.headings.show(heading_stops(page), "No headings in this note.")
        side.quotes.show(quote_stops(page), "Nobody is quoted in this note.")
        side.moments.show(moment_stops(page), "No stamp in this note names a moment.")
        self._tell_problems(vault.problems(page.note.path))

    def _tell_problems(self, problems: tuple[Problem, ...]) -> None:
        if problems:
            self._greeting = problems_line(problems)
            if self.columns.area == "reader":
                self._tell_here()

    @work(thread=True, exclusive=True, group="note")
    def _read_on(self, vault: Vault, page: Page) -> None:
        """Read what takes longer: the rest of a long note, and the notes that link to it."""
        worker = get_current_worker()
        path = page.note.path
        if not page.is_whole:
            whole = vault.page(path)
            if not worker.is_cancelled:
                self.app.call_from_thread(self._read_in_full, vault, whole)
        backlinks = vault.backlinks(path)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._backlinks_found, path, backlinks)

    def _read_in_full(self, vault: Vault, page: Page) -> None:
        if self.page is not None and self.page.note.path == page.note.path:
            self._present(vault, page, self.columns.reader.place)

    def _backlinks_found(self, path: str, backlinks: tuple[Backlink, ...]) -> None:
        if self.page is not None and self.page.note.path == path:
            self.columns.side.backlinks.show(backlink_stops(backlinks), "No note links here.")

    def _here(self, page: Page) -> Visit:
        return Visit(page.note.path, self.columns.reader.place)

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
            self._follow(self.page.note.links[target.index])

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        if event.rows.has_focus:
            self._tell_here()

    def on_reader_cursor_moved(self) -> None:
        if self.columns.area == "reader":
            self._tell_here()

    def on_reader_moved(self, event: Reader.Moved) -> None:
        if self.page is None:
            return
        if event.source_line > self._began_at:
            self._greeting = ""
        number = section_at(self.page, event.source_line)
        section = section_path(self.page, number) if number is not None else ""
        self.crumbs.aside = f"{section}  {event.percent}%".strip()
        if self.columns.area == "reader":
            self._tell_here()
            if number is not None:
                self.columns.side.headings.rows.move_to(number, quietly=True)

    def on_reader_jumped(self, event: Reader.Jumped) -> None:
        if self.page is not None:
            self.history = self.history.left(Visit(self.page.note.path, event.place))

    # The player

    def on_playing_heard(self, event: Playing.Heard) -> None:
        self.steering.heard(event.heard)

    def on_reader_released(self) -> None:
        self.steering.released()

    def on_key(self) -> None:
        self._notice = ""

    def on_unmount(self) -> None:
        if "playing" in vars(self):  # nobody played anything where it was never made
            self.playing.close()
        if "searching" in vars(self):
            self.searching.close()

    # Following links

    def _follow(self, link: Link) -> None:
        if self.vault is None or self.page is None:
            return
        note = self.page.note
        resolution = self.vault.graph.resolve(note, link)
        if resolution.state == "external":
            self.playing.open_address(link.target)
        elif resolution.path == note.path and not link.heading:
            self.say("That is the note you are in.")
        elif resolution.path is not None:
            self.visit(resolution.path, heading=link.heading)
        elif resolution.state == "ambiguous":
            self.choose(f"“{link.target}” may be any of these:", resolution.candidates)
        elif near := self.vault.graph.suggest(note, link.target):
            self.choose(f"No note is named “{link.target}”. Near to it:", near)
        else:
            self.say(f"No note is named “{link.target}”, and none is near.")

    def choose(self, question: str, paths: tuple[str, ...]) -> None:
        """Ask which of several notes to go to."""
        if self.vault is None:
            return

        def chosen(number: int | None) -> None:
            if number is not None:
                self.visit(paths[number])

        from kbtui.tui.dialogs import Choice

        self.app.push_screen(Choice(question, choice_rows(self.vault.graph, paths)), chosen)

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
        if self.page is None:
            return
        here = self._here(self.page)
        step = self.history.back(here) if by < 0 else self.history.forward(here)
        if step is None:
            self.say("This is where you started." if by < 0 else "There is nothing ahead.")
            return
        visit, self.history = step
        if self.vault is not None and visit.path in self.vault.graph.notes:
            self._show(visit.path, visit.place)
        self.columns.enter("reader")

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

    def action_mark(self) -> None:
        self.marking.mark_here()

    def action_marks(self) -> None:
        self.marking.list_marks()

    def action_edit(self) -> None:
        from kbtui.tui.editing import edit

        if self.vault is None or self.page is None:
            self.say("There is no note here to edit.")
            return
        here = self._here(self.page)
        words = edit(self.app, self.vault.root / here.path, here.place.line)
        self._show(here.path, here.place)
        self._greeting = words or self._greeting
        self._tell_here()

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
        self._tell_here()

    def on_reader_find_count(self, event: Reader.FindCount) -> None:
        self.finding.count(event)

    def on_reader_find_again(self) -> None:
        self.finding.again()

    # What is told of where one is

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if self.prompt.is_open and event.widget is not self.prompt.input:
            self.prompt.action_keep()
        self._tell_here()
        self.call_after_refresh(self._show_keys)

    def _tell_here(self) -> None:
        """Tell what is under the cursor of the pane in use: lists are narrow, and cut what they show."""
        if self.prompt.is_open:
            return
        topic = self.columns.topics.topic_here
        if self.columns.area == "topics":
            self.say(topic.row.text if topic is not None else "")
        elif self.columns.pane is not None:
            stop = self.columns.pane.stop_here
            self.say(stop_line(stop) if stop is not None else "")
        else:
            self.say(self._told_in_note())

    def _told_in_note(self) -> str:
        if self._notice:
            return self._notice
        target = self.columns.reader.cursor
        if target is not None and self.page is not None and self.vault is not None:
            return does(target, self.page, self.vault)
        if self.finding.found or self._greeting:
            return self.finding.found or self._greeting
        moment = self.moment_here
        return f"o plays {timed(moment)}  {moment.claim}" if moment is not None else ""

    def _show_keys(self) -> None:
        keys = [key for key in keys_of(self) if key.is_shown and (key.is_here or not self.prompt.is_open)]
        self.keys.keys = tuple((key.shown.split()[0], key.words, f"screen.press('{key.key}')") for key in keys)
