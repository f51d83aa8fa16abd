"""Every figure that the design promises, beside its yardstick: `python -m bench [VAULT]`.

Without a vault the sample notes stand in where one is needed.
"""

from __future__ import annotations

import runpy
import sys

PARTS = ("bench.start", "bench.load", "bench.reader", "bench.stamps", "bench.players", "bench.index")


def main() -> None:
    given = sys.argv[1:2]
    for part in PARTS:
        print(f"\n== {part}", flush=True)
        # Where a vault opens first, nobody can say beforehand: the start is timed on the sample notes.
        sys.argv = [part, *(given if part != "bench.start" else [])]
        runpy.run_module(part, run_name="__main__")


if __name__ == "__main__":
    main()
