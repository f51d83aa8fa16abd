"""The neighbourhood of a note as a picture to walk in: what links to it, what it links to, its video's other notes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kbtui.layout.widths import width
from kbtui.note import Note
from kbtui.pictures.neighbourhood import Neighbourhood, neighbourhood
from kbtui.pictures.neighbourhood_picture import CENTRE, HEAD, LINES, MORE, NODE, Direction, Picture, picture
from kbtui.tui.actions.handling import Handling
from kbtui.tui.keys.page_keys import PICTURE_KEYS
from kbtui.tui.line import Line
from kbtui.tui.lists.row import Row
from kbtui.tui.pages.opener import Opener
from kbtui.tui.pages.over_page import OverPage
from kbtui.tui.panes.stops import Stop
from kbtui.tui.panes.wording import GONE, trail_of
from kbtui.tui.widgets.bars import Crumbs
from kbtui.tui.widgets.look import Look
from kbtui.vault.vault import Vault

_LOOKS = {
    LINES: "$foreground 30%",
    NODE: "",
    CENTRE: "bold",
    HEAD: "$foreground 60%",
    MORE: "italic $foreground 50%",
    "cursor": "bold $background on $accent",
}


class PictureView(Widget):
    """Draws a picture in the middle of its room, with one of its notes under the cursor."""

    DEFAULT_CSS = """
    PictureView { height: 1fr; margin: 1 1 0 1; }
    """

    class Chosen(Message):
        """A note was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    class Pointed(Message):
        """The cursor came to another note, or the picture is another."""

    def __init__(self, hood: Neighbourhood) -> None:
        super().__init__()
        self.hood = hood
        self.number = 0
        """The note under the cursor, by its place in the picture; 0 is the one in the middle."""
        self._look: Look | None = None
        self._drawn = picture(hood, 0, 0)

    @property
    def drawn(self) -> Picture:
        """What is shown."""
        return self._drawn

    @property
    def note(self) -> Note:
        """The note under the cursor."""
        return self._drawn.nodes[self.number].note

    def show(self, hood: Neighbourhood, at: str | None = None) -> None:
        """Draw a neighbourhood, with the cursor on the note at a path, else on the one in the middle."""
        self.hood = hood
        self._draw_at(at)

    def step(self, direction: Direction) -> None:
        """Move the cursor to the next note in a direction, if there is one."""
        self._draw(self._drawn.step(self.number, direction))

    def on_resize(self) -> None:
        self._draw_at(self.note.path)

    def _draw_at(self, path: str | None) -> None:
        self._drawn = picture(self.hood, self.size.width, self.size.height)
        same = (number for number, node in enumerate(self._drawn.nodes) if node.note.path == path)
        self._draw(next(same, 0))

    def _draw(self, number: int) -> None:
        self._drawn = picture(self.hood, self.size.width, self.size.height)
        self.number = number
        self.refresh()
        self.post_message(self.Pointed())

    def render_line(self, y: int) -> Strip:
        if self._look is None:
            self._look = Look(self, _LOOKS)
        look = self._look
        lines = self._drawn.lines
        row = y - self._top
        segments = [Segment(" " * self._left, look.base)]
        for span in lines[row] if 0 <= row < len(lines) else ():
            is_here = span.target == self.number and span.style in (NODE, CENTRE)
            segments.append(Segment(span.text, look.style(f"{span.style} cursor" if is_here else span.style)))
        return Strip(segments).extend_cell_length(self.size.width, look.base).crop(0, self.size.width)

    @property
    def _top(self) -> int:
        return max(0, (self.size.height - len(self._drawn.lines)) // 3)

    @property
    def _left(self) -> int:
        widest = max((sum(width(span.text) for span in line) for line in self._drawn.lines), default=0)
        return max(0, (self.size.width - widest) // 2)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        row = offset.y - self._top if offset is not None else -1
        if offset is None or not 0 <= row < len(self._drawn.lines):
            return
        at = self._left
        for span in self._drawn.lines[row]:
            end = at + width(span.text)
            if at <= offset.x < end and span.target is not None:
                self.post_message(self.Chosen(span.target))
            at = end

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._look = None
        self.refresh()


class NeighbourhoodPage(OverPage[Line]):
    """Dismissed with the note to go to."""

    BINDINGS: ClassVar[list[BindingType]] = PICTURE_KEYS

    def __init__(self, hood: Neighbourhood, vault: Vault, handling: Handling) -> None:
        super().__init__(handling)
        self._vault = vault
        self._crumbs = Crumbs()
        self.view = PictureView(hood)

    def compose(self) -> ComposeResult:
        yield self._crumbs
        yield self.view
        yield self.status
        yield self.keys

    def on_mount(self) -> None:
        self.show_keys()

    def renewed(self, vault: Vault) -> None:
        centre = vault.graph.notes.get(self.view.hood.note.path)
        if centre is None:
            self.say(GONE)
        else:
            self.gather(lambda: neighbourhood(vault.graph, centre), partial(self._take, vault))

    def _take(self, vault: Vault, hood: Neighbourhood) -> None:
        self._vault = vault
        self.view.show(hood, at=self.view.note.path)

    def on_picture_view_pointed(self) -> None:
        self._crumbs.trail = trail_of(self.view.hood.note, self._vault.graph)
        note = self.view.note
        self.say(f"{note.title}  {note.path}" if note.title else note.path)

    def on_picture_view_chosen(self, event: PictureView.Chosen) -> None:
        self.go(_stop(self.view.drawn.nodes[event.number].note))

    @property
    def leads(self) -> Sequence[Stop]:
        return [_stop(self.view.note)]

    @property
    def video_here(self) -> str | None:
        return self.view.note.video_id

    def go(self, stop: Stop) -> None:
        self.dismiss(Line(stop.path, stop.line) if stop.path != self.desk.path else None)

    # Keys

    def action_step(self, direction: Direction) -> None:
        self.view.step(direction)

    def action_go(self) -> None:
        self.lead(self.go)

    def action_centre(self) -> None:
        graph, note = self._vault.graph, self.view.note
        self.gather(lambda: neighbourhood(graph, note), self.view.show)

    def action_close(self) -> None:
        self.dismiss(None)


def _stop(note: Note) -> Stop:
    return Stop(Row(note.title), note.path, 1)


class Neighbourhoods:
    """Opens the picture of what lies around the note that is read."""

    def __init__(self, handling: Handling, opener: Opener) -> None:
        self._handling = handling
        self._opener = opener

    def open(self) -> None:
        """Gather what lies around the note, and show it."""
        desk = self._handling.desk
        vault, page = desk.vault, desk.page
        if vault is None or page is None:
            desk.say("There is no note here to look around from.")
            return
        self._opener.gather(
            "Looking what lies around the note …",
            lambda: neighbourhood(vault.graph, page.note),
            lambda hood: NeighbourhoodPage(hood, vault, self._handling),
            group="neighbourhood",
        )
