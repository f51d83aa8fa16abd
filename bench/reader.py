"""Times the reader in a real terminal, beside Textual's own Markdown widget.

    python -m bench.reader [VAULT] [--sizes 22 61 138 275 1000] [--all] [--keys 120]

Two small apps run in a pseudo terminal, one with `Reader` and one with `Markdown`, and nothing else. A key opens a
note; the time is from writing that key into the terminal to the arrival of the bytes with which a terminal emulator
(pyte) shows the note's first words. Each note is opened several times, each time as one never seen. Then the reader's
keys are timed: from writing a key to the last byte of the frame it causes. With a VAULT, some of its notes are opened
too, from its small ones to its largest. Notes over 150 kB are shown to `Markdown` only with --all: it needs minutes
for them. At the end notes of the VAULT's of all sizes are opened (`bench.spread`), notes are opened in the whole
program (`bench.opening`), and every note of the VAULT is read through (`bench.whole`).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import opening, spread, whole
from bench.keys import key_times, print_keys
from bench.made_notes import made_index, made_note
from bench.reader_apps import OPENING, READY, first_words, program
from bench.terminal import COLUMNS, ROWS, Terminal

ROUNDS = 5
_MOST = 10
"""Notes that are shown one by one."""
_MIDDLING, _LARGE = 100_000, 150_000
"""Characters from which on a note is shown to both programs once, and to `Reader` alone."""

Times = Sequence[float | None]
"""Seconds, in turn; None where nothing came."""


def open_times(terminals: list[Terminal], number: int, words: str, limit: float) -> Times:
    """How long a note takes from the key to its first words, in each of the programs; None where they do not come."""
    times: list[float | None] = []
    for terminal in terminals:
        started = terminal.send(OPENING[number])
        came = terminal.first_shown(words, limit)
        times.append(came - started if came else None)
        terminal.settle()
        terminal.send("x")
        terminal.until(READY, limit)
        terminal.settle()
    return times


def run(options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        notes = _notes(Path(folder), options)
        paths = [str(path) for _, path in notes]
        programs = [program(kind, paths) for kind in ("reader", "markdown")]
        for program in programs:
            program.until(READY, 20)
            program.settle()
        print(
            f"opening, key to first words, ms ({COLUMNS}x{ROWS}): the first time, and the best of {ROUNDS}"
            "   (budget ratio >= 10, of the best)\n"
            f"{'note':44} {'kB':>6} {'Reader':>8} {'best':>8} {'Markdown':>9} {'best':>8} {'ratio':>6}"
        )
        for number, (name, path) in enumerate(notes):
            size = path.stat().st_size
            sides = programs if options.all or size < _LARGE else programs[:1]
            words = first_words(path.read_text("utf-8", "replace"))
            rounds = ROUNDS if size < _MIDDLING or len(sides) == 1 else 1
            times = [open_times(sides, number, words, 600) for _ in range(rounds)]
            _print_opening(name, size, *zip(*times, strict=True))
        for program in programs:
            program.close()
        print(
            "\nkeys, key to last byte of the frame, ms   (budget 16, 33 at the 99th percentile)\n"
            f"{'note':44} {'key':14} {'median':>7} {'99th':>7} {'worst':>7}"
        )
        for number, (name, path) in enumerate(notes):
            _print_keys(name, number, path, paths, options.keys)
    if options.vault:
        spread.main(options.vault)
    opening.main(options.vault)
    whole.main(options.vault)


def _notes(folder: Path, options: argparse.Namespace) -> list[tuple[str, Path]]:
    found: list[tuple[str, Path]] = []
    for size in options.sizes:
        name = f"made index {size} kB" if size == 275 else f"made note {size} kB"
        path = folder / f"{size}.md"
        path.write_text(made_index(size, "index") if size == 275 else made_note(size, f"note {size}"), "utf-8")
        found.append((name, path))
    if options.vault:
        by_size = sorted(options.vault.rglob("*.md"), key=lambda path: path.stat().st_size)
        room = _MOST - len(found) - 1
        few = [by_size[len(by_size) * at // room] for at in range(room)] if room > 0 and by_size else []
        found += [(path.name[:44], path) for path in dict.fromkeys([*few, *by_size[-1:]])]
    return found[:_MOST]


def _print_opening(name: str, size: int, ours: Times, theirs: Times = ()) -> None:
    best, their_best = (min((time for time in times if time), default=None) for times in (ours, theirs))
    ratio = f"{their_best / best:6.1f}" if best and their_best else "     -"
    shown = [_ms(ours[0]), _ms(best), _ms(theirs[0] if theirs else None), _ms(their_best)]
    print(f"{name:44} {size / 1000:6.1f} {shown[0]:>8} {shown[1]:>8} {shown[2]:>9} {shown[3]:>8} {ratio}", flush=True)


def _print_keys(name: str, number: int, path: Path, paths: list[str], count: int) -> None:
    terminal = program("reader", paths)
    terminal.until(READY, 20)
    terminal.send(OPENING[number])
    terminal.until(first_words(path.read_text("utf-8", "replace")), 30)
    terminal.settle(1.0)
    print_keys(name, key_times(terminal, count))
    terminal.close()


def _ms(seconds: float | None) -> str:
    return f"{seconds * 1000:.1f}" if seconds is not None else "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vault", nargs="?", type=Path)
    parser.add_argument(
        "--sizes", nargs="*", type=int, default=[22, 61, 138, 275, 1000], help="made notes, in kB; 275 is an index"
    )
    parser.add_argument("--all", action="store_true", help="show notes over 150 kB to Markdown too")
    parser.add_argument("--keys", type=int, default=120, help="how many keys to time in each note")
    run(parser.parse_args())


if __name__ == "__main__":
    main()
