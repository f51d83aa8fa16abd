"""The values that a vault of video notes is made of.

Everything here is frozen, holds shown text (no markup, no control characters) and knows nothing of files, terminals or
screens. Two depths of reading make two values: a `Note` is what the graph needs of every note at once, a `Page` is one
note read in full.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from kbtui.late_pattern import late_pattern
from kbtui.stamps.stamps import Repair

VIDEO_ID = late_pattern(r"[A-Za-z0-9_-]{11}")
"""The form of every YouTube video id."""


def is_video_id(text: str) -> bool:
    """Whether `text` has the form of a YouTube video id."""
    return VIDEO_ID.fullmatch(text) is not None


def video_url(video_id: str, seconds: int | None = None) -> str:
    """The address at which a video plays, from `seconds` on where given.

    YouTube wants whole seconds and an `s`: it ignores `#t=` and fractions.

    Raises:
        ValueError: `video_id` has not the form of one; no address is ever made of it.
    """
    if not is_video_id(video_id):
        raise ValueError(f"not a video id: {video_id!r}")
    address = f"https://www.youtube.com/watch?v={video_id}"
    return address if seconds is None else f"{address}&t={seconds}s"


class Problem(Struct, frozen=True):
    """Something in a note that breaks a rule of the format. It never stops the note from being shown."""

    line: int
    """1-based line in the file."""
    kind: str
    """A short fixed word, such as `front-matter` or `stamp`."""
    message: str
    """One sentence for a person."""


class Link(NamedTuple):
    """A link from one note to another, as it is written: a wikilink, an embed, or a Markdown link to a note.

    A tuple, since a vault has ten times as many links as notes: one is made, compared and kept in a fifth of the time.
    """

    target: str
    """What it names, without alias and fragment; empty for a link into the same note."""
    alias: str | None
    """The words shown in its place."""
    heading: str | None
    """The fragment after `#`: a heading, or `^id` for a block."""
    line: int
    """1-based line in the file."""
    start: int
    """Where it begins in the note's text, in characters."""
    end: int
    """Where it ends in the note's text, exclusive."""
    embed: bool = False
    """Whether it is written `![[…]]`."""
    by_path: bool = False
    """Whether it is a Markdown link `[…](path.md)`, whose target is a path from the note's folder."""

    @property
    def shown(self) -> str:
        """The words that stand for the link on the screen."""
        return link_words(self.target, self.heading, self.alias)


def link_words(target: str, heading: str | None, alias: str | None) -> str:
    """The words that stand for a link: its alias, else what it names."""
    if alias:
        return alias
    fragment = " › ".join([part.strip() for part in (heading or "").lstrip("^").split("#") if part.strip()])
    return f"{target} › {fragment}" if target and fragment else target or fragment


class IndexedVideo(Struct, frozen=True):
    """A section of a channel index: a video, its title, and the notes listed under it."""

    video_id: str
    title: str
    targets: tuple[str, ...]


class Note(Struct, frozen=True):
    """What the graph needs to know of one Markdown file."""

    path: str
    """Relative to the vault, with `/`."""
    title: str
    channel: str
    """The folder the note is in, with invisible characters removed; empty at the vault's root."""
    video_id: str | None
    links: Sequence[Link] = ()
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    indexed: tuple[IndexedVideo, ...] = ()
    """The videos that this note gives titles to, where it is a channel index."""
    problems: tuple[Problem, ...] = ()
    """Problems met while reading the file and its front matter."""

    @property
    def stem(self) -> str:
        """The file's name without folder and ending."""
        return self.path.rpartition("/")[2].rpartition(".")[0]

    @property
    def folder(self) -> str:
        """The note's folder relative to the vault, as it is on disk; empty at the root."""
        return self.path.rpartition("/")[0]


class Property(NamedTuple):
    """A line of the front matter that a reader wants to see: tags, a date, a rating."""

    name: str
    value: str
    """A list's items are parted by commas."""
    line: int
    """1-based line in the file."""


class Heading(Struct, frozen=True):
    level: int
    """1 to 6."""
    text: str
    line: int


class Moment(Struct, frozen=True):
    """A stamp, read: a second of a video, and the claim that it backs."""

    seconds: int | None
    """From the start of the video; None where the stamp cannot be read."""
    written: str
    """The time as it stands in the note."""
    label: str | None
    """What the stamp shows, as written; None for a bare stamp."""
    line: int
    claim: str
    """The words before the stamp that it backs."""
    repaired: Repair | None
    """On which evidence `seconds` is not what is written."""
    why: str
    """That evidence in a sentence; empty where nothing was repaired."""
    video_id: str | None
    start: int
    """Where the stamp begins in the note's text, in characters."""
    end: int

    @property
    def url(self) -> str | None:
        """Where the moment plays; None where the second or the video is unknown."""
        if self.seconds is None or self.video_id is None:
            return None
        return video_url(self.video_id, self.seconds)


class Quote(Struct, frozen=True):
    """Words that somebody said."""

    text: str
    speaker: str | None
    line: int
    moment: Moment | None
    kind: Literal["block", "callout", "inline"] = "block"

    @property
    def seconds(self) -> int | None:
        return self.moment.seconds if self.moment else None


class Page(Struct, frozen=True):
    """One note, read in full."""

    note: Note
    text: str
    """The file's text: decoded, mended, with `\\n` for every line end. Offsets and lines count in it."""
    body: int
    """Where the text after the front matter begins, in characters."""
    headings: tuple[Heading, ...] = ()
    quotes: tuple[Quote, ...] = ()
    moments: tuple[Moment, ...] = ()
    problems: tuple[Problem, ...] = ()
    properties: tuple[Property, ...] = ()
    """What the front matter says that nothing else on the screen does."""
    is_whole: bool = True
    """False where only what its text shows was read: nothing is repaired, moments have no claims, the rest is empty."""


def clock(seconds: int) -> str:
    """Seconds as people write a time in a video: `47:47`, or `1:38:11` past the hour."""
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


LinkState = Literal["live", "wanted", "ambiguous", "self", "external"]
"""What a link leads to: one note, none, several, a place in its own note, or an address outside the vault."""
