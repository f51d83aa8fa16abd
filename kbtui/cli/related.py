"""`kbtui related`: the notes that have to do with a note, and why."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.indexing import Progress
from kbtui.cli.naming import find_note
from kbtui.cli.output import emit_json
from kbtui.cli.parser import add_json, add_limit, add_note
from kbtui.cli.passage import emit_passage
from kbtui.cli.reading import open_vault
from kbtui.search.related import Related, related_in

ABOUT = """\
Print the notes related to a note, the most related first, each with all its
reasons: it is about the same video; says something within 30 seconds of one of
the note's moments; links to the same notes, or is linked from the same; or
names the note without linking to it. A note that many link to counts little.

A line has path:line and the time of what the best reason speaks of, where
there are such, and the reasons, the best first. With --json: path, title,
reasons, line, seconds, video_id, url."""

EXAMPLES = """\
  kbtui related "AI safety and security measures"
  kbtui related mechanistic_interpretability --json | jq -r '.path'"""


def add_arguments(parser: ArgumentParser) -> None:
    add_note(parser)
    add_limit(parser, "notes", 20)
    add_json(parser)


def run(arguments: Namespace) -> ExitCode:
    vault, _ = open_vault(arguments)
    note = find_note(vault, arguments.note)
    progress = Progress()
    try:
        found = related_in(vault, note, progress=progress.tell, limit=arguments.limit)
    finally:
        progress.end()
    if not found:
        raise Stop(ExitCode.NOTHING, f"nothing is related to {note.path}")
    for each in found:
        _print(each, as_json=arguments.json)
    return ExitCode.DONE


def _print(each: Related, *, as_json: bool) -> None:
    moment = each.moment
    seconds = moment.seconds if moment else None
    if as_json:
        emit_json(
            {
                "path": each.note.path,
                "title": each.note.title,
                "reasons": list(each.reasons),
                "line": each.line,
                "seconds": seconds,
                "video_id": moment.video_id if moment else None,
                "url": moment.url if moment else None,
            }
        )
        return
    emit_passage(each.note.path, each.line, seconds, "; ".join(each.reasons))
