"""The part of the reader that shows: a note laid out as it is scrolled, at any width, with its place kept."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from time import perf_counter

from textual import work
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive

from kbtui.layout import folding
from kbtui.layout.document import Document, Spot
from kbtui.layout.placing import place_of, spot_of_place
from kbtui.layout.source import Place, Source
from kbtui.tui.reader.painting import ReaderPainting
from kbtui.tui.widgets.scroll_bar import BAR

MEASURE = 76
"""Columns of text by default: a line that the eye finds back from."""
RECENT = 4
"""Notes that are kept as they were laid out."""
SLICE = 0.005
"""Seconds that work nobody waits for may hold the keys up."""

_PAINT = 0.04
"""Seconds that the first paint of a note is given before other work begins."""


class ReaderView(ReaderPainting, can_focus=True):
    """Shows a note, and only what is in sight of it is laid out at once."""

    DEFAULT_CSS = """
    ReaderView {
        background: $background;
        color: $foreground;
    }
    """
    wide: reactive[bool] = reactive(False)
    """Whether lines are as long as the pane is wide."""

    class Moved(Message, namespace="reader"):
        """Another part of the note is shown."""

        def __init__(self, source_line: int, percent: int | None) -> None:
            super().__init__()
            self.source_line = source_line
            """1-based line in the file of the first row that is shown."""
            self.percent = percent
            """How far the note is scrolled: 0 at its top, 100 at its end; None where all of it is in sight."""

    class Painted(Message, namespace="reader"):
        """The note that was opened is on its way to the screen: now is the time for work that can wait for that."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  (Textual's own name)
        super().__init__(id=id, classes=classes)
        self._is_painted = True
        self.width_to_come = 0
        """The columns that there will be, where nothing is laid out as yet: a note opened before that is painted with
        the first screen."""
        self._recent: list[Document] = []
        self._pending: Place | None = None
        self._last_moved: tuple[int, int | None] | None = None
        self._version = 0
        self._kept: Place | None = None
        self._laid_for = Size(0, 0)
        self._is_relaying = False

    # --- what the reader adds

    def rows_changed(self) -> None:
        """Called when the note has been laid out anew."""

    # --- opening

    def open(self, source: Source, *, at: Place | None = None) -> None:
        """Shows a note, from its beginning or from a place."""
        self._last_moved = None
        self._is_painted = False
        self.document = self._document_of(source)
        self.redraw()
        place = at or Place(1)
        if at:
            folding.restore(self.document, at)
        if self.size.width:
            self._restore(place)
        else:
            self._pending = place
            # The first frame is painted before anybody is told how large it is.
            self.document.settle(spot_of_place(self.document, place), 0, self.app.size.height)

    def on_reader_painted(self) -> None:
        # To let go of all the rows of a note takes a while too, for which the new one need not wait.
        del self._recent[RECENT:]
        self._fill()

    def _document_of(self, source: Source) -> Document:
        """The source laid out; what was shown a little while ago is kept, so that one is back in no time."""
        document = next((document for document in self._recent if document.source is source), None)
        if document is None:
            document = Document(source, self._columns)
        elif document.width != self._columns:
            document.set_width(self._columns)
        self._recent = [document, *(other for other in self._recent if other is not document)]
        return document

    @property
    def _columns(self) -> int:
        room = max((self.size.width or self.width_to_come - BAR) - 1, 8)
        return room if self.wide else min(room, MEASURE)

    def on_resize(self) -> None:
        self._relay()

    def watch_wide(self) -> None:
        self._relay()

    def _relay(self) -> None:
        """Lays the note out at the width that there is now; the line on top stays on top."""
        if self.document is None or not self.size.width:
            return
        place = self._pending or self._kept or self.place
        self._pending = None
        if self.document.width != self._columns:
            self.document.set_width(self._columns)
            self.redraw()
            self.rows_changed()
        self._restore(place)
        self._fill()

    def _restore(self, place: Place) -> None:
        """Comes back to a place, and keeps it until somebody scrolls: at some widths it cannot be on top."""
        if self.document:
            self._laid_for = self.size
            self._kept = place
            self._show_kept(spot_of_place(self.document, place))

    def _show_kept(self, spot: Spot) -> None:
        self._is_relaying = True
        self.show(spot)
        self._is_relaying = False

    @work(group="reader-fill", exclusive=True)
    async def _fill(self) -> None:
        """Lays out the rest of the note in slices too short to be felt, then sets every height right."""
        document = self.document
        if document is None or document.is_whole:
            return
        await asyncio.sleep(_PAINT)
        first = document.spot(self.top).segment
        count = len(document.segments)
        until = perf_counter() + SLICE
        for step in range(count):
            which = (first + step) % count
            if document.is_known(which):
                continue
            if perf_counter() >= until:
                await asyncio.sleep(SLICE)
                until = perf_counter() + SLICE
            if document is not self.document:
                return
            document.rows(which)
        await asyncio.sleep(0)
        if document is self.document and count:
            self._show_kept(document.spot(self.top))

    def painting(self) -> None:
        if not self._is_painted:
            self._is_painted = True
            self.post_message(self.Painted().set_sender(self))
            self._tell_moved()

    # --- where the reader is

    @property
    def rows_shown(self) -> int:
        return max(self.size.height, 1)

    @property
    def place(self) -> Place:
        """What is on the first row, and what the cursor stands on."""
        if self._pending is not None or self.document is None:
            return self._pending or Place(1)
        if self._kept is not None and self._kept.line > self.document.source.text.count("\n") + 1:
            return self._kept  # the text may be cut for a moment only, as while it is written
        return place_of(self.document, self.top, self.pointed())

    @property
    def percent(self) -> int | None:
        """How far the note is scrolled: 0 at its top only, 100 at its end only; None where all of it is in sight."""
        below = self.document.height - self.rows_shown if self.document else 0
        if below <= 0:
            return None
        if self.top in (0, below):
            return 100 if self.top else 0
        return min(max(round(100 * self.top / below), 1), 99)

    def go_to_line(self, source_line: int, words: str = "") -> None:
        """Puts a line of the file on top, unfolding what hides it; of one that is too long, the row in which words
        stand comes into sight."""
        document = self.document
        if document is None:
            return
        self.toggle(folding.over_line(document, source_line))
        self.show(document.spot_of_line(source_line))
        if words:
            self._show_words(document, source_line, words)

    def _show_words(self, document: Document, source_line: int, words: str) -> None:
        from kbtui.layout.find import spot_in_line  # in most notes nothing is ever looked for

        spot = spot_in_line(document, source_line, words)
        if document.row(spot) >= self.top + self.rows_shown:
            self.show(spot, self.rows_shown // 3)

    def toggle(self, folds: Iterable[int]) -> None:
        """Unfolds callouts that are folded, and folds those that are not; the segment on top stays there."""
        if self.document is None or not (folds := tuple(folds)):
            return
        for fold in folds:
            folding.toggle(self.document, fold)
        self.redraw()
        self.show(self.document.spot(self.top))

    def show(self, spot: Spot, above: int = 0) -> None:
        """Brings a spot `above` rows under the top."""
        if self.document is None:
            return
        row = self.document.settle(spot, above, self.rows_shown + 1)
        self._sync()
        before = self.top
        if row > above or self.scroll_y or self.scroll_target_y:
            self.scroll_to(y=max(row - above, 0), animate=False, immediate=True)
        if self.top == before:
            self.refresh()
            self._tell_moved()

    def _sync(self) -> None:
        """Tells Textual how high the note is; rows that have shifted are drawn anew."""
        if self.document and self.document.version != self._version:
            self._version = self.document.version
            self.redraw()
        if self.document and (size := Size(self.size.width, self.document.height)) != self.virtual_size:
            # The bar is always there: nothing has to be laid out anew because the note is higher.
            self.set_reactive(ReaderView.virtual_size, size)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        document = self.document
        if document is None or round(old_value) == round(new_value):
            return
        if not self._is_relaying:
            self._keep_through(round(old_value), document)
        if not document.is_settled(round(new_value), self.rows_shown):
            self.show(document.spot(round(new_value)))
        self._tell_moved()

    def _keep_through(self, before: int, document: Document) -> None:
        """Forgets the kept place where somebody scrolled. Where Textual did, for a size that the note is not laid out
        for as yet, what was on top is kept."""
        if self.size == self._laid_for:
            self._kept = None
        elif self._kept is None:
            self._kept = place_of(document, before, self.pointed())

    def tell_again(self) -> None:
        """Tells where in the note it is, though nothing has moved."""
        self._last_moved = None
        self._tell_moved()

    def _tell_moved(self) -> None:
        if not self._is_painted:  # it is told with the first paint, which nothing may hold up
            return
        line = self.document.line(self.top) if self.document else None
        now = (line.source_line if line else 1, self.percent)
        if now != self._last_moved:
            self._last_moved = now
            # Told while the screen paints, it would be the screen's, and go no further than that.
            self.post_message(self.Moved(*now).set_sender(self))
