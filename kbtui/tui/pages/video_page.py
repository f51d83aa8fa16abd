"""The page of a video: a strip of where its moments lie, and all of them, of all its notes, in time order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from kbtui.moment_formats import Clip
from kbtui.note import Page
from kbtui.pictures.timeline import Merged
from kbtui.players.remote import Playhead
from kbtui.tui.actions.handling import Handling
from kbtui.tui.keys.page_keys import VIDEO_KEYS
from kbtui.tui.lists.row import Row
from kbtui.tui.pages.list_page import LinesPage
from kbtui.tui.pages.opener import Opener
from kbtui.tui.pages.timeline_view import TimelineView
from kbtui.tui.pages.video_rows import (
    VideoView,
    citing_notes,
    counted,
    legend,
    nearest,
    playing_row,
    video_rows,
    video_view,
    with_playhead,
)
from kbtui.tui.panes.stops import Stop
from kbtui.tui.panes.topics import Topic, video_of_key
from kbtui.vault.vault import Vault

_LOW = 18
"""Lines of a screen below which the strip takes one line less."""


class VideoPage(LinesPage[Merged]):
    """All that every note says of one video."""

    DEFAULT_CSS = """
    VideoPage {
        & > TimelineView { margin: 1 1 0 1; }
        & > #legend { height: 1; margin: 0 1; color: $text-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = VIDEO_KEYS

    def __init__(self, view: VideoView, handling: Handling) -> None:
        super().__init__(view.title, handling)
        self._view = view
        self._strip = TimelineView()
        self._legend = Static("", id="legend")

    def compose(self) -> ComposeResult:
        crumbs, *others = super().compose()
        yield crumbs
        yield self._strip
        yield self._legend
        yield from others

    def on_mount(self) -> None:
        self._show(self._view.cursor)

    def _show(self, cursor: int) -> None:
        view = self._view
        self.items = view.moments
        self._legend.update(Content(legend(view)))
        self.rows.show(video_rows(view), empty="No note names a moment of this video.", cursor=cursor)
        self.heard(self.handling.steering.playhead)

    @property
    def trail(self) -> tuple[str, ...]:
        return (self._view.title,)

    def amount(self, total: int) -> str:  # noqa: ARG002 - the view tells of its notes as well
        return counted(self._view)

    def on_resize(self) -> None:
        is_low = self.app.size.height < _LOW
        self._strip.styles.height = 2 if is_low else 3
        self._legend.display = not is_low

    def renewed(self, vault: Vault) -> None:
        page = self.desk.page
        self.gather(lambda: view_of(vault, self._view.video_id, page, None), self._take)

    def _take(self, view: VideoView) -> None:
        here, number = self.here, self.rows.number or 0
        self._view = view
        if here is not None:
            same = (place for place, each in enumerate(view.moments) if each.claim == here.claim)
            number = next(same, nearest(view.moments, here.seconds) or 0)
        self._show(number)

    def heard(self, head: Playhead | None) -> None:
        super().heard(head)
        self._strip.track = with_playhead(self._view.track, self._view.video_id, head)
        self.rows.mark(playing_row(self._view, head, self.handling.playing.lead_in))

    # Where one is in it

    def on_timeline_view_clicked(self, event: TimelineView.Clicked) -> None:
        place = nearest(self._view.moments, event.seconds)
        if place is not None:
            self.rows.move_to(place)
            self.rows.focus()

    @property
    def told(self) -> str:
        return self.here.claim if self.here is not None else ""

    @property
    def leads(self) -> Sequence[Stop]:
        """The notes that cite the moment."""
        here = self.here
        if here is None:
            return ()
        return [
            Stop(Row(note.title, below=f"{note.path}, line {line}"), note.path, line, here.cited[0].moment)
            for note, line in citing_notes(here)
        ]

    @property
    def clips(self) -> tuple[str, Sequence[Clip]]:
        view = self._view
        clips = [
            Clip(view.video_id, each.seconds, each.claim, source=each.cited[0].note.title, video=view.title)
            for each in self.listed
        ]
        return "these moments" if self.narrowed_by else "this video's moments", clips


class VideoPages:
    """Opens the page of the video that one reads about."""

    def __init__(self, handling: Handling, opener: Opener) -> None:
        self._desk = handling.desk
        self._handling = handling
        self._opener = opener

    def open(self) -> None:
        """Show what is said of the video here."""
        desk = self._desk
        video_id = self._video_here()
        if video_id is None or desk.vault is None:
            desk.say("There is no video here: the note names none.")
            return
        moment = desk.moment_here
        at = moment.seconds if moment is not None and moment.video_id == video_id else None
        self.show(self._opener, desk.vault, video_id, at)

    def show(self, opener: Opener, vault: Vault, video_id: str, at: int | None = None) -> None:
        """Gather what is said of a video, and show it.

        Args:
            opener: Opens the page.
            vault: The vault.
            video_id: The video.
            at: The second that the cursor is put near to.
        """
        page = self._desk.page
        opener.gather(
            "Gathering what is said of the video …",
            lambda: view_of(vault, video_id, page, at),
            lambda view: VideoPage(view, self._handling),
            group="video",
        )

    def _video_here(self) -> str | None:
        desk = self._desk
        if desk.columns.area == "topics":
            topic = desk.columns.topics.topic_here
            return self._video_of(topic) if topic is not None else None
        moment = desk.moment_here
        if moment is not None and moment.video_id is not None:
            return moment.video_id
        return desk.page.note.video_id if desk.page is not None else None

    def _video_of(self, topic: Topic) -> str | None:
        vault = self._desk.vault
        if topic.kind == "video":
            return video_of_key(topic.key)
        note = vault.graph.notes.get(topic.key) if vault is not None else None
        return note.video_id if note is not None else None


def view_of(vault: Vault, video_id: str, page: Page | None, at: int | None) -> VideoView:
    """All that is said of a video. Reads its notes: call it from a thread.

    Args:
        vault: The vault.
        video_id: The video.
        page: The note that is read.
        at: The second that the cursor is put near to.
    """
    video = vault.graph.videos.get(video_id)
    return video_view(video_id, video.shown if video else video_id, vault.moments(video_id), page, at)
