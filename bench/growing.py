"""Reading larger and larger vaults, cold: a note of the largest must not take longer than one of the smallest.

    python -m bench.growing

The notes are small, some 800 bytes each with links and stamps, so that the whole takes a minute or two. Each vault is
read by a process of its own, which tells how much memory that took.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from kbtui.index.index import Index
from kbtui.vault.files import list_notes
from kbtui.vault.vault import Vault

SIZES = (20_000, 50_000, 100_000)
_IN_A_FOLDER = 250
_SEED = 9
Made = TypeVar("Made")


def main() -> None:
    print("   notes   read and decoded    into a graph       full text   memory of the graph")
    for notes in SIZES:
        with tempfile.TemporaryDirectory(prefix="kbtui-bench-") as folder:
            make_small(Path(folder) / "vault", notes)
            command = [sys.executable, "-m", "bench.growing", str(Path(folder) / "vault")]
            subprocess.run(command, check=True)


def measured(root: Path) -> str:
    """A line about one vault: milliseconds a note, and megabytes."""
    notes = len(list_notes(root))
    reading, _ = timed(lambda: sum(len((root / path).read_bytes().decode()) for path in list_notes(root)))
    before = memory()
    opening, vault = timed(lambda: Vault.open(root))
    held = memory() - before
    assert len(vault.graph.notes) == notes
    with closing(Index.open(root, root.parent / "index.sqlite")) as index:
        indexing, _ = timed(index.sync)
    each = "".join(f"{seconds / notes * 1000:13.3f} ms" for seconds in (reading, opening, indexing))
    return f"{notes:8}  {each}   {held:6.0f} MB, {held * 1024 / notes:.1f} kB a note"


def timed(work: Callable[[], Made]) -> tuple[float, Made]:
    started = time.perf_counter()
    made = work()
    return time.perf_counter() - started, made


def memory() -> float:
    """The most that this process has held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def make_small(root: Path, notes: int) -> None:
    """Write a vault of small notes, the same each time."""
    chance = random.Random(_SEED)  # noqa: S311  as above
    words = ["".join(chance.choices("aeioulmnrst", k=chance.randint(3, 9))) for _ in range(5000)]
    for number in range(notes):
        folder = root / f"channel {number // _IN_A_FOLDER}"
        if number % _IN_A_FOLDER == 0:
            folder.mkdir(parents=True)
        text = "\n\n".join(_paragraph(chance, words, notes) for _ in range(4))
        head = f"---\ntitle: Note {number} on {words[number % 5000]}\nvideoId: v{number // 4:010}\n---\n\n"
        (folder / f"note_{number}.md").write_text(f"{head}## {words[number % 4999]}\n\n{text}\n")


def _paragraph(chance: random.Random, words: list[str], notes: int) -> str:
    time = f"00:{chance.randrange(60):02}:{chance.randrange(60):02}"
    link = f"[[note_{chance.randrange(notes)} | {chance.choice(words)}]]"
    return f'{" ".join(chance.choices(words, k=14))} {link} <a class="yt-timestamp" data-t="{time}">[{time}]</a>.'


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(measured(Path(sys.argv[1])), flush=True)
    else:
        main()
