"""What mpv tells of itself, made a `Playhead`. Pure but for the clock, which is given."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from msgspec.structs import replace

from kbtui.players.media import video_of
from kbtui.players.mpv_ipc import Message
from kbtui.players.remote import Playhead

OBSERVED = ("path", "pause", "duration", "eof-reached", "time-pos")
"""The properties whose changes are asked for. mpv tells them in this order, and the last of them with every frame."""
PACE = 0.25
"""Seconds between two playheads that differ by nothing but the time that went on."""


class Watch:
    """Follows one mpv. Used from the one thread that reads its messages."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.playhead = Playhead()
        self.path: str | None = None
        """The file or address that mpv plays, as it was given."""
        self._clock = clock
        self._due = 0.0
        """When time alone is worth telling again."""

    def hear(self, message: Message) -> Playhead | None:
        """Take a message; the playhead where it is to be told now."""
        event = message.get("event")
        if event in {"seek", "playback-restart"}:
            self._due = 0.0  # the next time that mpv tells is one it has jumped to
        if event != "property-change":
            return None
        before = self.playhead
        self.playhead = self._changed(str(message.get("name")), message.get("data"))
        if self.playhead == before or not self._worth_telling(before):
            return None
        self._due = self._clock() + PACE
        return self.playhead

    def _changed(self, name: str, data: object) -> Playhead:
        if name == "path" and data != self.path:
            self.path = data if isinstance(data, str) else None
            return Playhead(video_of(self.path or ""), paused=self.playhead.paused)
        if name == "pause":
            return replace(self.playhead, paused=data is True)
        if name == "eof-reached":
            return replace(self.playhead, at_end=data is True)
        if name == "duration":
            return replace(self.playhead, duration=_number(data))
        if name == "time-pos":
            return replace(self.playhead, seconds=_number(data))
        return self.playhead

    def _worth_telling(self, before: Playhead) -> bool:
        # What streams grows longer as it plays.
        only_time = replace(before, seconds=self.playhead.seconds, duration=self.playhead.duration) == self.playhead
        goes_on = before.playing and self.playhead.playing
        return not (only_time and goes_on) or self._clock() >= self._due


def _number(data: object) -> float | None:
    return float(data) if isinstance(data, (int, float)) and not isinstance(data, bool) else None
