"""Inline Markdown made into runs: words with their look and, where they are a thing, its target."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from kbtui.late_pattern import late_pattern
from kbtui.layout.html_lists import HtmlLists
from kbtui.layout.html_tags import BREAKS, EMBEDS, STYLES, TAG, attributes_of, checkbox
from kbtui.layout.lines import Run
from kbtui.layout.seal import SEAL, Sealed, opened
from kbtui.layout.source import Mark, Target, TargetKind
from kbtui.text import one_line

if TYPE_CHECKING:
    from markdown_it.token import Token

_URL = r"https?://[^\s<>\"“”\u2991]*[^\s<>\"“”\u2991.,;:!?'’\]}*_]"
_PIECES = re.compile(rf"{SEAL.pattern}|(?P<url>{_URL})")
_SPACES = re.compile(r"[ \t\n]{2,}|[\t\n]")
_BLOCK_ID = late_pattern(r"(?:^|\s)\^[A-Za-z0-9-]+$")
_TIMED = late_pattern(r"\d:\d\d")
_PICTURE_SIZE = late_pattern(r"(?:^|\|)\d+(?:x\d+)?$")
_SPEAKER = late_pattern(r"\s*(?:[—–―]|--?)\s*\S")
_SIGNS: dict[str, tuple[str, str]] = {
    "link": ("", ""), "wanted": ("", "?"), "ambiguous": ("", "⁎"), "embed": ("▤\xa0", ""), "moment": ("▶\xa0", ""),
    "repaired": ("▶\xa0", "~"), "unread": ("▷\xa0", "?"),
}  # fmt: skip
"""What stands before and after the words of a mark, so that its kind is told without colour."""


class Inline:
    """Makes the runs of one segment, and numbers the targets in them."""

    def __init__(self, sealed: Sealed, first_number: int) -> None:
        self.sealed = sealed
        self.targets: list[Target] = []
        self._first = first_number
        self._line = 0
        self._runs: list[Run] = []
        self._styles: list[str] = []
        self._links: list[tuple[int, int]] = []
        self._moment: Mark | None = None
        """Where the link that is open leads, if that is a moment: its sign and time stand behind the link's words."""
        self._lists: HtmlLists | None = None
        self._lift: Callable[[str], str] | None = None
        self._in_quote = False
        self._breaks = False
        self._env: dict[str, Any] = {}
        self._makers: dict[str, Callable[[Token], None]] = {
            "code_inline": self._code, "html_inline": self._html, "math_inline": self._maths,
            "math_inline_double": self._maths, "link_open": self._link, "link_close": self._link_closed,
            "image": self._image, "footnote_ref": self._footnote, "tag": self._tag,
        }  # fmt: skip

    def target(self, kind: TargetKind, shown: str, line: int, address: str = "", index: int = -1) -> int:
        """Registers a target; its number."""
        number = self._first + len(self.targets)
        self.targets.append(Target(number, kind, index, shown, line, address))
        return number

    def runs(
        self,
        children: list[Token],
        line: int,
        *,
        in_quote: bool = False,
        breaks: bool = False,
        env: dict[str, Any] | None = None,
    ) -> tuple[Run, ...]:
        """The runs of an inline token's children, the first of which stands in `line`.

        Args:
            children: What there is in a paragraph.
            line: 1-based, in the file.
            in_quote: Whether it is quoted, and may end with who said it.
            breaks: Whether the lines of the text are lines on the screen too.
            env: What markdown-it keeps besides the tokens.
        """
        self._line, self._runs, self._styles, self._links, self._in_quote = line, [], [], [], in_quote
        self._lift = self._moment = None
        self._lists = None
        self._breaks = breaks
        self._env = env or {}
        for at, child in enumerate(children):
            self._meet(child, children[at + 1] if at + 1 < len(children) else None)
        return _trimmed(self._runs)

    def _meet(self, token: Token, following: Token | None) -> None:
        kind = token.type
        if kind == "text":
            self._text(token.content)
        elif kind in ("softbreak", "hardbreak"):
            self._break(kind == "hardbreak", following)
        elif kind in self._makers:
            self._makers[kind](token)
        elif kind.endswith("_open"):
            self._styles.append(STYLES.get(token.tag, token.tag))
        elif kind.endswith("_close"):
            self._drop(STYLES.get(token.tag, token.tag))
        else:
            self._text(token.content)

    def _break(self, hard: bool, following: Token | None) -> None:
        speaks = self._in_quote and following is not None and _SPEAKER.match(following.content)
        self._add("\n" if hard or speaks or self._breaks else " ")
        self._line += 1

    def _code(self, token: Token) -> None:
        self._add(self.sealed.restored(token.content), "code")

    def _tag(self, token: Token) -> None:
        self._add(token.content, "" if self._links else "tag")

    def _maths(self, token: Token) -> None:
        from kbtui.layout.maths import inline_maths  # most notes have no formula

        self._add(inline_maths(self.sealed.restored(token.content)), "maths")

    def _link(self, token: Token) -> None:
        href = str(token.attrGet("href") or "")
        if moment := self._sealed(href):
            self._open_moment(moment)
        else:
            self._open_link(href, self.sealed.restored(str(token.attrGet("title") or "")))

    def _link_closed(self, _token: Token) -> None:
        if self._moment is None:
            self._close_link()
        else:
            self._close_moment(self._moment)

    def _open_moment(self, mark: Mark) -> None:
        self._moment = mark
        number = self.target(mark.kind, _shown(mark), self._line, index=mark.index)
        self._links.append((number, len(self._runs)))
        self._styles.append(mark.kind)

    def _close_moment(self, mark: Mark) -> None:
        """Sets the sign and the time behind the words; before them the sign alone where they tell a time."""
        number, first = self._links.pop()
        self._drop(mark.kind)
        self._moment = None
        words = "".join([run.text for run in self._runs[first:]])
        if _TIMED.search(words):
            self._runs.insert(first, Run(_SIGNS[mark.kind][0], mark.kind, number, self._line))
        else:
            self._add(" " if words[-1:].strip() else "", "", number)
            self._sign(mark, number)

    def _sealed(self, address: str) -> Mark | None:
        """The mark that an address is, where it leads to a moment."""
        found = SEAL.fullmatch(address)
        return self.sealed.marks[opened(found[1])] if found else None

    def _add(self, text: str, style: str = "", target: int | None = None) -> None:
        if not text:
            return
        text = self.sealed.restored(text).replace("\t", " ")
        names = " ".join([*self._styles, style]) if style else " ".join(self._styles)
        if target is None and self._links:
            target = self._links[-1][0]
        self._runs.append(Run(text, names, target, self._line))

    def _words(self, text: str, style: str = "", target: int | None = None) -> None:
        if "\n" in text or "\t" in text or "  " in text:
            text = _SPACES.sub(" ", text)
        self._add(self._lift(text) if self._lift and text else text, style, target)

    def _text(self, text: str) -> None:
        if "\u2991" not in text and "://" not in text:
            self._words(text)
            return
        at = 0
        for found in _PIECES.finditer(text):
            self._words(text[at : found.start()])
            at = found.end()
            if found[1]:
                self._mark(self.sealed.marks[opened(found[1])])
            else:
                at -= self._url(found["url"])
        self._words(text[at:])

    def _mark(self, mark: Mark) -> None:
        if _SIGNS[mark.kind][0] and self._runs and self._runs[-1].text[-1].isalnum():
            self._add(" ")
        self._sign(mark, self.target(mark.kind, _shown(mark), self._line, index=mark.index))

    def _sign(self, mark: Mark, number: int) -> None:
        """Adds what a mark shows, with its signs."""
        before, after = _SIGNS[mark.kind]
        shown = _shown(mark)
        if before:
            shown = before + shown.replace(" ", "\xa0") if mark.kind != "embed" else before + shown
        self._add(shown, mark.kind, number)
        self._add(after, "sign", number)

    def _url(self, url: str) -> int:
        """Adds a bare address; how many characters at its end are none of it."""
        extra = 0
        while url.endswith(")") and url.count(")") > url.count("("):
            bare = url[:-1].rstrip(".,;:!?'’")
            url, extra = bare, extra + len(url) - len(bare)
        target = None if self._links else self.target("url", url, self._line, url)
        self._add(url.removeprefix("https://").removeprefix("http://").removeprefix("www."), "url", target)
        return extra

    def _open_link(self, href: str, title: str) -> None:
        href = self.sealed.restored(href)
        kind: TargetKind = "anchor" if href.startswith("#") else "url"
        number = self.target(kind, title or href, self._line, href.removeprefix("#"))
        self._links.append((number, len(self._runs)))
        self._styles.append("url")

    def _close_link(self) -> None:
        if self._links:
            number, first = self._links.pop()
            words = "".join([run.text for run in self._runs[first:] if run.target == number])
            words = _SPACES.sub(" ", words).strip()
            at = number - self._first
            old = self.targets[at]
            self.targets[at] = Target(number, old.kind, -1, words or old.shown, old.line, old.address)
            if not words:
                self._add(old.address, "url", number)
        self._drop("url")

    def _drop(self, style: str) -> None:
        for at in range(len(self._styles) - 1, -1, -1):
            if self._styles[at] == style:
                del self._styles[at]
                return

    def _image(self, token: Token) -> None:
        words = _PICTURE_SIZE.sub("", self.sealed.restored(token.content))
        title = self.sealed.restored(str(token.attrGet("title") or ""))
        self._embed({"src": str(token.attrGet("src") or ""), "alt": words, "title": title})

    def _footnote(self, token: Token) -> None:
        label = self.sealed.restored(str(token.meta.get("label") or ""))
        if label:
            number = self.target("footnote", label, self._line, label)
            from kbtui.layout.scripts import raised  # as seldom as formulas

            self._add(raised(label) or f"[{label}]", "footnote", number)
            return
        held = self._env.get("footnotes", {}).get("list", {}).get(token.meta.get("id"), {})
        self._styles.append("footnote")
        self._add(" (")
        for child in held.get("tokens") or []:
            for inner in child.children or [child]:
                self._meet(inner, None)
        self._add(")")
        self._drop("footnote")

    def _html(self, token: Token) -> None:
        self._line += token.content.count("\n")
        found = TAG.match(token.content)
        if not found:
            return
        name, closes = found["name"].lower(), bool(found["close"])
        if name in ("sup", "sub"):
            self._lift = None if closes else _lift(name)
        elif name == "a":
            self._anchor(closes, found["attributes"])
        elif name in EMBEDS and not closes:
            self._embed(attributes_of(found["attributes"]))
        elif name == "input":
            self._add(checkbox(found["attributes"]))
        elif name in ("td", "th") and closes:
            self._add("  ")
        if name in BREAKS:
            self._add("\n")
            self._lists = self._lists or HtmlLists()
            self._add(self._lists.meet(name, closes))
        if name == "hr":
            self._add("─" * 24, "rule")
            self._add("\n")
        if name in STYLES:
            self._drop(STYLES[name]) if closes else self._styles.append(STYLES[name])

    def _anchor(self, closes: bool, written: str) -> None:
        if closes and self._moment is not None:
            self._close_moment(self._moment)
        elif closes and "url" in self._styles:
            self._close_link()
        elif not closes and (href := attributes_of(written).get("href")):
            if moment := self._sealed(href):
                self._open_moment(moment)
            else:
                self._open_link(href, "")

    def _embed(self, attributes: dict[str, str]) -> None:
        moment = self._sealed(attributes.get("src", ""))
        if moment:
            self._mark(moment)
        elif "src" in attributes or "alt" in attributes:
            self._picture(attributes)

    def _picture(self, attributes: dict[str, str]) -> None:
        address = self.sealed.restored(attributes.get("src", ""))
        name = one_line(unquote(address.rpartition("/")[2]))
        words = attributes.get("alt") or attributes.get("title") or name or "image"
        is_own = address and not self._links  # a picture that is a link's words leads where the link does
        number = self.target("url", words, self._line, address) if is_own else None
        self._add(f"▤\xa0{_SPACES.sub(' ', words)}", "embed", number)


def _shown(mark: Mark) -> str:
    return _SPACES.sub(" ", mark.shown) or "…"


def _lift(name: str) -> Callable[[str], str]:
    """What makes words those of an element that stands above or below the line."""
    from kbtui.layout.scripts import lowered_or_marked, raised_or_marked  # as seldom as formulas

    return raised_or_marked if name == "sup" else lowered_or_marked


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    """The runs without empty rows at either end, and without more than one forced break in a row."""
    kept: list[Run] = []
    for run in runs:
        if not run.text.strip() and (not kept or kept[-1].text == "\n"):
            continue
        kept.append(run)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept and "^" in kept[-1].text and kept[-1].target is None:
        last = kept.pop()
        text = _BLOCK_ID.sub("", last.text)
        if text:
            kept.append(last._replace(text=text))
    return tuple(kept)
