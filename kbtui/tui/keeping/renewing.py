"""What the screens over the desk do when there is a new vault."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from kbtui.vault.vault import Vault


@runtime_checkable
class Renewable(Protocol):
    """A screen that shows something of the vault."""

    def renewed(self, vault: Vault) -> None:
        """Show a newer vault."""


def renew_pages(screens: Iterable[object], vault: Vault) -> None:
    """Let those of the screens that show something of the vault know of the one that is there now."""
    for screen in screens:
        if isinstance(screen, Renewable):
            screen.renewed(vault)
