"""What the screens over the browser do when it gets a new vault."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from kbtui.vault import Vault

CHANGED = "The vault changed since: close this page and open it again to see that."
"""What is told by a page that goes on showing what it was opened with."""


@runtime_checkable
class Renewable(Protocol):
    """A screen that shows something of the vault."""

    def renewed(self, vault: Vault) -> None:
        """Show a newer vault, or tell that there is one."""
