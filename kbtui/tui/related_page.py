"""The page of what is related to a note: other notes, each with its reasons in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from kbtui.moment_formats import Clip, clip_of
from kbtui.note import Note
from kbtui.related import Related
from kbtui.tui.bars import SEPARATOR, fitted
from kbtui.tui.list_page import ListPage
from kbtui.tui.page_keys import RELATED_KEYS
from kbtui.tui.preview import look_at
from kbtui.tui.row import Row
from kbtui.tui.rows import Rows
from kbtui.tui.sharing import Sharing
from kbtui.tui.stops import aligned
from kbtui.tui.video_page import Line
from kbtui.vault import Vault
from kbtui.vault_quotes import video_title

if TYPE_CHECKING:
    from kbtui.tui.browser import Browser


_LOW = 18
"""Lines of a screen below which the reasons are in the list alone."""
_WHY_NONE = (
    "Nothing is related to this note: no other is about its video, shares its links, is linked from where it is"
    " linked from, or names it."
)


class RelatedPage(ListPage[Line]):
    """Notes that have to do with one, the most related first. Dismissed with the line to go to."""

    DEFAULT_CSS = """
    RelatedPage > #why { height: auto; max-height: 8; padding: 0 1; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = RELATED_KEYS

    def __init__(self, note: Note, found: Sequence[Related], vault: Vault, browser: Browser) -> None:
        super().__init__("Related")
        self.crumbs.trail = ("Related to", note.title)
        self._found = found
        self._vault = vault
        self._browser = browser
        self._why = Rows(most_lines=3, id="why")
        self._why.can_focus = False

    def compose(self) -> ComposeResult:
        crumbs, rows, *others = super().compose()
        yield crumbs
        yield rows
        yield self._why
        yield from others

    def on_mount(self) -> None:
        number = len(self._found)
        self.crumbs.aside = "one note" if number == 1 else f"{number} notes" if number else ""
        self.rows.show(related_rows(self._found), empty=_WHY_NONE)
        self.rows.focus()

    def on_resize(self) -> None:
        self._why.display = bool(self._found) and self.app.size.height >= _LOW

    @property
    def _here(self) -> Related | None:
        number = self.rows.number
        return self._found[number] if number is not None else None

    def on_rows_highlighted(self) -> None:
        here = self._here
        with self.prevent(Rows.Highlighted, Rows.Counted):  # they are of the list
            self._why.show([Row(reason, lead="·") for reason in here.reasons] if here else [], empty="")
        self._why.refresh(layout=True)
        if here is not None and not self._prompt.is_open:
            self._tell(here)

    def _tell(self, here: Related) -> None:
        """Tell where a note is; the list names it."""
        note = here.note
        where = filter(None, (note.channel, video_title(self._vault, note), note.path.rpartition("/")[2]))
        self.say(SEPARATOR.join(fitted(tuple(where), self.size.width - 2)))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self._go(self._found[event.number])

    def _go(self, to: Related) -> None:
        self.dismiss(Line(to.note.path, to.line or 1))

    def action_preview(self) -> None:
        here = self._here
        if here is not None:
            look_at(self, self._vault, here.note.path, here.line, lambda: self._go(here))

    def action_play(self) -> None:
        here = self._here
        if here is None or here.moment is None:
            self.say("No moment stands with this reason, so there is none to play.")
        else:
            self._browser.playing.play(here.moment)

    def action_export(self) -> None:
        handed = (self._clip(each) for each in self._found)
        Sharing(self._browser, "the moments of these notes", [clip for clip in handed if clip is not None]).ask()

    def _clip(self, each: Related) -> Clip | None:
        if each.moment is None:
            return None
        return clip_of(each.note, each.moment, video_title(self._vault, each.note))


def related_rows(found: Sequence[Related]) -> list[Row]:
    """Related notes as rows: the moment to play, the title, and below it every reason."""
    leads = aligned([each.moment for each in found])
    return [
        Row(each.note.title, lead=lead, below=" · ".join(each.reasons), look="strong")
        for each, lead in zip(found, leads, strict=True)
    ]
