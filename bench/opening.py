"""Opening and reading a note in the whole program: from a key to the note's text, and to the frame, on the screen.

    python -m bench.opening [VAULT]

A vault of made notes, with copies of notes of 15 to 30 kB of the VAULT's, is opened in a pseudo terminal. In its
topics, Enter opens one after the other, each for the first time; Backspace then goes back to the note before. Timed is
until a terminal emulator shows the note's first words. Then keys are timed in a made note of each kind, and, as a
yardstick, in a Textual app that does nothing but show which key was pressed.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from bench.keys import high, key_times, print_keys
from bench.made_notes import made_index, made_note
from bench.terminal import COLUMNS, ROWS, Terminal

ROUNDS = 7
KEYS = 100
"""About how many keys are timed in a note."""
REAL = "note of the vault's"
KINDS = (("note of 22 kB", 22, 33), ("channel index of 275 kB", 275, 100), ("note of 1 MB", 1000, 100))
"""What is made: its name, its size in kB, and the budget in milliseconds."""
_BUDGETS = {kind: budget for kind, _, budget in KINDS} | {REAL: 33}
_MOST = 24
"""Notes of the vault's that are opened."""
_HEAD = re.compile(r"---\n(?P<matter>[\s\S]*?\n)---\n(?P<origin>\s*From:[^\n]*\n)?")


def notes(vault: Path | None) -> Iterator[tuple[str, str]]:
    """The notes to open, in turn: their kinds and texts. Each says in its first line which it is."""
    for turn in range(ROUNDS):
        for kind, size, _ in KINDS:
            yield kind, _made(kind, size, f"{size} in turn {turn}")
    sizes = {path: path.stat().st_size for path in sorted(vault.rglob("*.md"))} if vault else {}
    fit = [path for path, size in sizes.items() if 15_000 <= size <= 30_000]
    for path in fit[:: max(1, len(fit) // _MOST)][:_MOST]:
        yield REAL, path.read_text("utf-8", "replace")


def _made(kind: str, size: int, name: str) -> str:
    return made_index(size, name) if "index" in kind else made_note(size, name)


def made_vault(folder: Path, vault: Path | None) -> list[tuple[str, str]]:
    """Writes the notes, in the order of their titles; of each the kind and its first words."""
    made: list[tuple[str, str]] = []
    for number, (kind, text) in enumerate(notes(vault)):
        words = f"Beginning of note {number} in plain words"
        head = _HEAD.match(text)
        matter = re.sub(r"(?m)^title:.*\n", "", head["matter"]) if head else ""
        body = text[head.end() :] if head else text
        whole = f"---\ntitle: Note {number:03}\n{matter}---\n\n{words}.\n\n{body}"
        (folder / f"{number:03}.md").write_text(whole, "utf-8")
        made.append((kind, words))
    return made


def open_times(folder: Path, vault: Path | None) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """How long each kind of note takes to be opened, and to be come back to, in seconds."""
    made = made_vault(folder, vault)
    opened: dict[str, list[float]] = {}
    back: dict[str, list[float]] = {}
    terminal = _program(folder, "--note", "000.md")
    terminal.until(made[0][1], 60)
    terminal.settle(2.0)
    for key in "0Tg":  # the topics, all notes by title, from the first on
        terminal.send(key)
        terminal.settle()
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
        terminal.settle(1.0)
    terminal.close()
    return opened, back


def _program(*arguments: object) -> Terminal:
    return Terminal([sys.executable, "-m", "kbtui", "--no-index", *map(str, arguments)])


def _keep(found: dict[str, list[float]], kind: str, terminal: Terminal, key: str, words: str) -> None:
    started = terminal.send(key)
    came = terminal.first_shown(words, 10)
    if came is None:
        raise SystemExit(f"{words!r} never came; what is shown:\n" + "\n".join(terminal.screen.display))
    found.setdefault(kind, []).append(came - started)


def _print_opening(vault: Path | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        opened, back = open_times(Path(folder), vault)
    print(f"\nthe whole program, key to text, ms ({COLUMNS}x{ROWS})")
    print(f"{'':44} {'notes':>5} {'median':>7} {'95th':>7} {'worst':>7} {'budget':>7}")
    for name, found in (("Enter in the topics", opened), ("Backspace", back)):
        for kind, times in found.items():
            shown = (statistics.median(times), high(times, 0.95), max(times))
            row = " ".join(f"{seconds * 1000:7.1f}" for seconds in shown)
            print(f"{f'{name}: {kind}':44} {len(times):5} {row} {_BUDGETS[kind]:7}")


def _print_keys() -> None:
    print(
        "\nthe whole program, key to last byte of the frame, ms   (budget 16, 33 at the 99th percentile)\n"
        f"{'':44} {'key':14} {'median':>7} {'99th':>7} {'worst':>7}"
    )
    for kind, size, _ in KINDS:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "note.md").write_text(_made(kind, size, kind), "utf-8")
            terminal = _program(folder)
            if terminal.until(f"Beginning of {kind}", 60) is None:
                raise SystemExit(f"the {kind} never came")
            terminal.settle(3.0)
            print_keys(kind, key_times(terminal, KEYS))
            terminal.close()
    terminal = Terminal([sys.executable, "-m", "bench.opening", "--bare"])
    terminal.until("ready", 20)
    print_keys("a Textual app that shows the key", key_times(terminal, KEYS))
    terminal.close()


def bare() -> None:
    """The yardstick: a Textual app that shows which key was pressed last, and nothing else."""
    from textual.app import App, ComposeResult
    from textual.events import Key
    from textual.widgets import Static

    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            yield Static("ready")

        def on_key(self, event: Key) -> None:
            self.query_one(Static).update(f"{event.key} {event.time}")

    Bare().run()


def main(vault: Path | None = None) -> None:
    if "--bare" in sys.argv:
        bare()
        return
    _print_opening(vault)
    _print_keys()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] and sys.argv[1] != "--bare" else None)
