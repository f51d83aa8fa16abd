"""What is written where a stamp may be: the forms of anchors, links to YouTube and times in brackets.

Times without an anchor are taken where they stand in brackets or parentheses and look like a video's time:

- three or four fields always, unless a date stands before them or `am`, `pm` or a time zone behind;
- two fields in square brackets, alone or in a list or range, unless `am` or `pm` follows;
- two fields in parentheses the same way if the first is written with a leading zero (`(00:36)`), or where the words
  before do not speak of a verse, a ratio, a score or a clock (`John (3:16)`, `at (10:30)`).

Words beside the time (`(Reference 00:01:22)`, `[Dario, 00:12:34]`) are allowed with three fields, and with two where
they are known to introduce a time (`[at 12:34]`, `(see 02:10)`).

A link to YouTube whose words say more than a time keeps them: of it the address alone is the stamp.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kbtui.late_pattern import late_pattern
from kbtui.stamps.labels import has_words
from kbtui.stamps.times import UNREADABLE, Time, bounded, read_time
from kbtui.youtube import START, read_address


class Mark(NamedTuple):
    """What is written at a stamp. Stamps that are written alike share one. A tuple, since vaults have a million."""

    written: str
    """The time as it stands: `data-t`'s value, a link's `t=`, or the time or range inside the brackets."""
    label: str | None
    """What an anchor or a link shows in the time's place, as written; None where it shows nothing."""
    video_id: str | None
    """The video that a YouTube link names."""
    time: Time
    said: Time
    """The time in the label."""


Found = tuple[int, int, Mark]
"""Where a stamp begins and ends in the text, and what is written there."""


ORDINARY = late_pattern(r'(<a class="yt-timestamp" data-t="[0-9:]{4,12}">[\[\]0-9:]{0,14}</a>)(?!\))')
"""The form that 98 of 100 stamps have, as its one group."""
_TAGS = late_pattern(r"<(?:[ap]|span)\b(?!/?>)", re.IGNORECASE)
_COLONS = late_pattern(r":(?:(?<=[0-9]:)[0-9]|//[\w.-]{0,20}youtu)")
_BARE_ADDRESSES = late_pattern(r"(?<![\w/.-])(?:www\.|m\.)?youtu(?:\.be|be\.com)/", re.IGNORECASE)
_MACRO = late_pattern(r"\{\{youtube-timestamp[ \t]{1,4}(?P<time>[0-9:hms]{1,12})[ \t]{0,4}\}\}")
"""A stamp of Logseq's: seconds, or a time."""


def find_spots(text: str) -> list[int]:
    """Where in a text a stamp may be: at tags, at the colons of times, at macros, and at addresses of YouTube.

    Each search is for one fixed sign first, which is several times faster than one search for all of them.
    """
    spots = [match.start() for match in _COLONS.finditer(text)] if ":" in text else []
    if "<" in text:
        spots = sorted([*spots, *(match.start() for match in _TAGS.finditer(text))])
    if "{" in text and "{{y" in text:
        spots = sorted([*spots, *(match.start() for match in _MACRO.finditer(text))])
    if "youtu" in text:
        spots = sorted([*spots, *(match.start() for match in _BARE_ADDRESSES.finditer(text))])
    return spots


def find_at(text: str, spot: int, lowest: int, has_video: bool) -> list[Found]:
    """The stamps at a spot, beginning at `lowest` or behind."""
    if text[spot] == "<":
        return _find_anchor(text, spot, lowest)
    if text[spot] == "{":
        macro = _MACRO.match(text, spot)
        return [(spot, macro.end(), read_bare(macro["time"]))] if macro else []
    if text[spot] != ":":
        return _find_link(text, spot, lowest)
    if text[spot + 1] == "/":
        return _find_link(text, text.rfind("http", max(lowest, spot - 5), spot), lowest)
    alone = _ALONE.match(text, spot - 3) if has_video and spot - 3 >= lowest else None
    if alone and text[spot - 4 : spot - 3] != "[":
        return [(spot - 3, alone.end(), read_bare(alone[1]))]
    digits = len(text[max(lowest, spot - 4) : spot]) - len(text[max(lowest, spot - 4) : spot].rstrip("0123456789"))
    return _find_bare(text, spot - digits, lowest, has_video)


# Anchors

_TAG = late_pattern(
    r"<(a|p|span)\b([^<>\n]{0,400}\n(?![ \t]*\n)(?:[ \t]{0,9}>)?[^<>\n]{0,400}>[^<\n]{0,400}|[^<\n]{0,400})",
    re.IGNORECASE,
)
"""A tag with what follows it on its line. Where an editor wrapped it, its end is on the next."""
_OURS = late_pattern(r"timestamp|=[\"']?yt\b|\bdata-t\b|\bdata\W{0,3}\d+:\d|href=[\"']?#?(?:t=)?\d+:\d", re.IGNORECASE)
_VALUE = late_pattern(r"\b(?:data\b[-=t]{0,4}|href=)[\"']?([^\"'<>]*)", re.IGNORECASE)
_TIME = late_pattern(r"(?<![\w:])[0-9]{1,3}(?::[0-9]{1,3}){1,3}")
_NO_TIME = late_pattern(r"[ \t]{0,9}(?:[-\u2212][ \t]{0,9}[0-9]|[0-9]{1,3}:)")
"""How a value begins that is meant as a time, and if it cannot be read is none: one before the video's beginning."""
_LABEL = late_pattern(
    r"(?:[ \t]{0,9}\n[ \t>]{0,9}(?=[\[(]?\d))?([^<\n]{0,200}|(?:<(?!/?(?:a|p|span)\b)|[^<\n]){0,200})"
    r"(?:\n[ \t>]{0,9})?</?(?:a|p|span)\s{0,9}>",
    re.IGNORECASE,
)
_BRACKETED = late_pattern(r"[ \t]?(\[[^\[\]<\n]{0,40}\])")
_BEFORE_TARGET = late_pattern(r"\[[^\[\]\n]{0,60}\]\(\Z")


@lru_cache(maxsize=1 << 14)
def read_ordinary(anchor: str) -> Mark:
    """The mark of an anchor in the ordinary form."""
    value, _, rest = anchor[len('<a class="yt-timestamp" data-t="') :].partition('">')
    return _mark(value, rest[: -len("</a>")])


@lru_cache(maxsize=1 << 12)
def read_bare(written: str) -> Mark:
    """The mark of a time that stands in the text, without an anchor or a link."""
    return _mark(written, None)


def _mark(written: str, label: str | None, video_id: str | None = None) -> Mark:
    written, label = written.strip(), (label or "").strip() or None
    time = read_time(written)
    if label is None:
        return Mark(written, None, video_id, time, UNREADABLE)
    return Mark(written, label, video_id, time, time if label.strip("[]") == written else read_time(label))


def _find_anchor(text: str, spot: int, lowest: int) -> list[Found]:
    """The stamp of a tag, whatever has become of its quotes, its attributes' names and its end."""
    tag = _TAG.match(text, spot)
    if tag is None:
        return []
    inside = tag[2]
    cut = inside.rfind('">')
    cut, width = (cut, 2) if cut >= 0 else (inside.find(">"), 1)
    attributes = inside[:cut] if cut >= 0 else inside
    body = tag.start(2) + cut + width if cut >= 0 else tag.end()
    label, end = _read_label(text, body)
    address = _ADDRESS.search(attributes)
    mark = _read_link(address[0], label or None) if address else None
    if address and mark and label and has_words(label):
        return [(tag.start(2) + address.start(), tag.start(2) + address.end(), mark)]
    if mark is None and not _OURS.search(attributes):
        return []
    return [_with_target(text, spot, end, lowest, mark or _mark(_value(attributes), label))]


def _value(attributes: str) -> str:
    """The time in a tag's attributes, as it is written; else what stands in its place."""
    values = [match[1] for match in _VALUE.finditer(attributes)]
    for value in values:
        if read_time(value) != UNREADABLE or _NO_TIME.match(value):
            return value
    time = _TIME.search(attributes)
    return time[0] if time else values[0] if values else ""


def _read_label(text: str, body: int) -> tuple[str, int]:
    """What an anchor shows and where it ends: behind its closing tag, else behind a time in brackets."""
    match = _LABEL.match(text, body)
    if match:
        return match[1], match.end()
    match = _BRACKETED.match(text, body)
    return (match[1], match.end()) if match else ("", body)


def _with_target(text: str, start: int, end: int, lowest: int, mark: Mark) -> Found:
    """The stamp of an anchor, with the brackets around it if it stands as a target: `[00:12:57](<a …>…</a>)`."""
    floor = max(lowest, start - 64)
    before = _BEFORE_TARGET.search(text[floor:start])
    if before and text.startswith(")", end) and _TIME.search(before[0]):
        return (floor + before.start(), end + 1, mark)
    return (start, end, mark)


# Links to YouTube

_ADDRESS = late_pattern(r"(?:https?://[\w.-]{0,20}|(?:www\.|m\.)?)youtu[^\s()<>\[\]\"'|\\]{1,400}", re.IGNORECASE)
_LINKED = late_pattern(r"\[([^\[\]\n]{0,280})\]\(<?\Z")
_TARGET_END = late_pattern(r">?(?:\s\"[^\"\n]{0,100}\")?\)")
_IN_LINK = late_pattern(r"[^\[\]\n]{0,200}\]\(<?(?=\S{0,20}youtu)")
"""What follows a time in parentheses that stands among the words of a link to YouTube."""


def _read_link(address: str, label: str | None) -> Mark | None:
    """What a YouTube address says, or its label where only that holds a time; None where neither does."""
    address = address.rstrip(".,;:!?")
    video = read_address(address)
    if video is None:
        return None
    start = START.search(address)
    if video.seconds is not None and start:
        time = Time(bounded(video.seconds), None, False, False, 1)
        return Mark(start[1], label, video.video_id, time, UNREADABLE)
    if label and _TOKEN.fullmatch(label.strip("[]() \\")):
        return _mark(label.strip("[]() \\"), label, video.video_id)
    return None


def _find_link(text: str, spot: int, lowest: int) -> list[Found]:
    """The stamp of a YouTube address with a time, with the label of the Markdown link that it is the target of."""
    address = _ADDRESS.match(text, spot) if spot >= 0 else None
    if address is None:
        return []
    if text.startswith("](", address.end()) and (target := _ADDRESS.match(text, address.end() + 2)):
        spot, address = target.start(), target  # the words of a link were its address too
    floor = max(lowest, spot - 300)
    label = _LINKED.search(text[floor:spot])
    close = _TARGET_END.match(text, address.end()) if label else None
    mark = _read_link(address[0], label[1] if label and close else None)
    if mark is None:
        return []
    if label and close:
        opening = floor + label.start()
        is_picture = opening > lowest and text[opening - 1] == "!"
        if is_picture or not has_words(label[1]):
            return [(opening - is_picture, close.end(), mark)]
    end = spot + len(address[0].rstrip(".,;:!?"))
    is_angled = spot > lowest and text[spot - 1] == "<" and text.startswith(">", end) and text[spot - 2 : spot] != "(<"
    return [(spot - is_angled, end + is_angled, mark)]


# Times in brackets

_ALONE = late_pattern(r"\[([0-9]{2}:[0-9]{2}:[0-9]{2})\](?![\](])")
"""The ordinary form of a time in brackets."""
_GROUP_START = late_pattern(r"[\[(【（][^\[\]()【】（）<\n]*\Z")
_GROUP_END = late_pattern(r"([^\[\]()【】（）<\n]{0,200}?)(\\?[\])】）])")
_TOKEN = late_pattern(
    r"(?<![\d:./])(?:(?<!-)|(?<=:\d-)|(?<=:\d\d-)|(?<=:\d\d\d-)|(?<=\d -))"
    r"[0-9]{1,3}(?::[0-9]{1,2}(?::[0-9]{1,3}){1,2}|:[0-9]{2})(?:[.,][0-9]{1,3}(?![\d:]))?(?![\d:])"
)
_RANGE = late_pattern(r"\s{0,2}(?:-{1,2}>?|[–—~→]|to|until)\s{0,2}")
_SEPARATOR = late_pattern(r"[\s,;&/|•·]{1,4}(?:(?:and|und|y|e|ve|i|oraz|or|see|also|again|at)\b\s{0,2}){0,3}")
_TARGET = late_pattern(r"\((?:\s{0,3}|[^()\s<>]{1,300})\)")
_INTRODUCED = late_pattern(
    r"[\s(\\]*(?:(?:reference|ref|see|at|timestamp|time|video|min|minute|t|from|around|ca|approx|@|starts?)\b"
    r"\s?[.:=,]?\s{0,2}){0,3}[~@]?",
    re.IGNORECASE,
)
_CLOCK = late_pattern(r"\s?(?:[ap]\.?m\b|o'clock|UTC|GMT|CES?T|[EPCM][SD]T|Z\b|h\b|Uhr)", re.IGNORECASE)
_DATED = late_pattern(r"(?:\d{4}-\d\d?-\d\d?|\d{1,2}[./]\d{1,2}[./]\d{2,4})[ T,]{0,2}\Z")
_SOUND_OR_FILM = late_pattern(r"\.(?:mp4|m4v|webm|mkv|mov|avi|mp3|m4a|ogg|opus|wav|flac)(?=[#|\]\s\\])", re.IGNORECASE)
_NAME_END = late_pattern(r"[A-Za-z0-9_]")
_NO_VIDEO_TIME = late_pattern(
    r"(?:ratio|odds|score|aspect|verses?|chapter|psalms?|genesis|exodus|leviticus|numbers|deuteronomy|joshua|judges|"
    r"ruth|samuel|kings|chronicles|ezra|nehemiah|esther|job|proverbs|ecclesiastes|isaiah|jeremiah|lamentations|ezekiel|"
    r"daniel|hosea|joel|amos|micah|matthew|mark|luke|john|acts|romans|corinthians|galatians|ephesians|philippians|colossians|"
    r"thessalonians|timothy|titus|hebrews|james|peter|jude|revelation|surah?|quran|"
    r"at|until|till|by|around|o'clock|clock|morning|afternoon|evening|noon|midnight)[\s,.:]{0,3}\Z",
    re.IGNORECASE,
)


def _find_bare(text: str, spot: int, lowest: int, has_video: bool) -> list[Found]:
    """The stamps of the brackets that the time at `spot` stands in; none where it is no video's time."""
    floor = max(lowest, spot - 120)
    opening = _GROUP_START.search(text[floor:spot])
    closing = _GROUP_END.match(text, spot)
    if opening is None or closing is None:
        return []
    start, end = floor + opening.start(), closing.end()
    if start and text[start - 1] == "[" and text[start] == "[":
        return _find_in_wikilink(text, spot, start, closing, has_video)
    if text[start] in "(（" and (link := _IN_LINK.match(text, end)):
        return _find_link(text, link.end(), lowest)
    if text.startswith("(<a", end):
        return []  # the label of the anchor that is its target
    target = _TARGET.match(text, end) if text[start] == "[" else None
    if target and "youtu" in target[0]:
        return _find_link(text, text.find("http", end), lowest) if "http" in target[0] else []
    if not has_video or (target and _leads_elsewhere(target[0][1:-1])):
        return []
    return _find_in_group(text, start, target.end() if target else end, (start + 1, closing.end(1)), target)


def _leads_elsewhere(target: str) -> bool:
    """Whether a Markdown link's target is an address or a note, so that the link is no stamp."""
    return "/" in target or bool(re.search(r"\.\w{2,4}(?:#|$)", target))


def _find_in_wikilink(text: str, spot: int, start: int, closing: re.Match[str], has_video: bool) -> list[Found]:
    """A time that is a wikilink's whole alias (`[[note | 00:08:40]]`), or all that stands in it."""
    bar = text.rfind("|", start, spot)
    inside = (bar + 1 if bar >= 0 else start + 1, closing.end(1))
    token = _TOKEN.fullmatch(text[slice(*inside)].strip())
    if token is None or not has_video or _SOUND_OR_FILM.search(text, start, closing.end()):
        return []
    if bar < 0:
        return [(start - 1, closing.end() + text.startswith("]", closing.end()), _mark(token[0], None))]
    first = text.index(token[0], inside[0])
    return [(first, first + len(token[0]), _mark(token[0], None))]


def _find_in_group(
    text: str, start: int, end: int, inside: tuple[int, int], target: re.Match[str] | None
) -> list[Found]:
    """The stamps of one pair of brackets, whose words are at `inside` and which reaches from `start` to `end`."""
    tokens = list(_TOKEN.finditer(text, *inside))
    if not tokens or not all(_is_time(text, token, inside[0]) for token in tokens):
        return []
    words = text[inside[0] : tokens[0].start()]
    introduced = _INTRODUCED.fullmatch(words) is not None
    moments = _join_ranges(text, tokens)
    alone = introduced and _is_list(text, moments, inside[1])
    if not alone and not all(token[0].count(":") > 1 for token in tokens):
        return []
    if not words.strip() and _is_something_else(text, start, tokens[0][0]):
        return []
    if not alone:
        return [(first, last, _mark(text[first:last], None)) for first, last in moments]
    bounds = [start, *(last for _, last in moments[:-1]), end]
    marks = [_mark(text[first:last], None) for first, last in moments]
    if target and len(marks) == 1:
        marks = [_targeted(marks[0].written, target[0])]
    return [(a, b, mark) for a, b, mark in zip(bounds, bounds[1:], marks, strict=False)]


def _is_time(text: str, token: re.Match[str], lowest: int) -> bool:
    """Whether a time in brackets is no clock's, and no part of a date."""
    return not _CLOCK.match(text, token.end()) and not _DATED.search(
        text[max(lowest, token.start() - 14) : token.start()]
    )


def _is_something_else(text: str, start: int, time: str) -> bool:
    """Whether a time of two fields is a slice (`x[1:10]`), or in parentheses a verse, a ratio or a clock's.

    What is in parentheses is told by the words before.
    """
    if time.count(":") > 1 or time.startswith("0"):
        return False
    if text[start] not in "(（":
        return text[start] == "[" and _NAME_END.match(text, start - 1) is not None
    return _NO_VIDEO_TIME.search(text[max(0, start - 24) : start]) is not None


def _join_ranges(text: str, tokens: list[re.Match[str]]) -> list[tuple[int, int]]:
    """Where each moment's time is: a range is one moment, that of its start."""
    moments: list[tuple[int, int]] = []
    for token in tokens:
        if moments and _RANGE.fullmatch(text[moments[-1][1] : token.start()]):
            moments[-1] = (moments[-1][0], token.end())
        else:
            moments.append(token.span())
    return moments


def _is_list(text: str, moments: list[tuple[int, int]], end: int) -> bool:
    """Whether nothing but separators stands between and behind the times."""
    between = (text[last:first] for (_, last), (first, _) in pairwise(moments))
    return all(_SEPARATOR.fullmatch(part) for part in between) and not text[moments[-1][1] : end].strip(" \\.s")


def _targeted(written: str, target: str) -> Mark:
    """A time with a target behind: `[0:36](#t=00:36:26)` says its second there, `[01:12:16](#12:16)` less than here."""
    time = _TIME.search(target)
    if time and time[0].count(":") >= written.count(":"):
        return _mark(time[0], f"[{written}]")
    return _mark(written, None)
