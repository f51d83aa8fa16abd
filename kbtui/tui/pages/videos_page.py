"""The page of the vault's videos, by channel, each with its notes, narrowed as one types."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from msgspec import Struct
from textual.binding import BindingType

from kbtui.graph.channels import Channel, Video
from kbtui.graph.graph import NoteGraph
from kbtui.moment_formats import Clip
from kbtui.note import Note
from kbtui.tui.actions.handling import Handling
from kbtui.tui.keys.page_keys import VIDEOS_KEYS
from kbtui.tui.line import Line
from kbtui.tui.lists.narrowing import Narrowing
from kbtui.tui.lists.row import Row
from kbtui.tui.pages.list_page import LinesPage
from kbtui.tui.pages.opener import Opener
from kbtui.tui.pages.video_page import VideoPages
from kbtui.tui.panes.stops import Stop
from kbtui.tui.panes.wording import amount_of
from kbtui.vault.vault import Vault

_SHUT, _OPEN = "▸", "▾"
_HELP = "words of a title, a channel or a note"
_WHY_NONE = "No note of this vault names a video: videoId, or a YouTube address as url, source or video."


class Entry(Struct, frozen=True):
    """What a row stands for: a video, or one of its notes."""

    video: Video
    channel: str
    note: Note | None
    row: Row

    @property
    def searched(self) -> str:
        """What typed words are looked for in: the video's title and channel, and the titles of its notes."""
        video = self.video
        return " ".join((video.shown, video.video_id, self.channel, *(note.title for note in video.notes)))


class Listed(Struct, frozen=True):
    """Videos as they are listed."""

    entries: Sequence[Entry]
    narrowing: Narrowing


class VideosPage(LinesPage[Entry]):
    """All videos that notes are about. Dismissed with the note to go to."""

    BINDINGS: ClassVar[list[BindingType]] = VIDEOS_KEYS

    def __init__(self, vault: Vault, listed: Listed, at: str | None, handling: Handling, videos: VideoPages) -> None:
        """
        Args:
            vault: The vault.
            listed: Its videos.
            at: The video that the cursor is put on.
            handling: What is done with what is listed.
            videos: Opens the page of one.
        """
        super().__init__("Videos", handling)
        self._vault = vault
        self._at = at
        self._video_pages = videos
        self._opener = Opener(self, self.tell, self._left)
        self._opened: frozenset[str] = frozenset()
        self.items = listed.entries
        self._narrowing = listed.narrowing

    def on_mount(self) -> None:
        self._show(self._at)

    # What is listed

    def renewed(self, vault: Vault) -> None:
        self.gather(partial(listed_videos, vault.graph, self._opened), partial(self._take, vault))

    def _take(self, vault: Vault, listed: Listed) -> None:
        here = self.here
        self._vault, self.items, self._narrowing = vault, listed.entries, listed.narrowing
        self._show(here.video.video_id if here else None, here.note.path if here and here.note else None)

    def _show(self, at: str | None, at_note: str | None = None) -> None:
        """List the videos, with the cursor on one of them, or on one of its notes."""
        own = [place for place, entry in enumerate(self.items) if entry.video.video_id == at]
        on_note = (place for place in own if (note := self.items[place].note) and note.path == at_note)
        cursor = next(on_note, own[0] if own else 0)
        rows = [entry.row for entry in self.items]
        self.rows.show(rows, empty=_WHY_NONE, cursor=cursor, narrowing=self._narrowing)

    def counted(self, shown: int, total: int) -> None:
        """Tell how many videos there are, and not how many rows."""
        if self._opened:
            shown = sum(entry.note is None for entry in self.listed)
            total = sum(entry.note is None for entry in self.items)
        super().counted(shown, total)

    def amount(self, total: int) -> str:
        return amount_of(total, "video")

    # Where one is

    @property
    def told(self) -> str:
        here = self.here
        if here is None:
            return ""
        return f"Enter opens {here.note.path}" if here.note else f"Enter lists all that is said of “{here.video.shown}”"

    @property
    def leads(self) -> Sequence[Stop]:
        here = self.here
        if here is None:
            return ()
        note = here.note or here.video.notes[0]
        return [Stop(Row(note.title), note.path, 1)]

    @property
    def video_here(self) -> str | None:
        here = self.here
        return here.video.video_id if here is not None else None

    @property
    def note_here(self) -> Note | None:
        return self.here.note if self.here is not None else None

    @property
    def clips(self) -> tuple[str, Sequence[Clip]]:
        videos = dict.fromkeys(entry.video for entry in self.listed)
        return "these videos", [Clip(video.video_id, 0, video.shown) for video in videos]

    def choose(self) -> None:
        here = self.here
        if here is not None and here.note is None:
            self._video_pages.show(self._opener, self._vault, here.video.video_id)
        else:
            super().choose()

    def _left(self, to: Line | None) -> None:
        """The page of a video was left, for a line to go to or to come back here."""
        if to is not None:
            self.dismiss(to)

    # Keys

    def action_narrow(self) -> None:
        super().action_narrow()
        self.say(_HELP)

    def action_open_branch(self) -> None:
        here = self.here
        if here is None:
            return
        if here.note is not None:
            self.lead(self.go)
        elif here.video.video_id in self._opened:
            self.rows.action_step(1)
        else:
            self._turn(here.video, is_open=True)

    def action_close_branch(self) -> None:
        here = self.here
        if here is not None and here.video.video_id in self._opened:
            self._turn(here.video, is_open=False)

    def _turn(self, video: Video, *, is_open: bool) -> None:
        turned = {video.video_id}
        self._opened = self._opened | turned if is_open else self._opened - turned
        own = [place for place, entry in enumerate(self.items) if entry.video.video_id == video.video_id]
        entries = _entries(video, self.items[own[0]].channel, is_open)
        self.items = [*self.items[: own[0]], *entries, *self.items[own[-1] + 1 :]]
        rows, texts = [entry.row for entry in entries], [entry.searched for entry in entries]
        self.rows.splice(own[0], own[-1] + 1, rows, texts)


def listed_videos(graph: NoteGraph, opened: frozenset[str] = frozenset()) -> Listed:
    """The videos of a graph by channel, each once, in the order of the channels' indexes.

    Args:
        graph: The notes.
        opened: The videos that are listed with their notes.
    """
    first: dict[str, Channel] = {}
    for channel in graph.channels:
        for video in channel.videos:
            first.setdefault(video.video_id, channel)
    entries = [
        entry
        for video_id, channel in first.items()
        for entry in _entries(graph.videos[video_id], channel.name, video_id in opened)
    ]
    return Listed(entries, Narrowing(entry.searched for entry in entries))


def _entries(video: Video, channel: str, is_open: bool) -> list[Entry]:
    count = "1 note" if len(video.notes) == 1 else f"{len(video.notes)} notes"
    below = channel if video.title else " · ".join(filter(None, (channel, "no index gives it a title")))
    top = Entry(video, channel, None, Row(video.shown, lead=_OPEN if is_open else _SHUT, tail=count, below=below))
    if not is_open:
        return [top]
    return [top, *(Entry(video, channel, note, Row(note.title, lead=" ", depth=1)) for note in video.notes)]
