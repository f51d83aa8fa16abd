"""What each stamp of a note backs: the words of the sentence, list item, heading, quote or table cell before it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kbtui.reading.sentences import STAMP, sentence_around, sentence_starts
from kbtui.reading.speakers import is_name, is_person
from kbtui.reading.units import Unit, bare_words, cells_of, words_of

_LABEL = re.compile(rf"[\s*_(\[]*[^\W\d_]{{2,12}}s?[\s*_]*:[\s*_]*(?:{STAMP}[\s,;&)\].*_]*)+")
"""A unit that only announces its stamps (`Timestamp: …`): it says nothing itself."""

_LONGEST = 2000
"""Characters of source; a text without full stops would else be repeated for each of its stamps."""

_FEWEST_LINES = 3
_CHAPTER = re.compile(rf"^[*_ \t]*+{STAMP}(?=[^{STAMP}\n]*+$)(?=[^\w\n]*+\w)[^\n]*", re.MULTILINE)
"""A line that begins with its one stamp and has words behind it."""
_SIGNED = re.compile(r"\s*[*_]*(?:[—–―]+|-{1,3})\s*[*_]*(?P<name>\S[^\n]{1,79})$")
"""What stands before a stamp behind a quotation: who said it."""
_SPEAKS = re.compile(
    rf"[\s*_]*(?P<name>[^{STAMP}\n:]{{2,60}}?)[\s*_]*:?[\s*_]*{STAMP}[)\]*_]*\s*(?::|[—–-]\s|\n)\s*(?=\S)"
)
"""A turn of a conversation: a name, when it speaks, and behind that what it says."""


def find_claims(units: Iterable[Unit]) -> dict[int, str]:
    """For each stamp, by its number in the note, the words that it backs."""
    claims: dict[int, str] = {}
    before: Unit | str = ""
    titled: Unit | None = None
    for unit in units:
        if titled and unit.block is titled.block and (words := bare_words(_first_sentence(unit.text))):
            claims |= dict.fromkeys(range(titled.first, titled.first + titled.count), words)
        titled = unit if unit.title and unit.count and not bare_words(unit.text) else None
        if STAMP not in unit.text:
            before = unit if unit.text.strip() else before
            continue
        backed = _claims_in(unit)
        if not all(backed):
            before = _last_words(before) if isinstance(before, Unit) else before
        for place, claim in enumerate(backed):
            claims[unit.first + place] = before = claim or str(before)
    return claims


def _claims_in(unit: Unit) -> list[str]:
    """For each stamp in a unit, what it backs there; empty where the unit says nothing."""
    if unit.block.kind == "row":
        return _row_claims(unit.text)
    if _LABEL.fullmatch(unit.text):
        return [""] * unit.count
    if unit.count == 1 and unit.block.kind != "item" and (turn := _turn_claim(unit.text)):
        return [turn]
    pieces = unit.text.split(STAMP)
    if not any(map(str.isalnum, pieces[0])) and bare_words(pieces[-1]):
        return _leading_claims(pieces)
    if unit.text.count("\n") >= _FEWEST_LINES - 1 and len(_CHAPTER.findall(unit.text)) >= _FEWEST_LINES:
        return _chapter_claims(unit.text)
    return _sentence_claims(unit.text)


def _chapter_claims(text: str) -> list[str]:
    """For each stamp in a text of which three lines or more begin with one: the words behind it on those lines, and on
    the others those before it."""
    claims: list[str] = []
    start = 0
    for chapter in _CHAPTER.finditer(text):
        claims += _sentence_claims(text[start : chapter.start()])
        claims += _leading_claims(chapter[0].split(STAMP))
        start = chapter.end()
    return [*claims, *_sentence_claims(text[start:])]


def _sentence_claims(text: str) -> list[str]:
    """For each stamp in a text, its sentence up to it; the sentence before where it comes first, else the one after."""
    starts = sentence_starts(text)
    claims: list[str] = []
    words = ""
    before, at = 0, text.find(STAMP)
    while at >= 0:
        start, end = sentence_around(starts, at, len(text))
        in_a_row = claims and start <= before and not any(map(str.isalnum, text[before:at]))
        if not in_a_row:
            words = _claim(text, starts, start, at) or (claims[-1] if claims else bare_words(text[at:end]))
        claims.append(words)
        before, at = at, text.find(STAMP, at + 1)
    return claims


def _claim(text: str, starts: list[int], start: int, at: int) -> str:
    """The words of a sentence up to a stamp; those of the one before it where they only say whose it is."""
    tail = _tail(text, start, at)
    words = bare_words(tail)
    if (
        start
        and tail.lstrip(" *_\n")[:1] in "—–―-"
        and (signed := _SIGNED.match(tail.rstrip()))
        and is_name(words_of(signed["name"].rstrip("*_ ")))
    ):
        return bare_words(text[slice(*sentence_around(starts, start - 1, len(text)))]) or words
    return words


def _turn_claim(text: str) -> str:
    """What is said in a turn of a conversation, behind its speaker and stamp; nothing where a text is none."""
    speaks = _SPEAKS.match(text) if text.find(STAMP, 0, 70) >= 0 else None
    if speaks is None or not is_person(name := words_of(speaks["name"])):
        return ""
    said = bare_words(_first_sentence(text[speaks.end() :]))
    return f"{name}: {said}" if said else ""


def _tail(text: str, start: int, end: int) -> str:
    """A piece of a text, or the last words of one that is no sentence any more."""
    if end - start <= _LONGEST:
        return text[start:end]
    return text[end - _LONGEST : end].partition(" ")[2]


def _leading_claims(pieces: list[str]) -> list[str]:
    """For each stamp in a text that begins with one and does not end with one: the sentence that follows it.

    Args:
        pieces: The text, split at its stamps.
    """
    claims: list[str] = []
    after = ""
    for piece in reversed(pieces[1:]):
        after = bare_words(_first_sentence(piece)) or after
        claims.append(after)
    return claims[::-1]


def _row_claims(text: str) -> list[str]:
    """For each stamp in a table's row, the words of its cell, else of the nearest cell before or after that has any."""
    cells = cells_of(text)
    before = next(filter(None, map(bare_words, cells)), "")
    claims = []
    for cell in cells:
        words = bare_words(cell)
        before = words or before
        claims += [before] * cell.count(STAMP)
    return claims


def _first_sentence(text: str) -> str:
    return text[slice(*sentence_around(sentence_starts(text), 0, len(text)))]


def _last_words(unit: Unit) -> str:
    """The last sentence of a unit, in which no stamp stands."""
    if unit.block.kind == "row":
        return bare_words(unit.text.replace("|", " "))
    return bare_words(unit.text[sentence_starts(unit.text)[-1] :]) or words_of(unit.text)
