"""LaTeX as text: on one line in a sentence, and with fractions and matrices drawn where it stands alone."""

from __future__ import annotations

from kbtui.late_pattern import late_pattern
from kbtui.layout import latex
from kbtui.layout.boxes import Box, accented, beside, fenced, fraction, joined, matrix, noted, one_line
from kbtui.layout.scripts import lowered, raised, reaction
from kbtui.layout.widths import width

_TOKEN = late_pattern(r"\\(?:[a-zA-Z]+\*?|[\s\S])|[{}^_&]|\s+|[^\\]")
_DEEP = 24
"""Groups within groups past which LaTeX is shown as it is written."""
_FENCES = {
    "pmatrix": "()", "bmatrix": "[]", "Bmatrix": "{}", "vmatrix": "||", "Vmatrix": "‖‖", "cases": "{ ", "matrix": "  ",
}  # fmt: skip


class TooDeepError(ValueError):
    """A formula nests more groups than anybody writes."""


def inline_maths(source: str) -> str:
    """A formula as one line of text."""
    return _shown(source, False)[0]


def display_maths(source: str, columns: int) -> list[str]:
    """A formula that stands alone, as rows; on one row where it is too wide to be drawn; none where there is none."""
    if not source.strip():
        return []
    drawn = _shown(source, True)
    if max(map(width, drawn)) <= columns:
        return drawn
    return _shown(source, False)


def _shown(source: str, drawn: bool) -> list[str]:
    source = " ".join(source.split())
    try:
        reader = _Reader(source, drawn)
        lines = reader.lines()
    except TooDeepError:
        return [source]
    if not drawn:
        return ["  ".join([row.strip() for box in lines for row in box.rows]).strip() or source]
    return [row.rstrip() for box in lines for row in box.rows] or [source]


class _Reader:
    """Reads LaTeX from left to right."""

    def __init__(self, source: str, drawn: bool) -> None:
        self.tokens: list[str] = _TOKEN.findall(source)
        self.at = 0
        self.drawn = drawn
        self.depth = 0

    def lines(self) -> list[Box]:
        """The formula's lines, parted by double backslashes."""
        found: list[Box] = []
        while self.at < len(self.tokens):
            box = self.row(frozenset({"\\\\"}))
            if box.width or box.rows != ("",):
                found.append(box)
            self.at += 1
        return found

    def row(self, stops: frozenset[str]) -> Box:
        """Everything up to one of the stops, which is not taken."""
        boxes: list[Box] = []
        while self.at < len(self.tokens) and self.tokens[self.at] not in stops:
            token = self.tokens[self.at]
            if token in ("^", "_"):
                self.at += 1
                base = boxes.pop() if boxes else Box(("",))
                boxes.append(self.script(base, token))
            elif box := self.atom():
                boxes.append(box)
        return joined(boxes)

    def atom(self) -> Box | None:
        token = self.tokens[self.at]
        self.at += 1
        if token == "{":
            return self.group()
        if token in "&~":
            return Box((" ",))
        if token == "}" or token.isspace():
            return None
        if token[0] == "\\" and len(token) > 1:
            return self.command(token[1:].rstrip("*"))
        if token in "=<>":
            return Box((f" {token} ",), role="operator")
        if token in "+-*":
            return Box(({"-": "−", "*": "∗"}.get(token, token),), role="operator")
        return Box(("′" if token == "'" else ", " if token == "," else token,))

    def group(self) -> Box:
        """What stands up to the closing brace."""
        self.depth += 1
        if self.depth > _DEEP:
            raise TooDeepError
        box = self.row(frozenset({"}"}))
        self.at += 1
        self.depth -= 1
        return Box(box.rows, box.base, "" if box.role == "operator" else box.role)

    def argument(self) -> Box:
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1
        if self.at >= len(self.tokens):
            return Box(("",))
        self.depth += 1
        if self.depth > _DEEP:
            raise TooDeepError
        box = self.atom() or Box(("",))
        self.depth -= 1
        return Box((box.flat.strip(),)) if box.role == "operator" else box

    def flat_argument(self) -> str:
        """An argument on one line, since scripts and roots are not drawn."""
        drawn, self.drawn = self.drawn, False
        text = one_line(self.argument())
        self.drawn = drawn
        return text

    def words(self) -> str:
        """A braced argument as it is written."""
        start = self.at
        depth = 0
        while self.at < len(self.tokens):
            depth += {"{": 1, "}": -1}.get(self.tokens[self.at], 0)
            self.at += 1
            if depth <= 0 and not self.tokens[self.at - 1].isspace():
                break
        return "".join(self.tokens[start : self.at]).strip().removeprefix("{").removesuffix("}")

    def command(self, name: str) -> Box | None:
        if name in latex.SYMBOLS:
            return Box((latex.SYMBOLS[name],))
        if sign := latex.RELATIONS.get(name) or latex.BINARY.get(name):
            return Box((f" {sign} ",), role="operator")
        if name in latex.BIG:
            return Box((latex.BIG[name],), role="sum")
        if name in latex.SPACES:
            return Box((latex.SPACES[name],)) if latex.SPACES[name] else None
        if name in latex.FUNCTIONS:
            return _function(name)
        if name in latex.ACCENTS:
            return accented(self.argument(), latex.ACCENTS[name])
        if name in latex.SILENT:
            return self.delimiter() if name in ("left", "right") else None
        return self.structure(name)

    def structure(self, name: str) -> Box | None:
        """What a command makes of its arguments."""
        if name in ("frac", "dfrac", "tfrac", "cfrac"):
            return fraction(self.argument(), self.argument(), self.drawn)
        if name in ("binom", "dbinom", "tbinom"):
            return Box((f"({one_line(self.argument())} choose {one_line(self.argument())})",))
        if name == "sqrt":
            return self.root()
        if name == "begin":
            return self.environment(self.words())
        if name == "not":
            return accented(self.argument(), "\u0338")
        if name in ("overbrace", "underbrace"):
            return self.braced(name == "overbrace")
        if name in ("overset", "stackrel", "underset"):
            note = self.flat_argument()
            return self.annotated(self.argument(), note, name != "underset")
        if name in ("xrightarrow", "xleftarrow"):
            return self.annotated(Box(("→" if name == "xrightarrow" else "←",)), self.flat_argument(), True)
        return self.wording(name)

    def braced(self, above: bool) -> Box:
        """What stands at a brace, and the note that is a script of the brace."""
        box = self.argument()
        if self.at >= len(self.tokens) or self.tokens[self.at] != ("^" if above else "_"):
            return fenced(box) if box.flat and " " in box.flat else box
        self.at += 1
        return noted(box, self.flat_argument(), above, self.drawn)

    def annotated(self, box: Box, note: str, above: bool) -> Box:
        """A note over or under a sign. That of an operator is written as its script: an operator has no power."""
        if box.flat and not any(map(str.isalnum, box.flat)):
            box = Box((f" {box.flat.strip()} ",), role="operator")
        if box.role in ("operator", "function", "sum"):
            return _scripted(box, note, "^" if above else "_")
        return noted(box, note, above, self.drawn)

    def wording(self, name: str) -> Box | None:
        """What a command makes of the words in its argument; a command that is not known is shown as it is."""
        if name in ("end", "label", "color", "phantom"):
            self.words()
            return None
        if name == "hspace":
            self.words()
            return Box((" ",))
        if name == "tag":
            return Box((f"  ({self.words()})",))
        if name == "mathbb":
            return Box(("".join([latex.LETTERS.get(char, char) for char in self.words()]),))
        if name == "operatorname":
            return _function(self.words())
        if name == "ce":
            return Box((reaction(self.words()),))
        if name in ("text", "textbf", "textit", "textrm", "mbox", "texttt"):
            return Box((self.words(),), role="word")
        if name == "textcolor":
            self.words()
            return self.argument()
        if name in latex.WORDS:
            return self.argument()
        return self.unknown(name)

    def unknown(self, name: str) -> Box:
        """A command that nothing is known of, as it is written, with what stands in its braces."""
        if not name.isalpha():
            return Box((name,))
        text = f"\\{name}"
        while self.at < len(self.tokens) and self.tokens[self.at] == "{":
            text += f"{{{self.flat_argument()}}}"
        is_cut_off = self.at < len(self.tokens) and self.tokens[self.at].isspace() and not text.endswith("}")
        return Box((f"{text} " if is_cut_off else text,))

    def delimiter(self) -> Box | None:
        """The sign after a command for tall brackets, of which a dot is none."""
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1
        if self.at < len(self.tokens) and self.tokens[self.at] == ".":
            self.at += 1
        return None

    def root(self) -> Box:
        index = ""
        if self.at < len(self.tokens) and self.tokens[self.at] == "[":
            self.at += 1
            index = one_line(self.row(frozenset({"]"})))
            self.at += 1
        body = self.flat_argument()
        body = body if len(body) == 1 or body.isdigit() else f"({body})"
        sign = {"": "√", "3": "∛", "4": "∜"}.get(index) or (f"{raised(index)}√" if raised(index) else "")
        return Box((f"{sign}{body}" if sign else f"{body}^(1/{index})",), role="root")

    def environment(self, name: str) -> Box:
        name = name.rstrip("*")
        if name == "array":
            self.words()
        rows: list[list[Box]] = [[]]
        while self.at < len(self.tokens):
            rows[-1].append(self.row(frozenset({"&", "\\\\", "\\end"})))
            stop = self.tokens[self.at] if self.at < len(self.tokens) else "\\end"
            self.at += 1
            if stop == "\\end":
                self.words()
                break
            if stop == "\\\\":
                rows.append([])
        rows = [row for row in rows if any(box.rows != ("",) for box in row)]
        return matrix(rows, _FENCES.get(name, "  "), self.drawn, name in _FENCES)

    def script(self, base: Box, sign: str) -> Box:
        return _scripted(base, self.flat_argument(), sign)


def _scripted(base: Box, text: str, sign: str) -> Box:
    """A box with a script, in small signs where there are such."""
    tight = text.replace(" ", "")
    small = "°" if tight == "∘" and sign == "^" else raised(tight) if sign == "^" else lowered(tight)
    if not small:
        small = f"{sign}{text}" if len(text) == 1 else f"{sign}({text})"
    if base.role == "operator":
        return Box((f" {base.flat.strip()}{small} ",), role="operator")
    return beside(base, small, 0 if sign == "^" else len(base.rows) - 1)


def _function(name: str) -> Box:
    return Box((name,), role="sum" if name in latex.LIMITS else "function")
