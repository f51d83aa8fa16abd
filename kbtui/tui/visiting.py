"""Going from note to note: the one that is shown, with the lists beside it, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kbtui.graph.graph import NoteGraph
from kbtui.layout.source import Place, Source
from kbtui.note import Page, Problem
from kbtui.tui.from_thread import Tell, from_thread
from kbtui.tui.garbage import settle_memory
from kbtui.tui.history import Visit
from kbtui.tui.page_source import source_of
from kbtui.tui.places import moved
from kbtui.tui.reader_view import RECENT
from kbtui.tui.wording import GONE, fragment_line, trail_of
from kbtui.vault.vault import Backlink, Vault

if TYPE_CHECKING:
    from kbtui.tui.browser import Browser


BEGINNING = 16 * 1000
"""Characters of a long note that are shown before the rest is looked at; more than a screen holds."""

_GONE = "The file of this note is gone; it is shown as it was."


class Visiting:
    """Shows notes on the screen that one reads in, and remembers where one was."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._heading: str | None = None
        """The heading that is gone to when the note is read in full."""
        self._recent: list[tuple[Page, NoteGraph, Source]] = []
        """Pages that were shown, among which notes, and as what."""
        self._read_on_for: Page | None = None
        """The page for which the lists beside it have been asked for."""
        self._settled: Vault | None = None
        """The vault whose links have all been looked through."""

    def visit(self, path: str, line: int | None, heading: str | None) -> None:
        """Go to a note, to one of its lines or headings, and remember where one was."""
        browser = self._browser
        if browser.vault is None:
            return
        is_here = browser.page is not None and browser.page.note.path == path
        if not is_here and path not in browser.vault.graph.notes:
            browser.say_of_move(GONE)
            return
        self.leave()
        if not is_here:
            # The headings of a note are known when it is read in full; of a short one that is soon done.
            self.show(path, even_short=heading is None, at_once=line is None)
        self._heading = heading
        if heading is not None:
            self._go_to_heading()
        elif line is not None:
            browser.columns.reader.go_to_line(line)

    def _go_to_heading(self) -> None:
        """Go to the heading that a link named, once the note is read in full."""
        browser = self._browser
        if browser.page is None or self._heading is None or not browser.page.is_whole:
            return
        line = fragment_line(browser.page, self._heading)
        if line is None:
            browser.say_of_move(f"This note has no “{self._heading.lstrip('^')}”.")
        else:
            browser.columns.reader.go_to_line(line)
        self._heading = None

    def leave(self, place: Place | None = None) -> None:
        """Remember where one is, or where in the note one was, to come back to it."""
        here = self._here(place)
        if here is not None:
            self._browser.history = self._browser.history.left(here)

    def travel(self, by: int) -> None:
        """Go back or forward, to the same line."""
        browser = self._browser
        here = self._here()
        if here is None:
            return
        step = browser.history.back(here) if by < 0 else browser.history.forward(here)
        if step is None:
            browser.say("This is where you started." if by < 0 else "There is nothing ahead.")
            return
        visit, browser.history = step
        if browser.vault is not None and visit.path in browser.vault.graph.notes:
            self.show(visit.path, visit.place)
        else:
            browser.say_of_move(GONE)
        browser.columns.enter("reader")

    def _here(self, place: Place | None = None) -> Visit | None:
        page = self._browser.page
        return Visit(page.note.path, place or self._browser.columns.reader.place) if page is not None else None

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
        browser = self._browser
        if browser.vault is None:
            return
        if path not in browser.vault.graph.notes:
            browser.say_of_move(_GONE)
            return
        if browser.page is not None:
            browser.telling.greet("")
        for pane in browser.columns.side.panes:
            pane.narrow("")
        self._heading = None
        beginning = BEGINNING if at_once and place is None else None
        page = browser.vault.glance(path, even_short=even_short, most=beginning)
        self._present(page, self._source_of(page, browser.vault.graph), place)
        if "steering" in vars(browser):
            browser.steering.show()

    def renew(self, renamed: Mapping[str, str]) -> None:
        """Show the note as it is in the vault now, at the same place.

        Args:
            renamed: Notes whose files have another path now: the old and the new.
        """
        browser = self._browser
        browser.history = browser.history.renamed(renamed)
        vault, page, document = browser.vault, browser.page, browser.columns.reader.document
        if vault is None or page is None or document is None:
            return
        note = vault.graph.notes.get(renamed.get(page.note.path, page.note.path))
        if note is None:
            why = next((unread.message for unread in vault.unread if unread.path == page.note.path), None)
            browser.say_of_move(f"This note cannot be read ({why}); it is shown as it was." if why else _GONE)
            return
        if note.path != page.note.path:
            browser.page = replace(page, note=note)
            browser.columns.topics.mark(note.path)
        browser.crumbs.trail = trail_of(note, vault.graph)
        self._start_reading_on(vault, Page(note, "", 0, is_whole=False), document.source)

    def _source_of(self, page: Page, graph: NoteGraph) -> Source:
        """The page as the reader is given it; the very same as a little while ago, if nothing has changed."""
        recent = (source for known, among, source in self._recent if known is page and among is graph)
        return next(recent, None) or source_of(page, graph, at_once=True)

    def _present(self, page: Page, source: Source, place: Place | None) -> None:
        browser = self._browser
        browser.page = page
        browser.columns.reader.open(source, at=place)
        browser.telling.began()

    def painted(self) -> None:
        """The note's text is on the screen: do what could wait for that."""
        browser = self._browser
        vault, page = browser.vault, browser.page
        document = browser.columns.reader.document
        if vault is None or page is None or document is None or page is self._read_on_for:
            return
        self._read_on_for = page
        browser.telling.here()
        browser.crumbs.trail = trail_of(page.note, vault.graph)
        browser.columns.topics.mark(page.note.path)
        is_gone = page.note.path not in vault.graph.notes
        if page.is_whole or is_gone:
            browser.columns.side.fill(page)
        if is_gone:
            browser.columns.side.show_backlinks(())
            browser.say_of_move(_GONE)
            return
        self._start_reading_on(vault, page, document.source)

    def _start_reading_on(self, vault: Vault, page: Page, shown: Source) -> None:
        work = partial(self._read_on, from_thread(self._browser), vault, page, shown)
        self._browser.run_worker(work, thread=True, exclusive=True, group="note")

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
        if vault.graph.awaited:  # so are the links that they hold
            return
        tell(self._problems_found, path, vault.problems(path))
        tell(self._backlinks_found, path, vault.backlinks(path))
        vault.graph.settle()
        tell(self._looked_through, vault)

    def _read_further(self, page: Page, source: Source) -> None:
        """Show all of a note of which only the beginning is shown."""
        browser = self._browser
        if browser.page is not None and browser.page.note.path == page.note.path:
            self._read_on_for = browser.page = page
            browser.columns.reader.read_on(source)
            browser.columns.side.wait()

    def _read_in_full(self, page: Page, source: Source | None) -> None:
        """Take the note as it is now known; `source` where it is shown otherwise than before."""
        browser = self._browser
        if browser.page is None or browser.page.note.path != page.note.path:
            return
        self._read_on_for = browser.page = page
        reader = browser.columns.reader
        if source is not None:
            shown = reader.document.source.text if reader.document is not None else source.text
            reader.replace(source, at=moved(reader.place, shown, source.text))
        document = browser.columns.reader.document
        if browser.vault is not None and document is not None:
            graph = browser.vault.graph
            before = (each for each in self._recent if each[1] is graph)
            self._recent = [(page, graph, document.source), *before][:RECENT]
        browser.columns.reader.tell_again()
        browser.columns.side.fill(page)
        self._go_to_heading()

    def _problems_found(self, path: str, problems: tuple[Problem, ...]) -> None:
        browser = self._browser
        if browser.page is not None and browser.page.note.path == path:
            browser.telling.problems(problems)

    def _backlinks_found(self, path: str, backlinks: tuple[Backlink, ...]) -> None:
        browser = self._browser
        if browser.page is not None and browser.page.note.path == path:
            browser.columns.side.show_backlinks(backlinks)

    def _looked_through(self, vault: Vault) -> None:
        """All links of a vault were looked through; what was found of them stays as long as it does."""
        if vault is not self._settled:
            self._settled = vault
            settle_memory()
            columns = self._browser.columns
            if columns.area == "reader" and columns.reader.cursor is not None:
                self._browser.telling.here()  # where the link under the cursor leads is known now
