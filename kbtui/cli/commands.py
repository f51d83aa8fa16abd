"""The commands there are, and which of them a command line means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

COMMANDS = {
    "export": "every note as one line of JSON",
    "check": "the problems of a vault, one a line",
    "search": "passages that hold some words, best first",
    "moments": "the moments of a note or a video, in time order",
    "quotes": "the quotes of a vault, or those that hold some words",
    "backlinks": "the sentences that link to a note",
    "links": "a note's links, or with --wanted those that no note answers",
    "related": "the notes related to a note, and why",
    "marks": "the moments that you marked",
    "index": "make the index for searching ahead",
    "open": "open a video at a second",
}
"""Each is a module of this package and is imported only when it is meant. Without one, `browse` is."""

BROWSE = "browse"

OPTIONS_WITH_VALUE = frozenset({"--vault", "--config", "--theme", "--note", "--video"})
"""Options that may stand before a command and take the next word with them."""


def split_command(words: Sequence[str]) -> tuple[str, list[str]]:
    """The command that `words` name, and the other words; `browse` where they name none.

    The first word that is no option decides. A folder that is called like a command is opened as `./export`.
    """
    at = _first_at(words)
    if at < len(words) and words[at] in COMMANDS:
        return words[at], [*words[:at], *words[at + 1 :]]
    return BROWSE, list(words)


def meant_command(words: Sequence[str]) -> tuple[str, str] | None:
    """The first word that is no option, where it is no path and almost a command; and that command."""
    word = next(iter(words[_first_at(words) :]), "")
    if not word.isalpha() or Path(word).exists():
        return None
    from difflib import get_close_matches  # which most runs need none of

    near = get_close_matches(word, COMMANDS, n=1)
    return (word, near[0]) if near else None


def _first_at(words: Sequence[str]) -> int:
    """Where the first word stands that is no option."""
    at = 0
    while at < len(words) and words[at].startswith("-") and words[at] != "--":
        at += 2 if words[at] in OPTIONS_WITH_VALUE else 1
    return at
