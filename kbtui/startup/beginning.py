"""The first look at a vault, taken in a thread while the program that will show it is still being loaded."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from threading import Thread

from msgspec import Struct

from kbtui.graph.first import first_path, with_neighbours
from kbtui.graph.graph import NoteGraph
from kbtui.paths import folder_of
from kbtui.vault.catalogue import Catalogue, Changes
from kbtui.vault.vault import Vault, collector_paused

_PATIENCE = 0.005
"""Seconds of reading after which what is known is shown, and the rest is read behind the screen."""


class Begun(Struct, frozen=True):
    """What a first look gave."""

    catalogue: Catalogue | None
    """The notes; None where an index knows more of them than the vault shows: `Beginning.whole` gives them."""
    vault: Vault
    """As far as it is known."""
    first: str | None
    """The note to begin with where no other was asked for."""
    is_whole: bool
    """Whether all notes are known, if only as an index remembers them."""
    changes: Changes | None = None
    """What was read; None where the files are still to be looked at, or more of them to be read."""


class Beginning:
    """Looks at a vault from the moment it is made."""

    def __init__(
        self, root: Path, note: str | None = None, *, keep_index: bool = True, known: Catalogue | None = None
    ) -> None:
        """
        Args:
            root: The vault's folder.
            note: The note that was asked for.
            keep_index: Whether an index is kept between runs, which may know the vault.
            known: The notes, where they had to be read before.
        """
        self._root = root
        self._note = note
        self._keep_index = keep_index
        self._known = known
        self._begun: Begun | Exception | None = None
        self._thread = Thread(target=self._look, daemon=True, name="beginning")
        self._thread.start()

    def begun(self, seconds: float | None = None) -> Begun | None:
        """What the look gave; None where it is not over within some time.

        Raises:
            VaultError: There is no such folder, or it cannot be listed.
        """
        self._thread.join(seconds)
        if isinstance(self._begun, Exception):
            raise self._begun
        return self._begun

    def _look(self) -> None:
        try:
            with collector_paused():
                self._begun = self._glimpsed() or self.whole()
        except Exception as error:  # noqa: BLE001  whoever asks what was found is told
            self._begun = error

    def _glimpsed(self) -> Begun | None:
        if self._known is not None or not self._keep_index:
            return None
        from kbtui.index.remembered import glimpsed
        from kbtui.index.store import index_path  # what opens an index takes a while to import

        glimpse = glimpsed(index_path(self._root, os.environ), self._note)
        if glimpse is None:
            return None
        graph = NoteGraph(glimpse.notes, glimpse.elsewhere)
        return Begun(None, _prepared(Vault(self._root, graph), _folder(glimpse.first)), glimpse.first, False)

    def _remembered(self) -> Catalogue:
        """What an index knows; nothing where none is kept."""
        if not self._keep_index:
            return Catalogue(self._root)
        from kbtui.index.remembered import remembered

        return remembered(self._root)

    def whole(self) -> Begun:
        """What there is to know before files are looked at again: what an index knows, else what is read first.

        Raises:
            VaultError: There is no such folder, or it cannot be listed.
        """
        catalogue = self._known or self._remembered()
        if catalogue.notes:
            first_known = self._note or first_path([note.path for note in catalogue.notes])
            return Begun(catalogue, prepared(catalogue, _folder(first_known)), first_known, True, catalogue.changes)
        first: list[str | None] = []

        def wanted_first(paths: Sequence[str]) -> Iterable[str]:
            first.append(self._note or first_path(paths))
            return with_neighbours(first[0], paths)

        changes = catalogue.refresh(first=wanted_first, enough=lambda seconds: seconds > _PATIENCE)
        is_whole = not catalogue.behind
        return Begun(
            catalogue, prepared(catalogue, _folder(first[0])), first[0], is_whole, changes if is_whole else None
        )


def prepared(catalogue: Catalogue, listed: Collection[str] = ()) -> Vault:
    """The vault as far as it is known, with what the screen asks of it first already found.

    Args:
        catalogue: What is known.
        listed: The folders whose videos are listed.
    """
    return _prepared(Vault.of(catalogue), listed)


def _prepared(vault: Vault, listed: Collection[str]) -> Vault:
    for channel in vault.graph.channels:
        if channel.folder in listed:
            channel.videos  # noqa: B018  they are kept once they are asked for
    return vault


def _folder(first: str | None) -> Collection[str]:
    return () if first is None else (folder_of(first),)
