"""Times without brackets at the beginnings of lines: chapters as YouTube's descriptions list them, and notes taken so.

```
0:00 Intro
12:34 – The proof
1:02:03 Outro
```

Such a time is a moment only in company, since a clock's times, verses and ratios look alike: three lines or more
together whose times rise, each with words behind. Lines that are indented below one may stand between.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kbtui.late_pattern import late_pattern
from kbtui.stamps.forms import Found, read_bare

_TIME = r"\d{1,3}(?::\d\d){1,2}(?!\d|:\d)"
_LINE = late_pattern(
    r"[ \t>]{0,12}(?:(?:[-*+•]|\d{1,9}[.)])[ \t]{1,4}(?:\[[^\[\]\n]\][ \t])?)?[*_]{0,3}"
    rf"(?P<time>{_TIME}(?:\s?[-–—]\s?{_TIME})?)(?!\w|[/.]\d|\s?(?:[ap]\.?m\b|uhr\b|h\b|o'clock))(?P<words>[^\n]*)",
    re.IGNORECASE,
)
_LATEST = 32
"""Characters from a line's beginning within which the first colon of its time stands."""
_BETWEEN = late_pattern(r"\n(?:[ \t>]*\n|(?:[ \t]{2}|\t)[^\n]*\n){0,12}[ \t>]*")
_SCHEDULE = late_pattern(r"schedule|agenda|itinerary|timetable|verses?\b|zeitplan|tagesablauf", re.IGNORECASE)
_FEWEST = 3
_NEAR = 3
"""Seconds; verses follow one another closer than chapters."""


def find_chapters(text: str, colons: Iterable[int], taken: Sequence[int]) -> list[Found]:
    """The times of a text's lists of chapters.

    Args:
        text: A note's text, in which code and comments are blanked out.
        colons: Where in it the colons of times stand that are in no stamp, in order.
        taken: Where its stamps begin, in order; a line with one of them is told by that.
    """
    starts = dict.fromkeys(start for at in colons if (start := _line_start(text, at)) is not None)
    lines = [line for start in starts if (line := _LINE.match(text, start)) and any(map(str.isalpha, line["words"]))]
    if len(lines) < _FEWEST:
        return []
    free = [line for line in lines if bisect_left(taken, line.start()) == bisect_left(taken, line.end())]
    return [
        (*line.span("time"), read_bare(line["time"]))
        for group in _groups(text, free)
        if _is_list(text, group)
        for line in group
    ]


def _line_start(text: str, at: int) -> int | None:
    """Where the line of a place begins; None where that is not shortly before it."""
    floor = max(0, at - _LATEST)
    before = text.rfind("\n", floor, at)
    return before + 1 if before >= 0 or not floor else None


def _groups(text: str, lines: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """The lines that stand together; behind an empty line a time may begin anew."""
    group: list[re.Match[str]] = []
    for line in lines:
        if group and not _goes_on(text, group[-1], line):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _goes_on(text: str, line: re.Match[str], following: re.Match[str]) -> bool:
    end, start = line.end(), following.start()
    is_anew = text.count("\n", end, start) > 1 and (_seconds(following) or 0) <= (_seconds(line) or 0)
    return not is_anew and _BETWEEN.fullmatch(text, end, start) is not None


def _is_list(text: str, group: list[re.Match[str]]) -> bool:
    """Whether lines that stand together are chapters. Where none of their times is finer than five seconds they are
    a day's, unless they begin with 0:00."""
    if len(group) < _FEWEST:
        return False
    times = list(map(_seconds, group))
    seconds = [time for time in times if time is not None]
    if len(seconds) < len(times) or any(later <= sooner for sooner, later in pairwise(seconds)):
        return False
    if seconds[0] and not any(second % 5 for second in seconds):
        return False
    near = sum(later - sooner < _NEAR for sooner, later in pairwise(seconds))
    start = group[0].start()
    return 2 * near < len(seconds) and not _SCHEDULE.search(text, max(0, start - 60), start)


def _seconds(line: re.Match[str]) -> int | None:
    return read_bare(line["time"]).time.plain
