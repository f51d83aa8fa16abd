"""What is shown first, for what was asked on the command line."""

from __future__ import annotations

from msgspec import Struct

from kbtui.graph.first import first_path
from kbtui.note import Moment
from kbtui.startup.start import Start
from kbtui.vault.vault import Vault


class Opening(Struct, frozen=True):
    """What is shown first."""

    path: str | None
    """The note; None in an empty vault."""
    moment: Moment | None = None
    """Where in it to stand."""
    words: str = ""
    """What to say."""


def opened_at(start: Start, vault: Vault) -> Opening:
    """What to show first of a vault that is known as a whole. Where a second of a video was asked for, the notes about
    that are read in full."""
    if is_at_video(start) and start.video is not None:
        return _at_video(vault, *start.video)
    return Opening(start.note or first_path(vault.graph.notes), words=_greeting(start, vault))


def is_at_video(start: Start) -> bool:
    """Whether a video was asked for, and no note."""
    return start.video is not None and start.note is None


def partly_opened_at(start: Start, first: str | None, vault: Vault) -> Opening | None:
    """What to show first of a vault that is still being read; None where more has to be known for that.

    Args:
        start: What was asked for.
        first: The note to begin with where nothing was.
        vault: The vault as far as it is read.
    """
    if is_at_video(start) or first not in vault.graph.notes:
        return None
    return Opening(first, words=_greeting(start, vault))


def _at_video(vault: Vault, video_id: str, seconds: int | None) -> Opening:
    cited = vault.moments(video_id)
    video = vault.graph.videos.get(video_id)
    if seconds is not None and cited:
        nearest = min(cited, key=lambda each: abs((each.moment.seconds or 0) - seconds))
        return Opening(nearest.note.path, nearest.moment)
    if video is not None:
        return Opening(video.notes[0].path)
    return Opening(first_path(vault.graph.notes), words=f"No note is about the video {video_id}.")


def _greeting(start: Start, vault: Vault) -> str:
    if start.sample:
        return "Sample notes. Your own: kbtui FOLDER"
    return unread_line(vault)


def unread_line(vault: Vault) -> str:
    """What there is to tell of files that could not be read; nothing where there are none."""
    if not vault.unread:
        return ""
    files = "1 file" if len(vault.unread) == 1 else f"{len(vault.unread)} files"
    return f"{files} could not be read; `kbtui check` tells which and why."
