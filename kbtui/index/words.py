"""Words as the search compares them: without letter case and accents, the same for what is stored and what is asked."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise

_ASCII = bytes(range(128))
_FEW = 24
"""So many different signs beyond ASCII are quicker replaced one by one."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_UNSPACED_SIGNS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\U00020000-\U0003ffff"
)
"""Signs of writing that puts no space between words: Chinese, Japanese, Thai, Lao, Burmese, Khmer."""
_LETTER = rf"[^\W_{_UNSPACED_SIGNS}]"
_OWN_WAY = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ŧ": "t"}
"""Letters that no table of Unicode's takes apart, and that people without such a keyboard type so."""
_KEPT_MARKS = frozenset({7, 8, 9})
"""Combining classes of signs that make another letter rather than an accent: nukta, voiced kana, virama."""


def folded(text: str) -> str:
    """`text` without letter case and accents. Turkish letters with and without a dot are one."""
    if text.isascii():
        return text.lower()
    in_bytes = _folded_in_bytes(text)
    return _folded_in_runs(text) if in_bytes is None else in_bytes


def stored(text: str) -> str:
    """`text` as the index stores it: folded and parted."""
    if text.isascii():
        return text.lower()
    in_bytes = _folded_in_bytes(text)  # no sign that is folded so is of a writing without spaces
    return parted(_folded_in_runs(text)) if in_bytes is None else in_bytes


def _folded_in_bytes(text: str) -> str | None:
    """`text` folded, several times as fast as otherwise; None where its signs beyond ASCII are many or not simple."""
    raw = text.encode("utf-8", "surrogatepass")
    signs = set(raw.translate(None, _ASCII).decode("utf-8", "surrogatepass"))
    if len(signs) > _FEW or not all(map(_is_simple, signs)):
        return None
    raw = raw.lower()
    for sign in signs:
        if (small := _folded_sign(sign)) != sign:
            raw = raw.replace(sign.encode("utf-8"), small.encode("utf-8"))
    return raw.decode("utf-8")


def _folded_in_runs(text: str) -> str:
    return _BEYOND_ASCII.sub(_folded_run, unicodedata.normalize("NFC", text).lower())


@lru_cache(maxsize=1024)
def _is_simple(sign: str) -> bool:
    """Whether a sign is folded alike whatever stands before it, and once for all: letters and punctuation of Europe,
    arrows, symbols."""
    simple = (sign < "\u0300" or "\u2010" <= sign <= "\u2bff") and unicodedata.is_normalized("NFC", sign)
    return simple and all(letter.isascii() or _folded_sign(letter) == letter for letter in _folded_sign(sign))


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """`text` folded, sign by sign, and for each sign of the result the place in `text` that it came from."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for letter in _folded_sign(sign):
            signs.append(letter)
            places.append(place)
    places.append(len(text))
    return "".join(signs), places


def parted(text: str) -> str:
    """Folded `text` with spaces around each sign of a writing that has none between its words: each is then a word,
    and a search for several of them is one for a phrase."""
    return text if text.isascii() else _unspaced().sub(r" \g<0> ", text)


def words_in(text: str) -> list[str]:
    """The words of folded text, in order."""
    return _word().findall(text)


def begins_unspaced(word: str) -> bool:
    return _unspaced().match(word) is not None


def pattern_of(words: str, *, prefix: bool) -> str:
    """A regular expression for folded words in folded text, whatever stands between them; empty for no words.

    Args:
        words: Folded words of a phrase, or one.
        prefix: Whether the last of them may go on.
    """
    pieces = words_in(words)
    if not pieces:
        return ""
    before = "" if begins_unspaced(pieces[0]) else f"(?<!{_LETTER})"
    after = "" if prefix or _unspaced().match(pieces[-1][-1]) else f"(?!{_LETTER})"
    pattern = re.escape(pieces[0])
    for last, piece in pairwise(pieces):
        # Between writing with and without spaces there need be none.
        between = "*" if begins_unspaced(piece) or _unspaced().match(last[-1]) else "+"
        pattern += rf"[\W_]{between}{re.escape(piece)}"
    return before + pattern + after


# These take milliseconds to compile: whoever only folds is not to wait for them.


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED_SIGNS}]")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"{_LETTER}+(?:[^\W_]|[\u0300-\u036f\u0900-\u0dff])*|[{_UNSPACED_SIGNS}]+")


def _folded_run(match: re.Match[str]) -> str:
    return "".join(map(_folded_sign, match[0]))


@lru_cache(maxsize=8192)
def _folded_sign(sign: str) -> str:
    small = sign.lower() if sign.isascii() else unicodedata.normalize("NFKD", sign.casefold())
    kept = "".join(letter for letter in small if unicodedata.combining(letter) in _KEPT_MARKS or not _accents(letter))
    return "".join(_OWN_WAY.get(letter, letter) for letter in unicodedata.normalize("NFC", kept))


def _accents(letter: str) -> bool:
    return unicodedata.combining(letter) != 0
