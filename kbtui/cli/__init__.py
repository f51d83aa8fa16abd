"""The command line. This file answers `--version` and imports nothing that costs time."""

import sys

from kbtui import __version__


def main(words: list[str] | None = None) -> int:
    """Run one command and give its exit code.

    Args:
        words: What stands behind the program's name; that of this process where absent.

    Raises:
        SystemExit: from argparse, after `--help` (0) or wrong usage (2).
    """
    words = sys.argv[1:] if words is None else words
    if words in (["--version"], ["-V"]):
        return _tell_version()
    try:
        from kbtui.cli.run import run

        return run(words)
    except KeyboardInterrupt:
        from kbtui.cli.exit_code import ExitCode

        return ExitCode.INTERRUPTED


def _tell_version() -> int:
    line = f"kbtui {__version__}"
    try:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except (OSError, AttributeError):  # a closed one is None
        from kbtui.cli.run import run_emitting

        return run_emitting(line)
    return 0
