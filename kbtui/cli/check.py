"""`kbtui check`: what is wrong in a vault."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator, Sequence

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
read, links out of the vault, broken front matter, stamps that are none or
doubtful, links that several notes answer. Links that no note answers are no
problem: see `kbtui links --wanted`.

A line reads `path:line: kind: message`; with --json it is an object with
path, line, kind, message. Of problems that say the same in one note the first
five are printed, and the fifth tells how many `more` there are. A summary is
told on stderr. Ends with 1 where there are problems."""

EXAMPLES = """\
  kbtui check notes
  kbtui check notes/channel/topic.md"""

_ALIKE = 5
"""So many problems of one note that say the same are printed."""


def add_arguments(parser: ArgumentParser) -> None:
    add_vault(parser)
    add_json(parser)


def run(arguments: Namespace) -> ExitCode:
    vault, found = open_vault(arguments)
    number = 0
    files = 0
    for path, problems in _problems(vault, found.note):
        for problem, more in _first_alike(problems):
            _print(path, problem, more, as_json=arguments.json)
        number += len(problems)
        files += bool(problems)
    checked = 1 if found.note is not None else len(vault.graph.notes)
    where = f" in {count(files, 'file')}" if files else ""
    say(f"{count(number, 'problem')}{where}, {count(checked, 'note')} read")
    return ExitCode.NOTHING if number else ExitCode.DONE


def _problems(vault: Vault, only: str | None) -> Iterator[tuple[str, Sequence[Problem]]]:
    """The problems of each file, by its path: of files that could not be read, then of notes in path order."""
    for unread in vault.unread:
        if only is None:
            yield unread.path, (Problem(1, "unread", unread.message),)
    for path in vault.graph.notes:
        if only in (None, path):
            yield path, vault.problems(path)


def _first_alike(problems: Sequence[Problem]) -> Iterator[tuple[Problem, int]]:
    """The first of those that say the same, and how many more of them there are behind the last one."""
    totals = Counter(map(_said, problems))
    seen: Counter[tuple[str, str]] = Counter()
    for problem in problems:
        said = _said(problem)
        seen[said] += 1
        if seen[said] <= _ALIKE:
            yield problem, totals[said] - _ALIKE if seen[said] == _ALIKE else 0


def _said(problem: Problem) -> tuple[str, str]:
    return problem.kind, problem.message


def _print(path: str, problem: Problem, more: int, *, as_json: bool) -> None:
    if as_json:
        emit_json({"path": path, **problem_record(problem), **({"more": more} if more else {})})
    else:
        behind = f" (and {more} more like this)" if more else ""
        emit(printable_name(f"{path}:{problem.line}: {problem.kind}: {problem.message}{behind}"))
