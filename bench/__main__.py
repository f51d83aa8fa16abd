"""Every figure that the design promises, beside its yardstick: `python -m bench [PART …] [--vault VAULT]`.

The vaults that most parts need are made once, in a temporary folder. With a vault of one's own, stamps are judged in
that, and its notes are opened as well; without, in the sample notes.
"""

from __future__ import annotations

import runpy
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from bench.apart import FEW, apart, made_in
from bench.made_vault import NOTES

Arguments = Callable[[Path, Path, list[str]], list[str]]
"""What a part is given, of the small vault, the large one, and one's own if any."""

PARTS: dict[str, Arguments] = {
    "start": lambda few, many, _: [str(few), str(many)],
    "memory": lambda _, many, __: [str(many)],
    "load": lambda few, many, _: [str(few), str(many)],
    "index": lambda _, many, __: [str(many)],
    "loop": lambda _, many, __: [str(many)],
    "reader": lambda _, __, own: own,
    "stamps": lambda _, __, own: own,
    "players": lambda _, __, ___: [],
    "growing": lambda _, __, ___: [],
}
_ON_MADE = {"start", "memory", "load", "index", "loop"}


def main() -> None:
    parser = ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of: {', '.join(PARTS)}; all without")
    parser.add_argument("--vault", type=Path, help="a vault of your own; nothing is written into it")
    given = parser.parse_args()
    if unknown := set(given.parts) - PARTS.keys():
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are: {', '.join(PARTS)}")
    parts = given.parts or list(PARTS)
    own = [str(given.vault.absolute())] if given.vault else []
    with apart() as folder:
        few, many = _vaults(folder) if _ON_MADE.intersection(parts) else (folder, folder)
        for part in parts:
            print(f"\n== {part}", flush=True)
            sys.argv = [part, *PARTS[part](few, many, own)]
            runpy.run_module(f"bench.{part}", run_name="__main__")


def _vaults(folder: Path) -> tuple[Path, Path]:
    print(f"making vaults of {FEW} and {NOTES} notes …", flush=True)
    return made_in(folder, FEW), made_in(folder, NOTES)


if __name__ == "__main__":
    main()
