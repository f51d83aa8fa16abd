"""A vault in outline: which note to begin with, and how many lie in each folder.

It is kept beside the rows that it sums up, and written with them, so that a first screen need not count them.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable

from msgspec import Struct
from msgspec.json import decode, encode

from kbtui.graph.channels import Awaited
from kbtui.graph.first import Listing


class Outline(Struct, frozen=True):
    first: str | None
    """The note to begin with; None in an empty vault."""
    folders: dict[str, Awaited]
    """What lies in each folder itself."""


def sum_up(connection: sqlite3.Connection) -> None:
    """Write down the outline of the files that are stored, within the transaction that wrote them."""
    listing = Listing([os.fsdecode(path) for (path,) in connection.execute("SELECT path FROM files")])
    folders = listing.awaited(_about_none(connection, listing.indexes()))
    connection.execute("DELETE FROM outline")
    try:
        written = encode(Outline(listing.first(), folders))
    except UnicodeEncodeError:  # a name that is no text: such a vault has none, and is loaded as a whole
        return
    connection.execute("INSERT INTO outline VALUES (?)", (written,))


def outline(connection: sqlite3.Connection) -> Outline | None:
    """The outline of the files that are stored, where there is one.

    Raises:
        msgspec.MsgspecError: It is not as it was written.
    """
    row = connection.execute("SELECT written FROM outline").fetchone()
    return decode(row[0], type=Outline) if row else None


def _about_none(connection: sqlite3.Connection, paths: Iterable[str]) -> list[str]:
    """The notes among these that are about no video."""
    about_none = "SELECT 1 FROM files WHERE path = ? AND video_id IS NULL"
    return [path for path in paths if connection.execute(about_none, (os.fsencode(path),)).fetchone()]
