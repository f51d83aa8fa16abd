"""Links to YouTube whose address stands elsewhere: `[the start][a]`, and below `[a]: https://youtu.be/ID?t=90`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from kbtui.late_pattern import late_pattern
from kbtui.stamps.forms import Found, Mark
from kbtui.stamps.labels import has_words

_DEFINES = late_pattern(r"[ \t>]{0,9}\[(?P<label>[^\[\]\n^][^\[\]\n]{0,200})\]:[ \t]*<?")
_FARTHEST = 240
"""Characters of its line before an address in which it is named."""
_USE = late_pattern(
    r"(?<![\[\\])\[(?P<words>(?:[^\[\]\n]|\[[^\[\]\n]{0,100}\]){0,300}+)(?P<end>\](?:\[(?P<label>[^\[\]\n]{0,200})\])?)(?![\[(:])"
)


def used_where_named(text: str, found: Sequence[Found]) -> list[Found]:
    """Stamps, in order, of which those that only define what a link leads to stand where the link is.

    Of such a link the bracket that closes its words is the stamp, with the name behind it, or all of it where its words
    are no more than a time. A definition that no link uses stays.
    """
    named = {_folded(label): each for each in found if each[2].video_id and (label := _defined(text, each[0]))}
    uses = list(_uses(text, {label: mark for label, (_, _, mark) in named.items()})) if named else []
    if not uses:
        return list(found)
    gone = {named[label][0] for label, _ in uses}
    placed = [use for _, use in uses]
    starts = [start for start, _, _ in placed]
    ends = [end for _, end, _ in placed]
    kept = [
        each for each in found if each[0] not in gone and bisect_left(starts, each[1]) == bisect_left(ends, each[0] + 1)
    ]
    return sorted([*kept, *placed], key=_start)


def _defined(text: str, at: int) -> str:
    """The name that a line gives to the address at a place; empty where it gives none."""
    start = text.rfind("\n", max(0, at - _FARTHEST), at) + 1
    defines = _DEFINES.fullmatch(text, start, at)
    return defines["label"] if defines else ""


def _uses(text: str, named: Mapping[str, Mark]) -> Iterator[tuple[str, Found]]:
    """The links that lead to what is named, each with the name."""
    for use in _USE.finditer(text):
        label = _folded(use["label"] or use["words"])
        mark = named.get(label)
        if mark is not None:
            start = use.start("end") if has_words(use["words"]) else use.start()
            yield label, (start, use.end(), mark._replace(label=use["words"].strip() or None))


def _folded(label: str) -> str:
    return re.sub(r"\s+", " ", label.strip()).casefold()


def _start(found: Found) -> int:
    return found[0]
