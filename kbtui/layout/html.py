"""The bits of HTML that notes hold, turned into what Markdown has for them. No step changes the number of lines."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from kbtui.late_pattern import late_pattern

_CALLOUT = late_pattern(
    r"^[ ]{0,3}<(?P<name>div|aside|details)\b(?P<attributes>[^>\n]*)>", re.IGNORECASE | re.MULTILINE
)
_CLASS = late_pattern(r"""(?:class|type)\s*=\s*["']([^"'\n]*)""", re.IGNORECASE)
_KIND = late_pattern(r"(?:callout-|is)?([a-z]+)")
_TITLE = late_pattern(r"""<div\s+class\s*=\s*["']callout-title(?:-inner)?["']\s*>([^<\n]+)</div>""", re.IGNORECASE)
_SUMMARY = late_pattern(r"\s*<summary\b[^>\n]*>(?P<words>[\s\S]{0,1000}?)</summary\s*>", re.IGNORECASE)
_OPEN = late_pattern(r"\bopen\b", re.IGNORECASE)
_HEADING = late_pattern(
    r"^[ ]{0,3}<h(?P<level>[1-6])\b[^>\n]*>(?P<words>[^\n]+?)</h(?P=level)\s*>[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_TABLE = late_pattern(r"^[ ]{0,3}<table\b[\s\S]*?</table\s*>", re.IGNORECASE | re.MULTILINE)
_EMPTY_LINE = late_pattern(r"^[ \t]*$", re.MULTILINE)
_FENCE = late_pattern(r"^[ >]*(?P<fence>`{3,}|~{3,})[\s\S]*?(?:^[ >]*(?P=fence)|\Z)", re.MULTILINE)
_IN_CODE = "\ufdef"
"""Stands for `<` in fenced code, which is no HTML: no text has noncharacters of its own."""
_DETAILS = "details"
_DEEPEST = 8
"""Callouts within callouts that are read as such."""
_FRAME = late_pattern(r"</?(?:div|svg|use|span|i)\b[^>\n]*>", re.IGNORECASE)
_SILENT = late_pattern(r"^[ ]{0,3}<(?P<name>script|style)\b[\s\S]*?</(?P=name)\s*>", re.IGNORECASE | re.MULTILINE)
_PRE = late_pattern(r"^[ ]{0,3}<pre\b[^>]*>(?P<body>[\s\S]*?)</pre\s*>", re.IGNORECASE | re.MULTILINE)
_TAG = late_pattern(r"</?[a-z][^<>]*>", re.IGNORECASE)


def as_markdown(text: str) -> str:
    """Text with its callouts, headings, preformatted blocks and scripts made of HTML written as Markdown has them."""
    if "<" not in text:
        return text
    lower = text.lower()
    steps = dict.fromkeys([step for sign, step in _STEPS.items() if sign in lower])
    if not steps:
        return text
    is_fenced = "```" in text or "~~~" in text
    if is_fenced:
        text = _FENCE.sub(lambda found: found[0].replace("<", _IN_CODE), text)
    for step in steps:
        text = step(text)
    return text.replace(_IN_CODE, "<") if is_fenced else text


def _silent(text: str) -> str:
    return _SILENT.sub(lambda found: "\n" * found[0].count("\n"), text)


def _preformatted(text: str) -> str:
    return _PRE.sub(_indented, text)


def _headings(text: str) -> str:
    return _HEADING.sub(lambda found: f"{'#' * int(found['level'])} {found['words'].strip()}", text)


def _tables(text: str) -> str:
    """Tables without empty lines, at which Markdown would end them."""
    return _TABLE.sub(lambda found: _EMPTY_LINE.sub("<wbr>", found[0]), text)


def _indented(found: re.Match[str]) -> str:
    lines = html.unescape(_TAG.sub(lambda tag: "\n" * tag[0].count("\n"), found["body"])).split("\n")
    if not lines[0].strip() and len(lines) > 1:
        return "\n" + "\n".join(f"    {line}" for line in lines[1:])
    return "\n".join(f"    {line}" for line in lines)


def _callouts(text: str, depth: int = 1) -> str:
    parts: list[str] = []
    at = 0
    while found := _CALLOUT.search(text, at):
        kind = _kind(found["name"].lower(), found["attributes"])
        end = _closing(text, found) if kind else None
        body = text[found.end() : end[0]] if end else ""
        quoted = _details(found["attributes"], body, depth) if kind == _DETAILS else _quoted(kind, body)
        if end is None or not quoted:
            parts.append(text[at : found.end()])
            at = found.end()
            continue
        parts += (text[at : found.start()], quoted)
        at = end[1]
    parts.append(text[at:])
    return "".join(parts)


def _details(attributes: str, body: str, depth: int) -> str:
    """An element that folds, as a callout that does; empty where its words begin in the line of its title."""
    summary = _SUMMARY.match(body)
    words = summary["words"] if summary else ""
    inside = body[summary.end() :] if summary else body
    first, *_ = inside.split("\n", 1)
    if first.strip():
        return ""
    above = "\n" * (body.count("\n") - inside.count("\n"))
    if depth < _DEEPEST:
        inside = _callouts(inside, depth + 1)
    title = " ".join(words.split())
    head = f"> [!{_DETAILS}]{'+' if _OPEN.search(attributes) else '-'} {title}"
    return _in_callout(head, above + inside)


def _kind(name: str, attributes: str) -> str:
    """The callout's kind; empty where the element is no callout."""
    if name == _DETAILS:
        return name
    found = _CLASS.search(attributes)
    words = found[1].lower().split() if found else []
    if name == "div" and not any("callout" in word for word in words):
        return ""
    for word in reversed(words):
        kind = _KIND.fullmatch(word)
        if kind and kind[1] != "callout":
            return kind[1]
    return "note"


def _closing(text: str, opening: re.Match[str]) -> tuple[int, int] | None:
    """Where the element's closing tag begins and ends; None where it has none."""
    depth = 0
    for tag in re.compile(rf"<(/?){opening['name']}\b[^>\n]*>", re.IGNORECASE).finditer(text, opening.start()):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.start(), tag.end()
    return None


def _quoted(kind: str, body: str) -> str:
    """A callout's inside as a Markdown callout of as many lines."""
    title = _TITLE.search(body)
    words = html.unescape(title[1]).strip() if title else ""
    if title:
        body = body[: title.start()] + body[title.end() :]
    body = _FRAME.sub("", body)
    heads = (words, body.partition("\n")[0].strip())
    return _in_callout(f"> [!{kind}] {' – '.join(filter(None, heads))}", body)


def _in_callout(head: str, body: str) -> str:
    """A callout that begins with `head` and holds what follows the first line of `body`, in as many lines."""
    lines = body.split("\n")[1:]
    while lines and not lines[-1].strip():
        lines.pop()
    missing = body.count("\n") - len(lines)
    return "\n".join([head, *(f"> {line}" for line in lines)]) + "\n" * missing


_STEPS: dict[str, Callable[[str], str]] = {
    "</script": _silent, "</style": _silent, "</pre": _preformatted, "</h": _headings, "</table": _tables,
    "<div": _callouts, "<aside": _callouts, "<details": _callouts,
}  # fmt: skip
"""What each kind of element is made into, by what tells that there may be one."""
