"""Letters on every thing in sight, to go to one by typing its letters."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from kbtui.layout.document import Document

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"


class Labels(Struct, frozen=True):
    """The labels that are shown, and what has been typed of one."""

    numbers: dict[str, int]
    """Targets by label; all labels are equally long."""
    places: dict[tuple[int, int], str]
    """The labels by the row of the note and the target that they stand on."""
    begun: str = ""
    picked: int | None = None

    @classmethod
    def over(cls, document: Document, row: int, height: int) -> Labels | None:
        """A label for each target that is in the rows shown; None where there is none."""
        found: dict[int, int] = {}
        for at in range(row, row + height):
            line = document.line(at)
            for span in line.spans if line else ():
                if span.target is not None:
                    found.setdefault(span.target, at)
        if not found:
            return None
        numbers = dict(zip(_labels(len(found)), found, strict=True))
        return cls(numbers, {(found[number], number): label for label, number in numbers.items()})

    def typed(self, letter: str | None) -> Labels | None:
        """What is left when a letter is typed; None where no label begins so, or the key is no letter."""
        if letter is None:
            return None
        begun = self.begun + letter.lower()
        if begun in self.numbers:
            return replace(self, begun=begun, picked=self.numbers[begun])
        return replace(self, begun=begun) if any(label.startswith(begun) for label in self.numbers) else None

    def at(self, row: int, number: int) -> str | None:
        """What is still to be typed for a target, where its label stands in the row."""
        label = self.places.get((row, number))
        return label[len(self.begun) :] if label and label.startswith(self.begun) else None


def _labels(count: int) -> list[str]:
    if count <= len(_LETTERS):
        return list(_LETTERS[:count])
    pairs = [first + second for first in _LETTERS for second in _LETTERS]
    return pairs[:count] if count <= len(pairs) else [one + pair for one in _LETTERS for pair in pairs][:count]
