"""What the page of a video shows: its moments of all notes as rows, and the track of its timeline. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from kbtui.layout.widths import shortened
from kbtui.note import Note, Page, clock
from kbtui.pictures.timeline import Merged, borders, merged, place_at
from kbtui.pictures.timeline_strip import Track
from kbtui.players.remote import Playhead
from kbtui.tui.lists.row import Row
from kbtui.tui.panes.stops import REPAIRED
from kbtui.tui.panes.wording import amount_of
from kbtui.vault.vault import Cited

OWN = "●"
"""Stands before the moments of the note that is read."""
_TITLE = 40
"""Columns of a note's title where several cite a moment."""


class VideoView(Struct, frozen=True):
    """All that is said of a video."""

    video_id: str
    title: str
    moments: tuple[Merged, ...]
    notes: int
    """How many notes have moments of it."""
    own: str | None
    """The path of the note that is read, where it is one of those."""
    track: Track
    cursor: int
    """The moment nearest to where one reads."""


def video_view(video_id: str, title: str, cited: Iterable[Cited], page: Page | None, at: int | None) -> VideoView:
    """Gather what is said of a video.

    Args:
        video_id: The video.
        title: Its title, else its id.
        cited: Its moments of all notes.
        page: The note that is read.
        at: The second nearest to where one reads.
    """
    known = tuple(cited)
    paths = {each.note.path for each in known}
    own = page.note.path if page is not None and page.note.path in paths else None
    moments = merged(known, own)
    seconds = [(each.moment.seconds or 0, each.note.path == own) for each in known]
    track = Track(
        own=sorted(second for second, is_own in seconds if is_own),
        others=sorted(second for second, is_own in seconds if not is_own),
        borders=borders(page, video_id) if page is not None and own else (),
    )
    return VideoView(video_id, title, moments, len(paths), own, track, nearest(moments, at or 0, own) or 0)


def video_rows(view: VideoView) -> list[Row]:
    """The moments as rows."""
    widest = max((len(clock(each.seconds)) for each in view.moments), default=0)
    return [_row(each, view.own, widest) for each in view.moments]


def counted(view: VideoView) -> str:
    """How much is said of the video, in a few words."""
    if not view.moments:
        return "no moments"
    return f"{amount_of(len(view.moments), 'moment')} in {amount_of(view.notes, 'note')}"


def legend(view: VideoView) -> str:
    """What the signs of the strip and the list mean."""
    if not view.own:
        return "⡄ moments"
    return f"{OWN} ▂ this note   ⡄ the video's other notes   ┊ this note's sections"


def nearest(moments: Sequence[Merged], seconds: int, own: str | None = None) -> int | None:
    """The moment that lies nearest to a second, of two rather the note's own; None where there is none."""

    def distance(place: int) -> tuple[int, bool]:
        return abs(moments[place].seconds - seconds), own not in moments[place].paths

    return min(range(len(moments)), key=distance, default=None)


def with_playhead(track: Track, video_id: str, head: Playhead | None) -> Track:
    """The track with where a player stands, if it plays this video."""
    if head is None or head.video_id != video_id or head.seconds is None:
        return replace(track, playhead=None)
    return replace(track, playhead=int(head.seconds), length=int(head.duration) if head.duration else track.length)


def playing_row(view: VideoView, head: Playhead | None, lead_in: int) -> int | None:
    """The moment that plays; None where none of this video does."""
    if head is None or head.video_id != view.video_id or head.seconds is None:
        return None
    return place_at(view.moments, round(head.seconds) + lead_in)


def citing_notes(entry: Merged) -> list[tuple[Note, int]]:
    """The notes that cite a moment, each once, with the line that it stands in."""
    found: dict[str, tuple[Note, int]] = {}
    for each in entry.cited:
        found.setdefault(each.note.path, (each.note, each.moment.line))
    return list(found.values())


def _row(entry: Merged, own: str | None, widest: int) -> Row:
    notes = [note for note, _ in citing_notes(entry)]
    sign = OWN if own in entry.paths else " "
    repaired = REPAIRED if entry.cited[0].moment.repaired else " "
    lead = f"{sign} {clock(entry.seconds):>{widest}}{repaired}"
    return Row(entry.claim or "(no words before it)", lead=lead, below=_named(notes), tail=_times(len(entry.cited)))


def _times(times: int) -> str:
    return f"×{times}" if times > 1 else ""


def _named(notes: Sequence[Note]) -> str:
    if len(notes) == 1:
        return f"in {notes[0].title}"
    return "in " + " · ".join(shortened(note.title, _TITLE) for note in notes)
