"""The page of a video: a strip of where its moments lie, and all of them, of all its notes, in time order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from kbtui.moment_formats import Clip
from kbtui.note import Page
from kbtui.players.remote import Playhead
from kbtui.tui.dialogs import Choice
from kbtui.tui.list_page import ListPage
from kbtui.tui.page_keys import VIDEO_KEYS
from kbtui.tui.player_keys import PLAYER_KEYS
from kbtui.tui.row import Row
from kbtui.tui.rows import Rows
from kbtui.tui.sharing import Sharing
from kbtui.tui.timeline_view import TimelineView
from kbtui.tui.topics import Topic, video_of_key
from kbtui.tui.video_rows import (
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
from kbtui.tui.wording import shown_playhead
from kbtui.vault import Vault

if TYPE_CHECKING:
    from kbtui.tui.browser import Browser

_LOW = 18
"""Lines of a screen below which the strip takes one line less."""


class Line(Struct, frozen=True):
    """A line of a note, to go to."""

    path: str
    line: int


class VideoPage(ListPage[Line]):
    """All that every note says of one video. Dismissed with the line to go to."""

    DEFAULT_CSS = """
    VideoPage {
        & > TimelineView { margin: 1 1 0 1; }
        & > #legend { height: 1; margin: 0 1; color: $text-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*VIDEO_KEYS, *PLAYER_KEYS]

    def __init__(self, view: VideoView, browser: Browser) -> None:
        super().__init__(view.title)
        self.crumbs.aside = counted(view)
        self._view = view
        self._browser = browser
        self._strip = TimelineView()
        self._legend = Static(Content(legend(view)), id="legend")

    def compose(self) -> ComposeResult:
        crumbs, *others = super().compose()
        yield crumbs
        yield self._strip
        yield self._legend
        yield from others

    def on_mount(self) -> None:
        empty = "No note names a moment of this video."
        self.rows.show(video_rows(self._view), empty=empty, cursor=self._view.cursor)
        self.rows.focus()
        self._browser.steering.listeners.append(self._heard)
        self._heard(self._browser.steering.playhead)

    def on_unmount(self) -> None:
        self._browser.steering.listeners.remove(self._heard)

    def on_resize(self) -> None:
        is_low = self.app.size.height < _LOW
        self._strip.styles.height = 2 if is_low else 3
        self._legend.display = not is_low

    def _heard(self, head: Playhead | None) -> None:
        self._strip.track = with_playhead(self._view.track, self._view.video_id, head)
        self.rows.mark(playing_row(self._view, head, self._browser.playing.lead_in))
        self.status.aside = shown_playhead(head, follows=False)

    # Where one is in it

    def on_timeline_view_clicked(self, event: TimelineView.Clicked) -> None:
        place = nearest(self._view.moments, event.seconds)
        if place is not None:
            self.rows.move_to(place)
            self.rows.focus()

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        number = event.number
        self.say(self._view.moments[number].claim if number is not None else "")

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        notes = citing_notes(self._view.moments[event.number])
        lines = [Line(note.path, line) for note, line in notes]
        if len(lines) == 1:
            self.dismiss(lines[0])
            return

        def chosen(number: int | None) -> None:
            if number is not None:
                self.dismiss(lines[number])

        rows = [Row(note.title, below=f"{note.path}, line {line}") for note, line in notes]
        self.app.push_screen(Choice("Several notes cite it:", rows), chosen)

    # Keys

    def action_play(self) -> None:
        number = self.rows.number
        if number is None:
            self.say("There is no moment here to play.")
        else:
            self._browser.playing.play_at(self._view.video_id, self._view.moments[number].seconds)

    def action_player(self, what: str, by: int = 0) -> None:
        self._browser.steering.do(what, by)

    def action_export(self) -> None:
        entries = self._view.moments
        clips = [
            Clip(self._view.video_id, each.seconds, each.claim, source=each.cited[0].note.title, video=self._view.title)
            for each in entries
        ]
        Sharing(self._browser, "this video's moments", clips).ask()

    def action_mark(self) -> None:
        number = self.rows.number
        if number is None:
            self.say("There is no moment here to mark.")
        else:
            shown = self._view.moments[number].cited[0]
            self._browser.marking.mark(shown.note.path, shown.moment)


class VideoPages:
    """Opens the page of the video that one reads about."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    def open(self) -> None:
        """Gather what is said of the video here, and show it."""
        browser = self._browser
        video_id = self._video_here()
        if video_id is None or browser.vault is None:
            browser.say("There is no video here: the note names none.")
            return
        moment = browser.moment_here
        at = moment.seconds if moment is not None and moment.video_id == video_id else None
        self.show(browser.vault, video_id, self._closed, at)

    def show(self, vault: Vault, video_id: str, closed: Callable[[Line | None], None], at: int | None = None) -> None:
        """Gather what is said of a video, and show it.

        Args:
            vault: The vault.
            video_id: The video.
            closed: Called with the line to go to, or None, when the page is left.
            at: The second that the cursor is put near to.
        """
        browser = self._browser
        browser.playing.say("Gathering what is said of the video …")
        show = partial(self._show, browser.app.screen, closed)
        work = partial(self._gather, vault, video_id, browser.page, at, show)
        browser.run_worker(work, thread=True, exclusive=True, group="video")

    def _video_here(self) -> str | None:
        browser = self._browser
        if browser.columns.area == "topics":
            topic = browser.columns.topics.topic_here
            return self._video_of(topic) if topic is not None else None
        moment = browser.moment_here
        if moment is not None and moment.video_id is not None:
            return moment.video_id
        return browser.page.note.video_id if browser.page is not None else None

    def _video_of(self, topic: Topic) -> str | None:
        vault = self._browser.vault
        if topic.kind == "video":
            return video_of_key(topic.key)
        note = vault.graph.notes.get(topic.key) if vault is not None else None
        return note.video_id if note is not None else None

    def _gather(
        self, vault: Vault, video_id: str, page: Page | None, at: int | None, show: Callable[[VideoView], None]
    ) -> None:
        video = vault.graph.videos.get(video_id)
        view = video_view(video_id, video.shown if video else video_id, vault.moments(video_id), page, at)
        self._browser.app.call_from_thread(show, view)

    def _show(self, asked_on: Screen[Any], closed: Callable[[Line | None], None], view: VideoView) -> None:
        """Show the page, if one is still on the screen that it was asked for on."""
        browser = self._browser
        if browser.app.screen is asked_on and not browser.prompt.is_open:
            browser.playing.say("")
            browser.app.push_screen(VideoPage(view, browser), closed)
        elif not browser.prompt.is_open:
            browser.telling.here()

    def _closed(self, to: Line | None) -> None:
        if to is not None:
            self._browser.visit(to.path, line=to.line)
            self._browser.columns.enter("reader")
