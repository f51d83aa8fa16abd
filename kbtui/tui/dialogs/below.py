"""The screen below a dialog, dimmed.

Textual's own is drawn anew whenever anything on the dialog is, three times while one opens, and dims every piece of
every line by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.css.styles import RulesMap
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import Screen
from textual.strip import Strip
from textual.style import Style as TextualStyle
from textual.visual import RenderOptions, Visual

_STYLES = 1024
"""Styles of which it is kept how they look dimmed; a screen has a few dozen."""


class Below(BackgroundScreen, Visual):
    """A screen as it looks now, under a colour that lets it through."""

    def __init__(self, screen: Screen[object], color: Color, console: Console) -> None:
        super().__init__(screen, color)
        self.strips = [Strip(line) for line in Segment.split_lines(console.render(self))]
        """Its rows."""

    @classmethod
    def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
        """As Textual has it, but that each style is dimmed once."""
        for segment in segments:
            text, style, control = segment
            yield segment if control else Segment(text, _dimmed(style or _PLAIN, color))

    def render_strips(
        self,
        width: int,  # noqa: ARG002 - these are Textual's own
        height: int | None,  # noqa: ARG002
        style: TextualStyle,  # noqa: ARG002
        options: RenderOptions,  # noqa: ARG002
    ) -> list[Strip]:
        return self.strips

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - Textual's own
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - Textual's own
        return len(self.strips)


_PLAIN = Style()


@lru_cache(_STYLES)
def _dimmed(style: Style, color: Color) -> Style:
    """A style under a colour, without its link and what a click does."""
    front, behind = (
        (Color.from_rich_color(each) + color).rich_color if each is not None else None
        for each in (style.color, style.bgcolor)
    )
    return style.clear_meta_and_links() + Style.from_color(front, behind)
