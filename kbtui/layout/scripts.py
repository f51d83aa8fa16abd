"""Text in the small signs that stand above and below a line, and chemical formulas, which are made of them."""

from __future__ import annotations

from kbtui.late_pattern import late_pattern
from kbtui.layout import latex

_CHARGE = late_pattern(r"\^\{?(\d*[+-])\}?")
_COUNT = late_pattern(r"(?<=[A-Za-z)\]])\d+")
_ARROWS = (("<=>", "⇌"), ("->", "→"), ("<-", "←"))


def raised(text: str) -> str:
    """The text in superscript; empty where a character has no such form."""
    return (
        "".join([latex.RAISED.get(char, "\0") for char in text]) if all(char in latex.RAISED for char in text) else ""
    )


def lowered(text: str) -> str:
    """The text in subscript; empty where a character has no such form."""
    return "".join([latex.LOWERED[char] for char in text]) if all(char in latex.LOWERED for char in text) else ""


def raised_or_marked(text: str) -> str:
    """The text in superscript, or behind the sign for it."""
    return raised(text) or f"^{_grouped(text)}"


def lowered_or_marked(text: str) -> str:
    """The text in subscript, or behind the sign for it."""
    return lowered(text) or f"_{_grouped(text)}"


def _grouped(text: str) -> str:
    return text if text.startswith("(") and text.endswith(")") else f"({text})"


def reaction(text: str) -> str:
    """A chemical formula, as LaTeX's mhchem reads it: counts behind elements are lowered, charges are raised."""
    for written, sign in _ARROWS:
        text = text.replace(written, sign)
    text = _CHARGE.sub(lambda found: raised(found[1]), text)
    return _COUNT.sub(lambda found: lowered(found[0]), text)
