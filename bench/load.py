"""Reading a vault into a graph and into full text, beside reading and decoding its files.

    python -m bench.load [VAULT …]

Without a vault, one of 410 notes is made. Each side is run in turn, a few times, after one run that is not counted; the
medians are printed. For a vault of 410 notes the web viewer's build took 13 s on a machine of two cores; obsidiantools,
which makes a graph of a vault as well, is timed where it is installed. Of a large vault the full text is left to
`bench.index`; larger and larger ones are read by `bench.growing`.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import closing
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from bench.apart import FEW, made
from kbtui.index.index import Index
from kbtui.index.text import entry_of
from kbtui.text import clean
from kbtui.vault.files import list_notes, read_file
from kbtui.vault.vault import Vault

RUNS = 5
RUNS_LARGE = 2
LARGE = 5000
"""Notes from which on a vault is large."""
WEB_VIEWER = 13
"""Seconds that the web viewer's build took."""


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
    for path, state in list_notes(root).items():
        entry_of(path, state, clean(read_file(f"{root}/{path}")))


def pages(vault: Vault) -> None:
    for path in vault.graph.notes:
        vault.page(path)


def main(root: Path) -> None:
    vault = Vault.open(root)
    notes = max(1, len(vault.graph.notes))
    size = sum((root / path).stat().st_size for path in vault.graph.notes)
    print(f"{notes} notes, {size / 1e6:.1f} MB")
    if notes >= LARGE:
        found = medians(root, RUNS_LARGE, read_and_decode, Vault.open)
        show("read and decoded", found["read_and_decode"], notes)
        show("read into a graph", found["open"], notes, found["read_and_decode"], " (budget 4 x)")
        return
    found = medians(root, RUNS, read_and_decode, Vault.open, entries, full_text)
    read, opened = found["read_and_decode"], found["open"]
    show("read and decoded", read, notes)
    show("read into a graph", opened, notes, read, " (budget 4 x)")
    show("full text", found["full_text"], notes, read, " (budget 12 x)")
    show("  … up to SQLite", found["entries"], notes, read)
    full = timed(partial(pages, vault))
    print(f"every note in full    {full:8.3f} s   {_each(full, notes)}             (budget 2 ms)")
    others(root, opened, notes)


def others(root: Path, opened: float, notes: int) -> None:
    """How much faster a graph is there than by other programs."""
    viewer = WEB_VIEWER / opened * notes / FEW
    print(f"the web viewer's build, {WEB_VIEWER} s for {FEW} notes: {viewer:.0f} times as long (budget 100 x)")
    if find_spec("obsidiantools") is None:
        print("obsidiantools is not installed, so it is not timed: pip install '.[bench]'")
        return
    import obsidiantools.api

    theirs = timed(lambda: obsidiantools.api.Vault(root).connect())
    print(f"obsidiantools         {theirs:8.3f} s   {_each(theirs, notes)}   {theirs / opened:.0f} times as long")


def medians(root: Path, runs: int, *sides: Callable[[Path], object]) -> dict[str, float]:
    """How long each side takes with a vault, by its name."""
    times: dict[str, list[float]] = {side.__name__: [] for side in sides}
    for _ in range(runs + 1):
        for side in sides:
            times[side.__name__].append(timed(partial(side, root)))
    return {name: statistics.median(seconds[1:]) for name, seconds in times.items()}


def show(name: str, seconds: float, notes: int, read: float | None = None, budget: str = "") -> None:
    ratio = f"   {seconds / read:5.1f} x  {budget}" if read else ""
    print(f"{name:<21} {seconds:8.3f} s   {_each(seconds, notes)}{ratio}")


def _each(seconds: float, notes: int) -> str:
    return f"{seconds / notes * 1000:6.3f} ms a note"


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m bench.load")
    parser.add_argument("vaults", nargs="*", metavar="VAULT")
    with made(parser.parse_args().vaults, FEW) as vaults:
        for vault in vaults:
            main(vault)
