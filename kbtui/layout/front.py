"""What is shown of a note's front matter: a quiet line for each property."""

from __future__ import annotations

from collections.abc import Sequence

from kbtui.late_pattern import late_pattern
from kbtui.layout.blocks import Text
from kbtui.layout.inline import Inline
from kbtui.layout.lines import Run
from kbtui.note import Property

_ADDRESS = late_pattern(r"https?://\S+")
_NAME = 16
"""Characters up to which the names stand in a column of their own."""


def front_matter(properties: Sequence[Property], inline: Inline) -> Text:
    """The properties' names and values; a value that is an address is a target of `inline`."""
    wide = min(max([len(each.name) for each in properties]), _NAME)
    runs: list[Run] = []
    for name, value, line in properties:
        parted = "\xa0" * max(wide - len(name) + 2, 2)
        number = inline.target("url", value, line, value) if _ADDRESS.fullmatch(value) else None
        style = "dim" if number is None else "dim underline"
        runs += (Run(name + parted, "dim", None, line), Run(value, style, number, line), Run("\n", "", None, line))
    return Text(properties[0].line, False, tuple(runs[:-1]))
