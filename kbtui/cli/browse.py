"""`kbtui` alone: the browser, or what a vault holds where there is no terminal to show it on."""

from __future__ import annotations

import gc
import sys
from argparse import ArgumentParser, Namespace
from difflib import get_close_matches
from pathlib import Path

from msgspec.structs import replace

from kbtui.beginning import Beginning
from kbtui.cli.commands import COMMANDS
from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.location import location, open_vault, read_catalogue, settings
from kbtui.cli.naming import find_note, read_video
from kbtui.cli.output import emit, say
from kbtui.cli.parser import add_no_index, add_vault
from kbtui.cli.summary import summary
from kbtui.config import ConfigError
from kbtui.start import Start
from kbtui.vault import Vault

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
    if arguments.folder:
        _hint_at_command(arguments.folder)
    return _browse(arguments) if has_screen() else _summarize(arguments)


def has_screen() -> bool:
    """Whether there is a terminal to show the browser on and to read keys from."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _browse(arguments: Namespace) -> ExitCode:
    # What is imported and read stays; to look for garbage among it takes a tenth of the start. The screen turns it on
    # again.
    gc.disable()
    found = location(arguments)
    video = read_video(arguments.video) if arguments.video else None
    config = settings(arguments)
    known = read_catalogue(found.root, arguments) if arguments.note else None
    note = find_note(Vault.of(known), arguments.note).path if known else found.note
    keep_index = not arguments.no_index
    start = Start(
        root=found.root,
        note=note,
        video=(video.video_id, video.seconds) if video else None,
        config=replace(config, theme=arguments.theme) if arguments.theme else config,
        sample=found.sample,
        beginning=Beginning(found.root, note, keep_index=keep_index, known=known),
        keep_index=keep_index,
    )
    from kbtui.tui.app import browse  # a third of a second that only the screen is worth

    try:
        return ExitCode(browse(start))
    except ConfigError as error:
        raise Stop(ExitCode.USAGE, str(error)) from error


def _summarize(arguments: Namespace) -> ExitCode:
    if arguments.video:
        read_video(arguments.video)
    vault, _ = open_vault(arguments)
    if arguments.note:
        find_note(vault, arguments.note)
    for unread in vault.unread:
        say(f"{unread.path}: {unread.message}")
    for line in summary(vault):
        emit(line)
    return ExitCode.DONE


def _hint_at_command(word: str) -> None:
    """A word that is no path and almost a command was meant as one."""
    near = get_close_matches(word, COMMANDS, n=1) if word.isalpha() else []
    if near and not Path(word).exists():
        raise Stop(ExitCode.USAGE, f"no such folder or note: {word}; did you mean `kbtui {near[0]}`?")
