"""What is told of where one is: in the status line, at the right of the crumbs, and by the footer's keys."""

from __future__ import annotations

from collections.abc import Sequence

from kbtui.note import Page, Problem
from kbtui.tui.desk.desk import Desk
from kbtui.tui.keys.commands import footer_keys
from kbtui.tui.panes.finding import Finding
from kbtui.tui.panes.stops import timed
from kbtui.tui.panes.wording import does, problems_line, scrolled_words, section_at, section_path, stop_line


class Telling:
    """Words for what is under the cursor of the pane in use, and for what was just done."""

    def __init__(self, desk: Desk, finding: Finding) -> None:
        self._desk = desk
        self._finding = finding
        self._of_move = ""
        """What is told of the last move, rather than what is under the cursor, until the next key."""
        self._greeting = ""
        """What is told of the vault, or of what is wrong in the note, until one reads on."""
        self._began_at: int | None = None
        """The line that was on top when the note was opened; None until it was laid out."""

    def greet(self, words: str) -> None:
        """Tell something of the vault or of the note, until one reads on or goes to another."""
        self._greeting = words

    def of_move(self, words: str) -> None:
        """Tell something of the move that was just made in the note, until the next key."""
        self._of_move = words
        self._desk.say(words)

    def key_pressed(self) -> None:
        self._of_move = ""

    def began(self) -> None:
        """A note was opened."""
        self._began_at = None

    def problems(self, problems: Sequence[Problem]) -> None:
        """Tell what is wrong in the note that was opened."""
        if problems:
            self._greeting = problems_line(problems)
            if self._desk.columns.area == "reader":
                self.here()

    def read_to(self, page: Page, line: int, percent: int | None) -> int | None:
        """Tell how far one has read: with which line of the file on top, and how far scrolled, as the reader tells it.
        Which of the headings that stands under; None above the first."""
        if self._began_at is None:
            self._began_at = line
        if line > self._began_at:
            self._greeting = ""
        number = section_at(page, line)
        section = section_path(page, number) if number is not None else ""
        self._desk.crumbs.aside = f"{section}  {scrolled_words(percent)}".strip()
        return number

    def here(self) -> None:
        """Tell what is under the cursor of the pane in use: lists are narrow, and cut what they show."""
        desk = self._desk
        if desk.prompt.is_open:
            return
        topic = desk.columns.topics.topic_here
        if desk.columns.area == "topics":
            desk.say(topic.row.text if topic is not None else "")
        elif desk.columns.pane is not None:
            stop = desk.columns.pane.stop_here
            desk.say(stop_line(stop) if stop is not None else "")
        else:
            desk.say(self._in_note())

    def _in_note(self) -> str:
        if self._of_move:
            return self._of_move
        desk = self._desk
        target = desk.columns.reader.cursor
        if target is not None and desk.page is not None and desk.vault is not None:
            return does(target, desk.page, desk.vault)
        if self._finding.found or self._greeting:
            return self._finding.found or self._greeting
        moment = desk.moment_here
        return f"o plays {timed(moment)}  {moment.claim}" if moment is not None else ""

    def keys(self) -> None:
        """Show the keys that can be pressed here."""
        self._desk.keys.keys = footer_keys(self._desk)
