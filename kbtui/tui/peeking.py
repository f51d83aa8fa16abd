"""Looking where something leads, and copying it, without leaving the place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from kbtui.layout.source import MOMENT_KINDS
from kbtui.note import Heading, Link, Moment, Note, Page, Problem, clock
from kbtui.search.related import NEAR
from kbtui.tui.copies import (
    THESE,
    Copy,
    branch_copies,
    copies_of,
    heading_copy,
    note_copies,
    page_clips,
    quote_near,
)
from kbtui.tui.copying import ask_what_to_copy
from kbtui.tui.dialogs import Choice
from kbtui.tui.from_thread import from_thread
from kbtui.tui.preview import look_at
from kbtui.tui.row import Row
from kbtui.tui.stops import timed
from kbtui.tui.topics import Topic
from kbtui.tui.wording import GONE
from kbtui.vault.vault import Cited, Vault

if TYPE_CHECKING:
    from kbtui.tui.browser import Browser


class Here(Struct, frozen=True):
    """What is under the cursor, whichever pane that is in."""

    path: str | None = None
    """Another note that it leads to."""
    line: int | None = None
    """The line that it leads to, 1-based."""
    moment: Moment | None = None
    link: Link | None = None
    address: str = ""
    """What it leads to outside of the vault."""
    heading: Heading | None = None
    branch: Topic | None = None
    """The video or the channel in the topics."""


class Peeking:
    """What the keys for preview and copy do on the screen that one reads in."""

    def __init__(self, screen: Browser) -> None:
        self._screen = screen
        self._tell = from_thread(screen)

    def preview(self) -> None:
        """Show the beginning of the note that something leads to, or what other notes say of a moment."""
        here, screen = self._here(), self._screen
        vault, page = screen.vault, screen.page
        if vault is None:
            screen.say("The vault is still being read.")
        elif here.link is not None and page is not None:
            self._work(partial(self._find_target, vault, page.note, here.link))
        elif here.path is not None:
            self._preview_note(vault, here.path, here.line)
        elif here.moment is not None and here.moment.seconds is not None and page is not None:
            self._work(partial(self._find_near, vault, page.note, here.moment, here.moment.seconds))
        else:
            screen.say("Nothing here can be previewed.")

    def problems(self) -> None:
        """List what is wrong in the note; a choice goes to its line."""
        screen = self._screen
        if screen.vault is None or screen.page is None:
            screen.say("There is no note here that anything could be wrong in.")
            return
        if screen.page.note.path not in screen.vault.graph.notes:
            screen.say(GONE)
            return
        self._work(partial(self._find_problems, screen.vault, screen.page.note.path))

    def _find_problems(self, vault: Vault, path: str) -> None:
        self._tell(partial(self._list_problems, path, vault.problems(path)))

    def _list_problems(self, path: str, found: Sequence[Problem]) -> None:
        screen = self._screen
        if not screen.is_waited_at or screen.page is None or screen.page.note.path != path:
            return
        if not found:
            screen.say("Nothing is wrong in this note.")
            return

        def chosen(number: int | None) -> None:
            if number is not None:
                screen.columns.reader.go_to_line(found[number].line)

        rows = [Row(problem.message, lead=f"line {problem.line}", below=problem.kind) for problem in found]
        screen.app.push_screen(Choice("What is wrong in this note", rows), chosen)

    def copy(self) -> None:
        """Ask what to copy of what is under the cursor, and send it to the terminal."""
        here, screen = self._here(), self._screen
        if screen.page is None:
            screen.say("There is no note here to copy from.")
        elif here.branch is None and here.path in (None, screen.page.note.path):
            self._ask_of_page(screen.page, here)
        elif screen.vault is None:
            screen.say("The vault is still being read.")
        elif here.branch is not None:
            ask_what_to_copy(screen, *branch_copies(screen.vault, here.branch))
        elif here.path is not None and here.path in screen.vault.graph.notes:
            ask_what_to_copy(screen, *note_copies(screen.vault, here.path, here.moment))
        else:
            screen.say(GONE)

    def _ask_of_page(self, page: Page, here: Here) -> None:
        copies = copies_of(page, here.moment, quote_near(page, here.moment, here.line or 0), here.link)
        if here.heading is not None:
            copies.insert(0, heading_copy(page.note, here.heading))
        if here.address:
            copies.insert(0, Copy("l", "the address under the cursor", here.address))
        ask_what_to_copy(self._screen, copies, THESE, page_clips(page, self._screen.vault))

    def _here(self) -> Here:
        screen = self._screen
        columns, page = screen.columns, screen.page
        if columns.area == "topics":
            topic = columns.topics.topic_here
            if topic is None:
                return Here()
            return Here(topic.key) if topic.kind == "note" else Here(branch=topic)
        if columns.pane is not None:
            stop = columns.pane.stop_here
            if stop is None:
                return Here()
            own = page is not None and stop.path == page.note.path
            heading = _heading_at(page, stop.line) if page and columns.pane is columns.side.headings else None
            return Here(None if own else stop.path, stop.line, stop.moment, heading=heading)
        target, line = columns.reader.cursor, columns.reader.place.line
        if target is not None and page is not None and target.index >= 0 and target.kind not in MOMENT_KINDS:
            return Here(line=line, link=page.note.links[target.index]) if target.kind != "unread" else Here(line=line)
        if target is not None and target.kind == "url":
            return Here(line=line, address=target.address)
        return Here(line=line, moment=screen.moment_here)

    def _find_target(self, vault: Vault, note: Note, link: Link) -> None:
        self._tell(partial(self._preview_target, vault, link, vault.graph.resolve(note, link).path))

    def _preview_target(self, vault: Vault, link: Link, path: str | None) -> None:
        if path is None:
            self._screen.say("Nothing here can be previewed.")
        else:
            self._preview_note(vault, path, None, link.heading)

    def _preview_note(self, vault: Vault, path: str, line: int | None, heading: str | None = None) -> None:
        screen = self._screen

        def go() -> None:
            screen.visit(path, line=line, heading=heading)
            screen.columns.enter("reader")

        look_at(screen, vault, path, line, go, heading)

    def _find_near(self, vault: Vault, note: Note, moment: Moment, seconds: int) -> None:
        cited = vault.moments(moment.video_id) if moment.video_id else ()
        others = (each for each in cited if each.note.path != note.path)
        near = [each for each in others if abs((each.moment.seconds or 0) - seconds) <= NEAR]
        self._tell(partial(self._preview_moment, vault, moment, seconds, near))

    def _preview_moment(self, vault: Vault, moment: Moment, seconds: int, near: list[Cited]) -> None:
        if not self._screen.is_waited_at:
            return
        video = vault.graph.videos.get(moment.video_id or "")
        title = video.shown if video else moment.video_id
        said = f"Other notes within {NEAR} seconds:" if near else f"No other note says anything within {NEAR} seconds."
        repaired = f"{moment.why[:1].upper()}{moment.why[1:]}.\n" if moment.repaired else ""
        question = f"{clock(seconds)} of “{title}”\n{moment.claim}\n{repaired}\n{said}"
        rows = [Row(each.moment.claim, lead=timed(each.moment), below=f"in {each.note.title}") for each in near]

        def chosen(number: int | None) -> None:
            if number is not None:
                self._screen.visit(near[number].note.path, line=near[number].moment.line)

        self._screen.app.push_screen(Choice(question, rows), chosen)

    def _work(self, work: Callable[[], None]) -> None:
        self._screen.run_worker(work, thread=True, exclusive=True, group="preview")


def _heading_at(page: Page, line: int) -> Heading | None:
    return next((heading for heading in page.headings if heading.line == line), None)
