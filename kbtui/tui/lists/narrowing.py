"""Which of many texts hold every word that is typed, letter by letter. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kbtui.index.words import folded


class Narrowing:
    """Texts, whatever case and accents, and what was found in them last: what is found by more letters is looked for
    among that alone."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [folded(text) for text in texts]
        self._words: Sequence[str] = ()
        self._found: Sequence[int] = range(len(self._texts))

    def add(self, texts: Iterable[str]) -> None:
        """Some more texts, behind the others."""
        self.splice(len(self._texts), len(self._texts), texts)

    def splice(self, start: int, stop: int, texts: Iterable[str]) -> None:
        """Other texts in the place of some."""
        self._texts[start:stop] = map(folded, texts)
        self._words, self._found = (), range(len(self._texts))

    def holding(self, query: str) -> Sequence[int]:
        """The texts that hold every word of a query, by their places, in order."""
        words = folded(query).split()
        is_narrower = all(any(before in word for word in words) for before in self._words)
        found = self._found if is_narrower else range(len(self._texts))
        for word in words:
            if not is_narrower or word not in self._words:
                texts = self._texts
                found = [number for number in found if word in texts[number]]
        self._words, self._found = words, found
        return found
