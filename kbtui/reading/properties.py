"""What the front matter says to a reader, as shown text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kbtui.note import Property, link_words
from kbtui.reading.markup import WIKILINK
from kbtui.reading.matter import Matter
from kbtui.text import one_line
from kbtui.youtube import read_address

_SHOWN_ELSEWHERE = frozenset({"title", "videoid", "video_id"})


def properties_of(text: str, matter: Matter, video_id: str | None) -> tuple[Property, ...]:
    """The properties of a note in the order in which they are written.

    Its title and its video are left out, which are shown elsewhere.

    Args:
        text: The note's text.
        matter: Its front matter.
        video_id: The video that it is about.
    """
    if matter.values.keys() <= _SHOWN_ELSEWHERE:
        return ()
    found = _properties(text[: matter.body], matter, video_id)
    return tuple(sorted(found, key=lambda each: each.line))


def _properties(front: str, matter: Matter, video_id: str | None) -> Iterator[Property]:
    places = _places(front)
    for key, value in matter.values.items():
        words = ", ".join(map(_shown, [value] if isinstance(value, str) else value))
        address = read_address(words) if "://" in words else None
        is_video = address is not None and address.video_id == video_id
        if words and not is_video and key not in _SHOWN_ELSEWHERE:
            name, line = places.get(key, (one_line(key), 1))
            yield Property(name, words, line)


def _places(front: str) -> dict[str, tuple[str, int]]:
    """The names that begin lines, by key: as they are written, and the line."""
    places: dict[str, tuple[str, int]] = {}
    for line, written in enumerate(front.split("\n"), 1):
        name = written.partition(":")[0].strip("\"' ")
        if written[:1] not in ("", " ", "#"):
            places.setdefault(name.casefold(), (one_line(name), line))
    return places


def _shown(value: str) -> str:
    return one_line(WIKILINK.sub(_link_words, value) if "[[" in value else value)


def _link_words(link: re.Match[str]) -> str:
    target, heading, alias, words = link.groups()
    return link_words(target.strip(), heading, words or alias)
