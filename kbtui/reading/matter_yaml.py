"""Front matter that is more than plain lines, read as YAML."""

from __future__ import annotations

from collections.abc import Mapping

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from kbtui.text import one_line


class NoYamlError(Exception):
    """A text is no YAML, or none that is front matter."""

    def __init__(self, reason: str, line: int) -> None:
        """
        Args:
            reason: What is wrong, in the words of YAML's reader.
            line: The line that it points at, from 1; 0 where it points at none.
        """
        super().__init__(reason)
        self.reason = reason
        self.line = line


class _Strings(YAMLHandler):
    """YAML whose every scalar is the text that stands there: a title may be `12:30`, `yes` or a date."""

    def load(self, fm: str, **kwargs: object) -> object:  # type: ignore[override]  # the library says nothing of types
        return super().load(fm, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader), **kwargs)


_HANDLER = _Strings()


def load_yaml(inside: str) -> Mapping[str, object]:
    """The values of front matter by key; empty where it holds something else than a mapping.

    Args:
        inside: What stands between its two `---` lines.

    Raises:
        NoYamlError: It is no YAML.
    """
    try:
        values, _ = frontmatter.parse(f"---\n{inside}---\n", handler=_HANDLER)
    except (yaml.YAMLError, ValueError, RecursionError, TypeError, AttributeError) as error:
        mark = getattr(error, "problem_mark", None)
        # It counts from 0, from the end of the first `---` on.
        raise NoYamlError(_reason(error), int(mark.line) if mark is not None else 0) from error
    return values


def _reason(error: Exception) -> str:
    return one_line(str(getattr(error, "problem", None) or type(error).__name__))
