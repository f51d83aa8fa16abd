"""Addresses of YouTube videos, in the forms in which people paste them."""

from __future__ import annotations

import re

from msgspec import Struct

from kbtui.late_pattern import late_pattern

_ADDRESS = late_pattern(
    r"(?i:(?:https?://)?(?:www\.|m\.|music\.)?"
    r"(?:youtube(?:-nocookie)?\.com/(?:watch\?(?:[^\s#]*?&(?:amp;)?)?v=|shorts/|live/|embed/|v/)|youtu\.be/))"
    r"(?P<id>[A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])(?P<rest>\S*)"
)
START = late_pattern(r"[?&#](?:amp;)?(?i:t|start|time_continue)=(?P<time>[0-9hmsHMS.:]+)")
"""Where in an address it says at which second the video starts."""
_UNITS = late_pattern(r"(?:(\d{1,4})h)?(?:(\d{1,5})m)?(?:(\d{1,6})(?:\.\d*)?s?)?", re.IGNORECASE)
_CLOCK = late_pattern(r"(?:(\d{1,4}):)?(\d{1,5}):(\d\d)")


class VideoAddress(Struct, frozen=True):
    video_id: str
    seconds: int | None
    """Where the address starts the video; None where it says nothing of it."""


def read_address(text: str) -> VideoAddress | None:
    """The video that `text`, an address in any of YouTube's forms, names; None where it is no such address."""
    match = _ADDRESS.fullmatch(text.strip())
    if match is None:
        return None
    before_id = text[: text.find(match["id"])]
    start = START.search(match["rest"]) or START.search(before_id)
    return VideoAddress(match["id"], read_units(start["time"]) if start else None)


def read_units(text: str) -> int | None:
    """Seconds written as YouTube does it (`90`, `90s`, `1h2m3s`) or as people do (`1:30`); None for anything else."""
    match = _UNITS.fullmatch(text) or _CLOCK.fullmatch(text)
    if match is None or not text:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds
