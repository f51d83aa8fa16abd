"""A few letters → the notes and videos whose titles they may mean, best first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice

from msgspec import Struct

from kbtui.graph.graph import NoteGraph
from kbtui.index.words import folded, words_in

_ENOUGH = 8
"""Titles found by a surer way with which one does not look in a less sure one."""
_CLOSE = 72.0
"""Likeness in percent from which a title with slips of letters counts."""
_FEWEST_LETTERS = 4
"""Of fewer letters there are no slips: everything would be like them."""


class Titled(Struct, frozen=True):
    """A note or a video to go to."""

    title: str
    path: str
    """The note; for a video its first."""
    below: str
    """Where it belongs: a channel and video, or how many notes a video has."""
    is_video: bool = False


class Titles:
    """The titles of a vault, made ready for looking through them at every letter."""

    def __init__(self, graph: NoteGraph) -> None:
        self.graph = graph
        self._all = [*_notes(graph), *_videos(graph)]
        self._folded = [folded(each.title) for each in self._all]
        self._by_path = {each.path: each for each in self._all if not each.is_video}

    def first(self, recent: Iterable[str], here: str | None, limit: int) -> list[Titled]:
        """The notes at some paths, then all others in path order, that at `here` last: so many at most, each once."""
        paths = chain((path for path in chain(recent, self._by_path) if path != here), (here,) if here else ())
        found = dict.fromkeys(path for path in paths if path in self._by_path)
        return [self._by_path[path] for path in islice(found, limit)]

    def matching(self, typed: str, limit: int = 50) -> list[Titled]:
        """The titles that letters may mean, best first: those in which words begin so, in any order; those that hold
        them; those that hold the letters in this order, from the beginnings of words on; else those a slip away."""
        words = words_in(folded(typed))
        if not words:
            return []
        found: dict[int, None] = {}
        for way in (self._beginning, self._holding, self._initials):
            if len(found) < _ENOUGH:
                found |= dict.fromkeys(way(words, limit))
        found = found or dict.fromkeys(self._alike(words, limit))
        return [self._all[number] for number in list(found)[:limit]]

    def _beginning(self, words: Sequence[str], limit: int) -> list[int]:
        pattern = re.compile("".join(rf"(?=.*(?<![^\W_]){re.escape(word)})" for word in words), re.DOTALL)
        return self._shortest((n for n in self._with(words) if pattern.match(self._folded[n])), words, limit)

    def _holding(self, words: Sequence[str], limit: int) -> list[int]:
        return self._shortest(self._with(words), words, limit)

    def _with(self, words: Sequence[str]) -> Iterable[int]:
        return (number for number, title in enumerate(self._folded) if all(word in title for word in words))

    def _initials(self, words: Sequence[str], limit: int) -> list[int]:
        letters = "".join(words)
        pattern = re.compile(r"(?<![^\W_])" + r"(?:|.*?(?<![^\W_]))".join(map(re.escape, letters[:20])))
        found = ((n, match) for n, title in enumerate(self._folded) if (match := pattern.search(title)))
        ranked = sorted((match.end() - match.start(), len(self._folded[n]), n) for n, match in found)
        return [number for *_, number in ranked[:limit]]

    def _alike(self, words: Sequence[str], limit: int) -> list[int]:
        typed = " ".join(words)
        if len(typed) < _FEWEST_LETTERS:
            return []
        from rapidfuzz.fuzz import partial_ratio
        from rapidfuzz.process import extract

        found = extract(typed, self._folded, scorer=partial_ratio, score_cutoff=_CLOSE, limit=limit)
        return [number for _, _, number in found]

    def _shortest(self, numbers: Iterable[int], words: Sequence[str], limit: int) -> list[int]:
        """The titles that begin with one of the words, then the shortest: in those, what was typed is the most."""

        def place(number: int) -> tuple[bool, bool, int, int]:
            title = self._folded[number]
            return not title.startswith(tuple(words)), self._all[number].is_video, len(title), number

        return sorted(numbers, key=place)[:limit]


def _notes(graph: NoteGraph) -> Iterable[Titled]:
    for note in graph.notes.values():
        video = graph.videos.get(note.video_id) if note.video_id else None
        yield Titled(note.title, note.path, " › ".join(filter(None, (note.channel, video.title if video else ""))))


def _videos(graph: NoteGraph) -> Iterable[Titled]:
    for video in graph.videos.values():
        if video.title:
            count = f"{len(video.notes)} notes" if len(video.notes) > 1 else "1 note"
            below = " › ".join(filter(None, (video.notes[0].channel, f"video with {count}")))
            yield Titled(video.title, video.notes[0].path, below, is_video=True)
