"""Front matter: the YAML between two `---` lines at a note's beginning, and where the text behind it begins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from kbtui.note import Problem
from kbtui.text import one_line

_FENCED = re.compile(r"\A\s*^---[ \t]*\n(?P<inside>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PLAIN = re.compile(r"\A---\n(?P<lines>(?:[A-Za-z]\w*: (?:\w|-\w)[^:#\t\n]*\n)+)---[ \t]*(?:\n|\Z)")
"""Lines that hold one plain scalar each: what nearly all notes have, and read to the same values without YAML."""
_KEYED = re.compile(r"\s*[\w][\w .-]*:(?:\s|$)")
_NESTING = re.compile(r"[\[{]|[-?:][ \t]+(?=[-?:][ \t])")

_LONGEST = 64 * 1024
"""Characters; nobody's front matter is longer, and YAML is slow."""
_DEEPEST = 200
"""How many brackets and marks of nested blocks front matter may hold: YAML's reader recurses, and would overflow."""


@dataclass(frozen=True, slots=True)
class Matter:
    values: Mapping[str, str | list[str]]
    """By key in lower case; every scalar is the text that stands there. What is nested deeper is left out."""
    body: int
    """Where the text after the front matter begins, in characters; 0 where there is none."""
    problems: tuple[Problem, ...] = ()


class _Strings(YAMLHandler):
    """YAML whose every scalar is the text that stands there: a title may be `12:30`, `yes` or a date."""

    def load(self, fm: str, **kwargs: object) -> object:  # type: ignore[override]  # the library says nothing of types
        return super().load(fm, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader), **kwargs)


_HANDLER = _Strings()


def read_matter(text: str) -> Matter:
    """The front matter of a note's text. No text makes it raise.

    Lines between two `---` that are no YAML mapping are read line by line where they look like `key: value`, and said
    so in a problem; where they do not, the two `---` are rules in a text without front matter.
    """
    if plain := _PLAIN.match(text):
        pairs = (line.partition(": ") for line in plain["lines"].split("\n")[:-1])
        return Matter({key.lower(): value.rstrip() for key, _, value in pairs}, plain.end())
    if not text.startswith("---") and not text.lstrip("\n \t").startswith("---"):
        return Matter({}, 0)
    fenced = _FENCED.match(text)
    if fenced is None:
        return _unclosed(text)
    return _as_yaml(fenced)


def _as_yaml(fenced: re.Match[str]) -> Matter:
    inside = fenced["inside"]
    if len(inside) > _LONGEST or len(_NESTING.findall(inside)) > _DEEPEST:
        return _line_by_line(fenced, "is too long or too deeply nested", 1)
    try:
        values, _ = frontmatter.parse(f"---\n{inside}---\n", handler=_HANDLER)
    except (yaml.YAMLError, ValueError, RecursionError, TypeError, AttributeError) as error:
        return _line_by_line(fenced, f"is no YAML ({_reason(error)})", _error_line(error, fenced))
    if not values and any(line.strip() and not line.lstrip().startswith("#") for line in inside.split("\n")):
        return Matter({}, 0)
    texts = {str(key).casefold(): _texts(value) for key, value in values.items()}
    return Matter({key: value for key, value in texts.items() if value}, fenced.end())


def _texts(value: object) -> str | list[str]:
    if isinstance(value, list):
        return [each for each in value if isinstance(each, str)]
    return value if isinstance(value, str) else ""


def _line_by_line(fenced: re.Match[str], why: str, line: int) -> Matter:
    lines = fenced["inside"][:_LONGEST].split("\n")
    if not _KEYED.match(next((each for each in lines if each.strip()), "")):
        return Matter({}, 0)
    pairs = (each.partition(":") for each in lines if ":" in each and not each[:1].isspace())
    values: dict[str, str | list[str]] = {
        key.strip().casefold(): value.strip().strip("\"'") for key, _, value in pairs if value.strip()
    }
    problem = Problem(line, "front-matter", f"front matter {why}; read line by line")
    return Matter(values, fenced.end(), (problem,))


def _unclosed(text: str) -> Matter:
    first, _, rest = text.partition("\n")
    if first.strip() != "---" or not _KEYED.match(rest):
        return Matter({}, 0)
    return Matter({}, 0, (Problem(1, "front-matter", "front matter has no closing `---`; shown as text"),))


def _reason(error: Exception) -> str:
    return one_line(str(getattr(error, "problem", None) or type(error).__name__))


def _error_line(error: Exception, fenced: re.Match[str]) -> int:
    """The line of the note that YAML's reader points at; it counts from 0, from the end of the first `---` on."""
    mark = getattr(error, "problem_mark", None)
    opening = fenced.string.count("\n", 0, fenced.start("inside"))
    return opening + int(mark.line) if mark is not None else opening
