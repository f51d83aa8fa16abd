"""A note's text cut into segments that can be parsed and laid out one by one.

A cut stands where Markdown's blocks end for certain: before a heading, or after a blank line before text at the left
edge; never inside a fence, a formula, a comment, or a callout or table made of HTML. What has no such place for long (a
list of thousands, a table, a fence, one endless line) is cut by force, and the next segment carries the line that tells
what it goes on with.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from msgspec import Struct

from kbtui.late_pattern import late_pattern
from kbtui.layout.source import Mark, Source

SMALL = 1500
"""Characters that a segment has at least, where the note is long enough."""
LARGE = 6000
"""Characters past which a segment is cut by force."""
_LEAST = 400
"""Characters that a piece has at least where the first screen may end: what is not in sight need not wait for it."""
_FIRST = 4 * SMALL
"""Characters in which the first screen ends."""
_FAR = 50_000
"""Characters past which the end of an element is not believed."""

_EVENT = re.compile(
    r"^(?:(?P<fence>[ ]{0,3}(?:`{3,}(?=[^`\n]*$)|~{3,}))|(?P<maths>[ ]{0,3}\$\$)|(?P<comment>(?:<!--|%%))"
    r"|(?P<html><(?:div\b[^>\n]*callout|(?:aside|details|table)\b|pre\b|script\b|style\b|textarea\b))"
    r"|(?P<heading>[#]{1,6}(?:[ \t]|$))|(?P<blank>(?:[ \t]*\n)+)"
    r"|(?P<definition>[ ]{0,3}\[(?P<label>[^\]\n\[]+)\]:[ \t]*(?P<address>\S*)))",
    re.MULTILINE | re.IGNORECASE,
)
_KINDS = ("blank", "heading", "fence", "maths", "comment", "html")
_FROM = re.compile(r"\s*From:[ \t]*\[\[[^\n]*\]\][ \t]*(?:<br\s*/?>)?[ \t]*(?:\n\s*|\Z)", re.IGNORECASE)
_CLOSERS = {"<!--": "-->", "%%": "%%", "<pre": "</pre>", "<scr": "</script>", "<sty": "</style>", "<tex": "</textarea>"}
_ELEMENTS = ("aside", "details", "table")
_TABLE_RULE = late_pattern(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_CALLOUT = late_pattern(r"(?:>[ \t]?)+\[![^\]\n]+\]")
_LEADING = late_pattern(r"[ ]{0,3}(?:#|\[[^\]\n]+\]:|(?:=+|-+)[ \t]*$)", re.MULTILINE)
"""A line that belongs to what follows: a heading, or a definition, which is not shown and may stand under one."""
_ACROSS = late_pattern(r"\$\$|%%|<!--|<(?:div|aside|pre|script|style)\b", re.IGNORECASE)
"""What may hold more than one block."""


class Segment(Struct, frozen=True):
    """A piece of a note that is laid out on its own."""

    start: int
    end: int
    line: int
    """1-based line in the file that it starts in."""
    gap: bool
    """Whether an empty row parts it from what stands above."""
    carry: str = ""
    """Whole lines to be parsed before it and not shown: what it goes on with."""
    of: tuple[int, int] | None = None
    """The extent of what it was cut from, for the first screen's sake; None for what is whole."""


class Cuts(Struct, frozen=True):
    """A note, cut."""

    segments: tuple[Segment, ...]
    references: dict[str, dict[str, str]]
    """Link reference definitions of the whole note, as markdown-it wants them: by normalized label."""
    footnotes: dict[str, int]
    """The lines of the note's footnotes, by name."""


def cut(source: Source) -> Cuts:
    """Cuts a note: the front matter that is shown, if any, and its body, without the `From:` line at its top."""
    return _Cutter(source).run()


class _Cutter:
    """Walks the text from one telling line to the next."""

    def __init__(self, source: Source) -> None:
        self.text = source.text
        self.marks = source.marks
        self.segments = [Segment(0, source.body, 1, False)] if source.properties else []
        self.references: dict[str, dict[str, str]] = {}
        self.footnotes: dict[str, int] = {}
        self.first = self.start = self._begin(source.body)
        self.line = self.text.count("\n", 0, self.start) + 1
        self.gap = bool(self.segments)
        self.carry = ""
        self.joints: list[int] = []
        """Where it could be cut since `start`, for pieces of more than a few lines."""
        self.missing: set[str] = set()
        """What closes a block, where no more of it follows: it need not be looked for again."""
        self.elements: dict[str, dict[int, int]] = {}

    def _begin(self, body: int) -> int:
        """Where the first thing to be shown begins."""
        found = _FROM.match(self.text, body)
        at = found.end() if found else body
        while at < len(self.text) and self.text[at] in " \t\n":
            at += 1
        line = self.text.rfind("\n", 0, at) + 1
        return max(line, body) if at < len(self.text) else len(self.text)

    def run(self) -> Cuts:
        pos = self.start
        is_led_on = False
        while event := _EVENT.search(self.text, pos):
            if event.end() == event.start():
                pos = event.end() + 1
                if pos > len(self.text):
                    break
                continue
            kind = next((kind for kind in _KINDS if event[kind] is not None), "definition")
            is_led_on = self._is_led_on(event.start()) if kind == "blank" else False
            pos = self._meet(kind, event, is_led_on)
        self._force(len(self.text))
        self._close(len(self.text), True)
        return Cuts(tuple(self.segments), self.references, self.footnotes)

    def _meet(self, kind: str, event: re.Match[str], is_led_on: bool) -> int:
        """Takes in one telling line; where to look on."""
        at = event.start()
        if kind == "heading":
            self._maybe(at, True)
            return event.end()
        if kind == "blank":
            after = event.end()
            if after < len(self.text) and self.text[after] not in " \t\n" and not is_led_on:
                self._maybe(after, True)
            return after
        if kind == "definition":
            self._define(event)
            return event.end()
        return self._skip(kind, event)

    def _is_led_on(self, at: int) -> bool:
        """Whether the line that ends there belongs to what follows."""
        line = self.text.rfind("\n", 0, max(at - 1, 0)) + 1
        return _LEADING.match(self.text, line) is not None

    def _maybe(self, at: int, gap: bool) -> None:
        self._force(at)
        if at - self.start >= SMALL:
            self._close(at, gap)
        elif at - (self.joints[-1] if self.joints else self.start) >= _LEAST and _is_plain(self.text[at]):
            self.joints.append(at)

    def _close(self, at: int, gap: bool, carry: str = "") -> None:
        if at <= self.start:
            return
        joints = self.joints if self._is_in_pieces(at) else []
        of = (self.start, at) if joints else None
        for end in (*joints, at):
            self.segments.append(Segment(self.start, end, self.line, self.gap, self.carry, of))
            self.line += self.text.count("\n", self.start, end)
            self.start, self.gap, self.carry = end, True, ""
        self.gap, self.carry, self.joints = gap, carry, []

    def _is_in_pieces(self, end: int) -> bool:
        """Whether the first screen may end before `end`, which nothing holds together with what stands above it."""
        is_there = self.first < self.start < self.first + _FIRST
        return is_there and not self.carry and not _ACROSS.search(self.text, self.start, end)

    def _define(self, event: re.Match[str]) -> None:
        label = event["label"].strip()
        if label.startswith("^"):
            self.footnotes.setdefault(label[1:], self.line + self.text.count("\n", self.start, event.start()))
        elif event["address"]:
            self.references.setdefault(_normal(label), {"title": "", "href": event["address"].strip("<>")})

    def _skip(self, kind: str, event: re.Match[str]) -> int:
        """Passes over what must not be cut at blank lines; where it ends."""
        opening = event[0].strip()
        line_end = self._line_end(event.end())
        if kind == "fence":
            closing = re.compile(rf"^[ ]{{0,3}}{opening[0]}{{{len(opening)},}}[ \t]*$", re.MULTILINE)
            found = closing.search(self.text, line_end)
            end = found.end() if found else len(self.text)
            self._fence(event.start(), end)
            return end
        closer = "$$" if kind == "maths" else _CLOSERS.get(opening[:4].lower(), _CLOSERS.get(opening, ""))
        if not closer:
            return self._html_end(event)
        found_at = -1 if closer in self.missing else self.text.find(closer, event.end())
        if found_at < 0:
            self.missing.add(closer)
        if found_at < 0 or (kind == "maths" and "\n\n" in self.text[event.end() : found_at]):
            return line_end
        return found_at + len(closer)

    def _html_end(self, event: re.Match[str]) -> int:
        """Where a callout or a table written in HTML ends; at the end of its first line if it never does."""
        name = next((name for name in _ELEMENTS if event[0][1:].lower().startswith(name)), "div")
        if name not in self.elements:
            self.elements[name] = _elements(self.text, name)
        end = self.elements[name].get(event.start())
        return end if end is not None and end - event.start() <= _FAR else self._line_end(event.end())

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def _fence(self, start: int, end: int) -> None:
        """A long fence is cut between its lines; each piece carries the line that opens it."""
        if end - start <= LARGE:
            return
        self._force(start)
        if start - self.start >= SMALL:
            self._close(start, True)
        opening = self.text[start : self._line_end(start) + 1]
        while end - self.start > LARGE:
            at = self.text.rfind("\n", self.start, self.start + LARGE) + 1
            if at <= max(self.start, start + len(opening)):
                at = self._word(self.start + LARGE)
            self._close(at, False, opening)
        if end > self.start:
            after = min(end + 1, len(self.text))
            self._close(after, True)

    def _force(self, until: int) -> None:
        """Cuts what has no natural end within reach."""
        while until - self.start > LARGE + SMALL:
            at = self._line_cut(self.start + SMALL, self.start + LARGE)
            if at:
                self._close(at, False, self._carried(at))
            else:
                self._close(self._word(self.start + LARGE), False)

    def _line_cut(self, low: int, high: int) -> int:
        """The last line start in reach that begins at the left edge; 0 where there is none."""
        at = high
        while (at := self.text.rfind("\n", low, at)) >= 0:
            if self.text[at + 1 : at + 2] not in (" ", "\t", "\n", ""):
                return at + 1
        return 0

    def _word(self, at: int) -> int:
        """The end of a word shortly before `at`, outside of every mark."""
        space = self.text.rfind(" ", at - SMALL, at)
        at = space + 1 if space >= 0 else at
        which = bisect_left(self.marks, at, key=_mark_start) - 1
        if which >= 0 and self.marks[which].end > at:
            at = max(self.marks[which].start, self.start + 1)
        while self.text.startswith(" ", at):  # what goes on with spaces would be taken for code
            at += 1
        return at

    def _carried(self, at: int) -> str:
        """The lines that tell what goes on at `at`: a table's head, a callout's first line."""
        block = self.carry + self.text[self.start : at]
        begins = block.rfind("\n\n") + 2 if "\n\n" in block else 0
        head = block[begins:].split("\n", 2)
        if len(head) > 1 and "|" in head[0] and _TABLE_RULE.fullmatch(head[1]):
            return f"{head[0]}\n{head[1]}\n"
        if self.text[at] == ">" and _CALLOUT.match(head[0]):
            return f"{head[0]}\n"
        return ""


def _is_plain(sign: str) -> bool:
    """Whether a line that begins so is a paragraph or a heading, and no item of a list that began before it."""
    return sign == "#" or sign.isalpha()


def _elements(text: str, name: str) -> dict[int, int]:
    """Where each element of a name begins and ends."""
    ends: dict[int, int] = {}
    open_at: list[int] = []
    for tag in re.finditer(rf"<(/?){name}\b", text, re.IGNORECASE):
        if not tag[1]:
            open_at.append(tag.start())
        elif open_at:
            ends[open_at.pop()] = tag.end()
    return ends


def _normal(label: str) -> str:
    """A reference's label as markdown-it compares it."""
    return re.sub(r"\s+", " ", label.strip()).lower().upper()


def _mark_start(mark: Mark) -> int:
    return mark.start
