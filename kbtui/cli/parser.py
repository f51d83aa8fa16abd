"""Arguments of a command: those that every command takes, and a place for its own."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter

from kbtui import __version__
from kbtui.cli.commands import BROWSE

EXIT_CODES = """\
exit: 0 done, 1 nothing matched or problems found, 2 wrong usage,
      3 nothing can open the video, 4 the output cannot be written"""


def make_parser(command: str, about: str, examples: str) -> ArgumentParser:
    """A parser with the options that every command takes.

    Args:
        command: Its name, or `browse` for the program itself.
        about: What it does, for `--help`.
        examples: Command lines to learn from.
    """
    parser = ArgumentParser(
        prog="kbtui" if command == BROWSE else f"kbtui {command}",
        description=about,
        epilog=f"examples:\n{examples}\n\n{EXIT_CODES}",
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--vault", metavar="VAULT", help="the folder of notes (else $KBTUI_VAULT, or as configured)")
    parser.add_argument("--config", metavar="FILE", help="read this config, not $XDG_CONFIG_HOME/kbtui/config.toml")
    parser.add_argument("-V", "--version", action="version", version=f"kbtui {__version__}")
    return parser


def add_vault(parser: ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", metavar="VAULT", help="a folder of notes, or one note's file")


def add_note(parser: ArgumentParser) -> None:
    parser.add_argument("note", metavar="NOTE", help="its path, stem, slug or title")


def add_json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")


def add_limit(parser: ArgumentParser, what: str, usual: int) -> None:
    """Let at most so many things be printed.

    Args:
        parser: The command's.
        what: The things, such as `hits`.
        usual: How many where nobody says.
    """
    about = f"at most so many {what} (else {usual})"
    parser.add_argument("--limit", metavar="N", type=_limit, default=usual, help=about)


def _limit(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 10_000:
        raise ArgumentTypeError(f"not a number from 1 to 10000: {text}")
    return int(text)


def add_no_index(parser: ArgumentParser) -> None:
    parser.add_argument("--no-index", action="store_true", help="keep nothing of the vault between runs")
