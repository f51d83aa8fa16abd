"""Reading a vault into a graph, beside reading and decoding its files.

    python -m bench.load [VAULT]

Each side is run in turn, a few times, after one run that is not counted; the medians are printed. For a vault of 410
notes the web viewer's build took 13 s on a machine of two cores.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kbtui.sample import sample_notes
from kbtui.vault import Vault, note_paths

RUNS = 5


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def read_and_decode(root: Path) -> int:
    return sum(len((root / path).read_bytes().decode("utf-8", "replace")) for path in note_paths(root))


def export(vault: Vault) -> None:
    for path in vault.graph.notes:
        vault.page(path)


def main(root: Path) -> None:
    vault = Vault.open(root)
    size = sum((root / path).stat().st_size for path in vault.graph.notes)
    print(f"{len(vault.graph.notes)} notes, {size / 1e6:.1f} MB")
    reading: list[float] = []
    opening: list[float] = []
    for _ in range(RUNS + 1):
        reading.append(timed(lambda: read_and_decode(root)))
        opening.append(timed(lambda: Vault.open(root)))
    read, opened = statistics.median(reading[1:]), statistics.median(opening[1:])
    print(f"read and decoded      {read:8.3f} s")
    print(f"read into a graph     {opened:8.3f} s   {opened / read:5.1f} x   (budget 4 x)")
    full = timed(lambda: export(vault))
    print(f"every note in full    {full:8.3f} s   {full / max(1, len(vault.graph.notes)) * 1000:5.2f} ms a note")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else sample_notes())
