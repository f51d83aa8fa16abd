"""What a vault's index remembers of its notes, before their files are looked at."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from kbtui.graph.channels import Awaited
from kbtui.graph.stored_notes import note_of, noted
from kbtui.index.outline import outline
from kbtui.index.store import FAILURES, connected, index_path, is_ours
from kbtui.note import Note
from kbtui.paths import folder_of
from kbtui.vault.catalogue import Catalogue, Known

_HASTE = 0.1
"""Seconds to wait for another process that writes, where the screen waits as well."""
_MANY = 1000
"""Notes from which on loading all of them would be felt."""


class Glimpse(Struct, frozen=True):
    """As much of a vault as its first screen shows. What is stored is not checked as it is when all of it is loaded."""

    first: str
    """The note to begin with."""
    notes: list[Note]
    """Those of its folder."""
    elsewhere: dict[str, Awaited]
    """The other folders."""


def remembered(root: Path, *, keep: bool = True) -> Catalogue:
    """All that is known of the vault at `root`.

    Args:
        root: The vault's folder.
        keep: Whether an index is kept between runs; else nothing is known.
    """
    return Catalogue(root, load_notes(index_path(root, os.environ)) if keep else ())


def load_notes(path: Path | None) -> list[Known]:
    """The notes that an index holds, as they were when it was made; none where it cannot be used."""
    try:
        with _opened(path) as connection:
            return _known(connection) if connection else []
    except (OSError, *FAILURES):  # what opens it to write makes it anew
        return []


def glimpsed(path: Path, note: str | None = None) -> Glimpse | None:
    """The part of a large vault that its first screen shows; None of a small one, or where the index cannot be used.

    Args:
        path: The index's file.
        note: The note to begin with, where one was asked for.
    """
    try:
        with _opened(path) as connection:
            return _glimpsed(connection, note) if connection else None
    except (OSError, *FAILURES):
        return None


@contextmanager
def _opened(path: Path | None) -> Iterator[sqlite3.Connection | None]:
    """The index, where there is one that this version made."""
    if path is None or not path.exists():
        yield None
        return
    with closing(connected(path, _HASTE)) as connection:
        yield connection if is_ours(connection) else None


def _known(connection: sqlite3.Connection) -> list[Known]:
    rows = connection.execute("SELECT path, stat, video_id, title, more, links, checked FROM files")
    return [Known(state, note_of(os.fsdecode(path), state, tuple(row))) for path, state, *row in rows]


def _glimpsed(connection: sqlite3.Connection, note: str | None) -> Glimpse | None:
    known = outline(connection)
    first = note or (known.first if known else None)
    if known is None or first is None or sum(folder.notes for folder in known.folders.values()) < _MANY:
        return None
    folder = folder_of(first)
    elsewhere = {other: awaited for other, awaited in known.folders.items() if other != folder}
    return Glimpse(first, _within(connection, folder), elsewhere)


def _within(connection: sqlite3.Connection, folder: str) -> list[Note]:
    """The notes of a folder, without those of the folders in it, and without what they link to."""
    below = os.fsencode(f"{folder}/" if folder else "")
    end = below[:-1] + b"0" if below else b"\xff"  # `0` follows `/`, and no path begins with that byte
    # One row that holds all: to hand the interpreter over for each of many would hold up what is imported meanwhile.
    query = (
        "SELECT json_group_array(json_array(CAST(path AS TEXT), title, video_id, more)) FROM files"
        " WHERE path >= ? AND path < ? AND instr(substr(path, ?), x'2f') = 0"
    )
    found = connection.execute(query, (below, end, len(below) + 1)).fetchone()[0]
    rows = msgspec.json.decode(found, type=list[tuple[str, str, str | None, str | None]])
    return [noted(path, title, video_id, more) for path, title, video_id, more in rows]
