"""Markdown as the notes are written in it: markdown-it-py, told what to read. Imported only when a note is shown."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 60})
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin)
    parser.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True)
    parser.disable(["html_block", "footnote_tail"])
    parser.normalizeLink = _as_written  # type: ignore[method-assign]  # addresses are shown and opened, never put in HTML
    parser.validateLink = _is_written  # type: ignore[method-assign]  # what may be opened is decided where it is opened
    return parser


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
    return _parser().parse(text, env), env
