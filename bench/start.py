"""From the shell to the first useful screen, beside an empty Textual app; and the shortest command beside argparse.

    python -m bench.start [VAULT [WORDS]]

Each start is a process of its own in a pseudo terminal, timed until a terminal emulator shows the words: of kbtui those
of the note that it opens at, which stand in its text and nowhere else. The two sides take turns, and the medians are
printed.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.terminal import Terminal
from kbtui.sample import sample_notes

RUNS = 9
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("an empty program")
Empty().run()
"""


def until_seen(command: list[str], words: str) -> float:
    terminal = Terminal(command)
    came = terminal.until(words, 60)
    terminal.close()
    if came is None:
        raise SystemExit(f"{words!r} never came from: {' '.join(command)}")
    return came - terminal.started


def whole(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def beside(name: str, ours: list[float], theirs: list[float], budget: float) -> None:
    mine, yardstick = statistics.median(ours[1:]), statistics.median(theirs[1:])
    ratio = mine / yardstick
    print(f"{name:<38} {mine:7.3f} s   yardstick {yardstick:7.3f} s   {ratio:5.2f} x   (budget {budget} x)")


def main(root: Path, words: str) -> None:
    empty: list[float] = []
    kbtui: list[float] = []
    version: list[float] = []
    argparse: list[float] = []
    for _ in range(RUNS + 1):
        empty.append(until_seen([sys.executable, "-c", EMPTY], "an empty program"))
        kbtui.append(until_seen([sys.executable, "-m", "kbtui", str(root)], words))
        argparse.append(whole([sys.executable, "-c", "import argparse"]))
        version.append(whole([sys.executable, "-m", "kbtui", "--version"]))
    beside("start to the first note, no index", kbtui, empty, 1.5)
    beside("kbtui --version", version, argparse, 1.5)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(Path(given[0]) if given else sample_notes(), given[1] if len(given) > 1 else "Each claim carries")
