"""`kbtui check`: what is wrong in a vault."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from kbtui.cli.exit_code import ExitCode
from kbtui.cli.output import count, emit, emit_json, say
from kbtui.cli.parser import add_json, add_vault
from kbtui.cli.reading import open_vault
from kbtui.export import problem_record
from kbtui.note import Problem
from kbtui.terminal import printable_name
from kbtui.vault.vault import Vault

ABOUT = """\
Print the problems of a vault, or of one note's file: files that cannot be
read, broken front matter, stamps that are none or doubtful, links that several
notes answer. Links that no note answers are no problem: see `kbtui links --wanted`.

A line reads `path:line: kind: message`; with --json it is an object with
path, line, kind, message. A summary is told on stderr. Ends with 1 where
there are problems."""

EXAMPLES = """\
  kbtui check notes
  kbtui check notes/channel/topic.md"""


def add_arguments(parser: ArgumentParser) -> None:
    add_vault(parser)
    add_json(parser)


def run(arguments: Namespace) -> ExitCode:
    vault, found = open_vault(arguments)
    number = 0
    files = set()
    for path, problem in _problems(vault, found.note):
        _print(path, problem, as_json=arguments.json)
        number += 1
        files.add(path)
    checked = 1 if found.note is not None else len(vault.graph.notes)
    where = f" in {count(len(files), 'file')}" if files else ""
    say(f"{count(number, 'problem')}{where}, {count(checked, 'note')} read")
    return ExitCode.NOTHING if number else ExitCode.DONE


def _problems(vault: Vault, only: str | None) -> Iterator[tuple[str, Problem]]:
    """Problems with the path of their file: of files that could not be read, then of notes in path order."""
    for unread in vault.unread:
        if only is None:
            yield unread.path, Problem(1, "unread", unread.message)
    for path in vault.graph.notes:
        if only in (None, path):
            yield from ((path, problem) for problem in vault.problems(path))


def _print(path: str, problem: Problem, *, as_json: bool) -> None:
    if as_json:
        emit_json({"path": path, **problem_record(problem)})
    else:
        emit(printable_name(f"{path}:{problem.line}: {problem.kind}: {problem.message}"))
