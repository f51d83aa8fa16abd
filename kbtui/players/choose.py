"""Which players there are for a video, and the one that is taken."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, Protocol, get_args

from msgspec import Struct
from msgspec.structs import replace

from kbtui.note import video_url
from kbtui.players.browser import Browser
from kbtui.players.command import Command
from kbtui.players.file import LocalFile
from kbtui.players.media import Media
from kbtui.players.mpv import Mpv
from kbtui.players.openers import Surroundings
from kbtui.players.player import CannotOpen, Outcome, Player, Stretch
from kbtui.players.program import program_name

PlayerName = Literal["browser", "mpv", "file", "command"]
PLAYER_NAMES: tuple[PlayerName, ...] = get_args(PlayerName)

_NO_MEDIA = "the config names no folder of downloaded videos (media)"
_NO_COMMAND = "the config holds no command"


class Preferences(Protocol):
    """What somebody set about players; the config is one."""

    @property
    def player(self) -> PlayerName | None:
        """The player that is taken unasked; None for the browser, or what there is in its place."""

    @property
    def browser(self) -> str | None:
        """The browser's command, as `Browser.command`."""

    @property
    def media(self) -> Path | None:
        """The folder of downloaded videos."""

    @property
    def command(self) -> tuple[str, ...]:
        """The words of the user's own command; none where there is no such command."""

    @property
    def lead_in(self) -> int:
        """Seconds before a moment at which it is played."""

    @property
    def close_player(self) -> bool:
        """Whether an mpv that was started here ends with kbtui."""


class Choice(Struct, frozen=True):
    """One way to play a video."""

    name: PlayerName
    shown: str
    """What it is, in a few words."""
    why_not: str | None = None
    """Why it cannot play the video, as the part of a sentence that follows a colon; None where it might."""


class Players:
    """All players of one kbtui, made once and kept, since mpv's connection is."""

    def __init__(self, preferences: Preferences, surroundings: Surroundings) -> None:
        media = Media(preferences.media) if preferences.media else None
        self.lead_in = preferences.lead_in
        self._chosen = preferences.player
        self.mpv = Mpv(surroundings, media, ends_with_kbtui=preferences.close_player)
        self._browser = Browser(surroundings, preferences.browser)
        self._file = LocalFile(surroundings, media, self.mpv) if media else None
        self._command = Command(preferences.command) if preferences.command else None

    def play(self, video_id: str, seconds: int | None = None, by: PlayerName | None = None) -> Outcome:
        """Play a video, `lead_in` before `seconds`, by the player named or else the usual one.

        May block, as `Player.play` does.

        Raises:
            ValueError: `video_id` has not the form of one.
        """
        player = self._player(by or self.usual(video_id))
        if isinstance(player, str):
            return CannotOpen(video_url(video_id, seconds), player)
        return player.play(video_id, None if seconds is None else max(0, seconds - self.lead_in))

    def usual(self, video_id: str) -> PlayerName:
        """The player that is taken unasked: the configured one, else the browser, else what there is in its place.

        Looks for files and programs: call it from a thread.
        """
        if self._chosen is not None:
            return self._chosen
        here = (choice.name for choice in self.choices(video_id) if choice.why_not is None and choice.name != "command")
        return next(here, "browser")

    def play_all(self, stretches: Sequence[Stretch]) -> Outcome:
        """Play parts of videos one after the other in mpv, each from `lead_in` before its start. May block.

        Raises:
            ValueError: an id has not the form of one, or there is nothing to play.
        """
        return self.mpv.play_all([replace(each, start=max(0, each.start - self.lead_in)) for each in stretches])

    def choices(self, video_id: str) -> tuple[Choice, ...]:
        """Every player, and whether it could play this video. Looks for files and programs: call it from a thread."""
        return (
            Choice("browser", "the browser", self._browser.why_not()),
            Choice("mpv", "mpv, sought where it already plays", self.mpv.why_not(video_id)),
            Choice("file", "the downloaded file", self._file.why_not(video_id) if self._file else _NO_MEDIA),
            Choice("command", self._command_shown(), None if self._command else _NO_COMMAND),
        )

    def close(self) -> None:
        """Let go of the player, which then plays on unless it is to end with kbtui."""
        self.mpv.close()

    def _player(self, name: PlayerName) -> Player | str:
        """The player of that name, or why there is none."""
        if name == "browser":
            return self._browser
        if name == "mpv":
            return self.mpv
        if name == "file":
            return self._file or _NO_MEDIA
        return self._command or _NO_COMMAND

    def _command_shown(self) -> str:
        return f"the command {program_name(self._command.words[0])}" if self._command else "a command of one's own"
