"""The vault's index behind the screen: made true to the files in the background, and asked by whoever searches."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from kbtui.late_pattern import late_pattern
from kbtui.own_process import command_of, environment, watched
from kbtui.progress import Pace
from kbtui.tui.desk.desk import Desk
from kbtui.tui.from_thread import Tell, from_thread
from kbtui.vault.files import VaultError

if TYPE_CHECKING:
    from kbtui.index.index import Index
    from kbtui.search.search import Search

MANY = 300
"""Files from which on they are read by a process of its own: the keys are not to wait for so much work."""
_PATIENCE = 30.0
"""Seconds in which that process tells how far it is, also where it waits for another one first. One that tells nothing
is let go: it was stopped, or hangs."""
_TOLD = late_pattern(r"(\d+) (\d+)\n")
"""What that process tells of how far it is; whatever else is printed as a Python starts is passed over."""


class IndexKeeping:
    """Keeps an index true. It is opened when it is wanted first."""

    def __init__(self, desk: Desk, root: Path, *, keep: bool) -> None:
        self.search: Search | None = None
        """Answers queries; None until the index is open."""
        self.making = ""
        """How far the index is while it is being made true to the files."""
        self.problem = ""
        """Why the vault cannot be searched."""
        self.listener: Callable[[], None] | None = None
        """Told, on the event loop, that something of this changed."""
        self._desk = desk
        self._root = root
        self._keep = keep
        self._index: Index | None = None
        self._was_true = False
        self._is_busy = False
        self._is_behind = False
        self._helper: subprocess.Popen[str] | None = None

    @property
    def ready(self) -> Index | None:
        """The index, once it was true to the files; None where there is none, or not yet. What changed since may be
        missing while the next look goes on: whoever asks checks the files anyway."""
        return self._index if self._was_true and not self.problem else None

    @property
    def is_busy(self) -> bool:
        """Whether it is being made true to the files: what it does not hold may be in them."""
        return self._is_busy

    def look(self) -> None:
        """Make the index true to the files, off the event loop."""
        self._is_behind = self._is_busy
        if not self._is_busy:
            self._is_busy = True
            self._desk.run_worker(partial(self._make, from_thread(self._desk)), thread=True, group="index")

    def interrupt(self) -> None:
        """Call off the question that is being answered."""
        if self._index is not None:
            self._index.interrupt()

    def close(self) -> None:
        """Let go of the index; nothing may be asked any more."""
        if self._helper is not None:
            self._helper.kill()
        if self._index is not None:
            self._index.close()

    def _make(self, tell: Tell) -> None:
        from kbtui.index.index import Index, Interrupted
        from kbtui.search.search import Search

        worker = get_current_worker()
        pace = Pace("notes read for the search")

        def progress(done: int, total: int) -> None:
            if worker.is_cancelled:
                raise Interrupted
            line = pace.line(done, total)
            if line is not None:
                tell(self._tell, line, "")

        problem = ""
        try:
            if self._index is None:
                self._index = Index.of_vault(self._root, keep=self._keep)
                self.search = Search(self._index)
                tell(self._tell, "", "")
            if self._index.path is not None and self._index.behind() >= MANY:
                self._have_it_made(progress)
            self._index.sync(progress)
        except Interrupted:
            return
        except VaultError as error:
            problem = str(error)
        tell(self._made, problem)

    def _have_it_made(self, progress: Callable[[int, int], None]) -> None:
        """Let a process of its own read many files. Whatever it leaves undone is done here afterwards."""
        try:
            helper = subprocess.Popen(
                command_of("kbtui.index.filling", os.path.abspath(self._root)),  # noqa: PTH100  it never raises
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
                text=True,
            )
        except OSError:
            return
        with helper:
            self._helper = helper
            try:
                with watched(helper, _PATIENCE) as heard:
                    for line in helper.stdout or ():
                        heard.set()
                        if told := _TOLD.fullmatch(line):
                            progress(int(told[1]), int(told[2]))
            finally:
                helper.kill()
                self._helper = None

    def _made(self, problem: str) -> None:
        self._is_busy = False
        self._was_true = self._was_true or not problem
        self._tell("", problem)
        if self._is_behind:
            self.look()

    def _tell(self, making: str, problem: str) -> None:
        self.making = making
        self.problem = problem
        self._desk.status.work = making
        if self.listener is not None:
            self.listener()
