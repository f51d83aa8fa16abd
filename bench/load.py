"""Reading a vault into a graph and into full text, beside reading and decoding its files.

    python -m bench.load [VAULT] [--growing]

Each side is run in turn, a few times, after one run that is not counted; the medians are printed. For a vault of 410
notes the web viewer's build took 13 s on a machine of two cores. With `--growing` vaults of 10,000, 30,000 and 100,000
notes are made in a temporary folder and read, which takes minutes and a gigabyte: a note of the largest must not take
longer than one of the smallest.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from bench.made_vault import make_vault
from kbtui.files import list_notes, read_file
from kbtui.index import Index
from kbtui.index_text import entry_of
from kbtui.sample import sample_notes
from kbtui.text import clean
from kbtui.vault import Vault

RUNS = 5
SIZES = (10_000, 30_000, 100_000)
NAMES = ("read and decoded", "read into a graph", "full text")


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    kept = work()
    ended = time.perf_counter()
    del kept  # to give the memory back is no part of the work
    return ended - started


def read_and_decode(root: Path) -> int:
    return sum(len((root / path).read_bytes().decode("utf-8", "replace")) for path in list_notes(root))


def full_text(root: Path) -> None:
    """Everything that a search needs, into an index that is made anew."""
    with tempfile.TemporaryDirectory() as folder, closing(Index.open(root, Path(folder) / "index.sqlite")) as index:
        index.sync()


def entries(root: Path) -> None:
    """The part of `full_text` that is done before SQLite is given the texts."""
    for path in list_notes(root):
        entry_of(path, clean(read_file(f"{root}/{path}")))


def pages(vault: Vault) -> None:
    for path in vault.graph.notes:
        vault.page(path)


def main(root: Path) -> None:
    vault = Vault.open(root)
    notes = max(1, len(vault.graph.notes))
    size = sum((root / path).stat().st_size for path in vault.graph.notes)
    print(f"{notes} notes, {size / 1e6:.1f} MB")
    sides = (read_and_decode, Vault.open, entries, full_text)
    times: dict[str, list[float]] = {side.__name__: [] for side in sides}
    for _ in range(RUNS + 1):
        for side in sides:
            times[side.__name__].append(timed(partial(side, root)))
    read, opened, texts, indexed = (statistics.median(seconds[1:]) for seconds in times.values())
    print(f"read and decoded      {read:8.3f} s   {_each(read, notes)}")
    print(f"read into a graph     {opened:8.3f} s   {_each(opened, notes)}   {opened / read:5.1f} x   (budget 4 x)")
    print(f"full text             {indexed:8.3f} s   {_each(indexed, notes)}   {indexed / read:5.1f} x   (budget 12 x)")
    print(f"  … up to SQLite      {texts:8.3f} s   {_each(texts, notes)}   {texts / read:5.1f} x")
    full = timed(partial(pages, vault))
    print(f"every note in full    {full:8.3f} s   {_each(full, notes)}             (budget 2 ms)")


def growing() -> None:
    """The same for larger and larger vaults, once each."""
    for notes in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            make_vault(root, notes)
            read_and_decode(root)  # the files are in the system's memory from here on, for all alike
            times = [timed(partial(side, root)) for side in (read_and_decode, Vault.open, full_text)]
            each = ", ".join(f"{name} {_each(seconds, notes)}" for name, seconds in zip(NAMES, times, strict=True))
            print(f"{notes:7} notes: {each}", flush=True)


def _each(seconds: float, notes: int) -> str:
    return f"{seconds / notes * 1000:6.3f} ms a note"


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m bench.load")
    parser.add_argument("vault", nargs="?", type=Path, default=sample_notes())
    parser.add_argument("--growing", action="store_true", help="vaults of 10,000 to 100,000 notes instead; minutes")
    arguments = parser.parse_args()
    if arguments.growing:
        growing()
    else:
        main(arguments.vault)
