"""`kbtui backlinks`: who speaks of a note, and with which words."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.naming import find_note
from kbtui.cli.output import emit_json
from kbtui.cli.parser import add_json, add_note
from kbtui.cli.passage import emit_passage
from kbtui.cli.reading import open_vault
from kbtui.vault.vault import Backlink

ABOUT = """\
Print the links that lead to a note, each with the sentence around it and the
moment nearest to it.

A line has path:line, the time, and the sentence. With --json: path, title,
line, alias, heading, sentence, seconds, url."""

EXAMPLES = """\
  kbtui backlinks mechanistic_interpretability
  kbtui backlinks "Mechanistic interpretability" --vault notes --json"""


def add_arguments(parser: ArgumentParser) -> None:
    add_note(parser)
    add_json(parser)


def run(arguments: Namespace) -> ExitCode:
    vault, _ = open_vault(arguments)
    note = find_note(vault, arguments.note)
    backlinks = vault.backlinks(note.path)
    if not backlinks:
        raise Stop(ExitCode.NOTHING, f"no note links to {note.path}")
    for backlink in backlinks:
        _print(backlink, as_json=arguments.json)
    return ExitCode.DONE


def _print(backlink: Backlink, *, as_json: bool) -> None:
    note, link, moment = backlink.note, backlink.link, backlink.moment
    seconds = moment.seconds if moment else None
    if as_json:
        emit_json(
            {
                "path": note.path,
                "title": note.title,
                "line": link.line,
                "alias": link.alias,
                "heading": link.heading,
                "sentence": backlink.sentence,
                "seconds": seconds,
                "url": moment.url if moment else None,
            }
        )
        return
    emit_passage(note.path, link.line, seconds, backlink.sentence)
