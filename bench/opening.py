"""Opening a note in the whole program: from a key to the note's text on the screen.

    python -m bench.opening

A vault of made notes is opened in a pseudo terminal. In its topics, Enter opens one after the other, each for the first
time; Backspace then goes back to the note before. Timed is until a terminal emulator shows the note's first words.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from bench.made_notes import made_index, made_note
from bench.terminal import COLUMNS, ROWS, Terminal

ROUNDS = 7
KINDS = (("note of 22 kB", 22, 33), ("channel index of 275 kB", 275, 100), ("note of 1 MB", 1000, 100))
"""What is opened: its name, its size in kB, and the budget in milliseconds."""


def made_vault(folder: Path) -> list[tuple[str, str]]:
    """Writes the notes, in the order of their paths; of each the kind and its first words."""
    made: list[tuple[str, str]] = []
    for turn in range(ROUNDS):
        for place, (kind, size, _) in enumerate(KINDS):
            name = f"{place} in turn {turn}"
            text = made_index(size, name) if "index" in kind else made_note(size, name)
            # Notes without a video stand at the top of the topics.
            text = text.replace("videoId: AAAAAAAAAAA\n", "").replace("title:", f"title: {turn}{place}")
            (folder / f"{turn}{place}.md").write_text(text, "utf-8")
            made.append((kind, f"Beginning of {name}"))
    return made


def times(folder: Path) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """How long each kind of note takes to be opened, and to be come back to, in seconds."""
    made = made_vault(folder)
    opened: dict[str, list[float]] = {}
    back: dict[str, list[float]] = {}
    terminal = Terminal([sys.executable, "-m", "kbtui", "--no-index", str(folder)])
    terminal.until(made[0][1], 60)
    terminal.settle(2.0)
    for before, (kind, words) in pairwise(made):
        terminal.send("0")
        terminal.settle()
        terminal.send("j")
        terminal.settle()
        _keep(opened, kind, terminal, "\r", words)
        terminal.settle(1.0)
        _keep(back, before[0], terminal, "\x7f", before[1])
        terminal.settle()
        terminal.send("L")
        terminal.settle(1.5)
    terminal.close()
    return opened, back


def _keep(found: dict[str, list[float]], kind: str, terminal: Terminal, key: str, words: str) -> None:
    started = terminal.send(key)
    came = terminal.first_shown(words, 10)
    if came is None:
        raise SystemExit(f"{words!r} never came")
    found.setdefault(kind, []).append(came - started)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        opened, back = times(Path(folder))
    print(f"\nthe whole program, key to text, ms ({COLUMNS}x{ROWS})")
    print(f"{'':44} {'median':>7} {'worst':>7} {'budget':>7}")
    for name, found in (("Enter in the topics", opened), ("Backspace", back)):
        for kind, _, budget in KINDS:
            taken = [seconds * 1000 for seconds in found[kind]]
            print(f"{f'{name}: {kind}':44} {statistics.median(taken):7.1f} {max(taken):7.1f} {budget:7}")


if __name__ == "__main__":
    main()
