"""The lists of the whole vault, and of what is related to the note: each gathered off the event loop, and opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from textual.worker import get_current_worker

from kbtui.index.index import Interrupted
from kbtui.note import Note
from kbtui.search.related import Related, related_in
from kbtui.tui.from_thread import from_thread
from kbtui.tui.list_page import LinesPage
from kbtui.tui.quotes_page import KeptQuotes, QuotesPage
from kbtui.tui.related_page import RelatedPage
from kbtui.tui.videos_page import VideosPage, listed_videos
from kbtui.tui.wanted_page import WantedPage, asked_for
from kbtui.tui.wording import GONE
from kbtui.vault.files import VaultError
from kbtui.vault.vault import Vault

if TYPE_CHECKING:
    from kbtui.tui.browser import Browser

Gathered = TypeVar("Gathered")


class Lists:
    """Opens them, and goes where one of them leads."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._tell = from_thread(browser)
        self._quotes = KeptQuotes()

    def quotes(self) -> None:
        """List what is said in the vault."""
        vault = self._vault()
        if vault is not None:
            self._browser.index.look()
            self._show(QuotesPage(vault, self._quotes, self._browser))

    def videos(self) -> None:
        """List the videos that notes are about."""
        vault = self._vault()
        page = self._browser.page
        at = page.note.video_id if page is not None else None
        if vault is not None:
            self._gather(
                "Gathering the videos …",
                lambda: listed_videos(vault.graph),
                lambda listed: self._show(VideosPage(vault, listed, self._browser, at)),
            )

    def wanted(self) -> None:
        """List what links ask for and no note answers."""
        vault = self._vault()
        if vault is not None:
            self._gather(
                "Gathering what is asked for …",
                lambda: asked_for(vault.graph.wanted),
                lambda asked: self._show(WantedPage(vault, asked, self._browser)),
            )

    def related(self) -> None:
        """List what is related to the note that is read."""
        vault = self._vault()
        page = self._browser.page
        if vault is None:
            return
        if page is None:
            self._browser.say("There is no note here that others could be related to.")
            return
        note = page.note
        if note.path not in vault.graph.notes:
            self._browser.say(GONE)
            return
        self._browser.index.look()
        self._gather(
            "Looking for what is related …",
            lambda: self.related_to(vault, note),
            lambda found: self._show(RelatedPage(note, found, vault, self._browser)),
        )

    def _vault(self) -> Vault | None:
        if self._browser.vault is None:
            self._browser.say("The vault is still being read.")
        return self._browser.vault

    @property
    def _path(self) -> str | None:
        page = self._browser.page
        return page.note.path if page is not None else None

    def _gather(self, words: str, work: Callable[[], Gathered], show: Callable[[Gathered], None]) -> None:
        """Do some work in a thread, and show what came of it, if nothing else was asked for meanwhile."""
        browser, asked_at = self._browser, self._path

        def run() -> None:
            try:
                gathered = work()
            except Interrupted:  # it was called off
                return
            self._tell(done, gathered)

        def done(gathered: Gathered) -> None:
            browser.telling.here()
            if browser.is_waited_at and self._path == asked_at:
                show(gathered)

        browser.say(words)
        browser.run_worker(run, thread=True, exclusive=True, group="lists")

    def _show(self, page: LinesPage) -> None:
        self._browser.app.push_screen(page, self._browser.go_to)

    # What is related

    def related_to(self, vault: Vault, note: Note) -> tuple[Related, ...]:
        """The notes that are related to one. Reads notes: call it from a thread.

        Raises:
            Interrupted: The worker that asked was called off.
        """
        index = self._browser.index.ready
        try:
            return related_in(vault, note, index, self._tell_read)
        except (Interrupted, VaultError):  # the index is of no use just now
            return related_in(vault, note, None, self._tell_read)

    def _tell_read(self, done: int, total: int) -> None:
        if get_current_worker().is_cancelled:
            raise Interrupted
        words = f"Looking for what is related … {done} of {total} notes"
        self._tell(self._browser.say, words)
