"""A command of the user's own as a player."""

from __future__ import annotations

import re

from msgspec import Struct

from kbtui.note import video_url
from kbtui.players.player import CannotOpen, Opened, Outcome
from kbtui.players.program import PATIENCE, Program, start

_PLACES = re.compile(r"\{(url|id|seconds)\}")


class Command(Struct, frozen=True):
    """Starts a program with arguments of the user's, in which `{url}`, `{id}` and `{seconds}` stand for the moment.

    Each word stays one argument, and no shell reads any. `{seconds}` is 0 where no second is asked for.
    """

    words: tuple[str, ...]
    patience: float = PATIENCE
    """Seconds that the program is given to fail."""

    def play(self, video_id: str, seconds: int | None = None) -> Outcome:
        url = video_url(video_id, seconds)
        values = {"url": url, "id": video_id, "seconds": str(seconds or 0)}
        program, *arguments = self.words
        filled = (_PLACES.sub(lambda place: values[place[1]], argument) for argument in arguments)
        started = Program((program, *filled))
        failure = start(started, self.patience)
        if failure is not None:
            return CannotOpen(url, failure)
        tells_when = any("{seconds}" in argument or "{url}" in argument for argument in arguments)
        return Opened(started.name, from_start=bool(seconds) and not tells_when)
