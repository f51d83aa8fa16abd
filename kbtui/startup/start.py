"""What the browser opens with."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from kbtui.config import Config
from kbtui.startup.beginning import Beginning
from kbtui.startup.first_screen import Circumstances


class Start(Struct, frozen=True):
    root: Path
    """The vault's folder."""
    note: str | None
    """The note to show: its path in the vault."""
    video: tuple[str, int | None] | None
    """The video to show, and the second of it; the id has the form of one and need not be in the vault."""
    config: Config
    sample: bool
    """Whether these are the notes that come with kbtui."""
    beginning: Beginning | None = None
    """The first look at the vault, where it was begun already."""
    keep_index: bool = True
    """Whether the index of the vault is kept between runs."""
    kept_for: Circumstances | None = None
    """Under which circumstances the first screen is kept to be shown next time; None where it is not."""
