"""Opening notes of all sizes that a vault has, beside Textual's own Markdown widget, and beside one line of text.

    python -m bench.spread VAULT [NOTES]

The vault's notes are put in order of their sizes, and so many (30) are taken from among them at even distances. Each is
opened several times, in the reader, in `Markdown`, and in an app that shows one line of it: that is what a key takes to
be read, and a frame to be painted, whatever is shown. The apps take turns. Times and ratios are of the medians, and of
the least: other work on the machine adds to the first and hardly to the second.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from bench.reader_apps import APPS, OPENING, READY, first_words, program
from bench.terminal import COLUMNS, ROWS, Terminal

NOTES = 30
ROUNDS = 7
_CLASSES = 10
_GOAL = 10
"""How many times faster than `Markdown` the reader ought to be."""
_QUIET = 0.1
"""Seconds without output after which a program is at rest."""
_PATIENCE = 60.0
_SMALL = 5000

Average = Callable[[Sequence[float]], float]


class Opened(Struct, frozen=True):
    """A note that was opened in each of the apps."""

    size: int
    """In bytes."""
    times: dict[str, list[float]]
    """Seconds from the key to the first words, by app."""

    def ratio(self, average: Average) -> float:
        return average(self.times["markdown"]) / average(self.times["reader"])


def chosen(vault: Path, count: int) -> list[Path]:
    """That many notes of a vault, at even distances in the order of their sizes."""
    by_size = sorted(vault.rglob("*.md"), key=lambda path: (path.stat().st_size, path))
    count = min(count, len(by_size), len(OPENING))
    return [by_size[(2 * at + 1) * len(by_size) // (2 * count)] for at in range(count)]


def opened(paths: Sequence[Path]) -> list[Opened]:
    """The notes, each opened once to warm up and then several times in every app."""
    programs = {kind: program(kind, [str(path) for path in paths]) for kind in APPS}
    for terminal in programs.values():
        terminal.until(READY, _PATIENCE)
        terminal.settle()
    words = [first_words(path.read_text("utf-8", "replace")) for path in paths]
    found = [Opened(path.stat().st_size, {kind: [] for kind in APPS}) for path in paths]
    for turn in range(ROUNDS + 1):
        for number, note in enumerate(found):
            for kind, terminal in programs.items():
                taken = _taken(terminal, OPENING[number], words[number])
                if turn:
                    note.times[kind].append(taken)
    for terminal in programs.values():
        terminal.close()
    return found


def _taken(terminal: Terminal, key: str, words: str) -> float:
    started = terminal.send(key)
    came = terminal.first_shown(words, _PATIENCE)
    if came is None:
        raise SystemExit(f"{words!r} never came; what is shown:\n" + "\n".join(terminal.screen.display))
    terminal.settle(_QUIET)
    terminal.send("x")
    terminal.until(READY, _PATIENCE)
    terminal.settle(_QUIET)
    return came - started


def table(found: Sequence[Opened]) -> Iterator[str]:
    """The notes by size, and all of them."""
    yield f"{'kB':>12} {'notes':>5}  {'line':>13} {'Reader':>13} {'Markdown':>15}   ratio of each"
    step = max(1, -(-len(found) // _CLASSES))
    for some in (found[at : at + step] for at in range(0, len(found), step)):
        yield _row(f"{some[0].size / 1000:.1f} to {some[-1].size / 1000:.1f}", some)
    small = [note for note in found if note.size < _SMALL]
    if small:
        yield _row(f"under {_SMALL // 1000}", small)
    yield _row("all", found)
    reached = [sum(note.ratio(average) >= _GOAL for note in found) for average in (statistics.median, min)]
    yield f"{_GOAL} times and more: {reached[0]} of {len(found)} by the medians, {reached[1]} by the least"


def _row(name: str, notes: Sequence[Opened]) -> str:
    shown = [f"{_typical(notes, kind, statistics.median):.1f} / {_typical(notes, kind, min):.1f}" for kind in APPS]
    averages: tuple[Average, ...] = (statistics.median, min)
    ratios = [statistics.geometric_mean([note.ratio(average) for note in notes]) for average in averages]
    columns = f"{shown[0]:>13} {shown[1]:>13} {shown[2]:>15}   {ratios[0]:5.1f} / {ratios[1]:.1f}"
    return f"{name:>12} {len(notes):5}  {columns}"


def _typical(notes: Sequence[Opened], kind: str, average: Average) -> float:
    """What a note of some takes, in milliseconds."""
    return statistics.median([average(note.times[kind]) for note in notes]) * 1000


def main(vault: Path, count: int = NOTES) -> None:
    sizes = [path.stat().st_size for path in vault.rglob("*.md")]
    if not sizes:
        return
    small = sum(size < _SMALL for size in sizes)
    print(
        f"\nnotes of all sizes, key to first words, ms ({COLUMNS}x{ROWS}): the median and the least of {ROUNDS}"
        f"   (budget ratio >= {_GOAL})\n"
        f"{small} of {len(sizes)} notes ({small / len(sizes):.0%}) are under {_SMALL // 1000} kB"
    )
    print("\n".join(table(opened(chosen(vault, count)))), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:3]))
