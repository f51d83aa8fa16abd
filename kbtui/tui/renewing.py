"""What the screens over the browser do when it gets a new vault."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from kbtui.vault.vault import Vault


@runtime_checkable
class Renewable(Protocol):
    """A screen that shows something of the vault."""

    def renewed(self, vault: Vault) -> None:
        """Show a newer vault."""
