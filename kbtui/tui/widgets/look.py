"""Looks by name: words of a style and colours of the theme, turned into Rich styles.

Textual's component classes would do the same, at a cost for each of them whenever a widget's styles change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.style import Style
from textual.color import Color
from textual.widget import Widget


class Look:
    """Rich styles for a table of looks, as the widget's theme has them now.

    A look is written like `bold not italic $accent 60% on $surface`: the words of a Rich style, then a colour of the
    theme and how much of it covers what is behind, then the same for the background.
    """

    def __init__(self, widget: Widget, table: Mapping[str, str]) -> None:
        self._table = table
        self._colours = widget.app.theme_variables
        _, self._behind = widget.background_colors
        self.base: Style = widget.rich_style
        self._known: dict[str, Style] = {"": self.base}
        self._partials: dict[str, Style] = {}

    def style(self, names: str) -> Style:
        """The style that several names, parted by spaces, have together; the later goes over the earlier."""
        known = self._known.get(names)
        if known is None:
            known = self.base
            for name in names.split():
                known += self.partial(name)
            self._known[names] = known
        return known

    def partial(self, name: str) -> Style:
        """What one name adds to the style of the text around it."""
        if name not in self._partials:
            self._partials[name] = self._read(self._table[name])
        return self._partials[name]

    def _read(self, look: str) -> Style:
        front, _, back = look.partition("on $")
        words = [word for word in front.split() if not word.startswith("$") and not word.endswith("%")]
        fore = next(self._coloured(front), None)
        behind = next(self._coloured("$" + back), None) if back else None
        attributes = Style.parse(" ".join(words)) if words else Style()
        return attributes + Style(color=fore and fore.rich_color, bgcolor=behind and behind.rich_color)

    def _coloured(self, words: str) -> Iterator[Color]:
        """The colour of the theme that is named, mixed with what is behind it."""
        pieces = words.split()
        for place, word in enumerate(pieces):
            if word.startswith("$"):
                share = pieces[place + 1 : place + 2]
                covers = int(share[0].rstrip("%")) / 100 if share and share[0].endswith("%") else 1.0
                yield self._behind.blend(Color.parse(self._colours[word[1:]]), covers)
