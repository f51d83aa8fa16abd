"""The stamps of a note: where they stand in its text and what is written there.

A stamp is an anchor (`<a class="yt-timestamp" data-t="00:47:47">[00:47:47]</a>`, in every damaged form that still tells
a stamp from another tag), a time in brackets or parentheses, a link to YouTube that names a second, or one of the
times with which the lines of a list of chapters begin. Which second it means is judged in `repair`, from all stamps of
a note and of its video.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Literal, NamedTuple

from msgspec import Struct

from kbtui.stamps.chapters import find_chapters
from kbtui.stamps.forms import ORDINARY, Mark, find_at, find_spots, read_ordinary
from kbtui.stamps.references import used_where_named

Repair = Literal["label", "impossible", "siblings", "pattern"]
"""The evidence on which a stamp is read otherwise than it is written, from strongest: its label, that no video is so
long, where the video's other notes end, and that too many of the note's stamps end in `:00`."""


class Stamp(NamedTuple):
    """A time as it is written in a note. A tuple, since there are dozens in each note.

    The stamps of a list in one pair of brackets share it without overlap: the first holds the opening bracket, the
    last the closing one, and what parts two of them belongs to the latter.
    """

    start: int
    """Where it begins in the text, in characters: its anchor's or bracket's beginning."""
    end: int
    """Where it ends, exclusive: behind its anchor or bracket and the target (`(#t=…)`) that follows."""
    mark: Mark

    @property
    def written(self) -> str:
        return self.mark.written

    @property
    def label(self) -> str | None:
        return self.mark.label

    @property
    def video_id(self) -> str | None:
        return self.mark.video_id


class Weight(Struct, frozen=True, order=True):
    """What one note's stamps say of where its video ends, and how sound they look. `Weight()`: nothing is known."""

    sound: int = 0
    """How many stamps are of sound form: possible as they are written, and not three fields that end in `:00`."""
    doubtful: int = 0
    """How many are not."""
    last: int = 0
    """The second that the stamps of sound form reach; one that lies alone far behind the others does not count."""
    last_short: int = 0
    """The second that the doubtful ones reach if their first two fields are minutes and seconds."""
    furthest: int = 0
    """The last second of any stamp of sound form."""


class Reading(NamedTuple):
    """The second that a stamp means. A tuple, since there are dozens in each note."""

    seconds: int | None
    """None where the stamp cannot be read."""
    repaired: Repair | None = None
    """On which evidence `seconds` is not what is written."""
    why: str = ""
    """That evidence in a sentence; empty where nothing was repaired."""
    other: int | None = None
    """The second that it may mean as well, where the evidence does not suffice to move it."""


def find_stamps(text: str, has_video: bool = True) -> list[Stamp]:
    """The stamps of a note's text, in its order, none overlapping another.

    Code, comments and front matter must have been blanked out. Times in brackets count only if the note `has_video`;
    anchors and links to YouTube with a time always do. Every input has an answer: what is no stamp is passed over.
    """
    parts = ORDINARY.split(text)
    if not find_spots("\n".join(parts[::2])):
        return list(_ordinary(parts))
    stamps: list[Stamp] = []
    bare: list[int] = []
    place = end = 0
    for before, anchor in zip(parts[::2], [*parts[1::2], ""], strict=True):
        for spot in find_spots(before):
            if place + spot >= end:
                found = find_at(text, place + spot, end, has_video)
                stamps += [Stamp(*each) for each in found]
                end = stamps[-1].end if stamps else 0
                if not found and before[spot] == ":":
                    bare.append(place + spot)
        if anchor:
            place += len(before)
            end = place + len(anchor)
            stamps.append(Stamp(place, end, read_ordinary(anchor)))
            place = end
    if bare and has_video:
        stamps += [Stamp(*found) for found in find_chapters(text, bare, [stamp.start for stamp in stamps])]
        stamps.sort(key=_start)
    if "]:" in text and "youtu" in text:
        stamps = [Stamp(*found) for found in used_where_named(text, stamps)]
    return stamps


def _start(stamp: Stamp) -> int:
    return stamp.start


def _ordinary(parts: list[str]) -> Iterator[Stamp]:
    """The stamps of a text that has none but ordinary anchors: what stands before each of them, and they, in turn."""
    bounds = list(accumulate(map(len, parts)))
    return map(Stamp, bounds[:-1:2], bounds[1::2], map(read_ordinary, parts[1::2]))
