"""Regular expressions that are compiled when they are first used.

To compile one takes as long as to read a note, and most runs end without a need for most of them. What every start
needs is compiled at once, by `re.compile`.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)  # from then on it is found without a way around
        return found


def late_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, as far as its methods and attributes go. It is no argument for functions of `re`."""
    return cast("re.Pattern[str]", _Late(source, flags))
