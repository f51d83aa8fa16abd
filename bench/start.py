"""From the shell to the first useful screen, beside an empty Textual app; and the shortest command beside argparse.

    python -m bench.start [FEW MANY]

Without vaults, one of 410 and one of 21,000 notes are made. Each start is a process of its own in a pseudo terminal,
timed until a terminal emulator shows the words: of kbtui those of the note that it opens at, which stand in its text
and nowhere else. All sides take turns, and the medians are printed. An index is warm: the vault was seen before.

A vault that was seen before on such a terminal has its first screen kept, which is shown until the program is loaded.
Where that is so it is timed twice: until there is something to read, and, with no screen kept, until the program has
painted it itself and takes keys.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.apart import FEW, first_words, index, made
from bench.made_vault import NOTES
from bench.terminal import Terminal
from kbtui.cache import kept_path
from kbtui.sample import sample_notes

RUNS = 7
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("an empty program")
Empty().run()
"""
EMPTY_APP = ([sys.executable, "-c", EMPTY], "an empty program")
"""What is started, and the words that it shows."""
KBTUI = [sys.executable, "-c", "import sys; from kbtui.cli import main; sys.exit(main())"]
"""What the installed command `kbtui` runs."""
_GROWTH = 1.5


def kbtui(root: Path, *options: str) -> list[str]:
    """The command that opens a vault."""
    return [*KBTUI, *options, str(root)]


def until_seen(command: list[str], words: str) -> float:
    terminal = Terminal(command)
    came = terminal.first_shown(words, 60)
    terminal.close()
    if came is None:
        raise SystemExit(f"{words!r} never came from: {' '.join(command)}")
    return came - terminal.started


def until_loaded(root: Path, words: str) -> float:
    """Until the program itself has painted a vault that has an index and no first screen."""
    kept_path(root, os.environ, ".screen").unlink(missing_ok=True)
    return until_seen(kbtui(root), words)


def until_read(root: Path, words: str) -> float:
    """Until there is something to read of a vault that was seen before."""
    kept = kept_path(root, os.environ, ".screen")
    if not kept.exists():
        terminal = Terminal(kbtui(root))
        terminal.first_shown(words, 60)
        terminal.settle()
        terminal.close()
    return until_seen(kbtui(root), words)


def whole(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def medians(sides: dict[str, Callable[[], float]]) -> dict[str, float]:
    """How long each side takes; the first round is not counted."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(RUNS + 1):
        for name, side in sides.items():
            times[name].append(side())
    return {name: statistics.median(found[1:]) for name, found in times.items()}


def main(few: Path, many: Path) -> None:
    for vault in (few, many):
        index(vault)
    found = medians(
        {
            "empty": partial(until_seen, *EMPTY_APP),
            "sample": partial(until_seen, kbtui(sample_notes(), "--no-index"), "Each claim carries"),
            "cold": partial(until_seen, kbtui(few, "--no-index"), first_words(few)),
            "few": partial(until_read, few, first_words(few)),
            "many": partial(until_read, many, first_words(many)),
            "few loaded": partial(until_loaded, few, first_words(few)),
            "many loaded": partial(until_loaded, many, first_words(many)),
            "argparse": partial(whole, [sys.executable, "-c", "import argparse"]),
            "version": partial(whole, [*KBTUI, "--version"]),
        }
    )
    empty = found["empty"]
    beside("start, sample notes, no index", found["sample"], empty, 1.5)
    beside(f"start, {FEW} notes, no index", found["cold"], empty, 1.5)
    beside(f"start, {FEW} notes, warm index", found["few"], empty, 1.3)
    beside("  … until it is loaded", found["few loaded"], empty)
    beside(f"start, {NOTES} notes, warm index", found["many"], empty, 1.3)
    beside("  … until it is loaded", found["many loaded"], empty)
    beside(f"  … as it grows from {FEW} notes", found["many loaded"], found["few loaded"], _GROWTH)
    beside("kbtui --version", found["version"], found["argparse"], 1.5)


def beside(name: str, ours: float, theirs: float, budget: float | None = None) -> None:
    told = f"{name:<38} {ours:7.3f} s   yardstick {theirs:7.3f} s   {ours / theirs:5.2f} x"
    print(told if budget is None else f"{told}   (budget {budget} x)")


if __name__ == "__main__":
    with made(sys.argv[1:], FEW, NOTES) as vaults:
        main(*vaults)
