"""The page of the vault's videos, by channel, each with its notes, narrowed as one types."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from textual.binding import BindingType
from textual.worker import get_current_worker

from kbtui.graph import Channel, NoteGraph, Video
from kbtui.moment_formats import Clip
from kbtui.note import Note
from kbtui.tui.list_page import ListPage
from kbtui.tui.page_keys import VIDEOS_KEYS
from kbtui.tui.preview import look_at
from kbtui.tui.row import Row, folded
from kbtui.tui.rows import Rows
from kbtui.tui.sharing import Sharing
from kbtui.tui.video_page import Line
from kbtui.vault import Vault

if TYPE_CHECKING:
    from kbtui.tui.browser import Browser

_SHUT, _OPEN = "▸", "▾"
_HELP = "words of a title, a channel or a note"


class Listed(Struct, frozen=True):
    """A video of the list."""

    video: Video
    channel: str
    searched: str
    """What typed letters are looked for in, folded: its title and channel, and the titles of its notes."""


class _Entry(Struct, frozen=True):
    """What a row stands for: a video, or one of its notes."""

    video: Video
    note: Note | None
    row: Row


class VideosPage(ListPage[Line]):
    """All videos that notes are about. Dismissed with the note to go to."""

    BINDINGS: ClassVar[list[BindingType]] = VIDEOS_KEYS

    def __init__(self, vault: Vault, videos: Sequence[Listed], browser: Browser, at: str | None) -> None:
        """
        Args:
            vault: The vault.
            videos: Its videos.
            browser: The screen that one reads in.
            at: The video that the cursor is put on.
        """
        super().__init__("Videos")
        self._vault = vault
        self._videos = videos
        self._browser = browser
        self._at = at
        self._query = ""
        self._opened: frozenset[str] = frozenset()
        self._entries: Sequence[_Entry] = ()

    def on_mount(self) -> None:
        self._rebuild(self._at)
        self.rows.focus()

    # What is listed

    def renewed(self, vault: Vault) -> None:
        """List the videos of a newer vault."""
        self.run_worker(partial(self._list_again, vault), thread=True, exclusive=True, group="renewed")

    def _list_again(self, vault: Vault) -> None:
        worker = get_current_worker()
        videos = listed_videos(vault.graph)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, vault, videos)

    def _take(self, vault: Vault, videos: Sequence[Listed]) -> None:
        here = self._here
        self._vault, self._videos = vault, videos
        self._rebuild(here.video.video_id if here else None, here.note.path if here and here.note else None)

    @property
    def narrowed_by(self) -> str:
        return self._query

    def narrow(self, query: str) -> None:
        here = self._here
        self._query = query
        self._rebuild(here.video.video_id if here is not None else None)

    def _rebuild(self, at: str | None, at_note: str | None = None) -> None:
        """List the videos that hold what was typed, with the cursor on one of them, or on one of its notes."""
        words = folded(self._query).split()
        found = [each for each in self._videos if all(word in each.searched for word in words)]
        self._entries = [entry for each in found for entry in _entries(each, each.video.video_id in self._opened)]
        self.crumbs.trail = ("Videos", self._query.strip()) if words else ("Videos",)
        total = len(self._videos)
        self.crumbs.aside = f"{len(found)} of {total}" if words else "one video" if total == 1 else f"{total} videos"
        self.found(f"{len(found)} of {total}")
        own = [place for place, entry in enumerate(self._entries) if entry.video.video_id == at]
        on_note = (place for place in own if (note := self._entries[place].note) and note.path == at_note)
        cursor = next(on_note, own[0] if own else 0)
        self.rows.show([entry.row for entry in self._entries], empty=self._why_none(), cursor=cursor)

    def _why_none(self) -> str:
        if self._videos:
            return f"No video is found by “{self._query.strip()}”. What can be typed: {_HELP}."
        return "No note of this vault names a video: videoId, or a YouTube address as url, source or video."

    def counted(self, shown: int, total: int) -> None:
        """How many videos there are is told, and not how many rows."""

    # Where one is

    @property
    def _here(self) -> _Entry | None:
        number = self.rows.number
        return self._entries[number] if number is not None and number < len(self._entries) else None

    def on_rows_highlighted(self) -> None:
        here = self._here
        if here is None or self._prompt.is_open:
            return
        self.say(
            f"Enter opens {here.note.path}" if here.note else f"Enter lists all that is said of “{here.video.shown}”"
        )

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        entry = self._entries[event.number]
        if entry.note is not None:
            self._go(entry.note)
        else:
            self._browser.video_pages.show(self._vault, entry.video.video_id, self._left)

    def _go(self, note: Note) -> None:
        self.dismiss(Line(note.path, 1))

    def _left(self, to: Line | None) -> None:
        """The page of a video was left, for a line to go to or to come back here."""
        if to is not None:
            self.dismiss(to)

    # Keys

    def action_open_branch(self) -> None:
        here = self._here
        if here is None:
            return
        if here.note is not None:
            self._go(here.note)
        elif here.video.video_id in self._opened:
            self.rows.action_step(1)
        else:
            self._turn(here.video, is_open=True)

    def action_close_branch(self) -> None:
        here = self._here
        if here is not None and here.video.video_id in self._opened:
            self._turn(here.video, is_open=False)

    def _turn(self, video: Video, *, is_open: bool) -> None:
        turned = {video.video_id}
        self._opened = self._opened | turned if is_open else self._opened - turned
        self._rebuild(video.video_id)

    def action_first_note(self) -> None:
        here = self._here
        if here is not None:
            self._go(here.note or here.video.notes[0])

    def action_preview(self) -> None:
        here = self._here
        if here is not None:
            note = here.note or here.video.notes[0]
            look_at(self, self._vault, note.path, None, lambda: self._go(note))

    def action_play(self) -> None:
        here = self._here
        if here is not None:
            self._browser.playing.play_at(here.video.video_id, None)

    def action_export(self) -> None:
        videos = dict.fromkeys(entry.video for entry in self._entries)
        Sharing(self._browser, "these videos", [Clip(video.video_id, 0, video.shown) for video in videos]).ask()


def listed_videos(graph: NoteGraph) -> list[Listed]:
    """The videos of a graph by channel, each once, in the order of the channels' indexes."""
    found: dict[str, Listed] = {}
    for channel in graph.channels:
        for video in channel.videos:
            if video.video_id not in found:
                found[video.video_id] = _listed(graph.videos[video.video_id], channel)
    return list(found.values())


def _listed(video: Video, channel: Channel) -> Listed:
    names = (video.shown, video.video_id, channel.name, *(note.title for note in video.notes))
    return Listed(video, channel.name, folded(" ".join(names)))


def _entries(listed: Listed, is_open: bool) -> list[_Entry]:
    video = listed.video
    count = "1 note" if len(video.notes) == 1 else f"{len(video.notes)} notes"
    below = listed.channel if video.title else " · ".join(filter(None, (listed.channel, "no index gives it a title")))
    top = _Entry(video, None, Row(video.shown, lead=_OPEN if is_open else _SHUT, tail=count, below=below))
    if not is_open:
        return [top]
    return [top, *(_Entry(video, note, Row(note.title, lead=" ", depth=1)) for note in video.notes)]
