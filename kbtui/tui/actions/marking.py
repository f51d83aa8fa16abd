"""Keeping moments: marks are made, named, read and removed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from msgspec.structs import replace

from kbtui.bookmarks import Bookmark, Bookmarks, BookmarksError, Kept, bookmarks_path
from kbtui.note import Moment, clock
from kbtui.tui.desk.desk import Desk
from kbtui.tui.dialogs.dialogs import Choice
from kbtui.tui.dialogs.naming import Naming
from kbtui.tui.from_thread import from_thread
from kbtui.tui.lists.row import Row

_NOTICE = 15
"""Seconds for which a notice of the marks' file is shown."""
_HINT = "a name for it, or none; Enter marks it"


class Marking:
    """What the keys for marks do."""

    def __init__(self, desk: Desk, say: Callable[[str], None]) -> None:
        """`say` tells something where the user looks."""
        self._desk = desk
        self._say = say
        self._tell = from_thread(desk)
        self._marks = Bookmarks(bookmarks_path(os.environ))

    def mark_here(self) -> None:
        """Mark the moment where one reads, or under the cursor of a list."""
        desk = self._desk
        moment = desk.moment_here
        stop = desk.columns.pane.stop_here if desk.columns.pane else None
        if moment is None or desk.page is None:
            desk.say("There is no moment here to mark.")
        else:
            self.mark(stop.path if stop else desk.page.note.path, moment)

    def mark(self, path: str, moment: Moment) -> None:
        """Ask for a name, and mark a note's moment."""
        vault = self._desk.vault
        if moment.seconds is None or moment.video_id is None or vault is None:
            self._say("This is no second of a video, so it cannot be marked.")
            return
        created = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
        mark = Bookmark(str(vault.root.resolve()), path, moment.video_id, moment.seconds, moment.claim, created=created)
        self.name(mark, None)

    def name(self, mark: Bookmark, then: Callable[[Kept], None] | None) -> None:
        """Ask for a mark's name, and keep it so."""
        self._start(self._marks.load, partial(self._ask_name, mark, then))

    def load(self, then: Callable[[Sequence[Bookmark]], None]) -> None:
        """Do something with the marks of all vaults."""

        def loaded(kept: Kept) -> None:
            self._notice(kept)
            then(kept.marks)

        self._start(self._marks.load, loaded)

    def remove(self, mark: Bookmark, then: Callable[[Kept], None]) -> None:
        """Remove a mark after asking."""

        def chosen(number: int | None) -> None:
            if number == 0:
                self._start(lambda: self._marks.drop([mark]), partial(self._told, "The mark was removed.", then))

        rows = [Row("Remove it", lead="y"), Row("Keep it", lead="n")]
        self._desk.app.push_screen(Choice(f"Remove the mark {shown_mark(mark)}?", rows), chosen)

    def _ask_name(self, mark: Bookmark, then: Callable[[Kept], None] | None, kept: Kept) -> None:
        before = next((each for each in kept.marks if each.key == mark.key), None)

        def named(name: str | None) -> None:
            if name is not None:
                new = replace(mark, name=name)
                done = f"Marked {shown_mark(new)}; ' lists the marks."
                self._start(lambda: self._marks.keep(new), partial(self._told, done, then))

        self._notice(kept)
        name = before.name if before else ""
        self._desk.app.push_screen(Naming(f"Mark {clock(mark.seconds)}", mark.claim, name, _HINT), named)

    # The file

    def _start(self, work: Callable[[], Kept], then: Callable[[Kept], None]) -> None:
        """Do what may wait for the disk and for another kbtui in a thread, and then what follows."""

        def run() -> None:
            try:
                kept = work()
            except BookmarksError as error:
                self._tell(self._say, f"{str(error)[:1].upper()}{str(error)[1:]}.")
            else:
                self._tell(then, kept)

        self._desk.run_worker(run, thread=True, group="marks")

    def _told(self, done: str, then: Callable[[Kept], None] | None, kept: Kept) -> None:
        self._say(done)
        self._notice(kept)
        if then is not None:
            then(kept)

    def _notice(self, kept: Kept) -> None:
        """Tell of the file over whatever is on the screen: a status line has the next thing to tell at once."""
        if kept.notice:
            words = f"{kept.notice[:1].upper()}{kept.notice[1:]}."
            self._desk.app.notify(words, severity="warning", timeout=_NOTICE, markup=False)


def shown_mark(mark: Bookmark) -> str:
    """A mark in a few words: its time, and its name where it has one."""
    return f"{clock(mark.seconds)} “{mark.name}”" if mark.name else clock(mark.seconds)
