"""The lists of the whole vault, and of what is related to the note: each gathered off the event loop, and opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from textual.worker import get_current_worker

from kbtui.index.index import Interrupted
from kbtui.note import Note
from kbtui.search.related import Related, related_in
from kbtui.tui.actions.handling import Handling
from kbtui.tui.from_thread import from_thread
from kbtui.tui.keeping.index_keeping import IndexKeeping
from kbtui.tui.pages.list_page import LinesPage
from kbtui.tui.pages.opener import Opener
from kbtui.tui.pages.quotes_page import KeptQuotes, QuotesPage
from kbtui.tui.pages.related_page import RelatedPage
from kbtui.tui.pages.video_page import VideoPages
from kbtui.tui.pages.videos_page import VideosPage, listed_videos
from kbtui.tui.pages.wanted_page import WantedPage, asked_for
from kbtui.tui.panes.wording import GONE
from kbtui.vault.files import VaultError
from kbtui.vault.vault import Vault

Gathered = TypeVar("Gathered")


class Lists:
    """Opens them, and goes where one of them leads."""

    def __init__(self, handling: Handling, opener: Opener, index: IndexKeeping, video_pages: VideoPages) -> None:
        self._desk = handling.desk
        self._handling = handling
        self._opener = opener
        self._index = index
        self._video_pages = video_pages
        self._tell = from_thread(handling.desk)
        self._quotes = KeptQuotes()

    def quotes(self) -> None:
        """List what is said in the vault."""
        vault = self._vault()
        if vault is not None:
            self._index.look()
            self._opener.open(QuotesPage(vault, self._quotes, self._index, self._handling))

    def videos(self) -> None:
        """List the videos that notes are about."""
        vault = self._vault()
        page = self._desk.page
        at = page.note.video_id if page is not None else None
        if vault is not None:
            self._gather(
                "Gathering the videos …",
                lambda: listed_videos(vault.graph),
                lambda listed: VideosPage(vault, listed, at, self._handling, self._video_pages),
            )

    def wanted(self) -> None:
        """List what links ask for and no note answers."""
        vault = self._vault()
        if vault is not None:
            self._gather(
                "Gathering what is asked for …",
                lambda: asked_for(vault.graph.wanted),
                lambda asked: WantedPage(vault, asked, self._handling),
            )

    def related(self) -> None:
        """List what is related to the note that is read."""
        vault = self._vault()
        page = self._desk.page
        if vault is None:
            return
        if page is None:
            self._desk.say("There is no note here that others could be related to.")
            return
        note = page.note
        if note.path not in vault.graph.notes:
            self._desk.say(GONE)
            return
        self._index.look()
        self._gather(
            "Looking for what is related …",
            lambda: self._related_to(vault, note),
            lambda found: RelatedPage(note, found, vault, self._handling, self._related_to),
        )

    def _vault(self) -> Vault | None:
        if self._desk.vault is None:
            self._desk.say("The vault is still being read.")
        return self._desk.vault

    def _gather(self, words: str, work: Callable[[], Gathered], page: Callable[[Gathered], LinesPage[Any]]) -> None:
        """Do some work in a thread, and show a page of what came of it, if the note is the same still."""
        asked_at = self._desk.path

        def made(gathered: Gathered) -> LinesPage[Any] | None:
            return page(gathered) if self._desk.path == asked_at else None

        self._opener.gather(words, work, made, group="lists")

    # What is related

    def _related_to(self, vault: Vault, note: Note) -> tuple[Related, ...]:
        """The notes that are related to one. Reads notes: call it from a thread, which ends where it was called off."""
        index = self._index.ready
        try:
            return related_in(vault, note, index, self._tell_read)
        except (Interrupted, VaultError):  # the index is of no use just now
            return related_in(vault, note, None, self._tell_read)

    def _tell_read(self, done: int, total: int) -> None:
        if get_current_worker().is_cancelled:
            raise Interrupted
        words = f"Looking for what is related … {done} of {total} notes"
        self._tell(self._desk.say, words)
