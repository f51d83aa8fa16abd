"""`==words==`: a rule that markdown-it lacks. Like emphasis it may hold other markup, and be held by it."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter, StateInline

_SIGN = ord("=")


def highlight_plugin(parser: MarkdownIt) -> None:
    """Makes the parser read `==words==` as the tokens `mark_open` and `mark_close`."""
    parser.inline.ruler.before("emphasis", "highlight", _signs)
    parser.inline.ruler2.after("balance_pairs", "highlight", _pairs)


def _signs(state: StateInline, silent: bool) -> bool:
    """Takes two equals signs for what may open before a word and close behind one; more or less are text."""
    if silent or state.src[state.pos] != "=":
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == "=":
        end += 1
    signs = state.src[state.pos : end]
    if len(signs) == 2:
        state.push("text", "", 0).content = signs
        before, after = state.src[state.pos - 1 : state.pos], state.src[end : min(end + 1, state.posMax)]
        opens, closes = bool(after.strip()), bool(before.strip())
        state.delimiters.append(Delimiter(_SIGN, 0, len(state.tokens) - 1, -1, opens, closes))
    else:
        state.pending += signs
    state.pos = end
    return True


def _pairs(state: StateInline) -> None:
    """Makes tokens of the signs that were found to belong together."""
    _mark(state, state.delimiters)
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            _mark(state, meta["delimiters"])


def _mark(state: StateInline, delimiters: list[Delimiter]) -> None:
    for opening in delimiters:
        if opening.marker == _SIGN and opening.end >= 0:
            first, last = state.tokens[opening.token], state.tokens[delimiters[opening.end].token]
            first.type, first.tag, first.content, first.nesting = "mark_open", "mark", "", 1
            last.type, last.tag, last.content, last.nesting = "mark_close", "mark", "", -1
