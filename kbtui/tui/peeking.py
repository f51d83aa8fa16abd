"""Looking where something leads, and copying it, without leaving the place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.worker import get_current_worker

from kbtui.layout.source import MOMENT_KINDS
from kbtui.moment_formats import Clip, clip_of
from kbtui.note import Link, Moment, Note, Page, Problem, clock
from kbtui.related import NEAR
from kbtui.tui.copies import Copy, copies_of, quote_near
from kbtui.tui.copying import ask_what_to_copy
from kbtui.tui.dialogs import Choice
from kbtui.tui.preview import look_at
from kbtui.tui.row import Row
from kbtui.tui.stops import timed
from kbtui.tui.wording import GONE
from kbtui.vault import Cited, Vault

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


class Peeking:
    """What the keys for preview and copy do on the screen that one reads in."""

    def __init__(self, screen: Browser) -> None:
        self._screen = screen

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
        screen = self._screen
        if screen.page is None:
            screen.say("There is no note here to copy from.")
            return
        here = self._here()
        line = here.line or screen.columns.reader.place.line
        copies = copies_of(screen.page, here.moment, quote_near(screen.page, here.moment, line), here.link)
        if here.address:
            copies.insert(0, Copy("l", "the address under the cursor", here.address))
        ask_what_to_copy(screen, copies, "this note's moments", note_clips(screen.page, screen.vault))

    def _here(self) -> Here:
        screen = self._screen
        columns = screen.columns
        if columns.area == "topics":
            topic = columns.topics.topic_here
            return Here(topic.key) if topic is not None and topic.kind == "note" else Here()
        if columns.pane is not None:
            stop = columns.pane.stop_here
            own = screen.page is not None and stop is not None and stop.path == screen.page.note.path
            return Here(None if own else stop.path, stop.line, stop.moment) if stop is not None else Here()
        target = columns.reader.cursor
        if target is not None and screen.page is not None and target.index >= 0 and target.kind not in MOMENT_KINDS:
            return Here(link=screen.page.note.links[target.index]) if target.kind != "unread" else Here()
        if target is not None and target.kind == "url":
            return Here(address=target.address)
        return Here(moment=screen.moment_here)

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

    # In a thread, and back from it

    def _work(self, work: Callable[[], None]) -> None:
        self._screen.run_worker(work, thread=True, exclusive=True, group="preview")

    def _tell(self, then: Callable[[], None]) -> None:
        if not get_current_worker().is_cancelled:
            self._screen.app.call_from_thread(then)


def note_clips(page: Page, vault: Vault | None) -> list[Clip]:
    """A page's moments that can be played, in the order in which they are read."""
    videos = vault.graph.videos if vault is not None else {}
    clips = []
    for moment in page.moments:
        video = videos.get(moment.video_id or "")
        clip = clip_of(page.note, moment, video.title if video else None)
        clips += [clip] if clip is not None else []
    return clips
