"""Markdown as the notes are written in it: markdown-it-py, told what to read. What shows no note need not import it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_OPENING = re.compile(r"[!^]?\[")
_TAG = re.compile(r"#(?!\d+[/-]*(?![\w/-]))[\w/-]*\w")
"""Letters, digits, `_`, `-` and `/`, but no number."""
_BEFORE_TAG = frozenset(" \t\n\xa0(,;")
_CLOSING_OR_HIDING = re.compile(r"[]`<$\\]")
_TELLING = re.compile(r"[\n!#$&*<=\[\\\]^_`~]")
"""What the rules here begin with, and what ends a link's words. Of its own accord markdown-it tries each rule at signs
too that are none of them's, such as every colon and hyphen."""


@cache
def _parser(*, maths: bool, footnotes: bool, highlights: bool) -> MarkdownIt:
    """Most notes have neither formulas, footnotes nor highlights, and are read without what would look for them."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 60})
    parser.enable(["table", "strikethrough"])
    if footnotes:
        from mdit_py_plugins.footnote import footnote_plugin

        parser.use(footnote_plugin)
        parser.disable("footnote_tail")
    if maths:
        from mdit_py_plugins.dollarmath import dollarmath_plugin

        parser.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True)
    if highlights:
        from kbtui.layout.highlight import highlight_plugin

        parser.use(highlight_plugin)
    parser.disable("html_block")
    parser.inline.ruler.before("link", "never_closed", _never_closed)
    parser.inline.ruler.push("tag", _tag)
    parser.inline.terminator_re = _TELLING
    parser.normalizeLink = _as_written  # type: ignore[method-assign]  # addresses are shown and opened, never put in HTML
    parser.validateLink = _is_written  # type: ignore[method-assign]  # what may be opened is decided where it is opened
    return parser


def get_ready() -> None:
    """Import and make what most notes are read with."""
    _parser(maths=False, footnotes=False, highlights=False)


def _never_closed(state: StateInline, silent: bool) -> bool:
    """Reads a bracket that nothing closes as a bracket: to look for the end of each anew takes long where many are.

    Each of those that open before the next one that closes needs one of its own, unless something hides it.
    """
    found = _OPENING.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    until = _CLOSING_OR_HIDING.search(state.src, found.end(), state.posMax)
    opened = 1 + state.src.count("[", found.end(), until.start() if until else state.posMax)
    if state.src.count("]", found.end(), state.posMax) >= opened:
        return False
    if not silent:
        state.pending += found[0]
    state.pos = found.end()
    return True


def _tag(state: StateInline, silent: bool) -> bool:
    """Reads a `#tag`, at the beginning of a word that is no address."""
    src, pos = state.src, state.pos
    if src[pos] != "#" or (pos and src[pos - 1] not in _BEFORE_TAG):
        return False
    found = _TAG.match(src, pos, state.posMax)
    if found is None or "://" in src[:pos].rpartition(" ")[2]:
        return False
    if not silent:
        state.push("tag", "", 0).content = found[0]
    state.pos = found.end()
    return True


def _as_written(url: str) -> str:
    return url


def _is_written(url: str) -> bool:
    return bool(url)


def tokens(
    text: str, references: dict[str, dict[str, str]], footnotes: dict[str, int]
) -> tuple[list[Token], dict[str, Any]]:
    """The tokens of a piece of Markdown, and the environment that holds its inline footnotes.

    `references` and `footnotes` are those of the whole note, since any piece may use them.
    """
    env: dict[str, Any] = {"references": dict(references)}
    if footnotes:
        env["footnotes"] = {"refs": {f":{name}": -1 for name in footnotes}}
    parser = _parser(maths="$" in text, footnotes="^" in text, highlights="==" in text)
    return parser.parse(text, env), env
