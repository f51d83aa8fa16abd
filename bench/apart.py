"""Vaults that are made for the bench, and folders that are nobody's: nothing of the user's own is read or written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.made_vault import NOTES, make_vault
from kbtui.graph.first import first_path
from kbtui.vault.files import list_notes

FEW = 410
"""Notes of the small vault: as many as the web viewer's build takes 13 s for."""
_SETTLED = 2.1
"""Seconds after which a file that was written is no longer taken for one that may change again at any moment."""
_ALIAS = re.compile(r"\[\[[^\[\]|]+\| *([^\[\]]+)\]\]")


@contextmanager
def apart() -> Iterator[Path]:
    """A folder for vaults, which is removed afterwards. Meanwhile the cache, the config and the marks of all that is
    started lie there as well."""
    own = {name: os.environ.get(name) for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    with tempfile.TemporaryDirectory(prefix="kbtui-bench-") as folder:
        os.environ.update({name: f"{folder}/{name.lower()}" for name in own})
        try:
            yield Path(folder)
        finally:
            for name, value in own.items():
                os.environ.pop(name)
                os.environ |= {name: value} if value is not None else {}


@contextmanager
def made(given: list[str], *sizes: int) -> Iterator[list[Path]]:
    """The vaults that were given, else some that are made of so many notes each."""
    if given:
        yield [Path(name) for name in given]
        return
    with apart() as folder:
        yield [made_in(folder, notes) for notes in sizes]


def made_in(folder: Path, notes: int = NOTES) -> Path:
    """A vault of so many notes, made below a folder."""
    vault = folder / f"vault-{notes}"
    make_vault(vault, notes)
    time.sleep(_SETTLED)
    return vault


def index(vault: Path) -> None:
    """Make a vault's index, as a user would."""
    command = [sys.executable, "-m", "kbtui", "index", "--vault", str(vault)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def first_words(vault: Path) -> str:
    """Words of the text of the note that a made vault opens at, which stand nowhere else on the screen."""
    path = first_path(list_notes(vault))
    found = _ALIAS.search((vault / path).read_text("utf-8")) if path is not None else None
    if found is None:
        raise SystemExit(f"{vault} is no vault that was made for this: its first note has no words of a link's own")
    return " ".join(found[1].split()[:3])
