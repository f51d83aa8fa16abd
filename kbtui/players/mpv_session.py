"""One mpv, from the connection to its end."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Event, Lock
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kbtui.players.mpv_ipc import GoneError, IpcError, Message, RefusedError, SilentError, connect
from kbtui.players.mpv_watch import OBSERVED, Watch
from kbtui.players.program import Started
from kbtui.players.remote import Ended, Follower, Heard, Playhead

_EXIT = 1.0
"""Seconds between the end of mpv's connection and that of its process."""
_NONE_PLAYED, _SOME_PLAYED = 2, 3
"""mpv's exit codes where it could play nothing, or not all, of what it was to play (its manual, "Exit Codes")."""
ALL_PLAYED = Ended("mpv came to the end of the video")
SOME_PLAYED = Ended("mpv came to the end; some of it could not be played")


class Piece(Struct, frozen=True):
    """What mpv is to play."""

    source: str
    """A file's absolute path, or an address."""
    start: int
    """In seconds."""
    end: int | None = None
    """Where it stops, in seconds; None where it plays on."""


class Patience(Struct, frozen=True):
    """How long mpv is waited for, in seconds."""

    start: float = 10.0
    """Until one that was started takes commands."""
    answer: float = 2.0
    """Until it answers a command."""
    greeting: float = 1.0
    """Until what listens at a socket that was found there proves to be mpv."""


class Session:
    """An mpv that takes commands. `tell` is called from the connection's thread."""

    def __init__(self, path: Path, tell: Follower, patience: Patience, started: Started | None) -> None:
        """Connect to the mpv at `path`, which was `started` by this process or found.

        Raises:
            OSError: nothing listens there.
            IpcError: what listens is not mpv, or does not answer.
        """
        self.alive = True
        self.started = started
        self._path = path
        self._tell: Follower = _to_nobody  # until it proves to be mpv
        self._patience = patience.answer
        self._watch = Watch()
        self._last: Message = {}
        """How the last file ended."""
        self._settled = Event()
        """Set once what was to be played is loaded, or was not to be loaded."""
        self._starts = started is not None
        """Whether the `--start` that it was started with is still to be taken back."""
        self._to_come = 0
        """How many pieces wait behind the one that is being loaded."""
        self._taking_back = Lock()
        self._connection = connect(path, self._hear, self._over)
        self._connection.listen()
        try:
            self._indexed = self._greet(patience.start if started else patience.greeting)
        except IpcError:
            self.drop()
            raise
        self._tell = tell
        if not self.alive:
            raise GoneError

    @property
    def now(self) -> Playhead:
        return self._watch.playhead

    def show(self, *pieces: Piece) -> None:
        """Play pieces one after the other. Where a single one is of what plays already, it is sought in it.

        Raises:
            IpcError: it refused, did not answer, or is gone.
        """
        first, *others = pieces
        if others or not self._sought(first):
            self._to_come = len(others)
            self._load(first)
        for piece in others:
            self._ask("loadfile", *self._arguments(piece, "append"))
        self._ask("set_property", "pause", False)

    def fails_within(self, seconds: float) -> str | None:
        """Why it could not load what it was to play; None where it did, or has not failed after `seconds`."""
        self._settled.wait(seconds)
        failed = not self.alive or self._last.get("reason") == "error"
        return how_it_ended(self._last, self.started).why if failed else None

    def pause(self) -> Playhead:
        """Pause, or play on.

        Raises:
            IpcError: it did not answer, or is gone.
        """
        self._ask("cycle", "pause")
        return replace(self.now, paused=self._property("pause") is True)

    def seek_by(self, seconds: float) -> Playhead:
        """Seek from where it stands.

        Raises:
            RefusedError: nothing is loaded as yet.
            IpcError: it did not answer, or is gone.
        """
        self._ask("seek", seconds, "relative+exact")
        return self.now

    def drop(self) -> None:
        """Let go of it, without a word to followers; it plays on."""
        self._tell = _to_nobody
        self.alive = False
        self._connection.close()

    def quit(self) -> None:
        """End it, where it was started here."""
        started = self.started
        if started is None:
            return
        self._tell = _to_nobody
        with suppress(IpcError):  # it has ended already, or hangs and is ended below
            self._connection.tell("quit")
        if not started.ends_within(_EXIT):
            started.process.terminate()
        self._clear_away()

    def _ask(self, *command: object) -> object:
        return self._connection.ask(*command, patience=self._patience)

    def _greet(self, patience: float) -> bool:
        """Whether its `loadfile` takes an index before the options, as since 0.38; proves too that it is mpv."""
        indexed = takes_index(self._connection.ask("get_property", "command-list", patience=patience))
        for name in OBSERVED:  # as they are now; nothing is observed yet, so the reader leaves the watch alone
            self._watch.hear({"event": "property-change", "name": name, "data": self._property(name)})
        if self.now.seconds is not None:  # what would tell that it is loaded was told before
            self._settled.set()
            self._take_back_the_start()
        for number, name in enumerate(OBSERVED, 1):
            self._ask("observe_property", number, name)
        return indexed

    def _property(self, name: str) -> object:
        try:
            return self._ask("get_property", name)
        except RefusedError:
            return None  # it has no value while nothing is loaded

    def _sought(self, piece: Piece) -> bool:
        # A piece that is to end, or one that does, has its end until it is loaded anew.
        if piece.source != self._watch.path or piece.end is not None or self._property("end") != "none":
            return False
        try:
            self._ask("seek", piece.start, "absolute+exact")
        except RefusedError:
            return False  # it has not loaded it as yet, or cannot seek in it: loading it again starts at the second
        return True

    def _load(self, piece: Piece) -> None:
        self._last = {}
        self._settled.clear()
        self._take_back_the_start()  # after the next command it would take back that one's
        self._ask("loadfile", *self._arguments(piece, "replace"))

    def _arguments(self, piece: Piece, how: str) -> tuple[object, ...]:
        end = "" if piece.end is None else f",end={piece.end}"
        index = (-1,) if self._indexed else ()
        return (piece.source, how, *index, f"start={piece.start}{end}")

    def _hear(self, message: Message) -> None:
        event = message.get("event")
        if event == "start-file":
            self._last = {}
        elif event == "end-file":
            self._last = message
        if event == "file-loaded" or self._is_last_failure(message):
            self._settled.set()
        if event == "playback-restart":
            self._take_back_the_start()
        playhead = self._watch.hear(message)
        if playhead is not None:
            self._tell(playhead)

    def _is_last_failure(self, message: Message) -> bool:
        """Whether a piece failed and none comes after it."""
        if message.get("reason") != "error":
            return False
        self._to_come -= 1
        return self._to_come < 0

    def _take_back_the_start(self) -> None:
        """`--start` holds for all that mpv plays, so the user's next file would begin at a moment of this one."""
        with self._taking_back, suppress(IpcError):  # where it has ended, nothing is to be taken back
            if self._starts:
                self._starts = False
                self._connection.tell("set_property", "start", "none")

    def _over(self) -> None:
        self.alive = False
        self._settled.set()
        self._tell(how_it_ended(self._last, self.started))
        self._clear_away()

    def _clear_away(self) -> None:
        """Remove the socket of an mpv that was started here and has ended: it leaves it behind."""
        if self.started is not None and self.started.ends_within(0):
            self._path.unlink(missing_ok=True)


def takes_index(commands: Any) -> bool:  # noqa: ANN401  whatever JSON holds
    """Whether `loadfile` takes an index before its options, from mpv's own list of its commands.

    Raises:
        SilentError: that is no such list.
    """
    try:
        [arguments] = [command["args"] for command in commands if command["name"] == "loadfile"]
        return any(argument["name"] == "index" for argument in arguments)
    except (TypeError, KeyError, ValueError) as error:
        raise SilentError("it is not mpv that answers") from error


def how_it_ended(last: Message, started: Started | None) -> Ended:
    """In a sentence, from mpv's last word and, where it was started here, its exit code."""
    reason = last.get("reason")
    if reason == "error":
        return Ended(f"mpv could not play it ({last.get('file_error', 'no reason given')})")
    has_ended = started is None or started.ends_within(_EXIT)  # what it streamed may keep it longer
    if reason == "quit":
        return Ended("mpv was closed")
    if reason == "eof":
        is_all = started is None or started.process.returncode != _SOME_PLAYED
        return ALL_PLAYED if is_all else SOME_PLAYED
    if not has_ended:
        return Ended("mpv closed its connection")
    if started is not None and (failure := failure_of(started)):
        return Ended(failure)
    return Ended("mpv has ended")


def failure_of(started: Started) -> str | None:
    """Why an mpv that was started has failed, as far as its exit code tells; None where it has not."""
    return "mpv could not play it" if started.process.returncode == _NONE_PLAYED else started.failure


def _to_nobody(_: Heard) -> None:
    """Whom a player tells that was let go."""
