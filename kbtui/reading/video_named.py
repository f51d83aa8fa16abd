"""The video that a note's front matter names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeGuard

from kbtui.late_pattern import late_pattern
from kbtui.note import Problem, is_video_id
from kbtui.reading.matter import Matter
from kbtui.text import one_line
from kbtui.youtube import read_address

_NOTHING = ("", "null", "~", "none")
"""What people write in front matter where there is no value."""
_BRACKETED = late_pattern(r"(?:\[[^\[\]]*\]\(|<)(?P<address>[^\s()<>]+)[)>]")
_NO_WORD = late_pattern(r"\d|\B[A-Z]")
_ID_KEYS = ("video", "youtube")
"""Keys whose value may be a bare id."""
_ADDRESS_KEYS = ("url", "source", "video", "youtube", "link", "media", "media_link")


def video_named(text: str, matter: Matter) -> tuple[str | None, tuple[Problem, ...]]:
    """The video that a note is about, and what is wrong with how it says so."""
    values = matter.values
    key = "videoid" if "videoid" in values else "video_id"
    written = values.get(key)
    video_id = _video_id(written.strip()) if isinstance(written, str) else None
    if video_id is not None:
        return video_id, ()
    addressed = _addressed(values)
    if not isinstance(written, str) or written.strip().lower() in _NOTHING:
        return addressed, ()
    outcome = "its address is taken instead" if addressed else "no moment of this note can be played"
    message = f"videoId {one_line(written)!r} is not 11 of A-Z a-z 0-9 _ -; {outcome}"
    return addressed, (Problem(_line_of_key(key, text[: matter.body]), "video-id", message),)


def _addressed(values: Mapping[str, str | list[str]]) -> str | None:
    """The video that front matter holds the address of."""
    written = (values.get(key) or () for key in _ADDRESS_KEYS)
    texts = (text for value in written for text in ([value] if isinstance(value, str) else value))
    named = next((address.video_id for text in texts if (address := read_address(_bare_address(text)))), None)
    return named or next(filter(_is_plainly_id, map(values.get, _ID_KEYS)), None)


def _bare_address(written: str) -> str:
    """An address without the brackets of the link that it stands in."""
    link = _BRACKETED.fullmatch(written.strip())
    return link["address"] if link else written


def _is_plainly_id(value: str | list[str] | None) -> TypeGuard[str]:
    """Whether a value is an id and no word of eleven letters: nearly every id holds a digit or a capital within."""
    return isinstance(value, str) and is_video_id(value) and _NO_WORD.search(value) is not None


def _line_of_key(key: str, matter: str) -> int:
    """The line of the front matter on which a key stands."""
    keys = [line.partition(":")[0].strip("\"' ").casefold() for line in matter.split("\n")]
    return keys.index(key) + 1 if key in keys else 1


def _video_id(written: str) -> str | None:
    if is_video_id(written):
        return written
    address = read_address(written)
    return address.video_id if address else None
