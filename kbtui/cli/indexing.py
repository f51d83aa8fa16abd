"""The index of the vault that a command means, made true to its files."""

from __future__ import annotations

import sys
from argparse import Namespace

from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.location import location
from kbtui.cli.output import say
from kbtui.index.index import Index, Synced
from kbtui.progress import Pace
from kbtui.vault.files import VaultError


def open_index(arguments: Namespace) -> Index:
    """The index of the vault that a command's arguments mean, as its files are now.

    Raises:
        Stop: There is no such vault, or it cannot be read.
    """
    found = location(arguments)
    if found.fallback:
        say("no vault here: these are the sample notes; name your own with --vault FOLDER or KBTUI_VAULT")
    index = Index.of_vault(found.root, keep=not arguments.no_index)
    sync(index)
    return index


def sync(index: Index) -> Synced:
    """Make an index true, and tell on a terminal how far that is where it takes long.

    Raises:
        Stop: The vault cannot be read.
    """
    progress = Progress()
    try:
        return index.sync(progress.tell)
    except VaultError as error:
        index.close()
        raise Stop(ExitCode.USAGE, str(error)) from error
    finally:
        progress.end()


class Progress:
    """A line on a terminal's stderr that says how far some work is, once it has taken a while."""

    def __init__(self) -> None:
        self._pace = Pace("notes")
        self._told = False
        self._is_seen = sys.stderr is not None and sys.stderr.isatty()

    def tell(self, done: int, total: int) -> None:
        line = self._pace.line(done, total) if self._is_seen else None
        if line is not None:
            sys.stderr.write(f"\r{line}\x1b[K")
            sys.stderr.flush()
            self._told = True

    def end(self) -> None:
        """Take the line away."""
        if self._told:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
