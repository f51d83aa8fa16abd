r"""Cases for the loader's tests, from `loader/*.txt`.

A line of a case begins with `> ` where it is source and with `= ` where it is what comes of it; a `|` with spaces parts
fields, `-` is None. An empty line ends a case; a line with `#` says what cases are about. In source, `{12:34}` stands
for the anchor of a stamp and `\e` for the escape character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kbtui.note import Page
from kbtui.reading.read import read
from kbtui.text import CleanText

FOLDER = Path(__file__).parent / "loader"
MATTER = "---\ntitle: The note\nvideoId: abcdefghijk\n---\n"
"""Front matter before the source of a case that has none of its own."""

_STAMP = re.compile(r"\{([^{}|\n]*)\}")


@dataclass(frozen=True)
class Case:
    source: str
    expected: list[str]

    @property
    def page(self) -> Page:
        """The source as a note of a video, read in full."""
        return read("channel/note.md", CleanText(MATTER + self.source))

    @property
    def fields(self) -> list[list[str]]:
        return [[field.strip() for field in line.split(" | ")] for line in self.expected]


def cases(name: str) -> list[object]:
    """The cases of a file, as parameters of a test."""
    return [pytest.param(case, id=place) for place, case in _read(name)]


def told(*values: object) -> list[str]:
    """Values as a case writes them."""
    return ["-" if value is None else str(value) for value in values]


def anchored(source: str) -> str:
    """`source` with an anchor for each `{time}`."""
    return _STAMP.sub(r'<a class="yt-timestamp" data-t="\1">[\1]</a>', source)


def _read(name: str) -> Iterator[tuple[str, Case]]:
    source: list[str] = []
    expected: list[str] = []
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line[:1] == ">":
            source.append(line[2:])
        elif line[:1] == "=":
            expected.append(line[2:])
        elif not line and source:
            joined = anchored("\n".join(source)).replace("\\e", "\x1b")
            yield f"{name}:{number - len(source) - len(expected)}", Case(joined, expected)
            source, expected = [], []
