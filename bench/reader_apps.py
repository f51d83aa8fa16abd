"""The apps whose opening of a note is timed: the reader's, and what it is measured by."""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Sequence
from copy import copy
from pathlib import Path
from string import ascii_uppercase, digits

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.events import Key
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Markdown

from bench.terminal import Terminal
from kbtui.layout.document import Document
from kbtui.layout.source import Mark, Source
from kbtui.tui.reader.reader import Reader

OPENING = digits + ascii_uppercase.replace("G", "").replace("N", "")
"""The keys that open notes, none of which means anything to the reader."""
READY = "ready"
"""What the programs show between two notes."""

_THING = re.compile(
    r"(?P<code>^[ ]*(?P<fence>`{3,}|~{3,})[\s\S]*?(?:^[ ]*(?P=fence)|\Z)|`[^`\n]*`)"
    r"|(?P<embed>!?)\[\[(?P<link>[^\[\]\n]+)\]\]"
    r"|<a class=\"yt-timestamp\"[^>\n]*>\[?(?P<stamp>[^<\]\n]*)\]?(?:</a>)?",
    re.MULTILINE,
)


def source_of(text: str) -> Source:
    """A note with its marks, found by a crude rule: what is timed is the reader, not the finding of links."""
    head = re.match(r"---\n[\s\S]*?\n---\n", text)
    body = head.end() if head else 0
    marks: list[Mark] = []
    for found in _THING.finditer(text, body):
        if found["code"]:
            continue
        words = (found["link"] or found["stamp"] or "").rpartition("|")[2].strip() or "?"
        kind = "moment" if found["link"] is None else "link"
        marks.append(Mark(found.start(), found.end(), "moment" if kind == "moment" else "link", len(marks), words))
    return Source(text, body, tuple(marks))


def first_words(text: str) -> str:
    """Words that stand at the beginning of a note and that both programs show alike."""
    document = Document(source_of(text), 76)
    for row in range(min(document.height, 15)):
        line = document.line(row)
        for span in line.spans if line else ():
            words = [word for word in span.text.split() if word.isalpha() and word.isascii()]
            if not span.style and len(words) >= 3 and " ".join(words[:3]) in span.text:
                return " ".join(words[:3])
    first = document.line(0)
    return " ".join(first.text[first.lead :].split()[:3]) if first else ""


def program(kind: str, paths: Sequence[str]) -> Terminal:
    """One of the apps, at work on the notes of some files."""
    return Terminal([sys.executable, "-m", "bench.reader_apps", kind, *paths])


class _Timed(App[None]):
    """A key shows a note, `x` shows that it is ready for the next."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self.texts = texts

    async def on_mount(self) -> None:
        self.screen.focus_next()
        await self.show(None)

    async def on_key(self, event: Key) -> None:
        if event.key == "x":
            await self.show(None)
        elif event.character and 0 <= OPENING.find(event.character) < len(self.texts):
            await self.show(OPENING.index(event.character))

    async def show(self, number: int | None) -> None:
        """Shows a note, or that it is ready."""


class _InReader(_Timed):
    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__(texts)
        self.sources = [source_of(text) for text in texts]
        Document(Source("The grammar is made with the first words."), 76).line(0)

    def compose(self) -> ComposeResult:
        yield Reader()

    async def show(self, number: int | None) -> None:
        # A note that is the same one would be there still.
        self.query_one(Reader).open(Source(READY) if number is None else copy(self.sources[number]))


class _InMarkdown(_Timed):
    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Markdown()

    async def show(self, number: int | None) -> None:
        await self.query_one(Markdown).update(READY if number is None else self.texts[number])


class _Line(Widget, can_focus=True):
    words = ""

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - Textual's own
        return Strip([Segment(self.words)]).adjust_cell_length(self.size.width)


class _InLine(_Timed):
    CSS = "_Line { height: 1; }"

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__(texts)
        self.words = [first_words(text) for text in texts]

    def compose(self) -> ComposeResult:
        yield _Line()

    async def show(self, number: int | None) -> None:
        line = self.query_one(_Line)
        line.words = READY if number is None else self.words[number]
        line.refresh()


APPS: dict[str, type[_Timed]] = {"line": _InLine, "reader": _InReader, "markdown": _InMarkdown}
"""What shows a note: a widget that shows one line of it and nothing else, `Reader`, and Textual's `Markdown`."""


if __name__ == "__main__":
    timed = APPS[sys.argv[1]]([Path(path).read_text("utf-8", "replace") for path in sys.argv[2:]])
    gc.freeze()
    timed.run()
