"""The reader: a note on the screen, with a cursor that stands on its links and moments, and a search."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.message import Message

from kbtui.layout import folding, walk
from kbtui.layout.document import Spot
from kbtui.layout.source import MOMENT_KINDS, Place, Source, Target
from kbtui.layout.widths import width as cells
from kbtui.tui.reader.following import ReaderFollowing
from kbtui.tui.reader.keys import KEYS
from kbtui.tui.reader.labels import Labels
from kbtui.tui.reader.strips import labelled
from kbtui.tui.widgets.look import Look


class Reader(ReaderFollowing):
    """Shows a note; scrolls, finds, and walks its links and moments."""

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    class Acted(Message):
        """Somebody wants what a target leads to."""

        def __init__(self, target: Target) -> None:
            super().__init__()
            self.target = target

    class CursorMoved(Message):
        """The cursor stands on another target, or on none."""

        def __init__(self, target: Target | None) -> None:
            super().__init__()
            self.target = target

    class InVain(Message):
        """A key had nothing to go to; `words` say so."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Jumped(Message):
        """The reader jumped inside the note, as to a footnote; `place` is where it was."""

        def __init__(self, place: Place) -> None:
            super().__init__()
            self.place = place

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  (Textual's own name)
        super().__init__(id=id, classes=classes)
        self._cursor: int | None = None
        self._labels: Labels | None = None
        self._is_sent_to_end = False
        """Whether the note's end was gone to, and nothing has been scrolled since."""

    def open(self, source: Source, *, at: Place | None = None) -> None:
        """Shows a note, from its beginning or from a place."""
        self._labels = None
        self._cursor = None
        self._is_sent_to_end = False
        super().open(source, at=at)
        if self.document and at and at.target is not None and self.document.target(at.target):
            self._cursor = at.target

    def replace(self, source: Source, *, at: Place) -> None:
        labels = self._labels
        super().replace(source, at=at)
        if labels and self.document:
            anew = Labels.over(self.document, self.top, self.rows_shown)
            self._labels = anew.typed(labels.begun) if anew else None

    def read_on(self, source: Source) -> None:
        """Shows all of a note of which the beginning is shown. Who went to its end meant the end of all of it."""
        to_end = self._is_sent_to_end
        self.replace(source, at=self.place)
        if to_end:
            self.action_bottom()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        if round(old_value) != round(new_value) and not self._is_relaying:
            self._is_sent_to_end = False
        super().watch_scroll_y(old_value, new_value)

    def rows_changed(self) -> None:
        self._labels = None
        super().rows_changed()

    def pointed(self) -> int | None:
        return self._cursor

    @property
    def cursor(self) -> Target | None:
        """What the cursor stands on."""
        if self.document is None or self._cursor is None:
            return None
        return self.document.target(self._cursor)

    def nearest_moment(self) -> int | None:
        """The caller's index of the moment that somebody who reads here means: the one under the cursor, else the first
        from the top third of the screen on, else the last before; None where the note has none."""
        if self.document is None:
            return None
        target = self.cursor
        if target and target.kind in MOMENT_KINDS:
            return target.index
        return walk.moment_meant(self.document, self.top, self.rows_shown)

    def go_to_target(self, number: int) -> None:
        """Puts the cursor on a target, and it in sight, unfolding what hides it."""
        if self.document:
            self.toggle(folding.over_target(self.document, number))
        self._set_cursor(number)
        spot = self.document.spot_of_target(number) if self.document else None
        if spot is not None and not self._is_in_sight(number):
            self.show(spot, self.rows_shown // 3)

    def go_to_moment(self, index: int) -> None:
        """Puts the cursor on the moment of the caller's index, and it in sight."""
        number = walk.number_of_moment(self.document, index) if self.document else None
        if number is not None:
            self.go_to_target(number)

    # --- scrolling

    def action_line(self, step: int) -> None:
        self._scroll_by(step)

    def action_half(self, step: int) -> None:
        self._scroll_by(step * max(self.rows_shown // 2, 1))

    def action_page(self, step: int) -> None:
        self._scroll_by(step * max(self.rows_shown - 2, 1))

    def _scroll_by(self, rows: int) -> None:
        self.scroll_to(y=self.top + rows, animate=False, immediate=True)

    def action_top(self) -> None:
        self.show(Spot(0, 0))

    def action_bottom(self) -> None:
        if self.document and self.document.segments:
            last = len(self.document.segments) - 1
            self.show(Spot(last, len(self.document.rows(last)) - 1))
            self._is_sent_to_end = True

    def action_heading(self, step: int) -> None:
        if self.document is None:
            return
        spot = walk.next_heading(self.document, self.document.spot(self.top), step)
        if spot is not None:
            self.show(spot)

    def action_wide(self) -> None:
        self.wide = not self.wide

    # --- the cursor

    def action_step(self, step: int) -> None:
        document = self.document
        if document is None or not document.segments:
            return
        number = self._cursor if self._is_in_sight(self._cursor) else None
        top = self.top
        spot = document.spot(top if step > 0 else min(top + self.rows_shown, document.height))
        found = walk.next_target(document, spot, number, step)
        if found is not None:
            self.go_to_target(found)
        else:
            self.post_message(self.InVain(f"There is no link or moment {'further on' if step > 0 else 'before this'}."))

    def _is_in_sight(self, number: int | None) -> bool:
        spot = self.document.spot_of_target(number) if self.document and number is not None else None
        if spot is None or self.document is None:
            return False
        return 0 <= self.document.row(spot) - self.top < self.rows_shown

    def _set_cursor(self, number: int) -> None:
        if number != self._cursor:
            self._cursor = number
            self.release()
            self.redraw()
            self.post_message(self.CursorMoved(self.cursor))

    def action_act(self) -> None:
        target = self.cursor
        if target is not None and self._is_in_sight(target.number):
            self._act(target)
        elif target is not None:
            # Nobody means what they do not see: it is shown first.
            self.go_to_target(target.number)

    def _act(self, target: Target) -> None:
        if self.document is None:
            return
        if target.kind == "fold":
            self.toggle((target.number,))
        elif target.kind == "footnote" and (line := self.document.line_of_footnote(target.address)):
            self._jump(self.document.spot_of_line(line))
        elif (
            target.kind == "footnote-back"
            and (number := walk.call_of_footnote(self.document, target.address)) is not None
        ):
            self.post_message(self.Jumped(self.place))
            self.go_to_target(number)
        elif target.kind == "anchor" and (spot := walk.spot_of_heading(self.document, target.address)):
            self._jump(spot)
        else:
            self.post_message(self.Acted(target))

    def _jump(self, spot: Spot) -> None:
        self.post_message(self.Jumped(self.place))
        self.show(spot)

    def action_labels(self) -> None:
        if self.document:
            self._labels = Labels.over(self.document, self.top, self.rows_shown)
            self.redraw()
            if self._labels is None:
                self.post_message(self.InVain("No link or moment is in sight; l goes to the next."))

    def on_key(self, event: events.Key) -> None:
        if self._labels is None:
            return
        event.stop()
        event.prevent_default()
        self._labels = self._labels.typed(event.character if event.is_printable else None)
        if self._labels and self._labels.picked is not None:
            number, self._labels = self._labels.picked, None
            self.go_to_target(number)
        self.redraw()

    def on_blur(self) -> None:
        if self._labels is not None:
            self._labels = None
            self.redraw()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if self.document is None or offset is None or self.text_selection is not None:
            return
        number = self._target_at(offset.x, offset.y)
        if number is not None and (target := self.document.target(number)):
            event.stop()
            self._set_cursor(number)
            self._act(target)

    def _target_at(self, x: int, y: int) -> int | None:
        line = self.document.line(self.top + y) if self.document else None
        at = self.margin_left
        for span in line.spans if line else ():
            at_end = at + cells(span.text)
            if at <= x < at_end:
                return span.target
            at = at_end
        return None

    # --- drawing

    def finish(self, segments: list[Segment], row: int, look: Look) -> list[Segment]:
        labels = self._labels
        if labels is None:
            return segments
        line = self.document.line(row) if self.document else None
        column = self.margin_left
        before: int | None = None
        for span in line.spans if line else ():
            if span.target is not None and span.target != before:
                label = labels.at(row, span.target)
                segments = labelled(segments, column, label, look.style("label")) if label else segments
            before = span.target
            column += cells(span.text)
        return segments
