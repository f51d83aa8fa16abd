"""Playing a moment from a screen: off the event loop, and with one calm line on what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from textual.message import Message
from textual.screen import Screen

from kbtui.config import Config
from kbtui.note import Moment, clock, video_url
from kbtui.players.player import Opened, Outcome
from kbtui.players.remote import Heard
from kbtui.tui.dialogs.address import Address
from kbtui.tui.dialogs.dialogs import Choice
from kbtui.tui.from_thread import from_thread
from kbtui.tui.lists.row import Row
from kbtui.tui.widgets.bars import Teller
from kbtui.youtube import read_address

if TYPE_CHECKING:
    from kbtui.players.choose import Choice as Way
    from kbtui.players.choose import PlayerName, Players

_LETTERS: dict[PlayerName, str] = {"browser": "b", "mpv": "m", "file": "f", "command": "c"}
_ADDRESS = "a"


class Playing:
    """Knows how this user wants videos played, and tells the screen on top how it went."""

    class Heard(Message):
        """The player told where it stands, or that it ended."""

        def __init__(self, heard: Heard) -> None:
            super().__init__()
            self.heard = heard

    def __init__(self, config: Config, screen: Screen[None], say: Callable[[str], None]) -> None:
        """`say` tells where no screen on top has a line of its own; `screen` is posted what the player tells."""
        self._config = config
        self._screen = screen
        self.tell = from_thread(screen)
        """For what `start` started."""
        self._say = say
        self._made: Players | None = None
        self._making = Lock()

    @property
    def lead_in(self) -> int:
        """Seconds before a moment at which it is played."""
        return self._config.lead_in

    def players(self) -> Players:
        """All players, made when they are first asked for: ask from a thread."""
        with self._making:
            if self._made is None:
                from kbtui.players.browser import here
                from kbtui.players.choose import Players

                self._made = Players(self._config, here())
                self._made.mpv.follow(lambda heard: void(self._screen.post_message(self.Heard(heard))))
            return self._made

    def close(self) -> None:
        """Let go of the player, which ends or plays on as the config says."""
        if self._made is not None:
            self._made.close()

    def say(self, words: str) -> None:
        """Tell something where the user looks."""
        top = self._screen.app.screen
        (top.say if isinstance(top, Teller) else self._say)(words)

    def say_from_thread(self, words: str) -> None:
        """The same, called from another thread."""
        self.tell(self.say, words)

    def start(self, work: Callable[[], None]) -> None:
        """Do what may block in a thread."""
        self._screen.run_worker(work, thread=True, group="player")

    def play(self, moment: Moment) -> None:
        """Play a moment's video at its second."""
        if moment.seconds is None:
            self.say(f"“{moment.written}” is no time in a video, so it cannot be played.")
        elif moment.video_id is None:
            self.say("This note names no video, so the moment cannot be played.")
        else:
            self.play_at(moment.video_id, moment.seconds)

    def play_at(self, video_id: str, seconds: int | None, by: PlayerName | None = None) -> None:
        """Play a video at a second, by the player named or else as the config says."""
        self.say("Opening the video …")
        self.start(partial(self._play, video_id, seconds, by))

    def offer(self, moment: Moment) -> None:
        """Ask with what to play a moment, and say what cannot play it here."""
        if moment.seconds is None or moment.video_id is None:
            self.play(moment)
        else:
            self.offer_at(moment.video_id, moment.seconds)

    def offer_at(self, video_id: str, seconds: int | None) -> None:
        """Ask with what to play a video at a second."""
        self.say("Looking what can play it …")
        self.start(partial(self._find_ways, video_id, seconds))

    def open_address(self, address: str) -> None:
        """Open an address of the web; a YouTube address is played like any moment."""
        video = read_address(address)
        if video is not None:
            self.play_at(video.video_id, video.seconds)
        elif address.lower().startswith(("https://", "http://")):
            self.start(partial(self._show, address))
        else:
            self.say(f"Only web addresses are opened, not {address}")

    def _play(self, video_id: str, seconds: int | None, by: PlayerName | None) -> None:
        outcome = self.players().play(video_id, seconds, by)
        what = "Playing from the start" if seconds is None else f"Playing {clock(seconds)}"
        self.tell(self._tell, what, outcome)

    def _show(self, address: str) -> None:
        from kbtui.players.browser import Browser, here

        outcome = Browser(here(), self._config.browser).show(address)
        self.tell(self._tell, f"Opened {address}", outcome)

    def _tell(self, what: str, outcome: Outcome) -> None:
        if isinstance(outcome, Opened):
            start = ", from its start: it cannot be told a second" if outcome.from_start else ""
            self.say(f"{what} with {outcome.by}{start}")
            return
        self.say(f"Not opened: {outcome.reason}")
        self._show_address(f"Nothing here can open it: {outcome.reason}.", outcome.url)

    def _find_ways(self, video_id: str, seconds: int | None) -> None:
        players = self.players()
        ways = players.choices(video_id)
        self.tell(self._offer, video_id, seconds, ways, players.usual(video_id))

    def _offer(self, video_id: str, seconds: int | None, ways: tuple[Way, ...], usual: PlayerName) -> None:
        self.say("")
        what = "the video" if seconds is None else clock(seconds)

        able = [way for way in ways if not way.why_not]
        unable = [way for way in ways if way.why_not]

        def chosen(number: int | None) -> None:
            if number is None:
                return
            if number < len(able):
                self.play_at(video_id, seconds, able[number].name)
            elif number == len(able):
                self._show_address(f"{what[:1].upper()}{what[1:]} plays at:", video_url(video_id, seconds))
            else:
                self.say(f"Not played: {unable[number - len(able) - 1].why_not}.")

        by_hand = Row("show the address, to open it by hand", lead=_ADDRESS)
        rows = [*(_able_row(way, usual) for way in able), by_hand, *_unable_rows(unable, usual)]
        self._screen.app.push_screen(Choice(f"Play {what} with", rows), chosen)

    def _show_address(self, title: str, url: str) -> None:
        self._screen.app.copy_to_clipboard(url)
        self._screen.app.push_screen(Address(title, url))


def _able_row(way: Way, usual: PlayerName) -> Row:
    return Row(way.shown, lead=_LETTERS[way.name], tail="usual" if way.name == usual else "")


def _unable_rows(ways: Sequence[Way], usual: PlayerName) -> Iterator[Row]:
    """What cannot play here, each with its reason, which is told once."""
    told: set[str | None] = set()
    for way in ways:
        gone = "the usual one, but not here" if way.name == usual else "not here"
        why_not = "for the same reason" if way.why_not in told else way.why_not
        told.add(way.why_not)
        yield Row(f"{way.shown} – {gone}: {why_not}", lead=_LETTERS[way.name], look="faint")


def void(_: object) -> None:
    """For a callback that returns nothing, what another returns."""
