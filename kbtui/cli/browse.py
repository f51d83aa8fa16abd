"""`kbtui` alone: the browser, or what a vault holds where there is no terminal to show it on."""

from __future__ import annotations

import gc
import os
import sys
from argparse import ArgumentParser, Namespace
from shutil import get_terminal_size

from msgspec.structs import replace

from kbtui.cli.commands import COMMANDS
from kbtui.cli.exit_code import ExitCode
from kbtui.cli.location import location, settings
from kbtui.cli.parser import add_no_index, add_vault
from kbtui.startup.first_screen import circumstances, recalled
from kbtui.startup.held_terminal import HeldTerminal

_COMMANDS = "\n".join(f"  kbtui {name:<10} {about}" for name, about in COMMANDS.items())

ABOUT = f"""\
Browse a vault of video notes and jump to the right second.

VAULT is a folder, or a note's file, which opens in the vault around it.
Without one, kbtui takes --vault, KBTUI_VAULT, the config's vault, the folder
you stand in where it holds notes, or else its own sample notes. With no
terminal on stdout it prints what the vault holds: notes, channels, videos,
moments, repaired, links, wanted.

commands (each has its --help):
{_COMMANDS}"""

EXAMPLES = """\
  kbtui notes
  kbtui notes --note "AI safety and security measures"
  kbtui notes --video Nlkk3glap_U@47:47
  kbtui ./export        a folder that is named like a command"""


def add_arguments(parser: ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("--note", metavar="NOTE", help="open at this note: its path, stem, slug or title")
    parser.add_argument("--video", metavar="ID[@TIME]", help="open at this video and second")
    add_no_index(parser)
    parser.add_argument("--theme", metavar="NAME", help="colours for this run")


def run(arguments: Namespace) -> ExitCode:
    return _browse(arguments) if has_screen() else _summarize(arguments)


def has_screen() -> bool:
    """Whether there is a terminal to show the browser on and to read keys from; one that says it is dumb is none."""
    if os.environ.get("TERM") == "dumb":
        return False
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _browse(arguments: Namespace) -> ExitCode:
    # What is imported and read stays; to look for garbage among it takes a tenth of the start. The screen turns it on
    # again.
    gc.disable()
    # Textual draws on stderr; whoever keeps the errors in a file wants to see the screen all the same.
    terminal = HeldTerminal(sys.stderr if sys.stderr is not None and sys.stderr.isatty() else sys.stdout)
    try:
        return _shown(arguments, terminal)
    finally:
        terminal.let_go()


def _shown(arguments: Namespace, terminal: HeldTerminal) -> ExitCode:
    found = location(arguments)
    config = settings(arguments)
    config = replace(config, theme=arguments.theme) if arguments.theme else config
    is_plain = not (found.note or arguments.note or arguments.video or arguments.no_index)
    kept_for = circumstances(get_terminal_size(), config, sample=found.sample) if is_plain else None
    screen = recalled(found.root, kept_for) if kept_for else None
    if screen is not None:
        terminal.show(screen.painted)
    # Whoever has something to read already need not wait for what takes longer to load.
    from kbtui.cli.screen import open_screen

    return open_screen(arguments, found, config, terminal, kept_for)


def _summarize(arguments: Namespace) -> ExitCode:
    from kbtui.cli.summary import print_summary  # it reads the vault, which the screen does behind what it shows

    print_summary(arguments)
    return ExitCode.DONE
