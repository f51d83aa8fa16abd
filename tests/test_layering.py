"""Who imports what, seen from outside: in fresh processes, and by import-linter's contracts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests" / "vaults" / "small"


def imported(*words: str) -> set[str]:
    """The top-level packages, and kbtui's modules, that a command imports in a process of its own."""
    program = (
        "import sys\n"
        "from kbtui.cli import main\n"
        "try:\n"
        "    main(sys.argv[1:])\n"
        "finally:\n"
        "    sys.stderr.write('\\nimported: ' + ' '.join(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    modules = done.stderr.rpartition("imported: ")[2].split()
    assert modules, done.stderr
    return {name if name.startswith("kbtui") else name.partition(".")[0] for name in modules}


def test_version_imports_next_to_nothing() -> None:
    modules = imported("--version")
    assert {name for name in modules if name.startswith("kbtui")} == {"kbtui", "kbtui.cli"}
    assert not modules & {"argparse", "frontmatter", "markdown_it", "rapidfuzz", "re", "rich", "textual", "yaml"}


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        [str(SMALL)],
        ["export", str(SMALL)],
        ["check", str(SMALL)],
        ["moments", "corona", "--vault", str(SMALL)],
        ["quotes", "--vault", str(SMALL)],
        ["backlinks", "corona", "--vault", str(SMALL)],
        ["links", "--wanted", "--vault", str(SMALL)],
        ["open", "--print", "corona@47:47", "--vault", str(SMALL)],
    ],
    ids=lambda words: Path(words[0]).name,
)
def test_nothing_that_prints_imports_textual(words: list[str]) -> None:
    modules = imported(*words)
    assert "textual" not in modules
    assert not any(name.startswith("kbtui.tui") for name in modules)


def test_contracts() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
