"""The screen that one reads in: it owns what is read and where, and hears from the panes what is wanted."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.worker import get_current_worker

from kbtui.layout.source import MOMENT_KINDS, Place, Source
from kbtui.note import Link, Moment, Page
from kbtui.start import Start
from kbtui.tui.bars import Crumbs, Keys, Status
from kbtui.tui.columns import Columns
from kbtui.tui.commands import command, keys_of
from kbtui.tui.finding import Finding
from kbtui.tui.history import History, Visit
from kbtui.tui.marks import source_of
from kbtui.tui.opening import opened_at
from kbtui.tui.pane import Pane
from kbtui.tui.prompt import Prompt
from kbtui.tui.reader import Reader
from kbtui.tui.rows import Rows
from kbtui.tui.stops import backlink_stops, heading_stops, moment_stops, quote_stops, timed
from kbtui.tui.topics_pane import TopicsPane
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
from kbtui.vault import Backlink, Vault, VaultError

if TYPE_CHECKING:
    from kbtui.tui.peeking import Peeking
    from kbtui.tui.playing import Playing


class Browser(Screen[None]):
    """Topics, note and side panes, and all that keys do between them."""

    AUTO_FOCUS = None

    BINDINGS: ClassVar[list[BindingType]] = [
        command("moment.play", "o", "play", "Play the moment here in the video", footer="Play"),
        command("moment.address", "O", "address", "Show the moment's address"),
        command("pane.next", "tab", "pane(1)", "The next pane", footer="Pane", priority=True),
        command("pane.previous", "shift+tab", "pane(-1)", "The pane before", priority=True),
        command("pane.topics", "0", "go('topics')", "Topics: channels, videos, notes"),
        command("pane.headings", "1", "go('headings')", "The note's headings"),
        command("pane.quotes", "2", "go('quotes')", "What is said here, and by whom"),
        command("pane.backlinks", "3", "go('backlinks')", "Notes that link here"),
        command("pane.moments", "4,t", "go('moments')", "Moments, with their claims"),
        command("pane.reader", "escape", "leave", "Show all of a list again; to the note"),
        command("history.back", "backspace,H,alt+left", "travel(-1)", "Back to the line one came from", footer="Back"),
        command("history.forward", "L,alt+right", "travel(1)", "Forward again"),
        command("find", "slash", "find", "Find in the note, or narrow the list", footer="Find"),
        command("preview", "K", "preview", "Look where it leads without leaving"),
        command("copy", "y", "copy", "Copy a moment, a quote, a link or the note"),
        command("edit", "e", "edit", "Edit the note with $VISUAL or $EDITOR"),
        command("problems", "exclamation_mark", "problems", "What is wrong in this note"),
        command("help", "question_mark,f1", "help", "The keys of where you are", footer="Keys"),
    ]

    def __init__(self, start: Start) -> None:
        super().__init__()
        self._start = start
        self.vault: Vault | None = None
        self.page: Page | None = None
        self.history = History()
        self.crumbs = Crumbs()
        self.columns = Columns()
        self.status = Status()
        self.prompt = Prompt()
        self.keys = Keys()
        self.finding = Finding(self.columns, self.prompt, self.say)
        self._greeting = ""
        """What is told of the vault, or of what is wrong in the note, until one goes to another."""

    # Most runs end before these are wanted, and what starts at once must not import them.

    @cached_property
    def playing(self) -> Playing:
        from kbtui.tui.playing import Playing

        return Playing(self._start.config, self, self.say)

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
        self.say("Reading the vault …")
        self._open_vault()

    def say(self, words: str) -> None:
        """Tell something in the status line, until there is something else to tell."""
        self.status.words = words

    # The vault

    @work(thread=True, exclusive=True, group="vault")
    def _open_vault(self) -> None:
        worker = get_current_worker()

        def progress(done: int, total: int) -> None:
            if not worker.is_cancelled:
                self.app.call_from_thread(self.say, f"Reading the vault … {done} of {total} notes")

        try:
            vault = Vault.open(self._start.root, progress)
        except VaultError as error:
            self.app.call_from_thread(self.app.exit, return_code=2, message=str(error))
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._opened, vault)

    def _opened(self, vault: Vault) -> None:
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

    def reread(self) -> None:
        """Show the note as its file is now, at the same place."""
        if self.vault is not None and self.page is not None:
            here = self._here(self.page)
            self.vault.forget()
            self._show(here.path, here.place)

    def _show(self, path: str, place: Place | None = None) -> None:
        if self.vault is None:
            return
        if self.page is not None:
            self._greeting = ""
        page = self.page = self.vault.page(path)
        self.columns.reader.open(source_of(page, self.vault.graph), at=place)
        self.crumbs.trail = trail_of(page, self.vault.graph)
        self.columns.topics.mark(path)
        side = self.columns.side
        for pane in side.panes:
            pane.narrow("")
        side.headings.show(heading_stops(page), "No headings in this note.")
        side.quotes.show(quote_stops(page), "Nobody is quoted in this note.")
        side.moments.show(moment_stops(page), "No stamp in this note names a moment.")
        side.backlinks.show([], "Looking for links to this note …")
        self._find_backlinks(self.vault, path)
        self._greeting = problems_line(self.vault.problems(path)) or self._greeting

    @work(thread=True, exclusive=True, group="backlinks")
    def _find_backlinks(self, vault: Vault, path: str) -> None:
        worker = get_current_worker()
        backlinks = vault.backlinks(path)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._backlinks_found, path, backlinks)

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

    # Following

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

    def action_address(self) -> None:
        moment = self.moment_here
        if moment is None:
            self.say("There is no moment here to play.")
        else:
            self.playing.show_address(moment)

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

    def action_preview(self) -> None:
        self.peeking.preview()

    def action_copy(self) -> None:
        self.peeking.copy()

    def action_edit(self) -> None:
        from kbtui.tui.editing import edit

        if self.vault is None or self.page is None:
            self.say("There is no note here to edit.")
            return
        here = self._here(self.page)
        self.say(edit(self.app, self.vault.root / here.path, here.place.line))
        self.reread()

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
        target = self.columns.reader.cursor
        if target is not None and self.page is not None and self.vault is not None:
            return does(target, self.page, self.vault)
        if self._greeting or self.finding.found:
            return self._greeting or self.finding.found
        moment = self.moment_here
        return f"o plays {timed(moment)}  {moment.claim}" if moment is not None else ""

    def _show_keys(self) -> None:
        keys = [key for key in keys_of(self) if key.is_shown and (key.is_here or not self.prompt.is_open)]
        self.keys.keys = tuple((key.shown.split()[0], key.words, f"screen.press('{key.key}')") for key in keys)
