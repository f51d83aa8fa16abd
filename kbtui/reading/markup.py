"""The words that are left of a note's source when its markup is taken away."""

from __future__ import annotations

import html
import re

from kbtui.late_pattern import late_pattern
from kbtui.note import link_words
from kbtui.reading.hidden import code_spans
from kbtui.text import one_line

_CODE = late_pattern("\ufdd1(\\d+)\ufdd1")
"""Stands for a code span or a formula, by its number, while markup around it is taken away: no text has noncharacters
of its own."""

_FORMULA = late_pattern(
    r"(?<!\\)\$\$(?P<apart>(?:\\.|[^$\\]){1,2000}+)\$\$"
    r"|(?<![\\\d$])\$(?![\s$])(?P<inline>(?:\\.|[^$\\]){1,2000}+)(?<!\s)\$(?![\d$])",
    re.DOTALL,
)
_NOTE = late_pattern(r" ?\^\[([^\[\]]{0,2000})\]")
"""A footnote that is written where it is called, when no links are left in it."""

_PLAIN = "[!\"#%'()+,./0-9;?@A-Za-z{}-]"
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


def shown(source: str) -> str:
    """The words of a piece of inline source, as a reader sees them: no markup, one line.

    Stamps are to be taken out before: they are not words.
    """
    text = source.replace("\n", " ")
    if "![[" in text:
        text = text.replace("![[", "[[")
    code: list[str] = []
    if "`" in text or "$" in text:
        text, code = _without_code_and_formulas(text)
    if "[" in text:
        text = _without_links(text)
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


def heading_end(line: str, start: int) -> int:
    """Where a heading's words end, which begin at `start`: behind them spaces and the signs that close it may stand."""
    words = line[start:].rstrip(" \t")
    open_words = words.rstrip("#")
    if not open_words or open_words[-1] in " \t":
        words = open_words.rstrip(" \t")
    return start + len(words)


def alias_of(written: str) -> str:
    """The words that a wikilink's alias stands for: what follows its last bar, where it has several."""
    return written.rpartition("|")[2].strip(" \\")


def _without_links(text: str) -> str:
    text = _REFERENCE.sub("", _MARKDOWN_LINK.sub(r"\1", WIKILINK.sub(_link_words, text)))
    return _NOTE.sub(r" (\1)", text) if "^[" in text else text


def _link_words(match: re.Match[str]) -> str:
    target, heading = match["target"].strip(" \\"), (match["heading"] or "").strip("# \\")
    return link_words(target, heading, alias_of(match["alias"] or ""))


def _tag_words(match: re.Match[str]) -> str:
    return " " if match[0][1:3].lower() == "br" else ""


def _without_code_and_formulas(text: str) -> tuple[str, list[str]]:
    text, kept = _without_code(text) if "`" in text else (text, [])
    return (_without_formulas(text, kept) if text.count("$") > 1 else text), kept


def _without_code(text: str) -> tuple[str, list[str]]:
    """`text` with a sign for each code span, and what the spans hold."""
    parts: list[str] = []
    code: list[str] = []
    at = 0
    for start, end in code_spans(text):
        span = text[start:end]
        bare = span.strip("`")
        ticks = (len(span) - len(bare)) // 2
        parts += text[at:start], f"\ufdd1{len(code)}\ufdd1"
        code.append(span[ticks : len(span) - ticks].strip(" "))
        at = end
    return "".join((*parts, text[at:])), code


def _without_formulas(text: str, kept: list[str]) -> str:
    """`text` with a sign for each formula, which as it is read is put to what is kept from being taken for markup."""
    from kbtui.layout.maths import inline_maths  # most notes have no formula

    def put(match: re.Match[str]) -> str:
        formula = match["apart"] if match["inline"] is None else match["inline"]
        kept.append(inline_maths(_CODE.sub(lambda sign: kept[int(sign[1])], formula)))
        return f"\ufdd1{len(kept) - 1}\ufdd1"

    return _FORMULA.sub(put, text)


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
