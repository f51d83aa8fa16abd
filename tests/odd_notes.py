"""Notes that nobody would write: every construct, put together by chance out of text that is hard to lay out.

The words `w1q`, `w2q`, … stand in a note in that order.
"""

from __future__ import annotations

from random import Random

_ODD = (
    "日本語の長い文章、", "👩‍👩‍👧‍👦", "🏴\U000e0067\U000e0062\U000e007f", "🇩🇪🇫🇷", "e\u0301\u0302\u0323",
    "שלום עולם", "مرحبا",
    "\u200b", "\u200d", "\u2060", "\ufeff", "\u202e", "\t", "\0", "\x1b[31m", "नमस्ते", "ภาษาไทย", "ﷺ",
    "a" * 300, "x-" * 80,
    "ab/" * 40, "👍🏽", "©️", "1️⃣", "\u3000", "\xad", "\u0600", "\U000e0001", "ᄀ" * 9, "\u2028", "\x85", "\v",
    "\f", "\r",
)  # fmt: skip
_INLINE = (
    "**{}**", "*{}*", "`{}`", "~~{}~~", "=={}==", "[[{}]]", "[[a|{}]]", "[{}](http://x.y/z)", "<b>{}</b>", "[^{}]",
    "<sup>{}</sup>", "${}$", "$\\frac{{a}}{{{}}}$", "![[{}]]", "<span style='x'>{}", "</div>", "<div>", "<br/>",
    '<a class="yt-timestamp" data-t="00:01:02">[{}]</a>', '<a class="yt-timestamp" data-t="00:01:02">', "<!-- {} -->",
    "%%{}%%", "\\", "[[", "]]", "**", "`", "$", "$$", "|", "<", "&amp;", "http://x.y/{}", "[^", "](", "^[{}]", "#tag",
)  # fmt: skip
_HTML = ('<div class="callout-note">', "<aside>", "<details>", "<table><tr><td>", "<pre>", "<!--", "<p", "<img src=x")
_FORMULAS = ("\\frac{" * 40, "\\begin{matrix}a&b\\\\c\\end{matrix}", "\\left(\\sum_{i=0}^n", "\\text{a\nb\t}", "")
_ALONE = ("---", "***", "===", "%%", "- ", "> ", "|", "|-|", "[x]: ", "    indented")
_LEADS = ("> ", "- ", "1. ", "  ", "\t")
_DEEPEST = 6


class OddNote:
    """Makes one note, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)  # noqa: S311 - chance that comes again
        self._words = 0

    def text(self) -> str:
        """A few blocks, some of them one in the other."""
        chance = self._chance
        head = chance.choice(("", "---\ntitle: x\n---\n", "From: [[c]] <br/>\n"))
        blocks = [self._block(0) for _ in range(chance.choice((1, 2, 5, 12)))]
        return head + chance.choice(("\n\n", "\n")).join(blocks)

    def _block(self, depth: int) -> str:
        make = self._chance.choice(
            (self._line, self._line, self._line, self._heading, self._items, self._table, self._fence, self._html,
             self._formula, self._footnote, self._alone, self._nest)
        )  # fmt: skip
        if depth > _DEEPEST or self._chance.random() > 0.2:
            return make()
        callout = f"[!{self._chance.choice(('info', 'QUOTE', 'odd-kind'))}]{self._chance.choice(('', '-', '+'))}\n"
        inner = self._chance.choice(("", callout)) + self._block(depth + 1)
        return "\n".join(f"> {line}" for line in inner.split("\n"))

    def _line(self) -> str:
        """Plain words, and among them what is odd."""
        chance = self._chance
        parts: list[str] = []
        for _ in range(chance.choice((1, 1, 3, 8, 30))):
            inner = f"o{chance.choice((*_ODD, 'words', 'of it')) * chance.choice((1, 1, 3))}"
            made = (self._word(), chance.choice(_ODD), chance.choice(_INLINE).replace("{}", inner))
            parts.append(chance.choices(made, (5, 2, 3))[0] + " " * (chance.random() < 0.8))
        return "".join(parts)

    def _word(self) -> str:
        self._words += 1
        return f"w{self._words}q"

    def _heading(self) -> str:
        return "#" * self._chance.randint(1, 7) + f" {self._line()}"

    def _items(self) -> str:
        chance = self._chance
        bullets = ("-", "*", "1.", "10)", "- [ ]", "- [x]")
        rows = [(at * chance.choice((0, 2)), chance.choice(bullets)) for at in range(chance.randint(1, 12))]
        return "\n".join([f"{' ' * indent}{bullet} {self._line()}" for indent, bullet in rows])

    def _table(self) -> str:
        columns = self._chance.choice((1, 2, 3, 30))
        rows = [[self._line().replace("|", "") for _ in range(columns)] for _ in range(self._chance.randint(1, 4))]
        rows.insert(1, ["---"] * columns)
        return "\n".join([f"|{'|'.join(row)}|" for row in rows])

    def _fence(self) -> str:
        opening = self._chance.choice(("```", "~~~", "```python", "```mermaid", "````"))
        return f"{opening}\n{self._line()}\n\t{self._line()}{self._chance.choice(('', chr(10) + opening[:3]))}"

    def _html(self) -> str:
        return self._chance.choice(_HTML) + self._line() + self._chance.choice(("", "</div>", "</pre>", "-->"))

    def _formula(self) -> str:
        return f"$$\n{self._chance.choice(_FORMULAS)}{self._chance.choice(('', chr(10) + '$$'))}"

    def _footnote(self) -> str:
        return f"[^{self._chance.choice(('1', 'a b', 'x'))}]: {self._line()}"

    def _alone(self) -> str:
        return self._chance.choice(_ALONE)

    def _nest(self) -> str:
        return "".join(self._chance.choices(_LEADS, k=self._chance.choice((3, 30, 100)))) + self._line()
