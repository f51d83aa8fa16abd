"""A video's moments of all its notes, in time order, with those that say the same folded into one.

Moments say the same where they lie within `WINDOW` seconds and share the words that are rare in this video: a third of
them at the same second, half of them a few seconds apart. Rarity counts within the video's own claims, so that no list
of common words is needed in any language.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log

from msgspec import Struct

from kbtui.note import Moment, Page
from kbtui.vault.vault import Cited

WINDOW = 5
"""Seconds between the first and the last of the moments that are folded into one."""

_ALIKE_AT_ONCE = 0.3
"""What part of their rare words two claims share that say the same at the same second."""
_ALIKE_NEARBY = 0.5
"""The same for claims that are some seconds apart."""
_FEWEST_SHARED = 3
"""Words that two claims must share, where they are not the same words altogether."""

_WORD = re.compile(r"\w+")
_STEM = 6
"""Letters of a word that count: more would tell *reinvent* from *reinvention*."""
_SHORTEST = 4
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that write no space between words: two neighbours there count as a word."""

Words = frozenset[str]


class Merged(Struct, frozen=True):
    """A second of a video and all that is said of it."""

    seconds: int
    """Of the moment whose words are shown."""
    claim: str
    cited: tuple[Cited, ...]
    """The moments folded into this one, that whose words are shown first, then in time order; never empty."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The notes that cite it, each once."""
        return tuple(dict.fromkeys(each.note.path for each in self.cited))


def merged(cited: Iterable[Cited], own: str | None = None) -> tuple[Merged, ...]:
    """Moments of one video in time order, repeated ones folded.

    Args:
        cited: Its moments; those that cannot be read are left out.
        own: The path of the note that is being read: where it cites a moment, its words are the ones shown.
    """
    readable = [each for each in cited if each.moment.seconds is not None]
    ordered = sorted(readable, key=lambda each: (_second(each), each.note.path, each.moment.start))
    folds: list[_Fold] = []
    words = [_words(each.moment.claim) for each in ordered]
    weights = _weights(words)
    for each, said in zip(ordered, words, strict=True):
        fold = next((fold for fold in _within_reach(folds, each) if fold.takes(each, said, weights)), None)
        if fold is None:
            folds.append(_Fold([each], [said]))
        else:
            fold.cited.append(each)
            fold.words.append(said)
    entries = [_entry(fold.cited, own) for fold in folds]
    return tuple(sorted(entries, key=lambda entry: entry.seconds))


def place_at(moments: Sequence[Merged], seconds: int) -> int | None:
    """Which of the moments plays at a second: the last that has begun; None before the first."""
    place = bisect_right(moments, seconds, key=lambda each: each.seconds) - 1
    return place if place >= 0 else None


def borders(page: Page, video_id: str) -> tuple[int, ...]:
    """The second at which each section of a note begins that speaks of a video: the earliest moment under it."""
    lines = [heading.line for heading in page.headings]
    sections: dict[int, int] = {}
    for moment in page.moments:
        section = bisect_right(lines, moment.line)
        if section and moment.seconds is not None and moment.video_id == video_id:
            sections[section] = min(moment.seconds, sections.get(section, moment.seconds))
    return tuple(sorted(set(sections.values())))


class _Fold(Struct, frozen=True):
    """Moments that say the same, while they are gathered."""

    cited: list[Cited]
    words: list[Words]

    def takes(self, each: Cited, said: Words, weights: Mapping[str, float]) -> bool:
        """Whether a moment says the same as at least half of those here."""
        pairs = zip(self.cited, self.words, strict=True)
        alike = sum(_same(member, each, before, said, weights) for member, before in pairs)
        return 2 * alike >= len(self.cited)


def _same(one: Cited, other: Cited, words: Words, more: Words, weights: Mapping[str, float]) -> bool:
    """Whether two moments say the same. Of one note only those do that back the very same words."""
    if one.note.path == other.note.path or not words or not more:
        return one.moment.claim == other.moment.claim
    if words == more:
        return True
    shared = words & more
    if len(shared) < _FEWEST_SHARED:
        return False
    least = _ALIKE_AT_ONCE if _second(one) == _second(other) else _ALIKE_NEARBY
    smaller = min(_weight(words, weights), _weight(more, weights))
    return _weight(shared, weights) >= least * smaller


def _within_reach(folds: Sequence[_Fold], each: Cited) -> Iterable[_Fold]:
    """The folds that begin no more than `WINDOW` seconds before a moment, the nearest first."""
    for fold in reversed(folds):
        if _second(each) - _second(fold.cited[0]) > WINDOW:
            return
        yield fold


def _entry(cited: Sequence[Cited], own: str | None) -> Merged:
    shown = next((each for each in cited if each.note.path == own), cited[0])
    rest = (each for each in cited if each is not shown)
    return Merged(_second(shown), shown.moment.claim, (shown, *rest))


def _second(each: Cited) -> int:
    return _read(each.moment)


def _read(moment: Moment) -> int:
    assert moment.seconds is not None  # noqa: S101  those that cannot be read are left out before
    return moment.seconds


def _words(claim: str) -> Words:
    """What tells a claim from others: the beginnings of its longer words, its numbers, pairs of unspaced letters."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", claim.casefold()) if not unicodedata.combining(char))
    found: set[str] = set()
    for word in _WORD.findall(plain):
        if _UNSPACED.search(word):
            found.update(word[at : at + 2] for at in range(len(word) - 1))
        elif len(word) >= _SHORTEST or word.isdecimal():
            found.add(word[:_STEM])
    return frozenset(found)


def _weights(claims: Sequence[Words]) -> Mapping[str, float]:
    """How much each word tells: the more, the fewer of the claims hold it."""
    number = Counter(word for words in claims for word in words)
    return {word: log(1 + len(claims) / times) for word, times in number.items()}


def _weight(words: Words, weights: Mapping[str, float]) -> float:
    return sum(weights[word] for word in words)
