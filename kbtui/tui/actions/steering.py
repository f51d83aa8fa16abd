"""Steering the player from kbtui's own keys, and the screen going along as it plays."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from kbtui.note import Page, clock
from kbtui.players.player import CannotOpen
from kbtui.players.remote import Ended, Heard, NotSteered, Playhead, Remote, Steered
from kbtui.tui.actions.playing import Playing
from kbtui.tui.desk.desk import Desk
from kbtui.tui.panes.wording import shown_playhead

if TYPE_CHECKING:
    from kbtui.vault.vault import Vault

_AIMED = 1.0
"""Seconds in which a second step counts from where the first one leads, wherever the player is meanwhile."""
_JUST_BEGUN = 2
"""Seconds after a moment's begin in which the moment before it is the one before, and later its own begin is."""

_NOTHING_PLAYS = "mpv plays nothing of kbtui's: O plays a moment with it."
"""What is told where there is nothing to steer."""

Cue = tuple[int, str]
"""A second of a video, and what is said of it."""


class Steering:
    """Steers mpv, and shows on the screen where it stands."""

    def __init__(self, desk: Desk, playing: Playing, of_move: Callable[[str], None]) -> None:
        """`of_move` tells at the desk what came of a move in the note."""
        self.playhead: Playhead | None = None
        """What the player last told."""
        self.listeners: list[Callable[[Playhead | None], None]] = []
        """Others that show where the player stands; None for where it ended."""
        self._desk = desk
        self._playing = playing
        self._of_move = of_move
        self._page: Page | None = None
        self._begins: Sequence[tuple[int, int]] = ()
        self._index: int | None = None
        self._stepping = Lock()
        self._aim: tuple[str, int, float] | None = None

    def do(self, what: str, by: int = 0) -> None:
        """What a key asks for: `pause`, `seek` by seconds, to another moment of the `note` or the `video`, `follow`."""
        if what == "pause":
            self._playing.start(self._pause)
        elif what == "seek":
            self._playing.start(partial(self._seek, by))
        elif what == "follow":
            self._follow()
        elif self._desk.vault is not None and self._desk.page is not None:
            whole = self._desk.vault if what == "video" else None
            self._playing.start(partial(self._step, by, self._desk.page, whole))

    # What the player tells

    def heard(self, heard: Heard) -> None:
        """Show where the player stands."""
        before = self.playhead
        self.playhead = None if isinstance(heard, Ended) else heard
        if isinstance(heard, Ended):
            self._desk.columns.reader.follows = False
            self._playing.say(f"{heard.why}.")
        elif heard.at_end and not (before and before.at_end):
            self._playing.say("The video is at its end.")
        self.show()
        for listener in self.listeners:
            listener(self.playhead)

    def show(self) -> None:
        """Mark the moment that plays, in the note that is read now."""
        desk = self._desk
        reader, rows = desk.columns.reader, desk.columns.side.moments.rows
        desk.status.aside = shown_playhead(self.playhead, reader.follows)
        video_id = self.playhead.video_id if self.playhead else None
        is_new = desk.page is not self._page
        if is_new:
            self._page = desk.page
        if self._page is None:
            return
        if is_new or not self._begins:
            self._begins = begins(self._page, video_id)
        index = playing_at(self._begins, self._position(self.playhead)) if video_id else None
        if is_new or index != self._index:
            self._index = index
            reader.plays(index)
            rows.mark(index)

    def _position(self, head: Playhead | None) -> int | None:
        """The second that is meant by where the player stands: the moment that is played begins `lead_in` later."""
        return None if head is None or head.seconds is None else round(head.seconds) + self._playing.lead_in

    # Following

    def _follow(self) -> None:
        reader = self._desk.columns.reader
        if reader.follows:
            reader.follows = False
            self.show()
            self._playing.say("The note stays where it is.")
        else:
            self._playing.start(self._find_to_follow)

    def _find_to_follow(self) -> None:
        mpv = self._mpv()
        self._playing.tell(self._begin_following, mpv.now or mpv.attach())

    def _begin_following(self, head: Playhead | None) -> None:
        if head is None:
            self._playing.say(_NOTHING_PLAYS)
            return
        reader = self._desk.columns.reader
        reader.follows = True
        self.heard(head)
        reader.show_playing()
        words = "The note goes along as mpv plays, until you move in it."
        self._of_move(words)
        self._playing.say(words)  # where a page lies over the note

    def released(self) -> None:
        """The user moved in the note."""
        self.show()
        self._of_move("You moved, so the note stays where you are; F goes along again.")

    # Steering, in a thread

    def _mpv(self) -> Remote:
        return self._playing.players().mpv

    def _pause(self) -> None:
        def words(head: Playhead) -> str:
            at = f" at {clock(int(head.seconds))}" if head.seconds is not None else ""
            return f"Paused{at}." if head.paused else f"Playing on{at}."

        self._steer(lambda mpv: mpv.pause(), words)

    def _seek(self, by: int) -> None:
        self._steer(lambda mpv: mpv.seek_by(by), lambda _: f"{abs(by)} s {'on' if by > 0 else 'back'}.")

    def _steer(self, act: Callable[[Remote], Steered], words: Callable[[Playhead], str]) -> None:
        mpv = self._mpv()
        outcome = act(mpv) if mpv.now or mpv.attach() else None
        if outcome is None:
            self._playing.say_from_thread(_NOTHING_PLAYS)
        elif isinstance(outcome, NotSteered):
            self._playing.say_from_thread(f"Not steered: {outcome.reason}.")
        else:
            self._playing.say_from_thread(words(outcome))

    def _step(self, by: int, page: Page, whole: Vault | None) -> None:
        with self._stepping:
            self._playing.say_from_thread(self._stepped(by, page, whole))

    def _stepped(self, by: int, page: Page, whole: Vault | None) -> str:
        """Go to a moment near to where the player stands; what to say of it."""
        mpv = self._mpv()
        head = mpv.now or mpv.attach()
        position = self._position(head)
        if head is None or head.video_id is None:
            return _NOTHING_PLAYS
        if position is None:
            return "mpv is still loading the video."
        cues = video_cues(whole, head.video_id) if whole else note_cues(page, head.video_id)
        if not cues:
            return "This note has no moment of the video that mpv plays."
        cue = self._next(cues, head.video_id, position, by)
        of = "the video's" if whole else "this note's"
        if cue is None:
            return f"There is none before {of} first moment." if by < 0 else f"That was {of} last moment."
        outcome = self._playing.players().play(head.video_id, cue[0], "mpv")
        if isinstance(outcome, CannotOpen):
            return f"Not played: {outcome.reason}."
        self._aim = (head.video_id, cue[0], monotonic())
        return f"Playing {clock(cue[0])}  {cue[1]}"

    def _next(self, cues: Sequence[Cue], video_id: str, position: int, by: int) -> Cue | None:
        slack = _JUST_BEGUN
        aim = self._aim
        if aim and aim[0] == video_id and monotonic() - aim[2] < _AIMED:
            position, slack = aim[1], 0
        return step_from(cues, position, by, slack)


def begins(page: Page, video_id: str | None) -> list[tuple[int, int]]:
    """When a page's moments of a video begin, in time order, each with its place in the page; of two at one second the
    first."""
    found: dict[int, int] = {}
    for place, moment in enumerate(page.moments):
        if moment.seconds is not None and moment.video_id == video_id:
            found.setdefault(moment.seconds, place)
    return sorted(found.items())


def playing_at(moments: Sequence[tuple[int, int]], position: int | None) -> int | None:
    """The place of the moment that has begun last at a second; None before the first."""
    at = bisect_right(moments, position, key=lambda each: each[0]) - 1 if position is not None else -1
    return moments[at][1] if at >= 0 else None


def note_cues(page: Page, video_id: str) -> list[Cue]:
    """A note's moments of a video, in time order."""
    return [(seconds, page.moments[place].claim) for seconds, place in begins(page, video_id)]


def video_cues(vault: Vault, video_id: str) -> list[Cue]:
    """A video's moments of all its notes, repeated ones folded. Reads all those notes: call it from a thread."""
    from kbtui.pictures.timeline import merged

    return [(each.seconds, f"{each.claim}  in {each.cited[0].note.title}") for each in merged(vault.moments(video_id))]


def step_from(cues: Sequence[Cue], position: int, by: int, slack: int) -> Cue | None:
    """The first cue after a second (`by` 1), or the last that lies more than `slack` seconds before it (-1)."""
    if by > 0:
        return next((cue for cue in cues if cue[0] > position), None)
    return next((cue for cue in reversed(cues) if cue[0] < position - slack), None)
