"""The notes that come with kbtui."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def sample_notes() -> Path:
    """Their folder: inside the package where that was installed, beside it in a checkout."""
    installed = _PACKAGE / "sample_notes"
    return installed if installed.is_dir() else _PACKAGE.parent / "sample_notes"
