"""Words in quotation marks: where they stand in a text, in the marks of many languages."""

from __future__ import annotations

import re

_STRAIGHT = r'"(?<![\w.,!?"]")(?=[^\s"])(?P<straight>[^"]+)(?<!\s)"(?!\w)'
_MARKS = (
    _STRAIGHT,
    r"“(?P<curly>[^“”]+)”",
    r"„(?P<low>[^„“”]+)[“”]",
    r"«(?P<angled>[^«»]+)»",
    r"»(?<!\S»)(?=\S)(?P<turned>[^«»]+)(?<!\s)«",
    r"”(?<!\S”)(?=\S)(?P<closing>[^“”„]+)(?<!\s)”",
    r"「(?P<corner>[^「」]+)」",
    r"『(?P<double>[^『』]+)』",
)
_QUOTATION = re.compile("|".join(_MARKS))
"""Words in quotation marks, the marks included.

A straight mark is an opening or a closing one by what stands beside it, so that an inch sign or a mark without its
fellow does not turn all that follow inside out.
"""
_STRAIGHT_QUOTATION = re.compile(_STRAIGHT)
"""The same for a text with straight marks alone, as most are: one fixed sign is found many times as fast as any of
eight."""

SIGNS = '"“„«»”「『'
"""What a quotation begins with."""

_ENCLOSED = re.compile(
    r"[\"“„«»”「『]\s*(?P<text>(?:[^\"“”„«»「」『』]|“[^“”]*”|«[^«»]*»|\"[^\"]*\")*?)\s*[\"”“»«」』][.,;]?", re.DOTALL
)


def find_quotations(text: str) -> list[re.Match[str]]:
    """The words of a text in quotation marks, marks included, in order; `quoted_words` are those between the marks."""
    if any(sign in text for sign in SIGNS[1:]):
        return list(_QUOTATION.finditer(text))
    return list(_STRAIGHT_QUOTATION.finditer(text)) if '"' in text else []


def quoted_words(match: re.Match[str]) -> str:
    """What stands between the marks of a quotation."""
    return match[match.lastindex or 0]


def unquoted(words: str) -> str:
    """`words` without the quotation marks that enclose all of them."""
    bare = words.strip()
    enclosed = _ENCLOSED.fullmatch(bare.strip("*_ ")) if bare[:1] in f"*_{SIGNS}" else None
    return enclosed["text"].strip() if enclosed else bare
