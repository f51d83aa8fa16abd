"""The memory of the running program, beside that of an empty Textual app.

    python -m bench.memory [VAULT]

Without a vault, one of 21,000 notes is made. What is printed is the resident memory of the process in a pseudo
terminal: when the vault was looked through and nothing goes on, and while words are typed into the search.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench.apart import first_words, index, made
from bench.made_vault import NOTES
from bench.start import EMPTY_APP, kbtui
from bench.terminal import Terminal

_QUIET = 3.0
"""Seconds without output after which nothing goes on."""
_TYPED = "the zen"


def main(root: Path) -> None:
    index(root)
    empty = Terminal(EMPTY_APP[0])
    empty.until(EMPTY_APP[1], 60)
    yardstick = resident(empty)
    empty.close()
    terminal = Terminal(kbtui(root))
    terminal.until(first_words(root), 60)
    terminal.settle(_QUIET)
    show("memory, nothing goes on", resident(terminal), yardstick)
    terminal.send("s")
    terminal.settle()
    most = 0.0
    for letter in _TYPED:
        terminal.send(letter)
        terminal.settle()
        most = max(most, resident(terminal))
    show("memory, at most in a search", most, yardstick)
    terminal.close()


def resident(terminal: Terminal) -> float:
    """Megabytes of a program's memory that are held now."""
    command = ["ps", "-o", "rss=", "-p", str(terminal.process.pid)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout) / 1024


def show(name: str, ours: float, empty: float) -> None:
    print(f"{name:<38} {ours:7.0f} MB  an empty app {empty:4.0f} MB   (budget 250 MB)")


if __name__ == "__main__":
    with made(sys.argv[1:], NOTES) as vaults:
        main(*vaults)
