"""`kbtui index`: makes a vault's index ahead."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.indexing import sync
from kbtui.cli.location import location
from kbtui.cli.output import count, say
from kbtui.index.index import Index

ABOUT = """\
Make the index that kbtui starts from and searches, or bring it up to date.
kbtui does so by itself; this does it ahead. It is kept in
$XDG_CACHE_HOME/kbtui, one file a vault, and may be deleted at any time.
Nothing is written into the vault."""

EXAMPLES = """\
  kbtui index
  kbtui index --vault ~/notes --rebuild"""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--rebuild", action="store_true", help="read every note anew")


def run(arguments: Namespace) -> ExitCode:
    found = location(arguments)
    if found.fallback:
        say("no vault here: these are the sample notes; name your own with --vault FOLDER or KBTUI_VAULT")
    index = Index.of_vault(found.root, rebuild=arguments.rebuild)
    try:
        synced = sync(index)
        kept = index.path is not None
    finally:
        index.close()
    if not kept:
        raise Stop(ExitCode.NOTHING, "the index cannot be kept: its folder or file cannot be written")
    read = synced.added + synced.changed - synced.unread
    unread = f", {count(synced.unread, 'file')} could not be read" if synced.unread else ""
    say(f"{count(read, 'note')} read, {synced.removed} gone{unread}")
    return ExitCode.DONE
