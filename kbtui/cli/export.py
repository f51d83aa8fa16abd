"""`kbtui export`: a vault for scripts."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from kbtui.cli.exit_code import ExitCode
from kbtui.cli.output import emit_json, say
from kbtui.cli.parser import add_vault
from kbtui.cli.reading import open_vault
from kbtui.export import note_record, records

ABOUT = """\
Print every note as one line of JSON (schema 1), in the order of their paths;
of a note's file, that note alone.

An object has: schema, path, title, channel, video_id, video_title, headings
(level, text, line), links (target, alias, heading, line, resolved, embed),
backlinks (paths), quotes (text, speaker, line, seconds), moments (seconds,
written, label, line, claim, repaired, video_id, url), problems (line, kind,
message). Lines count from 1 in the file. What does not apply or cannot be
read is null."""

EXAMPLES = """\
  kbtui export notes > notes.jsonl
  kbtui export notes | jq -r '.moments[] | select(.repaired) | .url'"""


def add_arguments(parser: ArgumentParser) -> None:
    add_vault(parser)


def run(arguments: Namespace) -> ExitCode:
    vault, found = open_vault(arguments)
    if found.note is not None:
        emit_json(note_record(vault, vault.page(found.note)))
        return ExitCode.DONE
    for unread in vault.unread:
        say(f"{unread.path}: {unread.message}")
    for record in records(vault):
        emit_json(record)
    return ExitCode.DONE
