"""The vault that a command is about, read."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.location import Location, location
from kbtui.cli.output import say
from kbtui.index.remembered import remembered
from kbtui.vault.catalogue import Catalogue
from kbtui.vault.files import VaultError
from kbtui.vault.vault import Vault


def open_vault(arguments: Namespace) -> tuple[Vault, Location]:
    """The vault that a command's arguments mean, read.

    Raises:
        Stop: there is none, or it cannot be read.
    """
    found = location(arguments)
    if found.fallback:
        say("no vault here: these are the sample notes; name your own with --vault FOLDER or KBTUI_VAULT")
    vault = Vault.of(read_catalogue(found.root, arguments))
    if not vault.graph.notes and not vault.unread:
        say_empty(found.root)
    if found.note is not None and found.note not in vault.graph.notes:
        raise Stop(ExitCode.USAGE, f"{found.root / found.note}: {_why_absent(vault, found.note)}")
    return vault, found


def say_empty(root: Path) -> None:
    """Say that the vault at `root` has no notes."""
    say(f"{root}: there are no notes in this folder (.md or .markdown files)")


def read_catalogue(root: Path, arguments: Namespace) -> Catalogue:
    """The notes of the vault at `root`, true to its files; those that an index knows are not read again.

    Raises:
        Stop: There is no such folder, or it cannot be listed.
    """
    catalogue = remembered(root, keep=not getattr(arguments, "no_index", False))
    try:
        catalogue.refresh()
    except VaultError as error:
        raise Stop(ExitCode.USAGE, str(error)) from error
    return catalogue


def _why_absent(vault: Vault, path: str) -> str:
    return next((unread.message for unread in vault.unread if unread.path == path), f"is not read in {vault.root}")
