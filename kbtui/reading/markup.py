"""What in a note's source is not meant to be read as words, and the words that are left when markup is taken away."""

from __future__ import annotations

import html
import re

from kbtui.late_pattern import late_pattern
from kbtui.note import link_words
from kbtui.text import one_line

_FENCE = late_pattern(
    r"^(?P<lead>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*$",
    re.MULTILINE,
)
_Hint = tuple[str, re.Pattern[str]]
"""A sign, and a pattern that begins with it: what tells soonest that a text has none of something. A search for one
sign is many times as fast as others, one that begins with one fixed sign several times."""
_BACKTICKS: _Hint = ("`", re.compile(r"`(?=``)"))
_TILDES: _Hint = ("~", re.compile(r"~(?=~~)"))
_COMMENTS: tuple[tuple[str, str, _Hint], ...] = (
    ("<!--", "-->", ("!", re.compile(r"!(?=--)"))),
    ("%%", "%%", ("%", re.compile(r"%(?=%)"))),
)
_HIDDEN = (*_COMMENTS, ("$$", "$$", ("$", re.compile(r"\$(?=\$)"))))
"""Between which signs words are no prose: comments, and maths on lines of its own."""
_TICKS = re.compile(r"``*")
_BLOCK_EDGE = late_pattern(r"\n[ \t]*(?:\n|[-*+>#|]|\d{1,9}[.)])")
"""Where another block begins: a code span does not reach over it."""
_CODE = late_pattern("\ufdd1(\\d+)\ufdd1")
"""Stands for a code span, by its number, while markup around it is taken away: no text has noncharacters of its own."""

_PLAIN = "[!\"#$%'()+,./0-9;?@A-Za-z{}-]"
WIKILINK = re.compile(
    r"\[\[(?P<target>[^\[\]|#\n]*+)(?P<heading>#[^\[\]|\n]*+)?+"
    rf"(?:\|(?P<alias> *+(?P<words>(?:{_PLAIN}++ ?+)*+) *+(?=\]\])|"
    r"[^\[\]\n]*+(?:\[[^\[\]\n]*+\][^\[\]\n]*+)*+))?+\]\]"
)
"""A wikilink without the `!` of an embed; the alias may hold one more pair of brackets, as a stamp does. Where the
alias is plain words, they are its `words` too, with a space behind at the most: here that costs nothing to tell."""

_MARKDOWN_LINK = late_pattern(
    r"!?\[((?:[^\[\]\n]|\[[^\[\]\n]*\]){0,2000})\]"
    r"\((?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)?)(?:[ \t]+[\"'(][^\n]{0,500}?[\"')])?\)"
)
_REFERENCE = late_pattern(r"\[\^[^\]\s]{1,100}\]")
_AUTOLINK = late_pattern(r"<(https?://[^<>\s]+)>")
_TAG = late_pattern(r"</?[A-Za-z][A-Za-z0-9-]*(?:[ \t/=\"'][^<>]{0,2000})?/?>")
_EMPHASIS = late_pattern(r"(?<!\\)(?:\*{1,3}|_{1,3}|~~|==)")
_ESCAPE = late_pattern(r"\\([!-/:-@\[-`{-~])")
_BLOCK_ID = late_pattern(r"\s\^[A-Za-z0-9-]+\s*$")


def blanked(text: str, body: int = 0) -> str:
    """`text` with spaces where its words are not prose: front matter, code, comments and display maths.

    Length, offsets and line ends stay, so that what is found in the result stands at the same place in `text`.

    Args:
        text: A note's whole text.
        body: Where the text after the front matter begins, in characters.
    """
    if body:
        text = text.replace(text[:body], _spaces(text[:body]), 1)
    if _has(text, _BACKTICKS) or _has(text, _TILDES):
        text = _without(text, _fences(text))
    for opening, closing, hint in _HIDDEN:
        if _has(text, hint):
            text = _without(text, _between(text, opening, closing))
    if "`" in text:
        text = _without(text, _code_spans(text))
    return text


def uncommented(text: str) -> str:
    """`text` with spaces for its comments: what is shown of it, code and maths included. Length and offsets stay."""
    if not any(_has(text, hint) for _, _, hint in _COMMENTS):
        return text
    # In code there are no comments.
    prose = _without(text, _fences(text))
    for opening, closing, _ in _COMMENTS:
        comments = _between(prose, opening, closing)
        prose, text = _without(prose, comments), _without(text, comments)
    return text


def shown(source: str) -> str:
    """The words of a piece of inline source, as a reader sees them: no markup, one line.

    Stamps are to be taken out before: they are not words.
    """
    text = source.replace("\n", " ")
    code: list[str] = []
    if "`" in text:
        text, code = _without_code(text)
    if "[" in text:
        text = _REFERENCE.sub("", _MARKDOWN_LINK.sub(r"\1", WIKILINK.sub(_link_words, text)))
    if "<" in text:
        text = _TAG.sub(_tag_words, _AUTOLINK.sub(r"\1", text))
    if "*" in text or "_" in text or "~~" in text or "==" in text:
        text = _without_emphasis(text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if "^" in text:
        text = _BLOCK_ID.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    if code:
        text = _CODE.sub(lambda match: code[int(match[1])], text)
    return one_line(text)


def alias_of(written: str) -> str:
    """The words that a wikilink's alias stands for: what follows its last bar, where it has several."""
    return written.rpartition("|")[2].strip(" \\")


def _link_words(match: re.Match[str]) -> str:
    target, heading = match["target"].strip(" \\"), (match["heading"] or "").strip("# \\")
    return link_words(target, heading, alias_of(match["alias"] or ""))


def _tag_words(match: re.Match[str]) -> str:
    return " " if match[0][1:3].lower() == "br" else ""


def _without_code(text: str) -> tuple[str, list[str]]:
    """`text` with a sign for each code span, and what the spans hold."""
    parts: list[str] = []
    code: list[str] = []
    at = 0
    for start, end in _code_spans(text):
        span = text[start:end]
        bare = span.strip("`")
        ticks = (len(span) - len(bare)) // 2
        parts += text[at:start], f"\ufdd1{len(code)}\ufdd1"
        code.append(span[ticks : len(span) - ticks].strip(" "))
        at = end
    return "".join((*parts, text[at:])), code


def _without_emphasis(text: str) -> str:
    """`text` without the signs of emphasis that pair: an opening one before a word, its like behind one."""
    waiting: dict[str, list[tuple[int, int]]] = {}
    signs: list[tuple[int, int]] = []
    for match in _EMPHASIS.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        within_word = match[0][0] == "_" and before.isalnum() and after.isalnum()
        like = waiting.setdefault(match[0], [])
        if like and before and not before.isspace() and not within_word:
            signs += like.pop(), match.span()
        elif after and not after.isspace() and not within_word:
            like.append(match.span())
    parts: list[str] = []
    at = 0
    for start, end in sorted(signs):
        parts.append(text[at:start])
        at = end
    return "".join((*parts, text[at:]))


def _has(text: str, hint: _Hint) -> bool:
    sign, pattern = hint
    return sign in text and pattern.search(text) is not None


def _fences(text: str) -> list[tuple[int, int]]:
    """The extents of fenced code, fences included; a fence that is never closed reaches to the end."""
    spans = []
    at = 0
    while opening := _FENCE.search(text, at):
        fence = opening["fence"]
        closing = re.compile(rf"^[ \t>]*{re.escape(fence)}{re.escape(fence[0])}*[ \t]*$", re.MULTILINE)
        end = closing.search(text, opening.end())
        at = end.end() if end else len(text)
        spans.append((opening.start("fence"), at))
    return spans


def _between(text: str, opening: str, closing: str) -> list[tuple[int, int]]:
    """The extents of what stands between two signs, signs included; what is never closed is left as it is."""
    spans: list[tuple[int, int]] = []
    start = text.find(opening)
    while start >= 0:
        end = text.find(closing, start + len(opening))
        if end < 0:
            break
        spans.append((start, end + len(closing)))
        start = text.find(opening, end + len(closing))
    return spans


def _code_spans(text: str) -> list[tuple[int, int]]:
    """The extents of code spans: a run of backticks to the next run as long, within one paragraph."""
    runs = [match.span() for match in _TICKS.finditer(text)]
    following: dict[int, tuple[int, int]] = {}
    closing: list[tuple[int, int] | None] = []
    for run in reversed(runs):
        length = run[1] - run[0]
        closing.append(following.get(length))
        following[length] = run
    spans = []
    at = 0
    for (start, _), close in zip(runs, reversed(closing), strict=True):
        if start < at or close is None or (start and text[start - 1] == "\\"):
            continue
        if not _reaches_over(text, start, close[0]):
            at = close[1]
            spans.append((start, at))
    return spans


def _reaches_over(text: str, start: int, end: int) -> bool:
    """Whether a piece of text goes on into another block."""
    return text.find("\n", start, end) >= 0 and _BLOCK_EDGE.search(text, start, end) is not None


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += text[at:start], _spaces(text[start:end])
        at = end
    return "".join((*parts, text[at:]))


def _spaces(text: str) -> str:
    """As many spaces as `text` has characters; its line ends stay."""
    if "\n" not in text:
        return " " * len(text)
    return "\n".join([" " * len(line) for line in text.split("\n")])
