"""Where what is remembered of a vault between runs is kept. All of it can be thrown away at any time."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def kept_path(root: Path, environment: Mapping[str, str], ending: str) -> Path:
    """The file for one vault: in `$XDG_CACHE_HOME/kbtui`, else in `~/.cache/kbtui`.

    Args:
        root: The vault's folder.
        environment: The user's.
        ending: What the file's name ends in, which tells what it holds.
    """
    import hashlib  # it loads OpenSSL, which a run that keeps nothing can do without

    base = Path(environment.get("XDG_CACHE_HOME", ""))
    folder = base if base.is_absolute() else Path(os.path.expanduser("~/.cache"))  # noqa: PTH111  it never raises
    name = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:24]
    return folder / "kbtui" / f"{name}{ending}"
