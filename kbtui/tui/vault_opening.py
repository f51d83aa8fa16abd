"""The vault behind the screen: read in a thread, and given to the browser when it can be shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from kbtui.vault import Vault, VaultError

if TYPE_CHECKING:
    from kbtui.tui.browser import Browser


class VaultOpening:
    """Opens the browser's vault and tells how far that is."""

    def __init__(self, browser: Browser, root: Path) -> None:
        self._browser = browser
        self._root = root

    def begin(self) -> None:
        """Read the vault, off the event loop."""
        self._browser.say("Reading the vault …")
        self._browser.run_worker(self._open, thread=True, exclusive=True, group="vault")

    def _open(self) -> None:
        worker = get_current_worker()
        browser = self._browser
        tell = browser.app.call_from_thread

        def progress(done: int, total: int) -> None:
            if not worker.is_cancelled:
                tell(browser.say, f"Reading the vault … {done} of {total} notes")

        try:
            vault = Vault.open(self._root, progress)
        except VaultError as error:
            tell(browser.app.exit, return_code=2, message=str(error))
            return
        if not worker.is_cancelled:
            tell(browser.opened, vault)
