"""Who said what: blockquotes, quote callouts, and words in quotation marks beside a stamp."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from msgspec import Struct

from kbtui.note import Moment, Quote
from kbtui.reading.quotations import SIGNS, find_quotations, quoted_words, unquoted
from kbtui.reading.sentences import STAMP, sentence_around, sentence_starts, unstamped, within
from kbtui.reading.speakers import is_name, names_in, speaker_around, speaker_of_title
from kbtui.reading.speakers_abroad import speaker_abroad
from kbtui.reading.units import Unit, bare_words, by_block, words_of

_DASHED = re.compile(rf"(?:[—–―]+|-{{1,3}})\s*[*_]*(?P<name>[^\W\d_a-z][^{STAMP}]{{1,79}}?)[\s*_]*$")
_DASHED_TAIL = re.compile(
    rf"(?P<said>.*(?:[\"”»“」』.!?][*_]*|{STAMP}))\s*(?:[—–―]+|-{{1,3}}(?=\s))\s*[*_]*"
    rf"(?P<name>[^\W\d_a-z][^\"“”!?{STAMP}]{{1,79}}?)[\s*_.{STAMP}]*$",
    re.DOTALL,
)
_BOLD = r"\*\*(?P<name>[^*\n]{2,60}?)(?::\*\*|\*\*\s*:)"
_LEAD = re.compile(rf"{_BOLD}\s*(?P<said>\S.*)$", re.DOTALL)
_LED = re.compile(rf"(?:^|\n)\s*{_BOLD}\s*$")
_SIGNED = re.compile(
    rf"[\s{STAMP}]*(?:[—–―]+|(?<=\s)-{{1,3}}(?=\s))\s*[*_]*(?P<name>[^\W\d_a-z][^\"“”!?:;\n—–―{STAMP}]{{1,79}}?)[*_]*[\s.{STAMP}]*(?:\n|$)"
)
"""A name behind a dash, behind the words or their stamp, with which a line ends."""
_TAG = re.compile(r"<[^<>=]*=[^<>]*>|\]\([^()\n]*\)")
"""Where quotation marks are markup: in a tag's attributes, in a link's address and title."""
_FEWEST_WORDS = 4
"""From how many words on quotation marks in running text hold a quote: one to three are scare quotes."""
_REACH = 600
"""Characters of source before and behind a quotation in which its speaker is looked for."""
_MOST_NAMES = 10
"""Words; what is longer than this is no name behind a dash."""


@dataclass(frozen=True)
class _Voices:
    """The names of a note, gathered only where a quote asks for them."""

    units: Sequence[Unit]

    @cached_property
    def names(self) -> Collection[str]:
        prose = (unit.text for unit in self.units if unit.block.kind != "heading" and not unit.title)
        return names_in("\n".join(prose))


class _Said(Struct, frozen=True):
    text: str
    """Source; markup is still in it."""
    speaker: str | None


def find_quotes(units: Sequence[Unit], moments: Sequence[Moment]) -> Iterator[Quote]:
    """The quotes of a note, in order.

    Args:
        units: Its units.
        moments: Its moments, one for each stamp.
    """
    voices = _Voices(units)
    for group in by_block(units):
        block = group[0].block
        if block.kind == "quote":
            yield from _block_quotes(group, moments, voices)
        elif block.kind == "callout" and block.callout == "quote":
            yield from _callout_quotes(group, moments, voices)
        else:
            yield from (quote for unit in group for quote in _inline_quotes(unit, moments, voices))


def _block_quotes(units: Sequence[Unit], moments: Sequence[Moment], voices: _Voices) -> Iterator[Quote]:
    for group in _apart(units, voices):
        said = _said_in(group, voices)
        if said and (words := bare_words(said.text)):
            yield Quote(words, said.speaker, group[0].line, _moment_in(group, moments), "block")


def _callout_quotes(units: Sequence[Unit], moments: Sequence[Moment], voices: _Voices) -> Iterator[Quote]:
    title, body = units[0], units[1:]
    heading = words_of(title.text)
    groups = [(group, _said_in(group, voices)) for group in _apart(body, voices)]
    groups = [(group, said) for group, said in groups if said and bare_words(said.text)]
    if not groups:
        if words := bare_words(unquoted(unstamped(title.text))):
            yield Quote(words, None, title.line, _moment_in([title], moments), "callout")
        return
    named = speaker_of_title(heading, voices.names)
    for group, said in groups:
        if said:
            moment = _moment_in(group, moments) or _moment_in([title], moments)
            yield Quote(bare_words(said.text), said.speaker or named, group[0].line, moment, "callout")


def _apart(units: Sequence[Unit], voices: _Voices) -> list[Sequence[Unit]]:
    """The units of a blockquote, parted where several of them, or several lines of one, are quotes of their own."""
    if len(units) > 1 and _signed(units[-1].text, dashed=_is_lone_item(units)):
        *apart, said = _apart(units[:-1], voices)
        return [*apart, [*said, units[-1]]]
    parts = [part for unit in units for part in _parts_apart(unit, voices)]
    if len(parts) > len(units) or sum(part.count > 0 for part in parts) > 1:
        return [[part] for part in parts]
    return [units] if units else []


def _parts_apart(unit: Unit, voices: _Voices) -> list[Unit]:
    """A unit's lines as units, where each is a quotation with a stamp, or where each of several begins with somebody's
    name, as in a dialogue; else the unit."""
    lines = unit.text.split("\n")
    if len(lines) < 2:
        return [unit]
    if all(STAMP in line and line.lstrip(f" *_{STAMP}")[:1] in SIGNS for line in lines):
        return _parted(unit, lines)
    leads = [_LEAD.match(line) for line in lines]
    if not leads[0] or sum(lead is not None for lead in leads) < 2:
        return [unit]
    turns: list[str] = []
    for line, lead in zip(lines, leads, strict=True):
        if lead:
            turns.append(line)
        else:
            turns[-1] += f"\n{line}"
    is_dialogue = all(STAMP in turn for turn in turns) or all(_leading(lead, voices) for lead in leads if lead)
    return _parted(unit, turns) if is_dialogue else [unit]


def _parted(unit: Unit, pieces: Iterable[str]) -> list[Unit]:
    """A unit's pieces, whole lines each, as units."""
    line, first = unit.line, unit.first
    parted = []
    for piece in pieces:
        parted.append(Unit(unit.block, piece, line, first, unit.title, unit.item))
        line += piece.count("\n") + 1
        first += piece.count(STAMP)
    return parted


def _leading(lead: re.Match[str], voices: _Voices) -> str | None:
    """The speaker that the bold words before others name."""
    return speaker_of_title(words_of(lead["name"]), voices.names, quoted=lead["said"][0] in SIGNS)


def _said_in(units: Sequence[Unit], voices: _Voices) -> _Said | None:
    """What a blockquote says and who says it."""
    lines = [line.strip() for unit in units for line in unit.text.split("\n") if line.strip()]
    speaker = None
    if len(lines) > 1 and (name := _signed(lines[-1], dashed=_is_lone_item(units))):
        speaker = name
        lines = lines[:-1]
    text = "\n".join(lines)
    said = _Said(text, speaker) if speaker else _attributed(text, voices)
    words = unstamped(said.text)
    return _Said(unquoted(words), said.speaker) if any(map(str.isalnum, words)) else None


def _signed(line: str, *, dashed: bool) -> str | None:
    """The name on a line of its own below a quote (`— Emily McMillan`).

    Args:
        line: The line.
        dashed: Whether a dash stood before it and was read as an item's.
    """
    words = words_of(line)
    match = _DASHED.match(("- " if dashed else "") + words)
    name = _name(match["name"]) if match else None
    return name if name and (not dashed or is_name(name)) else None


def _is_lone_item(units: Sequence[Unit]) -> bool:
    """Whether the last unit is an item of one line, and no other is one, so that its dash may be a signature's."""
    return units[-1].item and "\n" not in units[-1].text and not any(unit.item for unit in units[:-1])


def _name(source: str) -> str | None:
    words = words_of(source).rstrip(" .,")
    return words if words and len(words.split()) <= _MOST_NAMES else None


def _attributed(text: str, voices: _Voices) -> _Said:
    """The words of a quote and its speaker, where one is named before, behind or within them."""
    lead = _LEAD.match(text)
    if lead and (name := _leading(lead, voices)):
        return _Said(lead["said"], name)
    tail = _DASHED_TAIL.match(text)
    if tail and (name := _name(tail["name"])):
        return _Said(tail["said"], name)
    if any(sign in text for sign in SIGNS):
        found = [match for match in find_quotations(text) if _is_long(quoted_words(match))]
        named = [(match, _speaker_of(match, text, 0, len(text), voices)) for match in found]
        if len(named) == 1 and named[0][1]:
            return _Said(named[0][0][0], named[0][1])
    return _Said(text, None)


def _inline_quotes(unit: Unit, moments: Sequence[Moment], voices: _Voices) -> Iterator[Quote]:
    """The quotes in running text: four or more words in quotation marks, in the same sentence as a stamp."""
    if STAMP not in unit.text or not any(sign in unit.text for sign in SIGNS):
        return
    text = _TAG.sub(lambda match: " " * len(match[0]), unit.text)
    found = [match for match in find_quotations(text) if _is_long(bare_words(quoted_words(match)))]
    if not found:
        return
    spans = [match.span() for match in found]
    starts = [start for start in sentence_starts(text) if not within(spans, start)]
    for match in found:
        start, end = sentence_around(starts, match.start(), len(text))
        if STAMP in text[start:end]:
            moment = moments[unit.first + _nearest_stamp(text, *match.span(), start, end)]
            line = unit.line + text.count("\n", 0, match.start())
            words = bare_words(quoted_words(match))
            yield Quote(words, _speaker_of(match, text, start, end, voices), line, moment, "inline")


def _speaker_of(match: re.Match[str], text: str, start: int, end: int, voices: _Voices) -> str | None:
    """Who says the words of a quotation in running text, whose sentence reaches from `start` to `end`."""
    source = text[max(start, match.start() - _REACH) : match.start()]
    if led := _LED.search(source):
        return speaker_of_title(words_of(led["name"]), voices.names)
    if (signed := _SIGNED.match(text, match.end())) and (name := speaker_of_title(signed["name"], voices.names)):
        return name
    before = words_of(source)
    after = words_of(text[match.end() : min(end, match.end() + _REACH)])
    closed = match[0].rstrip(f" {STAMP}")[-2:-1] in ",.!?"
    return speaker_around(before, after, voices.names, closed=closed) or speaker_abroad(before, after)


def _is_long(words: str) -> bool:
    """Whether words are more than a scare quote's; a script that writes no spaces is counted by its signs."""
    return len(words.replace(STAMP, " ").split()) >= _FEWEST_WORDS or (
        len(words) >= 2 * _FEWEST_WORDS and any("\u3040" <= char <= "\u9fff" for char in words)
    )


def _nearest_stamp(text: str, start: int, end: int, low: int, high: int) -> int:
    """Which of a text's stamps, from 0, belongs to words in it: the next after or in them, else the last before."""
    after = text.find(STAMP, start, high)
    before = text.rfind(STAMP, low, end)
    return text.count(STAMP, 0, after if after >= 0 else before)


def _moment_in(units: Iterable[Unit], moments: Sequence[Moment]) -> Moment | None:
    return next((moments[unit.first] for unit in units if unit.count), None)
