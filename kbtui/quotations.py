"""Words in quotation marks: where they stand in a text, in the marks of many languages."""

from __future__ import annotations

import re

_MARKS = (
    r'(?<![\w.,!?"])"(?=[^\s"])(?P<straight>[^"]+)(?<!\s)"(?!\w)',
    r"“(?P<curly>[^“”]+)”",
    r"„(?P<low>[^„“”]+)[“”]",
    r"«(?P<angled>[^«»]+)»",
    r"(?<!\S)»(?=\S)(?P<turned>[^«»]+)(?<!\s)«",
    r"(?<!\S)”(?=\S)(?P<closing>[^“”„]+)(?<!\s)”",
    r"「(?P<corner>[^「」]+)」",
    r"『(?P<double>[^『』]+)』",
)
_QUOTATION = re.compile("|".join(_MARKS))
"""Words in quotation marks, the marks included.

A straight mark is an opening or a closing one by what stands beside it, so that an inch sign or a mark without its
fellow does not turn all that follow inside out.
"""

SIGNS = '"“„«»”「『'
"""What a quotation begins with."""
_SIGN = re.compile(f"[{SIGNS}]")

_ENCLOSED = re.compile(
    r"[\"“„«»”「『]\s*(?P<text>(?:[^\"“”„«»「」『』]|“[^“”]*”|«[^«»]*»|\"[^\"]*\")*?)\s*[\"”“»«」』][.,;]?", re.DOTALL
)


def find_quotations(text: str) -> list[re.Match[str]]:
    """The words of a text in quotation marks, marks included, in order; `quoted_words` are those between the marks."""
    found: list[re.Match[str]] = []
    end = 0
    for sign in _SIGN.finditer(text):
        if sign.start() >= end and (match := _QUOTATION.match(text, sign.start())):
            found.append(match)
            end = match.end()
    return found


def quoted_words(match: re.Match[str]) -> str:
    """What stands between the marks of a quotation."""
    return next(group for group in match.groups() if group is not None)


def unquoted(words: str) -> str:
    """`words` without the quotation marks that enclose all of them."""
    bare = words.strip()
    enclosed = _ENCLOSED.fullmatch(bare.strip("*_ ")) if bare[:1] in f"*_{SIGNS}" else None
    return enclosed["text"].strip() if enclosed else bare
