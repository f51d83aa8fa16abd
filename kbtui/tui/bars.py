"""The lines around the panes: where one is, what Enter will do, which keys there are."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from kbtui.layout.widths import shortened, width

SEPARATOR = " › "


class Crumbs(Widget):
    """Channel › video › note on the left, how far one has read on the right."""

    DEFAULT_CSS = """
    Crumbs { height: 1; padding: 0 1; background: $surface; color: $text-muted; }
    """

    trail: reactive[tuple[str, ...]] = reactive(())
    aside = reactive("")

    def render(self) -> RenderResult:
        columns = max(0, self.size.width - 2)
        section, gap_before, percent = self.aside.rpartition("  ")
        aside = shortened(section, max(0, columns // 2 - width(percent) - 2)) + gap_before + percent
        room = columns - width(aside) - 2
        pieces = fitted(self.trail, room)
        gap = columns - width(SEPARATOR.join(pieces)) - width(aside)
        before = SEPARATOR.join(pieces[:-1]) + (SEPARATOR if len(pieces) > 1 else "")
        return Content.assemble(before, (pieces[-1] if pieces else "", "bold $text"), " " * max(1, gap), aside)


def fitted(trail: tuple[str, ...], columns: int) -> list[str]:
    """The pieces of a trail, shortened so that they fit: the last keeps the most room, the longest gives first."""
    pieces = list(trail)
    while pieces and (over := width(SEPARATOR.join(pieces)) - columns) > 0:
        most = max(range(len(pieces)), key=lambda place: width(pieces[place]) - (24 if place == len(pieces) - 1 else 0))
        wide = width(pieces[most])
        if wide <= 6:
            if len(pieces) == 1:
                break
            pieces.pop(0)
            continue
        pieces[most] = shortened(pieces[most], max(6, wide - over))
    return pieces


@runtime_checkable
class Teller(Protocol):
    """A screen with a line of its own for what there is to tell."""

    def say(self, words: str) -> None: ...


class Status(Widget):
    """One line that says what Enter will do, what is under the cursor, or how long work goes on."""

    DEFAULT_CSS = """
    Status { height: 1; padding: 0 1; color: $text-muted; }
    """

    words = reactive("")
    aside = reactive("")
    """What the player does, at the right end."""

    def render(self) -> RenderResult:
        columns = max(0, self.size.width - 2)
        if not self.aside:
            return Content(shortened(self.words, columns))
        words = shortened(self.words, max(0, columns - width(self.aside) - 2))
        gap = columns - width(words) - width(self.aside)
        return Content.assemble(words, " " * max(1, gap), (self.aside, "$accent"))


class Keys(Widget):
    """The keys of where one is, as they are bound; a click presses one."""

    DEFAULT_CSS = """
    Keys {
        height: 1; padding: 0 1; background: $surface; color: $text-muted;
        link-style: none; link-color: $text-muted; link-style-hover: underline; link-background-hover: $surface;
        link-color-hover: $text;
    }
    """

    keys: reactive[tuple[tuple[str, str, str], ...]] = reactive(())
    """For each: how the key is called, what it does in a word, the action that a click runs."""

    def render(self) -> RenderResult:
        content = Content()
        for key, words, action in self.keys:
            piece = Content.assemble((key, "bold $text"), f" {words}")
            if content.cell_length + piece.cell_length + 3 > self.size.width:
                break
            gap = "   " if content else ""
            content = content + Content(gap) + piece.stylize(Style.from_meta({"@click": action}))
        return content
