"""Showing a note: its text at once, then what takes longer to read, and the lists beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from threading import Lock

from msgspec.structs import replace
from textual.worker import get_current_worker

from kbtui.graph.graph import NoteGraph
from kbtui.layout.source import Place, Source
from kbtui.note import Moment, Note, Page, Problem
from kbtui.tui.desk.desk import Desk
from kbtui.tui.desk.telling import Telling
from kbtui.tui.from_thread import Tell, from_thread
from kbtui.tui.garbage import settle_memory
from kbtui.tui.panes.stops import Stop, backlink_stops
from kbtui.tui.panes.wording import actions_of_trail, fragment_line, trail_of
from kbtui.tui.reader.page_source import source_of
from kbtui.tui.reader.places import moved
from kbtui.tui.reader.view import RECENT
from kbtui.vault.vault import Vault

BEGINNING = 16 * 1000
"""Characters of a long note that are shown before the rest is looked at; more than a screen holds."""

_GONE = "The file of this note is gone; it is shown as it was."


class Showing:
    """Shows notes on the desk, and keeps the one that is there true to the vault."""

    def __init__(self, desk: Desk, telling: Telling, shown: Callable[[], None]) -> None:
        """`shown` is called when a note is there in place of another."""
        self._desk = desk
        self._telling = telling
        self._shown = shown
        self._heading: str | None = None
        """The heading that is gone to when the note is read in full."""
        self._recent: list[tuple[Page, NoteGraph, Source]] = []
        """Pages that were shown, among which notes, and as what."""
        self._read_on_for: Page | None = None
        """The page for which the lists beside it have been asked for."""
        self._settled: Vault | None = None
        """The vault whose links have all been looked through."""
        self._turn = Lock()
        """Held by the thread that looks through the vault."""

    def stand_at(self, line: int | None, heading: str | None, words: str = "") -> None:
        """Go to a line of the note that is shown, and to words in it; or to a heading, once the note is read in full;
        else stay."""
        self._heading = heading
        if heading is not None:
            self._go_to_heading()
        elif line is not None:
            self._desk.columns.reader.go_to_line(line, words)

    def stand_at_moment(self, moment: Moment) -> None:
        """Go to a moment of the note that is shown."""
        page, reader = self._desk.page, self._desk.columns.reader
        if page is not None and moment in page.moments:
            reader.go_to_line(moment.line)
            reader.go_to_moment(page.moments.index(moment))

    def _go_to_heading(self) -> None:
        """Go to the heading that a link named, once the note is read in full."""
        desk = self._desk
        if desk.page is None or self._heading is None or not desk.page.is_whole:
            return
        line = fragment_line(desk.page, self._heading)
        if line is None:
            self._telling.of_move(f"This note has no “{self._heading.lstrip('^')}”.")
        else:
            desk.columns.reader.go_to_line(line)
        self._heading = None

    def show(self, path: str, place: Place | None = None, *, even_short: bool = True, at_once: bool = True) -> None:
        """Show a note, from its beginning or from a place, and remember nothing.

        Its text is on the screen before anything else is done: where it stands is told, the lists beside it are filled,
        and what takes longer is read, when it is painted.

        Args:
            path: The note's.
            place: Where to begin.
            even_short: Whether a short note too is shown before it is read in full.
            at_once: Whether the beginning of a long one, where it is shown from there, is enough for a start.
        """
        desk = self._desk
        if desk.vault is None:
            return
        if path not in desk.vault.graph.notes:
            self._telling.of_move(_GONE)
            return
        if desk.page is not None:
            self._telling.greet("")
        for pane in desk.columns.side.panes:
            pane.narrow("")
        self._heading = None
        beginning = BEGINNING if at_once and place is None else None
        page = desk.vault.glance(path, even_short=even_short, most=beginning)
        self._present(page, self._source_of(page, desk.vault.graph), place)
        self._shown()

    def renew(self, renamed: Mapping[str, str]) -> None:
        """Show the note as it is in the vault now, at the same place.

        Args:
            renamed: Notes whose files have another path now: the old and the new.
        """
        desk = self._desk
        vault, page, document = desk.vault, desk.page, desk.columns.reader.document
        if vault is None or page is None or document is None:
            return
        note = vault.graph.notes.get(renamed.get(page.note.path, page.note.path))
        if note is None:
            why = next((unread.message for unread in vault.unread if unread.path == page.note.path), None)
            self._telling.of_move(f"This note cannot be read ({why}); it is shown as it was." if why else _GONE)
            return
        if note.path != page.note.path:
            desk.page = replace(page, note=note)
            desk.columns.topics.mark(note.path)
        _lay_trail(desk, note, vault.graph)
        self._start_reading_on(vault, Page(note, "", 0, is_whole=False), document.source)

    def _source_of(self, page: Page, graph: NoteGraph) -> Source:
        """The page as the reader is given it; the very same as a little while ago, if nothing has changed."""
        recent = (source for known, among, source in self._recent if known is page and among is graph)
        return next(recent, None) or source_of(page, graph, at_once=True)

    def _present(self, page: Page, source: Source, place: Place | None) -> None:
        desk = self._desk
        desk.page = page
        desk.columns.reader.open(source, at=place)
        self._telling.began()

    def painted(self) -> None:
        """The note's text is on the screen: do what could wait for that."""
        desk = self._desk
        vault, page = desk.vault, desk.page
        document = desk.columns.reader.document
        if vault is None or page is None or document is None or page is self._read_on_for:
            return
        self._read_on_for = page
        self._telling.here()
        _lay_trail(desk, page.note, vault.graph)
        desk.columns.topics.mark(page.note.path)
        is_gone = page.note.path not in vault.graph.notes
        if page.is_whole or is_gone:
            desk.columns.side.fill(page)
        if is_gone:
            desk.columns.side.show_backlinks(())
            self._telling.of_move(_GONE)
            return
        self._start_reading_on(vault, page, document.source)

    def _start_reading_on(self, vault: Vault, page: Page, shown: Source) -> None:
        work = partial(self._read_on, from_thread(self._desk), vault, page, shown)
        # Where there is no description, Textual writes out what the work is given: the whole text with all its links.
        self._desk.run_worker(work, thread=True, exclusive=True, group="note", description=page.note.path)

    def _read_on(self, tell: Tell, vault: Vault, page: Page, shown: Source) -> None:
        """Read what takes longer: the note in full, and the notes that link to it."""
        path = page.note.path
        if not page.is_whole:
            if len(page.text) >= BEGINNING:
                rest = vault.glance(path)
                source = source_of(rest, vault.graph)
                if source != shown:
                    tell(self._read_further, rest, source)
                shown = source
            page = vault.page(path)
            source = source_of(page, vault.graph)
            tell(self._read_in_full, page, source if source != shown else None)
        if not vault.graph.awaited:  # so would be the links that they hold
            self._look_around(tell, vault, path)

    def _look_around(self, tell: Tell, vault: Vault, path: str) -> None:
        """Find what is wrong in a note and which others link to it, then all that takes long to find.

        Who goes from note to note calls off one such thread after the other. They take turns, and what is called off is
        not begun: of several at once each would keep the keys waiting.
        """
        worker = get_current_worker()
        for find in (self._find_problems, self._find_backlinks, self._look_through):
            with self._turn:
                if not worker.is_cancelled:
                    find(tell, vault, path)

    def _find_problems(self, tell: Tell, vault: Vault, path: str) -> None:
        tell(self._problems_found, path, vault.problems(path))

    def _find_backlinks(self, tell: Tell, vault: Vault, path: str) -> None:
        tell(self._backlinks_found, path, backlink_stops(vault.backlinks(path)))

    def _look_through(self, tell: Tell, vault: Vault, _path: str) -> None:
        vault.graph.settle()
        tell(self._looked_through, vault)

    def _read_further(self, page: Page, source: Source) -> None:
        """Show all of a note of which only the beginning is shown."""
        desk = self._desk
        if desk.path == page.note.path:
            self._read_on_for = desk.page = page
            desk.columns.reader.read_on(source)
            desk.columns.side.wait()

    def _read_in_full(self, page: Page, source: Source | None) -> None:
        """Take the note as it is now known; `source` where it is shown otherwise than before."""
        desk = self._desk
        if desk.path != page.note.path:
            return
        self._read_on_for = desk.page = page
        reader = desk.columns.reader
        if source is not None:
            shown = reader.document.source.text if reader.document is not None else source.text
            reader.replace(source, at=moved(reader.place, shown, source.text))
        document = desk.columns.reader.document
        if desk.vault is not None and document is not None:
            graph = desk.vault.graph
            before = (each for each in self._recent if each[1] is graph)
            self._recent = [(page, graph, document.source), *before][:RECENT]
        desk.columns.reader.tell_again()
        desk.columns.side.fill(page)
        self._go_to_heading()

    def _problems_found(self, path: str, problems: tuple[Problem, ...]) -> None:
        desk = self._desk
        if desk.path == path:
            self._telling.problems(problems)

    def _backlinks_found(self, path: str, stops: Sequence[Stop]) -> None:
        desk = self._desk
        if desk.path == path:
            desk.columns.side.show_backlinks(stops)

    def _looked_through(self, vault: Vault) -> None:
        """All links of a vault were looked through; what was found of them stays as long as it does."""
        if vault is not self._settled:
            self._settled = vault
            settle_memory()
            columns = self._desk.columns
            if columns.area == "reader" and columns.reader.cursor is not None:
                self._telling.here()  # where the link under the cursor leads is known now


def _lay_trail(desk: Desk, note: Note, graph: NoteGraph) -> None:
    """Tell where a note belongs, and lead there."""
    desk.crumbs.actions = actions_of_trail(note, graph)
    desk.crumbs.trail = trail_of(note, graph)
