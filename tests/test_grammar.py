"""What markdown-it is told to read: that it is told no less than it would try by itself."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kbtui.layout.grammar import _parser

_EVERY_SIGN = re.compile(r"[\W_]")
_PIECES = [
    *"\n!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t",
    *("a", "Be", "7", "é", "](", "![", "^[", "&amp;", "https://a.b", "<b>"),
    *(
        " [a](b)",
        " ![a](b)",
        " [A]",
        " `a`",
        " **a**",
        " ~~a~~",
        " _a_",
        " ==a==",
        " $a$",
        " #a",
        " ^[a]",
        " <a@b.c>",
        "\\*",
    ),
]


def read(text: str, *, ends: re.Pattern[str] | None) -> list[dict[str, Any]]:
    """The tokens of a text; `ends` is where the reading of plain words ends, where that is not left as it is."""
    parser = _parser.__wrapped__(maths=True, footnotes=True, highlights=True)
    parser.inline.terminator_re = ends or parser.inline.terminator_re
    return [token.as_dict() for token in parser.parse(text, {"references": {"A": {"title": "", "href": "b"}}})]


@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
def test_no_rule_begins_with_a_sign_that_is_passed_over(text: str) -> None:
    assert read(text, ends=None) == read(text, ends=_EVERY_SIGN)
