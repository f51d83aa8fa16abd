"""The lines around the panes: where one is, what Enter will do, which keys there are."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from kbtui.layout.widths import room, shortened
from kbtui.tui.widgets.steady import SteadyLines

SEPARATOR = " › "
_GAP = "  "
"""Parts the keys."""
_LASTING = 2
"""So many keys at the end are shown in the narrowest terminal too."""


class Crumbs(SteadyLines):
    """Channel › video › note on the left, how far one has read on the right."""

    DEFAULT_CSS = """
    Crumbs {
        height: 1; padding: 0 1; background: $surface; color: $text-muted;
        link-style: none; link-color: $text-muted; link-style-hover: underline; link-background-hover: $surface;
        link-color-hover: $text;
    }
    """

    trail: reactive[tuple[str, ...]] = reactive(())
    actions: reactive[tuple[str, ...]] = reactive(())
    """What a click on each piece of the trail runs; nothing where it is empty, or left out."""
    aside = reactive("")

    def render(self) -> RenderResult:
        columns = max(0, self.size.width - 2)
        section, gap_before, percent = self.aside.rpartition("  ")
        aside = shortened(section, max(0, columns // 2 - room(percent) - 2)) + gap_before + percent
        pieces = fitted(self.trail, columns - room(aside) - 2)
        gap = columns - room(SEPARATOR.join(pieces)) - room(aside)
        actions = self.actions[-len(pieces) :] if len(self.actions) >= len(pieces) else ("",) * len(pieces)
        before = [
            part
            for piece, action in zip(pieces[:-1], actions, strict=False)
            for part in (_led(piece, action), SEPARATOR)
        ]
        return Content.assemble(*before, (pieces[-1] if pieces else "", "bold $text"), " " * max(1, gap), aside)


def _led(words: str, action: str) -> Content:
    """Words that run an action when they are clicked, if there is one."""
    return Content(words).stylize(Style.from_meta({"@click": action})) if action else Content(words)


def fitted(trail: tuple[str, ...], columns: int) -> list[str]:
    """The pieces of a trail, shortened so that they fit: the last keeps the most room, the longest gives first."""
    pieces = list(trail)
    while pieces and (over := room(SEPARATOR.join(pieces)) - columns) > 0:
        most = max(range(len(pieces)), key=lambda place: room(pieces[place]) - (24 if place == len(pieces) - 1 else 0))
        wide = room(pieces[most])
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


class Status(SteadyLines):
    """One line that says what Enter will do, what is under the cursor, or how long work goes on."""

    DEFAULT_CSS = """
    Status { height: 1; padding: 0 1; color: $text-muted; }
    """

    words = reactive("")
    aside = reactive("")
    """What the player does, at the right end."""
    work = reactive("")
    """How far work in the background is, there as well."""

    def render(self) -> RenderResult:
        columns = max(0, self.size.width - 2)
        aside = "   ".join(filter(None, (self.work, self.aside)))
        if not aside:
            return Content(shortened(self.words, columns))
        words = shortened(self.words, max(0, columns - room(aside) - 2))
        gap = columns - room(words) - room(aside)
        return Content.assemble(words, " " * max(1, gap), (aside, "$accent"))


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
        pieces = [
            Content.assemble((key, "bold $text"), f" {words}").stylize(Style.from_meta({"@click": action}))
            for key, words, action in self.keys
        ]
        # What leads to all the others, and out, stands at the end, and stays where others give way.
        while len(pieces) > _LASTING and Content(_GAP).join(pieces).cell_length > self.size.width:
            del pieces[-1 - _LASTING]
        return Content(_GAP).join(pieces)
