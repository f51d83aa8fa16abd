"""The bits of HTML that notes hold, turned into what Markdown has for them. No step changes the number of lines."""

from __future__ import annotations

import html
import re

from kbtui.late_pattern import late_pattern

_CALLOUT = late_pattern(r"^[ ]{0,3}<(?P<name>div|aside)\b(?P<attributes>[^>\n]*)>", re.IGNORECASE | re.MULTILINE)
_CLASS = late_pattern(r"""(?:class|type)\s*=\s*["']([^"'\n]*)""", re.IGNORECASE)
_KIND = late_pattern(r"(?:callout-|is)?([a-z]+)")
_TITLE = late_pattern(r"""<div\s+class\s*=\s*["']callout-title(?:-inner)?["']\s*>([^<\n]+)</div>""", re.IGNORECASE)
_FRAME = late_pattern(r"</?(?:div|svg|use|span|i)\b[^>\n]*>", re.IGNORECASE)
_SILENT = late_pattern(r"^[ ]{0,3}<(?P<name>script|style)\b[\s\S]*?</(?P=name)\s*>", re.IGNORECASE | re.MULTILINE)
_PRE = late_pattern(r"^[ ]{0,3}<pre\b[^>]*>(?P<body>[\s\S]*?)</pre\s*>", re.IGNORECASE | re.MULTILINE)
_TAG = late_pattern(r"</?[a-z][^<>]*>", re.IGNORECASE)


def as_markdown(text: str) -> str:
    """Text with its callouts, preformatted blocks and scripts made of HTML written as Markdown has them."""
    if "<" not in text:
        return text
    lower = text.lower()
    if "</script" in lower or "</style" in lower:
        text = _SILENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    if "</pre" in lower:
        text = _PRE.sub(_indented, text)
    if "<div" in lower or "<aside" in lower:
        text = _callouts(text)
    return text


def _indented(found: re.Match[str]) -> str:
    lines = html.unescape(_TAG.sub("", found["body"])).split("\n")
    if not lines[0].strip() and len(lines) > 1:
        return "\n" + "\n".join(f"    {line}" for line in lines[1:])
    return "\n".join(f"    {line}" for line in lines)


def _callouts(text: str) -> str:
    parts: list[str] = []
    at = 0
    while found := _CALLOUT.search(text, at):
        kind = _kind(found["name"].lower(), found["attributes"])
        end = _closing(text, found) if kind else None
        if end is None:
            parts.append(text[at : found.end()])
            at = found.end()
            continue
        parts += (text[at : found.start()], _quoted(kind, text[found.end() : end[0]]))
        at = end[1]
    parts.append(text[at:])
    return "".join(parts)


def _kind(name: str, attributes: str) -> str:
    """The callout's kind; empty where the element is no callout."""
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
    first, *lines = _FRAME.sub("", body).split("\n")
    head = f"> [!{kind}] {words or first.strip()}"
    while lines and not lines[-1].strip():
        lines.pop()
    missing = body.count("\n") - len(lines)
    return "\n".join([head, *(f"> {line}" for line in lines)]) + "\n" * missing
