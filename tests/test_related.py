"""What is related to a note, and why. The cases are `related/*.txt`: notes, and what is related to some of them.

    === path.md                  a note's text follows
    === related to path.md       path:line: time reason; reason      one line a note, or `nothing`

Lines before the first `===` say what the file is about. UPDATE_CASES=1 writes down what is found, to be read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kbtui.index.index import Index
from kbtui.note import clock
from kbtui.search.related import Related, related_in
from kbtui.vault.vault import Vault
from tests.tui_fixtures import vault_of

CASES = sorted((Path(__file__).parent / "related").glob("*.txt"))
ASKED = "related to "


@dataclass(frozen=True)
class Case:
    about: str
    notes: dict[str, str]
    expected: dict[str, str]
    """For the paths that are asked about, what is related, a line a note."""

    def __str__(self) -> str:
        notes = "".join(f"=== {path}\n{text}" for path, text in self.notes.items())
        expected = "".join(f"=== {ASKED}{path}\n{lines}\n\n" for path, lines in self.expected.items())
        return f"{self.about}{notes}{expected}"


def read_case(text: str) -> Case:
    about, *parts = f"\n{text}".split("\n=== ")
    notes: dict[str, str] = {}
    expected: dict[str, str] = {}
    for part in parts:
        name, _, rest = part.partition("\n")
        if name.startswith(ASKED):
            expected[name.removeprefix(ASKED)] = rest.rstrip("\n")
        else:
            notes[name] = f"{rest}\n"
    return Case(f"{about.lstrip(chr(10))}\n", notes, expected)


def told(found: Iterable[Related]) -> str:
    return "\n".join(map(line_of, found)) or "nothing"


def line_of(each: Related) -> str:
    place = f"{each.note.path}:{each.line}:" if each.line is not None else f"{each.note.path}:"
    seconds = each.moment.seconds if each.moment else None
    time = f" {clock(seconds)}" if seconds is not None else ""
    return f"{place}{time} {'; '.join(each.reasons)}"


@pytest.mark.parametrize("file", CASES, ids=lambda path: path.stem)
def test_case(file: Path, tmp_path: Path) -> None:
    case = read_case(file.read_text(encoding="utf-8"))
    vault = Vault.open(vault_of(tmp_path, case.notes))
    found = {path: told(related_in(vault, vault.graph.notes[path])) for path in case.expected}
    if os.environ.get("UPDATE_CASES"):
        file.write_text(str(Case(case.about, case.notes, found)), encoding="utf-8")
    assert found == case.expected


@pytest.mark.parametrize("file", CASES, ids=lambda path: path.stem)
def test_an_index_changes_nothing(file: Path, tmp_path: Path) -> None:
    case = read_case(file.read_text(encoding="utf-8"))
    root = vault_of(tmp_path, case.notes)
    vault, index = Vault.open(root), Index.open(root, None)
    index.sync()
    found = {path: told(related_in(vault, vault.graph.notes[path], index)) for path in case.expected}
    index.close()
    assert found == case.expected


def test_no_more_are_given_than_are_asked_for(tmp_path: Path) -> None:
    notes = {f"{number}.md": "---\nvideoId: twoNotesVid\n---\n" for number in range(9)}
    vault = Vault.open(vault_of(tmp_path, notes))
    note = vault.graph.notes["0.md"]
    assert [each.note.path for each in related_in(vault, note, limit=3)] == ["1.md", "2.md", "3.md"]
    assert len(related_in(vault, note)) == 8


def test_a_file_that_is_gone_names_nothing(tmp_path: Path) -> None:
    notes = {"solar_wind.md": "It blows.", "a.md": "On the solar wind.", "b.md": "On the solar wind."}
    vault = Vault.open(vault_of(tmp_path, notes))
    (tmp_path / "a.md").unlink()
    assert [each.note.path for each in related_in(vault, vault.graph.notes["solar_wind.md"])] == ["b.md"]


def test_it_is_told_how_many_files_are_read(tmp_path: Path) -> None:
    vault = Vault.open(vault_of(tmp_path, {"solar_wind.md": "It blows.", "a.md": "On the solar wind."}))
    heard: list[tuple[int, int]] = []
    related_in(vault, vault.graph.notes["solar_wind.md"], progress=lambda done, total: heard.append((done, total)))
    assert heard == [(0, 2)]
