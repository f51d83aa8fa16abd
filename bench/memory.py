"""The memory of the running program, beside that of an empty Textual app.

    python -m bench.memory [VAULT]

Without a vault, one of 21,000 notes is made. What is printed is the resident memory of the process in a pseudo
terminal: when the vault was looked through and nothing goes on, and at most, with words typed into the search at the
end. The vault is one that was never seen, then one without an index, then one that was seen before; the cache lies in
a folder of the bench's own. Where the system does not tell what a process held at most, it is what was seen.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from bench.apart import apart, first_words, index, made
from bench.made_vault import NOTES
from bench.start import EMPTY_APP, kbtui
from bench.terminal import Terminal

_QUIET = 3.0
"""Seconds without output after which nothing goes on."""
_TYPED = "the zen"


def main(root: Path) -> None:
    empty = Terminal(EMPTY_APP[0])
    empty.until(EMPTY_APP[1], 60)
    yardstick = resident(empty)
    empty.close()
    with apart():
        measure("never seen", root, yardstick)
        measure("no index", root, yardstick, "--no-index")
        index(root)
        measure("seen before", root, yardstick)


def measure(name: str, root: Path, yardstick: float, *options: str) -> None:
    terminal = Terminal(kbtui(root, *options))
    terminal.until(first_words(root), 60)
    terminal.settle(_QUIET)
    show(f"{name}: nothing goes on", resident(terminal), yardstick)
    terminal.send("s")
    terminal.settle()
    seen = 0.0
    for letter in _TYPED:
        terminal.send(letter)
        terminal.settle()
        seen = max(seen, resident(terminal))
    show(f"{name}: at most", most(terminal) or seen, yardstick)
    terminal.close()


def resident(terminal: Terminal) -> float:
    """Megabytes of a program's memory that are held now."""
    command = ["ps", "-o", "rss=", "-p", str(terminal.process.pid)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout) / 1024


def most(terminal: Terminal) -> float | None:
    """Megabytes of a program's memory that were held at most until now; None where the system does not tell."""
    try:
        told = Path(f"/proc/{terminal.process.pid}/status").read_text()
    except OSError:
        return None
    held = re.search(r"^VmHWM:\s+(\d+) kB$", told, re.MULTILINE)
    return int(held[1]) / 1024 if held else None


def show(name: str, ours: float, empty: float) -> None:
    print(f"{name:<38} {ours:7.0f} MB  an empty app {empty:4.0f} MB   (budget 250 MB)")


if __name__ == "__main__":
    with made(sys.argv[1:], NOTES) as vaults:
        main(*vaults)
