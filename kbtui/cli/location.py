"""Which vault a command is about."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from stat import S_ISDIR

from msgspec import Struct

from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.config import Config, ConfigError, expanded, read_config
from kbtui.paths import NOTE_ENDINGS
from kbtui.sample import sample_notes

_VAULT_MARKS = (".obsidian", ".zk")
"""What the folder of a whole vault holds."""

_PROJECT_MARKS = (".git", ".hg", ".jj")
"""What the folder of something whole holds, which may be more than a vault."""


class Location(Struct, frozen=True):
    root: Path
    """The vault's folder."""
    note: str | None = None
    """Where a note's file was named: its path in the vault."""
    sample: bool = False
    """Whether these are the notes that come with kbtui."""
    fallback: bool = False
    """Whether they are taken because no vault was named and none is here."""


def settings(arguments: Namespace) -> Config:
    """The config that the arguments and the environment lead to.

    Raises:
        Stop: it is wrong.
    """
    try:
        return read_config(expanded(arguments.config) if arguments.config else None, os.environ)
    except ConfigError as error:
        raise Stop(ExitCode.USAGE, str(error)) from error


def location(arguments: Namespace) -> Location:
    """Where the vault is that a command's arguments mean.

    Raises:
        Stop: there is none.
    """
    return locate(
        named=[getattr(arguments, "folder", None), arguments.vault],
        config=settings(arguments),
        environment=os.environ,
        here=Path.cwd(),
    )


def locate(named: Iterable[str | None], config: Config, environment: Mapping[str, str], here: Path) -> Location:
    """The first vault of: those named, `KBTUI_VAULT`, the config's, the folder one stands in, the sample notes.

    Raises:
        Stop: the first one that is named is neither a folder nor a note.
    """
    chosen = [expanded(name) for name in (*named, environment.get("KBTUI_VAULT")) if name]
    if config.vault:
        chosen.append(config.vault)
    if chosen:
        return _location(chosen[0], chosen[1:])
    if holds_notes(here):
        return Location(here)
    return Location(sample_notes(), sample=True, fallback=True)


def _location(path: Path, others: Iterable[Path]) -> Location:
    try:
        is_folder = S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Stop(ExitCode.USAGE, f"no such folder or note: {path}") from error
    except OSError as error:
        raise Stop(ExitCode.USAGE, f"cannot be opened: {path} ({error.strerror})") from error
    if is_folder:
        return Location(path, sample=_is_sample(path))
    if path.suffix.lower() not in NOTE_ENDINGS:
        raise Stop(ExitCode.USAGE, f"neither a folder nor a note (.md, .markdown): {path}")
    file = path.parent.resolve() / path.name
    root = vault_around(file, others)
    return Location(root, file.relative_to(root).as_posix(), _is_sample(root))


def _is_sample(root: Path) -> bool:
    return root.resolve() == sample_notes().resolve()


def vault_around(file: Path, known: Iterable[Path] = ()) -> Path:
    """The folder of the vault that a note's file is in.

    It is the first of these that there is: a `known` vault (or the sample notes) that the file lies in; the nearest
    folder above that is marked as a vault (`.obsidian`, `.zk`); where the file lies in a channel's folder, the folder
    above that; the nearest folder above that is under version control; the file's own. Marks are looked for no further
    than a hidden folder or the home folder.

    Args:
        file: Its path, with links in the folder's resolved.
        known: Folders that were named as vaults, the first one first.
    """
    for vault in (*known, sample_notes()):
        if file.is_relative_to(vault.resolve()):
            return vault.resolve()
    channels = file.parent.parent if _is_channel(file.parent) else None
    return _marked(file, _VAULT_MARKS) or channels or _marked(file, _PROJECT_MARKS) or file.parent


def _marked(file: Path, marks: Iterable[str]) -> Path | None:
    """The nearest folder above a file that holds one of some marks."""
    return next((folder for folder in _shared_folders(file) if any((folder / mark).exists() for mark in marks)), None)


def _shared_folders(file: Path) -> Iterator[Path]:
    """The folders above a file, up to a hidden one or the home folder: whose other notes do not belong with it."""
    home = expanded("~").resolve()
    for folder in file.parents:
        if folder == home:
            return
        yield folder
        if folder.name.startswith("."):
            return


def _is_channel(folder: Path) -> bool:
    """Whether a folder holds a channel's index: a note that is named like it."""
    name = _plain(folder.name)
    return any(_plain(note.stem) == name for note in _look(folder).notes)


def _plain(name: str) -> str:
    """A name without letter case and invisible characters."""
    return "".join(character for character in name if character.isprintable()).casefold()


def holds_notes(folder: Path) -> bool:
    """Whether notes lie in a folder, or in the folders right below it, as channels' do."""
    here = _look(folder)
    return bool(here.notes) or any(_look(below).notes for below in here.folders)


class _Seen(Struct, frozen=True):
    """What lies in a folder, hidden things and other people's code left out."""

    notes: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()


def _look(folder: Path) -> _Seen:
    try:
        shown = [path for path in folder.iterdir() if not path.name.startswith(".") and path.name != "node_modules"]
        notes = tuple(path for path in shown if path.suffix.lower() in NOTE_ENDINGS and path.is_file())
        return _Seen(notes, tuple(path for path in shown if path.is_dir()))
    except OSError:  # a folder that may not be looked into holds no notes for us
        return _Seen()
