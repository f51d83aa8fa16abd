"""What is shown first, for what was asked on the command line. Pure but for reading the notes of one video."""

from __future__ import annotations

import gc

from kbtui.graph import NoteGraph
from kbtui.note import Moment
from kbtui.start import Start
from kbtui.vault import Vault

_WELCOMES = ("welcome", "home", "index", "readme", "start")


def opened_at(start: Start, vault: Vault) -> tuple[str | None, Moment | None, str]:
    """The note to begin with, the moment in it to stand on, and what to say."""
    if start.video is not None and start.note is None:
        return _at_video(vault, *start.video)
    return start.note or first_path(vault.graph), None, _greeting(start, vault)


def first_path(graph: NoteGraph) -> str | None:
    """One that welcomes at the root, else the first channel's index, else the first note; None in an empty vault."""
    at_root = {graph.notes[path].stem.casefold(): path for path in graph.notes if "/" not in path}
    for name in _WELCOMES:
        if name in at_root:
            return at_root[name]
    indexes = (channel.index.path for channel in graph.channels if channel.index)
    return next(indexes, next(iter(graph.notes), None))


def _at_video(vault: Vault, video_id: str, seconds: int | None) -> tuple[str | None, Moment | None, str]:
    cited = vault.moments(video_id)
    video = vault.graph.videos.get(video_id)
    if seconds is not None and cited:
        nearest = min(cited, key=lambda each: abs((each.moment.seconds or 0) - seconds))
        return nearest.note.path, nearest.moment, ""
    if video is not None:
        return video.notes[0].path, None, ""
    return first_path(vault.graph), None, f"No note is about the video {video_id}."


def _greeting(start: Start, vault: Vault) -> str:
    if start.sample:
        return "These are the sample notes. Open your own with: kbtui FOLDER"
    if vault.unread:
        return f"{len(vault.unread)} files could not be read; `kbtui check` tells which and why."
    return ""


def settle_memory() -> None:
    """Look for garbage again, where the start turned that off, among what comes from now on: what it made stays."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
