"""A video's local file, opened by what there is for it."""

from __future__ import annotations

from msgspec import Struct

from kbtui.note import video_url
from kbtui.players.media import Media
from kbtui.players.mpv import Mpv
from kbtui.players.mpv_start import no_mpv
from kbtui.players.openers import Surroundings, file_openers
from kbtui.players.player import CannotOpen, Opened, Outcome
from kbtui.players.program import PATIENCE, start, told


class LocalFile(Struct, frozen=True):
    """Opens downloaded videos and never streams: in mpv, else in the program that the platform has for such files."""

    surroundings: Surroundings
    media: Media
    mpv: Mpv
    patience: float = PATIENCE
    """Seconds that each program is given to fail."""

    def play(self, video_id: str, seconds: int | None = None) -> Outcome:
        url = video_url(video_id, seconds)
        why_not = self.why_not(video_id)
        if why_not is not None:
            return CannotOpen(url, why_not)
        return self.mpv.play(video_id, seconds) if no_mpv(self.surroundings) is None else self._open(video_id, seconds)

    def why_not(self, video_id: str) -> str | None:
        """Why there is no file of a video to open; None where there is one."""
        if self.media.find(video_id) is not None:
            return None
        return self.media.why_not() or f"{self.media.folder} holds no file of this video"

    def _open(self, video_id: str, seconds: int | None) -> Outcome:
        opened = open_file(str(self.media.find(video_id)), self.surroundings, self.patience)
        if isinstance(opened, str):
            return CannotOpen(video_url(video_id, seconds), opened)
        return Opened(opened.by, from_start=bool(seconds))


def open_file(path: str, surroundings: Surroundings, patience: float = PATIENCE) -> Opened | str:
    """Open a file with the program that the platform has for such files; a text says why none can.

    Args:
        path: Absolute, so that no program takes it for an option.
        surroundings: What decides what there is.
        patience: Seconds that each program is given to fail.
    """
    openers = file_openers(path, surroundings)
    failures: list[str] = []
    for program in openers.programs:
        failure = start(program, patience)
        if failure is None:
            return Opened(program.name)
        failures.append(failure)
    return told((*failures, *openers.refused))
