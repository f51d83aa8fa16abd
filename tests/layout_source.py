"""Makes a `Source` of a text by two crude rules, for tests of the layout that must not depend on the parser."""

from __future__ import annotations

import re

from kbtui.layout.source import Mark, MarkKind, Source

_THING = re.compile(
    r"(?P<code>^[ ]*(?P<fence>`{3,}|~{3,})[\s\S]*?(?:^[ ]*(?P=fence)|\Z)|`[^`\n]*`)"
    r"|(?P<embed>!?)\[\[(?P<link>[^\[\]\n]+)\]\]"
    r"|\[(?P<words>[^\[\]]+)\]\([^()\s]+\.md\)"
    r"|<a class=\"yt-timestamp\" data-t=\"(?P<time>[^\"\n]*)\">(?P<label>[^<\n]*)</a>",
    re.MULTILINE,
)


def source_of(text: str) -> Source:
    """A note: a link whose target begins with `no` is wanted, with `two` ambiguous; a stamp whose label is not its time
    is repaired, and unread where it is no time."""
    head = re.match(r"---\n[\s\S]*?\n---\n", text)
    body = head.end() if head else 0
    marks: list[Mark] = []
    for found in _THING.finditer(text, body):
        if found["code"] is None:
            kind, shown = _read(found)
            marks.append(Mark(found.start(), found.end(), kind, len(marks), shown))
    return Source(text, body, tuple(marks))


def _read(found: re.Match[str]) -> tuple[MarkKind, str]:
    if found["link"]:
        target, _bar, alias = found["link"].partition("|")
        shown = (alias or target).strip() or target
        if found["embed"]:
            return "embed", shown
        return ("wanted" if target.startswith("no") else "ambiguous" if target.startswith("two") else "link"), shown
    if found["words"]:
        return "link", " ".join(found["words"].replace(">", "").split())
    time, label = found["time"], found["label"].strip("[]")
    if not time.replace(":", "").isdigit():
        return "unread", time or "?"
    return ("moment" if label in (time, "") else "repaired"), time.removeprefix("00:")
