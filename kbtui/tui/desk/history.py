"""Where the reader has been: back and forward, to the same line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from kbtui.layout.source import Place

_LONGEST = 200


class Visit(Struct, frozen=True):
    path: str
    place: Place


class History(Struct, frozen=True):
    """Visits before and after the present one. Every step makes a new history."""

    behind: tuple[Visit, ...] = ()
    ahead: tuple[Visit, ...] = ()
    recent: tuple[str, ...] = ()
    """The notes that were left, by whichever way, the last one first."""

    def left(self, visit: Visit) -> History:
        """The history after going from `visit` to somewhere new."""
        return History((*self.behind, visit)[-_LONGEST:], (), self._with(visit))

    def renamed(self, paths: Mapping[str, str]) -> History:
        """The history after notes got other paths."""
        if not paths:
            return self
        recent = tuple(paths.get(path, path) for path in self.recent)
        return History(_renamed(self.behind, paths), _renamed(self.ahead, paths), recent)

    def back(self, here: Visit) -> tuple[Visit, History] | None:
        """Where back leads from `here`; None at the beginning."""
        if not self.behind:
            return None
        return self.behind[-1], History(self.behind[:-1], (*self.ahead, here), self._with(here))

    def forward(self, here: Visit) -> tuple[Visit, History] | None:
        """Where forward leads from `here`; None at the end."""
        if not self.ahead:
            return None
        return self.ahead[-1], History((*self.behind, here), self.ahead[:-1], self._with(here))

    def _with(self, left: Visit) -> tuple[str, ...]:
        """The notes that were left, once one more is."""
        return tuple(dict.fromkeys((left.path, *self.recent)))[:_LONGEST]


def _renamed(visits: Iterable[Visit], paths: Mapping[str, str]) -> tuple[Visit, ...]:
    return tuple(Visit(paths.get(visit.path, visit.path), visit.place) for visit in visits)
