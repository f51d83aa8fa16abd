"""The part of the reader that goes along with a player: what plays is marked, and kept in sight if wanted."""

from __future__ import annotations

from textual import events
from textual.message import Message

from kbtui.layout import walk
from kbtui.layout.document import Spot
from kbtui.layout.source import Place, Source
from kbtui.tui.reader.finding import ReaderFinding
from kbtui.tui.reader.strips import Overlay
from kbtui.tui.widgets.look import Look

_HARMLESS = frozenset({"reader.act", "reader.wide"})
"""The reader's commands that are no wish to read elsewhere."""


class ReaderFollowing(ReaderFinding):
    """Marks what plays. It goes along only until the user moves."""

    class Released(Message, namespace="reader"):
        """The user moved, so the note no longer goes along with what plays."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  (Textual's own name)
        super().__init__(id=id, classes=classes)
        self.follows = False
        """Whether the moment that plays is kept in sight."""
        self._playing: int | None = None
        self._is_following = False

    def open(self, source: Source, *, at: Place | None = None) -> None:
        self.release()
        self._playing = None
        super().open(source, at=at)

    def plays(self, index: int | None) -> None:
        """Mark the moment of the caller's index, or none, as the one that plays; go to it where the note follows."""
        number = walk.number_of_moment(self.document, index) if self.document and index is not None else None
        if number != self._playing:
            self._playing = number
            self.redraw()
        if self.follows:
            self.show_playing()

    def show_playing(self) -> None:
        """Bring the moment that plays in sight, in the middle half where it would be near an end."""
        document = self.document
        spot = document.spot_of_target(self._playing) if document and self._playing is not None else None
        if document is None or spot is None:
            return
        quarter = self.rows_shown // 4
        if document.is_known(spot.segment) and quarter <= document.row(spot) - self.top < self.rows_shown - quarter:
            return
        self._is_following = True
        self.show(spot, self.rows_shown // 3)
        self._is_following = False

    def release(self) -> None:
        """The user is at it: the note stays where they put it."""
        if self.follows and not self._is_following and not self._is_relaying:
            self.follows = False
            self.post_message(self.Released())

    def show(self, spot: Spot, above: int = 0) -> None:
        self.release()
        super().show(spot, above)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        if round(old_value) != round(new_value) and self.size == self._laid_for:
            self.release()
        super().watch_scroll_y(old_value, new_value)

    def on_key(self, event: events.Key) -> None:
        if not self.follows:
            return
        active = self.screen.active_bindings.get(event.key)
        if active is not None and active.node is self and active.binding.id not in _HARMLESS:
            self.release()

    def on_mouse_scroll_down(self) -> None:
        self.release()

    def on_mouse_scroll_up(self) -> None:
        self.release()

    def overlays(self, spot: Spot, look: Look) -> list[Overlay]:
        found = super().overlays(spot, look)
        return found if self._playing is None else [*self._marked(spot, look), *found]

    def _marked(self, spot: Spot, look: Look) -> list[Overlay]:
        document = self.document
        line = document.line(document.row(spot)) if document else None
        found: list[Overlay] = []
        at = 0
        for span in line.spans if line else ():
            end = at + len(span.text)
            if span.target is not None and span.target == self._playing:
                found.append(Overlay(at, end, look.partial("playing")))
            at = end
        return found
