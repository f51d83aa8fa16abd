"""`kbtui links`: where a note leads, and what a vault still wants."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.naming import find_note
from kbtui.cli.output import emit, emit_json
from kbtui.cli.parser import add_json
from kbtui.cli.reading import open_vault
from kbtui.export import link_record
from kbtui.graph.graph import Wanted
from kbtui.graph.linking import is_attachment
from kbtui.note import Link, Note
from kbtui.terminal import printable_name
from kbtui.vault.vault import Vault

ABOUT = """\
Print the links of a note and where they lead; or with --wanted, the targets
that no note of the vault answers, those that most notes ask for first, with
the notes that come near.

A note's link reads `line: target -> path`, or `(wanted)`, `(ambiguous)`,
`(attachment)` of a file that is no note, such as an image; a wanted target has
its count before it. With --json, a link has path, target, alias, heading,
line, resolved, embed, state, candidates; a wanted target has target, count,
near (paths), citations (path, line)."""

EXAMPLES = """\
  kbtui links "AI safety and security measures"
  kbtui links --wanted --vault notes
  kbtui links --wanted --json | jq -r 'select(.near != []) | .target'"""


def add_arguments(parser: ArgumentParser) -> None:
    subject = parser.add_mutually_exclusive_group(required=True)
    subject.add_argument("note", nargs="?", metavar="NOTE", help="its path, stem, slug or title")
    subject.add_argument("--wanted", action="store_true", help="the targets that no note answers")
    add_json(parser)


def run(arguments: Namespace) -> ExitCode:
    vault, _ = open_vault(arguments)
    if arguments.wanted:
        return _run_wanted(vault, as_json=arguments.json)
    note = find_note(vault, arguments.note)
    if not note.links:
        raise Stop(ExitCode.NOTHING, f"there are no links in {note.path}")
    for link in note.links:
        _print_link(vault, note, link, as_json=arguments.json)
    return ExitCode.DONE


def _print_link(vault: Vault, note: Note, link: Link, *, as_json: bool) -> None:
    resolution = vault.graph.resolve(note, link)
    # What is no note is not asked for as a topic.
    is_file = resolution.state == "wanted" and is_attachment(link)
    shown_state = "attachment" if is_file else resolution.state
    if as_json:
        state = {"state": shown_state, "candidates": list(resolution.candidates)}
        emit_json({"path": note.path, **link_record(vault, note, link), **state})
        return
    target = f"{link.target}#{link.heading}" if link.heading else link.target
    leads = f"-> {resolution.path}" if resolution.path else f"({shown_state})"
    if resolution.candidates:
        leads += f" {', '.join(resolution.candidates)}"
    emit(printable_name(f"{link.line}: {target} {leads}"))


def _run_wanted(vault: Vault, *, as_json: bool) -> ExitCode:
    if not vault.graph.wanted:
        raise Stop(ExitCode.NOTHING, "every link of this vault is answered by a note")
    width = len(str(len(vault.graph.wanted[0].citations)))
    for wanted in vault.graph.wanted:
        near = vault.graph.suggest(wanted.citations[0][0], wanted.target)
        if as_json:
            emit_json(_wanted_record(wanted, near))
        else:
            hint = f"  (near: {', '.join(near)})" if near else ""
            emit(printable_name(f"{len(wanted.citations):>{width}} {wanted.target}{hint}"))
    return ExitCode.DONE


def _wanted_record(wanted: Wanted, near: Sequence[str]) -> dict[str, object]:
    return {
        "target": wanted.target,
        "count": len(wanted.citations),
        "near": list(near),
        "citations": [{"path": note.path, "line": link.line} for note, link in wanted.citations],
    }
