"""The page of marks: the moments that the user marked, those of this vault first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from kbtui.bookmarks import Bookmark, Kept
from kbtui.moment_formats import Clip
from kbtui.note import clock
from kbtui.tui.list_page import ListPage
from kbtui.tui.page_keys import MARKS_KEYS
from kbtui.tui.row import Row
from kbtui.tui.rows import Rows
from kbtui.tui.sharing import Sharing
from kbtui.vault import Vault

if TYPE_CHECKING:
    from kbtui.tui.browser import Browser


class MarkedPage(ListPage[Bookmark]):
    """Dismissed with the mark to go to, which is one of this vault."""

    BINDINGS: ClassVar[list[BindingType]] = MARKS_KEYS

    def __init__(self, marks: Sequence[Bookmark], vault: Vault, browser: Browser) -> None:
        super().__init__("Marks")
        self._vault = vault
        self._root = str(vault.root.resolve())
        self._browser = browser
        self._marks = self._ordered(marks)

    def on_mount(self) -> None:
        self._show(0)
        self.rows.focus()

    def renewed(self, vault: Vault) -> None:
        """Go by what notes there are now; the marks are the same."""
        self._vault = vault

    def _ordered(self, marks: Sequence[Bookmark]) -> list[Bookmark]:
        """Those of this vault first, and of each the newest."""
        newest = list(reversed(marks))
        return sorted(newest, key=lambda mark: mark.vault != self._root)

    def _show(self, cursor: int) -> None:
        self.crumbs.aside = str(len(self._marks)) if self._marks else ""
        rows = mark_rows(self._marks, self._root)
        self.rows.show(rows, empty="Nothing is marked yet: m marks the moment where you read.", cursor=cursor)

    @property
    def _here(self) -> Bookmark | None:
        number = self.rows.number
        return None if number is None else self._marks[number]

    def on_rows_highlighted(self) -> None:
        mark = self._here
        self.say(mark.claim if mark is not None else "")

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        mark = self._marks[event.number]
        if mark.vault != self._root:
            self.say(f"It is in another vault: kbtui {mark.vault}")
        elif mark.path not in self._vault.graph.notes:
            self.say(f"The note {mark.path} is not there any more; o plays the moment.")
        else:
            self.dismiss(mark)

    def action_play(self) -> None:
        mark = self._here
        if mark is None:
            self.say("There is no mark here to play.")
        else:
            self._browser.playing.play_at(mark.video_id, mark.seconds)

    def action_remove(self) -> None:
        mark = self._here
        if mark is None:
            self.say("There is no mark here to remove.")
        else:
            self._browser.marking.remove(mark, self._removed)

    def _removed(self, kept: Kept) -> None:
        cursor = self.rows.number or 0
        self._marks = self._ordered(kept.marks)
        with self.prevent(Rows.Highlighted):  # that the mark was removed stays told
            self._show(cursor)

    def action_export(self) -> None:
        videos = self._vault.graph.videos
        titles = {mark.video_id: videos[mark.video_id].title for mark in self._marks if mark.video_id in videos}
        clips = [
            Clip(mark.video_id, mark.seconds, mark.claim, mark.name, mark.path, titles.get(mark.video_id) or "")
            for mark in self._marks
        ]
        Sharing(self._browser, "these marks", clips).ask()


def mark_rows(marks: Sequence[Bookmark], root: str) -> list[Row]:
    """Marks as rows; a note of another vault than `root` is named with its vault."""
    widest = max((len(clock(mark.seconds)) for mark in marks), default=0)
    return [
        Row(
            mark.name or mark.claim or "(no words)",
            lead=f"{clock(mark.seconds):>{widest}}",
            below=f"in {mark.path}" if mark.vault == root else f"in {mark.path} of {mark.vault}",
            look="strong" if mark.name else "",
        )
        for mark in marks
    ]
