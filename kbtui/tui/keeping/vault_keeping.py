"""The vault behind the screen: there from its index at once, read in the background, and kept true to its files."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from itertools import chain
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any

from textual.app import App
from textual.worker import get_current_worker

from kbtui.graph.first import with_neighbours
from kbtui.progress import Pace
from kbtui.startup.beginning import Beginning, Begun, prepared
from kbtui.startup.start import Start
from kbtui.tui.desk.desk import Desk
from kbtui.tui.desk.opening import Opening, is_at_video, opened_at, partly_opened_at, unread_line
from kbtui.tui.desk.telling import Telling
from kbtui.tui.desk.visiting import Visiting
from kbtui.tui.from_thread import Tell, from_thread
from kbtui.tui.garbage import settle_memory
from kbtui.tui.keeping.index_keeping import IndexKeeping
from kbtui.tui.keeping.renewing import renew_pages
from kbtui.vault.catalogue import Catalogue
from kbtui.vault.files import Unread, VaultError
from kbtui.vault.vault import Vault
from kbtui.vault.watch import Touched, changes

_PATIENCE = 0.25
"""Seconds to wait for the first look at the vault: a screen with its notes is painted sooner than an empty one and then
another. Of a vault that takes longer, the screen does not wait."""


_HASTE = 0.1
"""Seconds of reading after which it makes way for what changed meanwhile."""
_NOTHING: Touched = frozenset()


class VaultKeeping:
    """Gives the desk its vault, and a new one whenever more is read or files changed."""

    def __init__(self, desk: Desk, start: Start, telling: Telling, visiting: Visiting, index: IndexKeeping) -> None:
        self._desk = desk
        self._telling = telling
        self._visiting = visiting
        self._index = index
        self._start = start
        self._beginning = start.beginning or Beginning(start.root, start.note, keep_index=start.keep_index)
        self._catalogue = Catalogue(start.root)
        self._first: str | None = None
        """The note to open, where not all notes are known."""
        self._opened: str | None = None
        """The note that was opened first; none in a folder without notes, where it is opened once there is one."""
        self._unread: tuple[Unread, ...] = ()
        """What was told of as not to be read."""
        self._is_busy = False
        self._touched: SimpleQueue[Touched] = SimpleQueue()
        """What may have changed since the look that goes on began."""
        self._is_known = False
        """Whether all files were looked at once."""
        self._is_watched = False
        self._is_failed = False
        self._closed = Event()

    async def begin(self) -> None:
        """Show the vault as soon as it is there, and watch its folder from then on."""
        beginning = self._beginning
        self._is_busy = True
        try:
            begun = beginning.begun(0) or await to_thread(beginning.begun, _PATIENCE)
        except VaultError as error:
            self._failed(str(error))
            return
        if begun is not None:
            self._take(begun)
        else:
            self._desk.say("Reading the vault …")
            self._work(self._await, beginning.begun)

    def look(self, touched: Touched = None) -> None:
        """Make the vault true to its files, off the event loop. A look that goes on makes way.

        Args:
            touched: The files and folders that alone may have changed since the look before; None where any may have.
        """
        self._touched.put(touched)
        self._look_again()

    def _look_again(self) -> None:
        if not self._is_busy and not self._touched.empty():
            self._is_busy = True
            self._work(self._read)

    def close(self) -> None:
        """Watch no longer."""
        self._closed.set()

    # In a thread of its own

    def _await(self, tell: Tell, known: Callable[[], Begun | None]) -> None:
        """Wait until more is known."""
        try:
            begun = known()
        except VaultError as error:
            tell(self._failed, str(error))
        else:
            if begun is not None:
                tell(self._take, begun)

    def _read(self, tell: Tell) -> None:
        worker = get_current_worker()
        pace = Pace("notes read")
        catalogue = self._catalogue
        is_new, renamed = bool(catalogue.behind), dict[str, str]()

        def progress(done: int, total: int) -> None:
            if worker.is_cancelled:
                raise VaultError("the program ends")
            line = pace.line(done, total)
            if line is not None:
                tell(self._tell, line)

        def partly(found_again: Mapping[str, str]) -> None:
            renamed.update(found_again)
            tell(self._show, vault(), is_whole=False, renamed=found_again)

        def vault() -> Vault:
            return prepared(catalogue, self._desk.columns.topics.opened)

        def makes_way(seconds: float) -> bool:
            return not self._touched.empty() and seconds > _HASTE

        try:
            while True:
                # What is shown fills in while a vault that is new to us is read.
                changes = catalogue.refresh(
                    progress,
                    partly if is_new else None,
                    partial(with_neighbours, self._first),
                    makes_way,
                    self._taken(),
                )
                is_new = is_new or bool(changes)
                renamed |= changes.renamed
                if not catalogue.behind:
                    break
        except VaultError as error:
            tell(self._failed, str(error))
            return
        tell(self._done, vault() if is_new else None, renamed)

    def _taken(self) -> Touched:
        """What may have changed since it was asked for last."""
        taken: list[Touched] = []
        with suppress(Empty):
            while True:
                taken.append(self._touched.get_nowait())
        return None if None in taken else frozenset(chain.from_iterable(filter(None, taken)))

    def _find_moment(self, tell: Tell, vault: Vault) -> None:
        tell(self._open, opened_at(self._start, vault))

    def _watch(self, app: App[Any]) -> None:
        for touched in changes(self._start.root, self._closed):
            if self._closed.is_set() or not app.is_running:
                return
            app.call_from_thread(self.look, touched)

    # On the event loop

    def _take(self, begun: Begun) -> None:
        self._first = begun.first
        self._show(begun.vault, is_whole=begun.is_whole)
        # What is shown is painted before anything else is done.
        self._desk.call_after_refresh(self._take_further, begun)

    def _take_further(self, begun: Begun) -> None:
        if begun.catalogue is None:
            self._work(self._await, self._beginning.whole)
            return
        self._catalogue = begun.catalogue
        self._watch_from_now()
        if begun.changes is not None:
            self._done(None, {})
        else:
            self._is_busy = False
            self.look(_NOTHING)

    def _show(self, vault: Vault, *, is_whole: bool, renamed: Mapping[str, str] | None = None) -> None:
        desk = self._desk
        desk.vault = vault
        renew_pages(desk.app.screen_stack, vault)
        desk.columns.topics.show(vault.graph)
        if is_whole and self._is_shown_in_vain(vault):
            self._opened = None
        if self._opened is not None:
            self._visiting.renew(renamed or {})
            self._tell_of_unread(vault)
            return
        if is_whole and is_at_video(self._start):
            self._work(self._find_moment, vault)
            return
        opening = opened_at(self._start, vault) if is_whole else partly_opened_at(self._start, self._first, vault)
        if opening is not None:
            self._open(opening)

    def _tell_of_unread(self, vault: Vault) -> None:
        """Tell of files that could not be read, where it is not what the first screen told."""
        if vault.unread != self._unread:
            self._unread = vault.unread
            self._telling.greet(unread_line(vault))
            self._telling.here()

    def _is_shown_in_vain(self, vault: Vault) -> bool:
        """Whether the note that was opened first, which an index remembered, was gone already."""
        page, path = self._desk.page, self._opened
        return page is not None and not page.text and page.note.path == path and path not in vault.graph.notes

    def _open(self, opening: Opening) -> None:
        if self._opened is None:
            self._opened = opening.path
            self._unread = self._desk.vault.unread if self._desk.vault is not None else ()
            self._visiting.begin(opening)

    def _done(self, vault: Vault | None, renamed: Mapping[str, str]) -> None:
        self._is_busy = False
        self._tell("")
        if vault is not None:
            self._show(vault, is_whole=True, renamed=renamed)
        # One that is kept is opened at the start, for whoever asks it first; else it is only kept true where it is.
        is_wanted = self._start.keep_index or self._index.search is not None
        if is_wanted and (vault is not None or not self._is_known):
            self._index.look()
        self._is_known = True
        if self._is_failed:
            self._is_failed = False
            self._telling.of_move("")
            self._telling.here()
        self._desk.call_after_refresh(settle_memory)
        self._go_on()

    def _failed(self, words: str) -> None:
        self._is_busy = False
        if self._desk.vault is None:
            self._desk.app.exit(return_code=2, message=words)
            return
        self._is_failed = True
        self._tell("")
        self._telling.of_move(f"The notes are shown as they were read last: {words}")
        self._go_on()

    def _go_on(self) -> None:
        """Look again where that was asked for meanwhile."""
        self._watch_from_now()
        self._look_again()

    def _watch_from_now(self) -> None:
        if not self._is_watched:
            self._is_watched = True
            Thread(target=self._watch, args=(self._desk.app,), daemon=True, name="watch").start()

    def _work(self, work: Callable[..., None], *on: object) -> None:
        """Do some work on something in a thread; it is given first what it tells the screen with."""
        self._desk.run_worker(partial(work, from_thread(self._desk), *on), thread=True, group="vault")

    def _tell(self, words: str) -> None:
        self._desk.status.work = words
