"""What a written time can mean.

A time in a vault is a row of fields: `00:47:47` is hours, minutes and seconds, `14:12` minutes and seconds,
`01:00:13:00` hours, minutes, seconds and frames, `2241` plain seconds. Note writers also put minutes and seconds into
the first two of three fields (`11:16:00` for 11 min 16 s), so a time has up to two readings. Which of them holds is not
decided here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kbtui.late_pattern import late_pattern
from kbtui.youtube import read_units

LONGEST = 12 * 3600
"""No video on YouTube is this long: the bound of every second that is read."""

_FIELDS = late_pattern(r"[\s\[(\"'#]{0,8}(?:t=)?([0-9]{1,5}(?:[:：][0-9]{1,5}){0,3}+)(?![0-9]|:[^\s0-9\])\"'<>])")
"""What goes on with a colon and no digit (`00:01:xx`) is no time, rather than a shorter one."""
_SECONDS = late_pattern(r"[\s\[(\"'#]{0,8}(?:t=)?([0-9][0-9hms.]{0,20})(?!\s{0,2}[0-9A-Za-z])", re.IGNORECASE)
"""Plain seconds or units (`90`, `1h2m3s`); before another word a number may be anything."""


class Time(NamedTuple):
    """The readings of one written time, in seconds. A tuple, since vaults have a million."""

    plain: int | None
    """What it plainly says; None where it says nothing or what no video can have."""
    short: int | None
    """With minutes and seconds in its first two fields; None where it has not three fields or that cannot be."""
    round: bool
    """Whether the field of its seconds is zero, as it is in a time of which only the first two fields were filled."""
    echo: bool
    """Whether that field repeats the one before it (`01:16:16`), as it does in some times with minutes first."""
    fields: int
    """How many fields it is written in."""


UNREADABLE = Time(None, None, False, False, 0)
"""The time of words, of nothing, of `HH:MM:SS`."""


def read_time(written: str) -> Time:
    """The readings of a time as it is written, with whatever stands behind its fields ignored.

    A number alone is seconds, unless a word or another number goes on from it.
    """
    match = _FIELDS.match(written)
    if match is None:
        return UNREADABLE
    fields = [int(field) for field in match[1].replace("：", ":").split(":")]
    if len(fields) == 1:
        alone = _SECONDS.match(written)
        seconds = read_units(alone[1].rstrip(".")) if alone else None
        return UNREADABLE if seconds is None else Time(bounded(seconds), None, False, False, 1)
    if len(fields) == 2:
        return Time(_clock(0, fields[0], fields[1]), None, False, False, 2)
    if len(fields) == 3 and len(match[1]) - match[1].rfind(":") > 3 and fields[2] > 59:
        return Time(_clock(0, fields[0], fields[1]), None, False, False, 3)  # minutes, seconds and milliseconds
    if not any(fields[:2]) and fields[2] > 59:
        return Time(_clock(*fields[:3]), None, False, False, len(fields))
    return Time(
        _clock(fields[0], fields[1], fields[2]),
        _clock(0, fields[0], fields[1]),
        fields[2] == 0,
        fields[1] == fields[2] > 0,
        len(fields),
    )


def _clock(hours: int, minutes: int, seconds: int) -> int | None:
    """Seconds of a clock's fields, or None; the first field that is not zero may pass 59."""
    if (seconds > 59 and (hours or minutes)) or (hours and minutes > 59):
        return None
    return bounded(hours * 3600 + minutes * 60 + seconds)


def bounded(seconds: int) -> int | None:
    """`seconds`, or None where no video is so long."""
    return seconds if seconds < LONGEST else None
