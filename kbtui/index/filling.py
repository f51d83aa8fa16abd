"""A process that makes a vault's index true to its files, for one that has keys to listen to.

    python -m kbtui.index.filling FOLDER

It prints how many of how many files are read, and ends when nobody listens any more.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from kbtui.index.index import Index
from kbtui.vault.files import VaultError

_POLITE = 10
"""By how much other programs go before it."""


def main(root: Path) -> None:
    with suppress(OSError, AttributeError):  # not every system has it
        os.nice(_POLITE)
    index = Index.of_vault(root)
    with suppress(VaultError, BrokenPipeError):  # whoever listens finds out by itself
        index.sync(lambda done, total: print(done, total, flush=True))
    index.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
