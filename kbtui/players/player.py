"""What every way of playing a video offers, and what comes of it."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct


class Opened(Struct, frozen=True):
    """A program took the video and did not fail at once. Whether it shows it, nobody can know from here."""

    by: str
    """The program, in a word: `firefox`, `xdg-open`."""
    from_start: bool = False
    """Whether the second was asked for and could not be passed on, so that the video plays from its start."""
    left_out: int = 0
    """How many videos of several it cannot play."""


class CannotOpen(Struct, frozen=True):
    """Nothing took the video. The address is for showing, so that it can be opened by hand."""

    url: str
    reason: str
    """Why, as the part of a sentence that follows a colon."""


Outcome = Opened | CannotOpen


class Stretch(Struct, frozen=True):
    """A part of a video."""

    video_id: str
    start: int
    """In seconds, as `end`."""
    end: int


class Player(Protocol):
    def play(self, video_id: str, seconds: int | None = None) -> Outcome:
        """Play a video, from `seconds` on where given.

        May block for as long as a program is given to fail at its start: a screen calls this from a thread.

        Raises:
            ValueError: `video_id` has not the form of one.
        """
        ...
