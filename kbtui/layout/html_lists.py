"""Lists that are written in HTML: what stands before each item."""

from __future__ import annotations


class HtmlLists:
    """The lists that are open, as their tags are met."""

    def __init__(self) -> None:
        self._next: list[int] = []
        """For each list the number of its next item; 0 where its items have none."""

    def meet(self, tag: str, closes: bool) -> str:
        """Takes in a tag; what stands there on the screen: a bullet or a number where it begins an item."""
        if tag in ("ul", "ol"):
            self._go(tag, closes)
        if tag != "li" or closes:
            return ""
        number = self._next[-1] if self._next else 0
        if number:
            self._next[-1] += 1
        return "\xa0\xa0" * (len(self._next) - 1) + (f"{number}.\xa0" if number else "•\xa0")

    def _go(self, tag: str, closes: bool) -> None:
        """Goes into a list, or out of one."""
        if not closes:
            self._next.append(1 if tag == "ol" else 0)
        elif self._next:
            self._next.pop()
