"""mpv as a player: started once, and from then on sought."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import monotonic

from kbtui.note import video_url
from kbtui.players.media import Media
from kbtui.players.mpv_ipc import GoneError, IpcError, RefusedError
from kbtui.players.mpv_session import Patience, Piece, Session, failure_of
from kbtui.players.mpv_start import mpv_program, no_mpv, no_stream
from kbtui.players.openers import Surroundings
from kbtui.players.player import CannotOpen, Opened, Outcome, Stretch
from kbtui.players.program import PATIENCE, Started, launch, told
from kbtui.players.remote import Ended, Follower, Heard, NotSteered, Playhead, Steered
from kbtui.players.sockets import clear_dead, fresh_socket, known_sockets, own_folder

_LOOKED_AT = 4
"""Sockets that are tried, at most, where each may be one that does not answer."""
_LOOK = 0.01
"""Seconds between two looks for the socket of an mpv that starts."""


class Mpv:
    """One mpv of this user's, found where it runs and started where it does not: a `Player` and a `Remote`.

    It plays a video's local file where `media` has one, else streams the video. May be used from several threads.
    """

    def __init__(
        self,
        surroundings: Surroundings,
        media: Media | None = None,
        *,
        ends_with_kbtui: bool = False,
        arguments: tuple[str, ...] = (),
        patience: Patience | None = None,
    ) -> None:
        """`arguments` are options for an mpv that is started; what everybody wants is in mpv's own config."""
        self._surroundings = surroundings
        self._media = media
        self._ends_with_kbtui = ends_with_kbtui
        self._arguments = arguments
        self._patience = patience or Patience()
        self._known_session: Session | None = None
        self._known_folder: Path | None = None
        self._own: dict[Path, Started] = {}
        """Every mpv that was started here, by its socket: also one that takes no commands as yet, or hangs."""
        self._is_closed = False
        self._playing = Lock()
        self._followers: tuple[Follower, ...] = ()

    def play(self, video_id: str, seconds: int | None = None) -> Outcome:
        url = video_url(video_id, seconds)
        why_not = self.why_not(video_id)
        if why_not is not None:
            return CannotOpen(url, why_not)
        failure = self._show(Piece(self._source(video_id), seconds or 0))
        return Opened("mpv") if failure is None else CannotOpen(url, failure)

    def play_all(self, stretches: Sequence[Stretch]) -> Outcome:
        """Play parts of videos one after the other, those left out that mpv cannot play here. May block, as `play`."""
        why_not = {each.video_id: self.why_not(each.video_id) for each in stretches}
        reasons = [reason for reason in why_not.values() if reason is not None]
        playable = [each for each in stretches if why_not[each.video_id] is None]
        url = video_url(stretches[0].video_id, stretches[0].start)
        if not playable:
            return CannotOpen(url, told(reasons))
        failure = self._show(*(Piece(self._source(each.video_id), each.start, each.end) for each in playable))
        return Opened("mpv", left_out=len(reasons)) if failure is None else CannotOpen(url, failure)

    def why_not(self, video_id: str) -> str | None:
        """Why mpv cannot play a video here; None where it might."""
        missing = no_mpv(self._surroundings)
        if missing is not None or (self._media and self._media.find(video_id)):
            return missing
        return no_stream(self._surroundings)

    @property
    def now(self) -> Playhead | None:
        session = self._session
        return session.now if session else None

    def attach(self) -> Playhead | None:
        with self._playing:
            session = self._session or self._found()
        return session.now if session else None

    def pause(self) -> Steered:
        return self._steer(lambda session: session.pause())

    def seek_by(self, seconds: float) -> Steered:
        return self._steer(lambda session: session.seek_by(seconds))

    def follow(self, follower: Follower) -> Callable[[], None]:
        self._followers = (*self._followers, follower)

        def unfollow() -> None:
            self._followers = tuple(each for each in self._followers if each is not follower)

        return unfollow

    def close(self) -> None:
        self._followers = ()
        self._is_closed = True
        session = self._session
        if session is not None and self._ends_with_kbtui:
            session.quit()
        if self._ends_with_kbtui:
            self._end_own()
        if session is not None:
            session.drop()
        if self._known_folder is not None:
            with suppress(OSError):  # it holds the socket of an mpv that plays on, or is the user's for the session
                self._known_folder.rmdir()

    @property
    def _session(self) -> Session | None:
        session = self._known_session
        return session if session is not None and session.alive else None

    def _source(self, video_id: str) -> str:
        file = self._media.find(video_id) if self._media else None
        return str(file or video_url(video_id))

    def _show(self, *pieces: Piece) -> str | None:
        """Play it in the mpv there is, else in a new one; None if that went well, else why not."""
        with self._playing:
            session = self._shown(pieces) or self._started(pieces)
        # A program is given as long to fail; what mpv streams loads longer, and followers are told then.
        return session if isinstance(session, str) else session.fails_within(PATIENCE)

    def _shown(self, pieces: Sequence[Piece]) -> Session | str | None:
        """The mpv that there is, now showing it, or why it does not; None where there is no mpv."""
        session = self._session or self._found()
        return None if session is None else self._told(session, pieces)

    def _told(self, session: Session, pieces: Sequence[Piece]) -> Session | str | None:
        """The session, once it was told what to play."""
        try:
            session.show(*pieces)
        except GoneError:
            return None  # it ended just now
        except IpcError as error:
            return self._given_away(session, error)
        return session

    def _given_away(self, session: Session, error: IpcError) -> str:
        """Let go of an mpv that does not do as it is told; why."""
        session.drop()
        self._tell(Ended(str(error)))
        return str(error)

    def _steer(self, act: Callable[[Session], Playhead]) -> Steered:
        with self._playing:
            session = self._session or self._found()
            if session is None:
                return NotSteered("no mpv of kbtui's runs; play a moment first")
            try:
                return act(session)
            except RefusedError:
                return NotSteered("mpv has nothing loaded as yet")
            except IpcError as error:
                return NotSteered(self._given_away(session, error))

    def _found(self) -> Session | None:
        """An mpv that already runs. What lies about of dead ones is cleared away."""
        if no_mpv(self._surroundings):
            return None
        try:
            sockets = known_sockets(self._folder())
        except OSError:
            return None  # where there is no folder, there is no player; starting one tells why
        for path, _ in zip(sockets, range(_LOOKED_AT), strict=False):
            try:
                session = self._connected(path, None)
            except ConnectionRefusedError:
                clear_dead(path)
            except (OSError, IpcError):
                continue  # another program's, or an mpv that hangs: it is left alone
            else:
                session.started = self._own.get(path)
                return session
        return None

    def _started(self, pieces: Sequence[Piece]) -> Session | str:
        """A new mpv that plays it, or why there is none."""
        mpv = self._surroundings.which("mpv")
        if mpv is None:
            return "mpv is not installed"
        try:
            path = fresh_socket(self._folder())
        except OSError as error:
            return f"there is no place for mpv's socket ({error})"
        self._end_own()  # whatever runs of it cannot be steered, and would play beside the new one once it can
        first, *others = pieces
        begins_itself = not others and first.end is None
        at_once = (first.source, first.start) if begins_itself else None
        started = launch(mpv_program(mpv, self._arguments, path, at_once))
        if isinstance(started, str):
            return started
        self._own[path] = started
        if self._is_closed and self._ends_with_kbtui:  # meanwhile, by whoever did not know of it as yet
            started.process.terminate()
        session = self._awaited(path, started)
        if session is not None and not begins_itself:
            return self._told(session, pieces) or "mpv has ended"
        return session or self._given_up(path, started)

    def _end_own(self) -> None:
        for path, started in list(self._own.items()):
            if not started.ends_within(0):
                started.process.terminate()
            self._own.pop(path, None)

    def _awaited(self, path: Path, started: Started) -> Session | None:
        """Wait until an mpv that was started takes commands; None where it does not."""
        until = monotonic() + self._patience.start
        while monotonic() < until:
            with suppress(OSError, IpcError):  # not there yet, or just about to end
                return self._connected(path, started)
            if started.ends_within(_LOOK):
                return None
        return None

    def _given_up(self, path: Path, started: Started) -> str:
        if started.ends_within(0):
            path.unlink(missing_ok=True)
            return failure_of(started) or "mpv ended at once"
        started.process.kill()  # it would play on where nobody can steer it, and another beside it at the next try
        return f"mpv took no commands within {self._patience.start:g} s and was ended"

    def _connected(self, path: Path, started: Started | None) -> Session:
        session = Session(path, self._tell, self._patience, started)
        self._known_session = session
        return session

    def _folder(self) -> Path:
        if self._known_folder is None or not self._known_folder.is_dir():
            self._known_folder = own_folder(self._surroundings.environment)
        return self._known_folder

    def _tell(self, heard: Heard) -> None:
        for follower in self._followers:
            follower(heard)
