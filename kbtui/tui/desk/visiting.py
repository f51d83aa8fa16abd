"""Going from note to note, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kbtui.layout.source import Place, Source
from kbtui.tui.desk.desk import Desk
from kbtui.tui.desk.history import History, Visit
from kbtui.tui.desk.opening import Opening
from kbtui.tui.desk.showing import Showing
from kbtui.tui.desk.telling import Telling
from kbtui.tui.panes.stops import Stop
from kbtui.tui.panes.wording import GONE

if TYPE_CHECKING:
    from kbtui.tui.line import Line

NO_NOTES = """\
There is no note in this folder yet.

Put a Markdown file there, `.md` or `.markdown`, and it shows up at once. To open another folder: `kbtui FOLDER`.
"""


class Visiting:
    """Has notes shown on the desk, and remembers where one was."""

    def __init__(self, desk: Desk, telling: Telling, showing: Showing) -> None:
        self._desk = desk
        self._telling = telling
        self._showing = showing
        self._history = History()

    @property
    def recent(self) -> tuple[str, ...]:
        """The notes that were left, the last one first."""
        return self._history.recent

    def begin(self, opening: Opening) -> None:
        """Show the first note of the vault, or that there is none."""
        columns = self._desk.columns
        was_empty, columns.disabled = columns.disabled, opening.path is None
        if opening.path is None:
            self._show_none()
        else:
            self._showing.show(opening.path)
        if opening.moment is not None:
            self._showing.stand_at_moment(opening.moment)
        if was_empty:
            columns.enter("reader")
        self._telling.greet(opening.words)
        self._desk.say(opening.words)

    def _show_none(self) -> None:
        desk = self._desk
        if desk.vault is not None:
            desk.crumbs.trail = (str(desk.vault.root),)
        desk.columns.reader.open(Source(NO_NOTES))
        desk.call_after_refresh(desk.columns.side.without_note)
        desk.call_after_refresh(self._telling.keys)

    def visit(self, path: str, *, line: int | None = None, heading: str | None = None, words: str = "") -> None:
        """Go to a note, to one of its lines, to words in it, or to a heading, and remember where one was."""
        vault = self._desk.vault
        if vault is None:
            return
        is_here = self._desk.path == path
        if not is_here and not self._is_there(path):
            self._telling.of_move(GONE)
            return
        self.leave()
        if not is_here:
            # The headings of a note are known when it is read in full; of a short one that is soon done.
            self._showing.show(path, even_short=heading is None, at_once=line is None)
        self._showing.stand_at(line, heading, words)

    def read(self, path: str, *, line: int | None = None, heading: str | None = None, words: str = "") -> None:
        """The same, and read on there: the focus comes to the note."""
        self.visit(path, line=line, heading=heading, words=words)
        self._desk.columns.enter("reader")

    def go_to(self, line: Line | None) -> None:
        """Go to the line that a page over the desk was left for, if it was for one."""
        if line is not None:
            if line.said:
                self._telling.of_move(line.said)
            self.read(line.path, line=line.line, words=line.words)

    def go_along(self, stop: Stop) -> None:
        """Go where a row beside the note leads."""
        self.visit(stop.path, line=stop.line)
        if stop.moment is not None:
            self._showing.stand_at_moment(stop.moment)
        self._desk.columns.enter("reader")

    def leave(self, place: Place | None = None) -> None:
        """Remember where one is, or where in the note one was, to come back to it."""
        here = self._here(place)
        if here is not None:
            self._history = self._history.left(here)

    def travel(self, by: int) -> None:
        """Go back or forward, to the same line."""
        desk = self._desk
        here = self._here()
        if here is None:
            return
        step = self._history.back(here) if by < 0 else self._history.forward(here)
        if step is None:
            desk.say("This is where you started." if by < 0 else "There is nothing ahead.")
            return
        visit, self._history = step
        if self._is_there(visit.path):
            self._showing.show(visit.path, visit.place)
        else:
            self._telling.of_move(GONE)
        desk.columns.enter("reader")

    def renew(self, renamed: Mapping[str, str]) -> None:
        """Show the note as it is in the vault now, at the same place.

        Args:
            renamed: Notes whose files have another path now: the old and the new.
        """
        self._history = self._history.renamed(renamed)
        self._showing.renew(renamed)

    def _is_there(self, path: str) -> bool:
        """Whether a note can be gone to. Its file may have gone a moment ago, which the vault does not know yet."""
        vault = self._desk.vault
        return vault is not None and path in vault.graph.notes and (vault.root / path).is_file()

    def _here(self, place: Place | None = None) -> Visit | None:
        path = self._desk.path
        return Visit(path, place or self._desk.columns.reader.place) if path is not None else None
