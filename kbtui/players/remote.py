"""What a player tells while it plays, and how it is steered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct


class Playhead(Struct, frozen=True):
    """Where a player stands at one instant."""

    video_id: str | None = None
    """The video that plays; None where nothing is loaded, or something that is no known video."""
    seconds: float | None = None
    """From the start of the video; None while it loads."""
    duration: float | None = None
    """Of the whole video, in seconds; None where the player does not know."""
    paused: bool = False
    at_end: bool = False
    """Whether the player stays, stopped, at the end of the video."""

    @property
    def playing(self) -> bool:
        """Whether time goes on."""
        return self.seconds is not None and not self.paused and not self.at_end


class Ended(Struct, frozen=True):
    """The player is no more, or cannot be reached any more. The next play starts another."""

    why: str
    """A calm sentence without its full stop: `mpv was closed`."""


class NotSteered(Struct, frozen=True):
    """The player did not do as it was told."""

    reason: str
    """Why, as the part of a sentence that follows a colon."""


Steered = Playhead | NotSteered
Heard = Playhead | Ended
Follower = Callable[[Heard], None]


class Remote(Protocol):
    """A player that can be steered while it plays.

    Its methods wait for the player's answer, a few milliseconds usually and seconds at most: a screen calls them from a
    thread. `now` and `follow` never wait.
    """

    @property
    def now(self) -> Playhead | None:
        """What the player last told; None where none is known to run."""
        ...

    def attach(self) -> Playhead | None:
        """Find a player that already runs, from an earlier kbtui perhaps; starts none."""
        ...

    def pause(self) -> Steered:
        """Pause what plays, or let what is paused play on; tells how it then is."""
        ...

    def seek_by(self, seconds: float) -> Steered:
        """Go on (or back, where negative) by so much, to the exact frame. Where that led, followers are told."""
        ...

    def follow(self, follower: Follower) -> Callable[[], None]:
        """Have `follower` called with what the player tells, until the function that is returned is called.

        It is called from a thread of the player's, at most a few times a second while time goes on, and at once for
        whatever else changes; it has to return soon.
        """
        ...

    def close(self) -> None:
        """Let go of the player, or end it where it was started here and the user wants that."""
        ...
