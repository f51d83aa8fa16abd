"""What HTML's tags mean in running text."""

from __future__ import annotations

import html
import re

from kbtui.late_pattern import late_pattern

TAG = late_pattern(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<attributes>[^>]*)>")
_ATTRIBUTE = late_pattern(r"""(href|src|alt|title)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_CHECKED = late_pattern(r"\bchecked\b", re.IGNORECASE)
STYLES: dict[str, str] = {
    "em": "em", "i": "em", "cite": "em", "strong": "strong", "b": "strong", "summary": "strong", "s": "strike",
    "del": "strike", "strike": "strike", "u": "underline", "ins": "underline", "mark": "mark", "code": "code",
    "kbd": "code", "samp": "code", "small": "dim", "th": "strong", "h1": "strong", "h2": "strong", "h3": "strong",
    "h4": "strong", "h5": "strong", "h6": "strong",
}  # fmt: skip
"""The look of an element's words."""
BREAKS = frozenset("br p div li tr ul ol table hr dt dd details summary blockquote h1 h2 h3 h4 h5 h6".split())
"""What begins a row of the screen."""
EMBEDS = frozenset("img iframe video audio source embed".split())
"""What shows a file or a page."""


def attributes_of(written: str) -> dict[str, str]:
    """The attributes that are read, by their names in small letters."""
    return {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(written)}


def checkbox(written: str) -> str:
    """The sign of a box that an input's attributes make; empty where they make none."""
    return "" if "checkbox" not in written else "☑" if _CHECKED.search(written) else "☐"
