"""Where one was in a note, once its text is another one. Pure."""

from __future__ import annotations

from msgspec.structs import replace

from kbtui.layout.source import Place


def moved(place: Place, before: str, after: str) -> Place:
    """The place at which the words stand now that stood at `place`, as far as lines before or after it changed.

    Args:
        place: In the text as it was.
        before: That text.
        after: The text as it is now.
    """
    old, new = before.split("\n"), after.split("\n")
    at = place.line - 1
    if before == after or not after.strip() or at >= len(old):  # a text that is being written may be cut for a moment
        return place
    if old[: at + 1] == new[: at + 1]:
        return place
    below = len(old) - at
    if old[at:] == new[-below:]:
        return replace(place, line=len(new) - below + 1, target=None)
    same = [number for number, line in enumerate(new, 1) if line == old[at]] if old[at] else []
    return replace(place, line=min(same, key=lambda line: abs(line - place.line), default=place.line), target=None)
