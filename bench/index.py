"""The index and the search, beside reading and decoding the files and grep for a word.

    python -m bench.index [VAULT]

Without a vault, one of 21,000 notes is made in a temporary folder. Nothing of the user's own cache is touched.
"""

from __future__ import annotations

import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.made_vault import make_vault
from kbtui.index.index import Index
from kbtui.search.search import Search
from kbtui.search.titles import Titles
from kbtui.vault.files import list_notes
from kbtui.vault.vault import Vault

_QUERIES = 25
"""Titles whose words are typed letter by letter."""
_SEED = 5


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def read_and_decode(root: Path) -> int:
    return sum(len((root / path).read_bytes().decode("utf-8", "replace")) for path in list_notes(root))


def main(root: Path, kept: Path) -> None:
    read_and_decode(root)  # the files are in the system's memory from here on, for all alike
    reading = timed(lambda: read_and_decode(root))
    size = sum((root / path).stat().st_size for path in list_notes(root))
    vault = Vault.open(root)
    print(f"{len(vault.graph.notes)} notes, {size / 1e6:.0f} MB")
    print(f"read and decoded          {reading:8.2f} s")
    print(f"{grep_name():25} {timed(lambda: grep(root)):8.2f} s")
    index = Index.open(root, kept)
    made = timed(index.sync)
    print(f"full text, cold           {made:8.2f} s   {made / reading:5.1f} x   (budget 12 x)")
    print(f"full text, nothing new    {timed(index.sync):8.2f} s")
    letters(Search(index), [note.title for note in vault.graph.notes.values()])
    going(Titles(vault.graph), [note.title for note in vault.graph.notes.values()])
    index.close()
    stored = kept.stat().st_size
    print(f"index on disk             {stored / 1e6:8.1f} MB  {stored / size:5.2f} x   (budget 0.6 x)")
    print(f"memory, at the most       {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


def letters(search: Search, titles: list[str]) -> None:
    """Every letter of some queries, typed: to the first results, and to those that are exact."""
    chance = random.Random(_SEED)  # noqa: S311  the same each time
    first: list[float] = []
    exact: list[float] = []
    for title in chance.sample(titles, min(_QUERIES, len(titles))):
        query = " ".join(title.split()[:2]).lower()
        for end in range(1, len(query) + 1):
            times = answered(search, query[:end])
            first.append(times[0])
            exact.append(times[-1])
    show("a letter, to results", first, " (budget 50 ms)")
    show("a letter, to all results", exact, "")


def answered(search: Search, typed: str) -> list[float]:
    """The seconds after which there were results, the last of them all."""
    begun = time.perf_counter()
    times: list[float] = []

    def tell(_: object) -> None:
        times.append(time.perf_counter() - begun)

    quick = search.quick(typed, 30)
    if quick is not None:
        tell(quick)
    tell(search.find(typed, 30, tell if quick is None else None))
    return times


def going(titles: Titles, names: list[str]) -> None:
    """Every letter of some titles, typed to go there."""
    chance = random.Random(_SEED)  # noqa: S311  the same each time
    typed = [name[:end].lower() for name in chance.sample(names, min(20, len(names))) for end in range(1, 13)]
    show("a letter of a title", [timed(partial(titles.matching, text)) for text in typed], "")


def show(name: str, times: list[float], budget: str) -> None:
    middle, high = statistics.median(times) * 1000, statistics.quantiles(times, n=20)[-1] * 1000
    print(f"{name:25} {middle:8.1f} ms in the middle, {high:.1f} ms at the 95th percentile{budget}")


def grep_name() -> str:
    return f"{'ripgrep' if shutil.which('rg') else 'grep'} for a word"


def grep(root: Path) -> None:
    words = ["rg", "-l", "-i"] if shutil.which("rg") else ["grep", "-r", "-l", "-i"]
    subprocess.run([*words, "zenith", str(root)], stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        if len(sys.argv) > 1:
            main(Path(sys.argv[1]), Path(folder) / "index.sqlite")
        else:
            make_vault(Path(folder) / "vault")
            main(Path(folder) / "vault", Path(folder) / "index.sqlite")
