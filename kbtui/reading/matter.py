"""Front matter: the YAML between two `---` lines at a note's beginning, and where the text behind it begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kbtui.late_pattern import late_pattern
from kbtui.note import Problem

_FENCED = late_pattern(r"\A\s*^---[ \t]*\n(?P<inside>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_SCALAR = r"-*+\w[^:#\t\n]*+(?:(?::(?=\S)|(?<! )#)[^:#\t\n]*+)*+"
_QUOTED = r"\"[^\"\\\t\n]*+\"|'[^'\t\n]*+'"
_ITEM = r"\w[\w ./-]*+"
_FLOW = rf"\[ *+(?:{_ITEM}(?:, *+{_ITEM})*+)?\]"
_ITEMS = rf"\n(?P<indent> *+)- ++{_ITEM}(?:\n(?P=indent)- ++{_ITEM})*+"
_PLAIN = re.compile(
    rf"---\n(?P<lines>(?:[A-Za-z]\w{{0,99}}+:(?: ++(?:{_SCALAR}|(?:{_QUOTED}|{_FLOW}) *+)| *+(?:{_ITEMS})?)\n)++)"
    r"---[ \t]*(?:\n|\Z)"
)
"""Lines that hold a plain or quoted scalar or a list of plain words each: what nearly all notes have. They are read to
the same values without YAML, whose import alone takes as long as reading a hundred notes."""
_KEYED = late_pattern(r"\s*[\w][\w .-]*:(?:\s|$)")
_NESTING = late_pattern(r"[\[{]|[-?:][ \t]+(?=[-?:][ \t])")

_LONGEST = 64 * 1024
"""Characters; nobody's front matter is longer, and YAML is slow."""
_TEXTS = ("title", "videoid", "video_id")
"""Keys whose value is one text."""
_DEEPEST = 200
"""How many brackets and marks of nested blocks front matter may hold: YAML's reader recurses, and would overflow."""


class Matter(NamedTuple):
    values: Mapping[str, str | list[str]]
    """By key in lower case; every scalar is the text that stands there. What is nested deeper is left out."""
    body: int
    """Where the text after the front matter begins, in characters; 0 where there is none."""
    problems: tuple[Problem, ...] = ()


def read_matter(text: str) -> Matter:
    """The front matter of a note's text. No text makes it raise.

    Lines between two `---` that are no YAML mapping are read line by line where they look like `key: value`, and said
    so in a problem; where they do not, the two `---` are rules in a text without front matter.
    """
    if plain := _PLAIN.match(text):
        values = _plain_values(plain["lines"])
        is_sound = len(values) == plain["lines"].count("\n") and "[" not in plain["lines"]
        return Matter(values, plain.end(), () if is_sound else tuple(_doubts(plain["lines"], 2, values)))
    if not text.startswith("---") and not text.lstrip("\n \t").startswith("---"):
        return Matter({}, 0)
    fenced = _FENCED.match(text)
    if fenced is None:
        return _unclosed(text)
    return _as_yaml(fenced)


def _plain_values(lines: str) -> dict[str, str | list[str]]:
    """The values in front matter that is no more than `_PLAIN`."""
    values: dict[str, str | list[str]] = {}
    items: list[str] = []
    for line in lines.split("\n")[:-1]:
        if line[0] in " -":
            items.append(line.lstrip(" ")[1:].strip(" "))
            continue
        key, _, value = line.partition(":")
        value = value.strip(" ")
        if not value or value[0] == "[":
            items = [item for item in map(str.strip, value[1:-1].split(",")) if item]
            values[key] = items
        else:
            values[key] = value[1:-1] if value[0] in "\"'" else value
    return _folded(values)


def _as_yaml(fenced: re.Match[str]) -> Matter:
    inside = fenced["inside"]
    if len(inside) > _LONGEST or len(_NESTING.findall(inside)) > _DEEPEST:
        return _line_by_line(fenced, "is too long or too deeply nested", 1)
    from kbtui.reading.matter_yaml import NoYamlError, load_yaml  # costs more to import than most vaults need it

    try:
        values = load_yaml(inside)
    except NoYamlError as error:
        opening = fenced.string.count("\n", 0, fenced.start("inside"))
        return _line_by_line(fenced, f"is no YAML ({error.reason})", opening + error.line)
    if not values and any(line.strip() and not line.lstrip().startswith("#") for line in inside.split("\n")):
        return Matter({}, 0)
    texts = {str(key): _texts(value) for key, value in values.items()}
    line = fenced.string.count("\n", 0, fenced.start("inside")) + 1
    doubts = _doubts(inside, line, {str(key).casefold(): value for key, value in values.items()})
    return Matter(_folded(texts), fenced.end(), tuple(doubts))


def _doubts(inside: str, line: int, values: Mapping[str, object]) -> Iterator[Problem]:
    """That what a note is called or about is no text, or is said twice.

    Args:
        inside: The lines of the front matter.
        line: Which line of the file the first one is.
        values: What they hold, by key in lower case.
    """
    seen = set()
    for number, written in enumerate(inside.split("\n"), line):
        name = written.partition(":")[0].rstrip().strip("\"'")
        key = name.casefold()
        if key not in _TEXTS:
            continue
        if key in seen:
            yield Problem(number, "front-matter", f"{name} is said twice; the last one is taken")
        elif isinstance(values.get(key), (list, dict)):
            yield Problem(number, "front-matter", f"{name} is no text, and left out")
        seen.add(key)


def _folded(values: Mapping[str, str | list[str]]) -> dict[str, str | list[str]]:
    """Values by key in lower case, the empty ones left out."""
    lower = {key.casefold(): value for key, value in values.items()}
    return lower if all(lower.values()) else {key: value for key, value in lower.items() if value}


def _texts(value: object) -> str | list[str]:
    if isinstance(value, list):
        return [each for each in value if isinstance(each, str)]
    return value if isinstance(value, str) else ""


def _line_by_line(fenced: re.Match[str], why: str, line: int) -> Matter:
    lines = fenced["inside"][:_LONGEST].split("\n")
    if not _KEYED.match(next((each for each in lines if each.strip()), "")):
        return Matter({}, 0)
    if _goes_on_as_prose(lines):
        return _unclosed(fenced.string)
    problem = Problem(line, "front-matter", f"front matter {why}; read line by line")
    return Matter(_pairs(lines), fenced.end(), (problem,))


def _pairs(lines: Iterable[str]) -> dict[str, str | list[str]]:
    """The values of the lines that look like `key: value`."""
    pairs = (each.partition(":") for each in lines if ":" in each and not each[:1].isspace())
    return {key.strip().casefold(): value.strip().strip("\"'") for key, _, value in pairs if value.strip()}


def _goes_on_as_prose(lines: Iterable[str]) -> bool:
    """Whether behind an empty line one stands that is none of front matter's: then the `---` behind it is a rule."""
    behind = False
    for line in lines:
        behind = behind or not line.strip()
        if behind and line.strip() and line[0] not in " \t-#]}" and not _KEYED.match(line):
            return True
    return False


def _unclosed(text: str) -> Matter:
    """The values up to the first empty line; all is shown as text, for where the front matter ends is not known."""
    first, _, rest = text.partition("\n")
    if first.strip() != "---" or rest.startswith("\n") or not _KEYED.match(rest):
        return Matter({}, 0)
    message = "front matter has no closing `---`; read up to its first empty line, and shown as text"
    lines = rest[:_LONGEST].partition("\n\n")[0].split("\n")
    return Matter(_pairs(filter(_KEYED.match, lines)), 0, (Problem(1, "front-matter", message),))
