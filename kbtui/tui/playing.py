"""Playing a moment from a screen: off the event loop, and with one calm line on what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.screen import Screen

from kbtui.config import Config
from kbtui.note import Moment, clock
from kbtui.players.player import Opened, Outcome
from kbtui.tui.dialogs import Address
from kbtui.youtube import read_address


class Playing:
    """Knows how this user wants videos opened, and tells a screen how it went."""

    def __init__(self, config: Config, screen: Screen[None], say: Callable[[str], None]) -> None:
        self._config = config
        self._screen = screen
        self._say = say

    def play(self, moment: Moment) -> None:
        """Open a moment's video at its second."""
        if moment.seconds is None:
            self._say(f"“{moment.written}” is no time in a video, so it cannot be played.")
        elif moment.video_id is None:
            self._say("This note names no video, so the moment cannot be played.")
        else:
            self._open(moment.video_id, moment.seconds)

    def show_address(self, moment: Moment) -> None:
        """Show a moment's address, to be opened by hand."""
        if moment.url is None or moment.seconds is None:
            self.play(moment)
        else:
            self._screen.app.push_screen(Address(f"{clock(moment.seconds)} plays at:", moment.url, sent=False))

    def open_address(self, address: str) -> None:
        """Open an address of the web; a YouTube address is played like any moment."""
        video = read_address(address)
        if video is not None:
            self._open(video.video_id, video.seconds)
        elif address.lower().startswith(("https://", "http://")):
            self._start(partial(self._show, address))
        else:
            self._say(f"Only web addresses are opened, not {address}")

    def _open(self, video_id: str, seconds: int | None) -> None:
        self._say("Opening the video …")
        self._start(partial(self._play, video_id, seconds))

    def _start(self, work: Callable[[], None]) -> None:
        self._screen.run_worker(work, thread=True, group="player")

    def _play(self, video_id: str, seconds: int | None) -> None:
        from kbtui.players.browser import Browser, here  # imported when the first moment is played

        outcome = Browser(here(), self._config.browser).play(video_id, seconds)
        what = "Playing from the start" if seconds is None else f"Playing {clock(seconds)}"
        self._screen.app.call_from_thread(self._tell, what, outcome)

    def _show(self, address: str) -> None:
        from kbtui.players.browser import Browser, here

        outcome = Browser(here(), self._config.browser).show(address)
        self._screen.app.call_from_thread(self._tell, f"Opened {address}", outcome)

    def _tell(self, what: str, outcome: Outcome) -> None:
        if isinstance(outcome, Opened):
            self._say(f"{what} with {outcome.by}")
            return
        self._say(f"Not opened: {outcome.reason}")
        self._screen.app.copy_to_clipboard(outcome.url)
        self._screen.app.push_screen(Address(f"Nothing here can open it: {outcome.reason}.", outcome.url, sent=True))
