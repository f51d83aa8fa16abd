"""Looking where something leads, and copying it, without leaving the place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec import Struct

from kbtui.layout.source import MOMENT_KINDS
from kbtui.note import Heading, Link, Moment, Note, Page, Problem, clock
from kbtui.search.related import NEAR
from kbtui.tui.actions.copies import (
    THESE,
    Copy,
    branch_copies,
    copies_of,
    heading_copy,
    note_copies,
    page_clips,
    quote_near,
)
from kbtui.tui.actions.copying import Copying
from kbtui.tui.desk.desk import Desk
from kbtui.tui.desk.visiting import Visiting
from kbtui.tui.dialogs.dialogs import Choice
from kbtui.tui.dialogs.preview import look_at
from kbtui.tui.from_thread import gather
from kbtui.tui.lists.row import Row
from kbtui.tui.panes.stops import timed
from kbtui.tui.panes.topics import Topic
from kbtui.tui.panes.wording import GONE, NO_PREVIEW
from kbtui.vault.vault import Cited, Vault

_GROUP = "preview"
"""The work of these keys: what is asked for later calls off what was asked for before."""


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

    def __init__(self, desk: Desk, visiting: Visiting, copying: Copying) -> None:
        self._desk = desk
        self._visiting = visiting
        self._copying = copying

    def preview(self) -> None:
        """Show the beginning of the note that something leads to, or what other notes say of a moment."""
        here, desk = self._here(), self._desk
        vault, page = desk.vault, desk.page
        if vault is None:
            desk.say("The vault is still being read.")
        elif here.link is not None and page is not None:
            self._preview_link(vault, page.note, here.link)
        elif here.path is not None:
            self._preview_note(vault, here.path, here.line)
        elif here.moment is not None and here.moment.seconds is not None and page is not None:
            self._preview_moment(vault, page.note, here.moment, here.moment.seconds)
        else:
            desk.say(NO_PREVIEW)

    def problems(self) -> None:
        """List what is wrong in the note; a choice goes to its line."""
        desk = self._desk
        if desk.vault is None or desk.page is None:
            desk.say("There is no note here that anything could be wrong in.")
            return
        if desk.page.note.path not in desk.vault.graph.notes:
            desk.say(GONE)
            return
        list_them = partial(self._list_problems, desk.page.note.path)
        gather(desk, partial(desk.vault.problems, desk.page.note.path), list_them, _GROUP)

    def _list_problems(self, path: str, found: Sequence[Problem]) -> None:
        desk = self._desk
        if not desk.is_waited_at or desk.path != path:
            return
        if not found:
            desk.say("Nothing is wrong in this note.")
            return

        def chosen(number: int | None) -> None:
            if number is not None:
                desk.columns.reader.go_to_line(found[number].line)

        rows = [Row(problem.message, lead=f"line {problem.line}", below=problem.kind) for problem in found]
        desk.app.push_screen(Choice("What is wrong in this note", rows), chosen)

    def copy(self) -> None:
        """Ask what to copy of what is under the cursor, and send it to the terminal."""
        here, desk = self._here(), self._desk
        if desk.page is None:
            desk.say("There is no note here to copy from.")
        elif here.branch is None and here.path in (None, desk.path):
            self._ask_of_page(desk.page, here)
        elif desk.vault is None:
            desk.say("The vault is still being read.")
        elif here.branch is not None:
            self._copying.ask(*branch_copies(desk.vault, here.branch))
        elif here.path is not None and here.path in desk.vault.graph.notes:
            self._copying.ask(*note_copies(desk.vault, here.path, here.moment))
        else:
            desk.say(GONE)

    def _ask_of_page(self, page: Page, here: Here) -> None:
        copies = copies_of(page, here.moment, quote_near(page, here.moment, here.line or 0), here.link)
        if here.heading is not None:
            copies.insert(0, heading_copy(page.note, here.heading))
        if here.address:
            copies.insert(0, Copy("l", "the address under the cursor", here.address))
        if selected := self._desk.get_selected_text():
            copies.insert(0, Copy("s", "the selected text", selected))
        self._copying.ask(copies, THESE, page_clips(page, self._desk.vault))

    def _here(self) -> Here:
        desk = self._desk
        columns, page = desk.columns, desk.page
        if columns.area == "topics":
            topic = columns.topics.topic_here
            if topic is None:
                return Here()
            return Here(topic.key) if topic.kind == "note" else Here(branch=topic)
        if columns.pane is not None:
            stop = columns.pane.stop_here
            if stop is None:
                return Here()
            own = stop.path == desk.path
            heading = _heading_at(page, stop.line) if page and columns.pane is columns.side.headings else None
            return Here(None if own else stop.path, stop.line, stop.moment, heading=heading)
        target, line = columns.reader.cursor, columns.reader.place.line
        if target is not None and page is not None and target.index >= 0 and target.kind not in MOMENT_KINDS:
            return Here(line=line, link=page.note.links[target.index]) if target.kind != "unread" else Here(line=line)
        if target is not None and target.kind == "url":
            return Here(line=line, address=target.address)
        return Here(line=line, moment=desk.moment_here)

    def _preview_link(self, vault: Vault, note: Note, link: Link) -> None:
        show = partial(self._preview_target, vault, link)
        gather(self._desk, lambda: vault.graph.resolve(note, link).path, show, _GROUP)

    def _preview_target(self, vault: Vault, link: Link, path: str | None) -> None:
        if path is None:
            self._desk.say(NO_PREVIEW)
        else:
            self._preview_note(vault, path, None, link.heading)

    def _preview_note(self, vault: Vault, path: str, line: int | None, heading: str | None = None) -> None:
        go = partial(self._visiting.read, path, line=line, heading=heading)
        look_at(self._desk, vault, path, line, go, heading)

    def _preview_moment(self, vault: Vault, note: Note, moment: Moment, seconds: int) -> None:
        show = partial(self._list_near, vault, moment, seconds)
        gather(self._desk, partial(_near, vault, note, moment, seconds), show, _GROUP)

    def _list_near(self, vault: Vault, moment: Moment, seconds: int, near: list[Cited]) -> None:
        if not self._desk.is_waited_at:
            return
        video = vault.graph.videos.get(moment.video_id or "")
        title = video.shown if video else moment.video_id
        said = f"Other notes within {NEAR} seconds:" if near else f"No other note says anything within {NEAR} seconds."
        repaired = f"{moment.why[:1].upper()}{moment.why[1:]}.\n" if moment.repaired else ""
        question = f"{clock(seconds)} of “{title}”\n{moment.claim}\n{repaired}\n{said}"
        rows = [Row(each.moment.claim, lead=timed(each.moment), below=f"in {each.note.title}") for each in near]

        def chosen(number: int | None) -> None:
            if number is not None:
                self._visiting.visit(near[number].note.path, line=near[number].moment.line)

        self._desk.app.push_screen(Choice(question, rows), chosen)


def _near(vault: Vault, note: Note, moment: Moment, seconds: int) -> list[Cited]:
    """What other notes say within some seconds of a note's moment. Reads them: call it from a thread."""
    cited = vault.moments(moment.video_id) if moment.video_id else ()
    others = (each for each in cited if each.note.path != note.path)
    return [each for each in others if abs((each.moment.seconds or 0) - seconds) <= NEAR]


def _heading_at(page: Page, line: int) -> Heading | None:
    return next((heading for heading in page.headings if heading.line == line), None)
