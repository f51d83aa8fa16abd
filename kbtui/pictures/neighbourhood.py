"""What lies around a note: what links to it, what it links to, its video's other notes. The most related come first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from kbtui.graph.graph import NoteGraph
from kbtui.note import Note

_BOTH_WAYS = 3
_SAME_VIDEO = 2
_MOST_LINKS = 3
_MOST_SHARED = 4
"""How much each sign of kinship counts at most; a shared neighbour and a link count one each."""


class Neighbour(Struct, frozen=True):
    note: Note
    links: int
    """How many links there are between the two, whichever way."""
    both_ways: bool
    """Whether each of the two links to the other."""


class Neighbourhood(Struct, frozen=True):
    """A note amid its neighbours. Each list is whole, the most related note first."""

    note: Note
    citing: tuple[Neighbour, ...]
    """Notes that link to it."""
    cited: tuple[Neighbour, ...]
    """Notes that it links to."""
    siblings: tuple[Neighbour, ...]
    """The other notes of its video, those that stand above among them."""
    video: str
    """The video's title, else its id; empty where the note is about none."""
    wanted: int
    """How many topics it links to that no note answers."""


def neighbourhood(graph: NoteGraph, note: Note) -> Neighbourhood:
    """What lies around a note of the graph."""
    citing = Counter(other.path for other, _ in graph.citing(note.path))
    cited = Counter(_cited(graph, note))
    video = graph.videos.get(note.video_id) if note.video_id else None
    siblings = {other.path for other in video.notes if other.path != note.path} if video else set()
    around = citing.keys() | cited.keys()
    nearness = {path: _nearness(graph, path, citing, cited, siblings) for path in around | siblings}

    def ranked(paths: Iterable[str]) -> tuple[Neighbour, ...]:
        ordered = sorted(paths, key=lambda path: (-nearness[path], graph.notes[path].title.casefold(), path))
        return tuple(
            Neighbour(graph.notes[path], citing[path] + cited[path], path in citing and path in cited)
            for path in ordered
        )

    shown = video.shown if video else ""
    return Neighbourhood(note, ranked(citing), ranked(cited), ranked(siblings), shown, _wanted(graph, note))


def _cited(graph: NoteGraph, note: Note) -> list[str]:
    """The notes that a note's links lead to, as often as they do."""
    resolutions = (graph.resolve(note, link) for link in note.links)
    return [found.path for found in resolutions if found.state == "live" and found.path is not None]


def _wanted(graph: NoteGraph, note: Note) -> int:
    return len({link.target for link in note.links if graph.resolve(note, link).state == "wanted"})


def _nearness(graph: NoteGraph, path: str, citing: Counter[str], cited: Counter[str], siblings: set[str]) -> int:
    """How much a note has to do with the one in the middle. A channel's index, which has to do with all, comes last."""
    other = graph.notes[path]
    if other.indexed:
        return -1
    around = citing.keys() | cited.keys()
    shared = len(around & (set(_cited(graph, other)) | {each.path for each, _ in graph.citing(path)}))
    return (
        min(citing[path] + cited[path], _MOST_LINKS)
        + _BOTH_WAYS * (path in citing and path in cited)
        + _SAME_VIDEO * (path in siblings)
        + min(shared, _MOST_SHARED)
    )
