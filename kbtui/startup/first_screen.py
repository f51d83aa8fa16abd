"""The first screen of a vault as it was painted last time: shown at once, while the program that paints it is loaded.

It is only shown on a terminal of the same kind and size, with the same settings, and while the note on it is as it was.
What else changed in the vault is seen a moment later, when the program paints over it what is there now.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from msgspec import MsgspecError, Struct, json

from kbtui import __version__
from kbtui.cache import kept_path
from kbtui.config import Config
from kbtui.vault.files import State, read_file, state_of
from kbtui.whole_file import write_whole

_ENDING = ".screen"
_COLOURED_BY = ("TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_THEME")
"""What of the environment colours depend on."""
_PAINTS = re.compile(r"\x1b\[\d")
"""How a write begins that paints: it goes to a place. Others set or ask something of the terminal."""

Circumstances = tuple[str, ...]
"""What a screen's looks depend on beside the vault."""


class FirstScreen(Struct, frozen=True):
    circumstances: Circumstances
    note: str
    """The path of the note on it."""
    state: State
    """The state of that note's file."""
    painted: str
    """Text and sequences that paint it on an empty screen."""


def circumstances(size: tuple[int, int], config: Config, *, sample: bool = False) -> Circumstances:
    """Those of this run.

    Args:
        size: The terminal's columns and lines.
        config: The user's settings.
        sample: Whether these are the notes that come with kbtui, which are introduced.
    """
    coloured = (os.environ.get(name, "") for name in _COLOURED_BY)
    keys = sorted(config.keys.items())
    return (__version__, *map(str, size), str(config.theme), str(keys), str(sample), *coloured)


def recalled(root: Path, here: Circumstances) -> FirstScreen | None:
    """The first screen of the vault at `root` as it was painted last; None where it would look otherwise now."""
    # Whatever was done to the file, a program that starts must not fail for it.
    with suppress(OSError, ValueError, RecursionError, MsgspecError):
        screen = json.decode(read_file(kept_path(root, os.environ, _ENDING)), type=FirstScreen)
        if screen.circumstances == here and screen.state and state_of(root / screen.note) == screen.state:
            return screen
    return None


def keep_first(root: Path, here: Circumstances, note: str, written: Iterable[str]) -> None:
    """Keep the first screen of the vault at `root` for the next time, unless there is no place for it.

    Args:
        root: The vault's folder.
        here: What it was painted for.
        note: The path of the note on it.
        written: What was written to the terminal to paint it, among other things.
    """
    screen = FirstScreen(here, note, state_of(root / note), "".join(filter(_PAINTS.match, written)))
    path = kept_path(root, os.environ, _ENDING)
    if screen == recalled(root, here):
        return
    with suppress(OSError, UnicodeEncodeError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path, json.encode(screen), path.with_name(f"{path.name}.{os.getpid()}"))
