"""Notes that have to do with a note, each with its reasons in plain words, the most related first.

What it links to and what links to it is no news to a reader of the note; such a link is told of where there is another
reason. A channel's index, which has to do with all, and links to it say nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from math import log2

from msgspec import Struct

from kbtui.graph.graph import NoteGraph
from kbtui.graph.linking import is_external
from kbtui.graph.names import name_key
from kbtui.index.index import Index
from kbtui.note import Link, Moment, Note, clock
from kbtui.search.mentions import Mention, mentions
from kbtui.vault.catalogue import Progress
from kbtui.vault.vault import Cited, Vault

NEAR = 30
"""Seconds within which two moments of a video speak of the same."""
MOST = 50
"""Notes that are given, where nobody asks for another number."""

_OF_VIDEO = 1.0
_LINKED = 0.5
_NAMED = 3.0
_NEAR_ONCE, _NEAR_MORE, _NEAR_MOST = 1.0, 0.5, 3.0
_SHARED, _SHARED_MOST = 2.0, 4.0
"""How much each sign of kinship counts, and at most."""
_SAYS_SOMETHING = 0.25
"""What shared links must weigh at least: what fifteen notes link to is no reason."""
_ENOUGH = 0.8
"""What all reasons together must weigh at least: one topic that a handful of notes link to makes none related."""
_WANTED = "[["
"""Begins the key of a topic that no note answers: no path of a note begins so."""
_NAMES = 3
"""Names that a reason tells before it only counts."""


class Related(Struct, frozen=True):
    """A note that has to do with another, and why."""

    note: Note
    reasons: tuple[str, ...]
    """In plain words, the best first; never empty."""
    score: float
    """How much; only its order means something."""
    line: int | None
    """The line of the note that the best reason speaks of, 1-based."""
    moment: Moment | None
    """The note's moment that it speaks of."""


class _Reason(Struct, frozen=True):
    path: str
    weight: float
    words: str
    line: int | None = None
    moment: Moment | None = None


def related_in(
    vault: Vault, note: Note, index: Index | None = None, progress: Progress | None = None, limit: int = MOST
) -> tuple[Related, ...]:
    """What in a vault is related to one of its notes. The notes of its videos are read in full, and those that name it.

    Args:
        vault: The vault.
        note: The note in question.
        index: Where given, it says which notes may name the note; else all files are read for it.
        progress: Told how many of how many files are read.
        limit: How many notes at most.

    Raises:
        Interrupted: The index was asked something else meanwhile.
        VaultError: The index was damaged, and the vault is gone as well.
    """
    videos = dict.fromkeys(moment.video_id for moment in vault.page(note.path).moments if moment.video_id)
    cited = [each for video_id in videos for each in vault.moments(video_id)]
    return related(vault.graph, note, cited, mentions(vault, note, index, progress), limit)


def related(
    graph: NoteGraph,
    note: Note,
    cited: Iterable[Cited] = (),
    named: Sequence[Mention] = (),
    limit: int = MOST,
) -> tuple[Related, ...]:
    """The notes that have to do with a note of the graph, each once with all its reasons, the most related first.

    Args:
        graph: The vault's notes.
        note: The note in question.
        cited: The moments of its videos, its own among them.
        named: Where other notes name it without a link.
        limit: How many notes at most.
    """
    links = _Links(graph)
    found: dict[str, list[_Reason]] = {}
    for reason in (
        *_naming(named),
        *_near(note, cited),
        *_of_video(graph, note),
        *_linking_alike(graph, links, note),
        *_linked_alike(graph, links, note),
    ):
        if reason.path != note.path and not graph.notes[reason.path].indexed:
            found.setdefault(reason.path, []).append(reason)
    enough = {path: reasons for path, reasons in found.items() if sum(each.weight for each in reasons) >= _ENOUGH}
    for reason in _linked(links, note):
        if reason.path in enough:
            enough[reason.path].append(reason)
    notes = [_related(graph.notes[path], reasons) for path, reasons in enough.items()]
    return tuple(sorted(notes, key=lambda each: (-each.score, each.note.title.casefold(), each.note.path))[:limit])


def _related(note: Note, reasons: Sequence[_Reason]) -> Related:
    ordered = sorted(reasons, key=lambda reason: -reason.weight)
    place = next((reason for reason in ordered if reason.line is not None), None)
    return Related(
        note,
        tuple(reason.words for reason in ordered),
        sum(reason.weight for reason in ordered),
        place.line if place else None,
        place.moment if place else None,
    )


# Its title, its video


def _naming(named: Sequence[Mention]) -> Iterator[_Reason]:
    """A name that stands in many notes is a common word: each of them says less."""
    weight = _NAMED / (1 + log2(max(1, len(named))) / 2)
    for each in named:
        where = ", in a heading" if each.is_heading else ""
        words = f"names it, unlinked{where}: “{each.sentence}”"
        yield _Reason(each.note.path, weight, words, each.line, each.moment)


def _of_video(graph: NoteGraph, note: Note) -> Iterator[_Reason]:
    video = graph.videos.get(note.video_id) if note.video_id else None
    for other in video.notes if video else ():
        yield _Reason(other.path, _OF_VIDEO, "same video")


def _near(note: Note, cited: Iterable[Cited]) -> Iterator[_Reason]:
    """The notes with moments within `NEAR` seconds of the note's."""
    own: dict[str, list[int]] = {}
    others: dict[str, list[Moment]] = {}
    for each in cited:
        moment = each.moment
        if moment.seconds is None or moment.video_id is None:
            continue
        if each.note.path == note.path:
            own.setdefault(moment.video_id, []).append(moment.seconds)
        else:
            others.setdefault(each.note.path, []).append(moment)
    ordered = {video_id: sorted(seconds) for video_id, seconds in own.items()}
    for path, moments in others.items():
        pairs = ((_nearest(ordered.get(moment.video_id or "", ()), moment), moment) for moment in moments)
        near = [(abs(at - _second(moment)), at, moment) for at, moment in pairs if at is not None]
        near = [each for each in near if each[0] <= NEAR]
        if near:
            yield _near_reason(path, near)


def _near_reason(path: str, near: Sequence[tuple[int, int, Moment]]) -> _Reason:
    distance, at, moment = min(near, key=lambda pair: pair[:2])
    more = len({second for _, second, _ in near}) - 1
    words = f"says something within {distance} s of {clock(at)}" if distance else f"says something at {clock(at)} too"
    if more:
        words += f", and near {more} more of its moments" if more > 1 else ", and near one more of its moments"
    weight = min(_NEAR_ONCE + _NEAR_MORE * more, _NEAR_MOST)
    return _Reason(path, weight, words, moment.line, moment)


def _nearest(seconds: Sequence[int], moment: Moment) -> int | None:
    """Which of the note's seconds of a video, in order, is nearest to another note's moment."""
    place = bisect_left(seconds, _second(moment))
    near = seconds[max(0, place - 1) : place + 1]
    return min(near, key=lambda second: abs(second - _second(moment)), default=None)


def _second(moment: Moment) -> int:
    assert moment.seconds is not None  # noqa: S101  those that cannot be read are left out before
    return moment.seconds


# Its links


class _Links(Struct, frozen=True):
    """What the links of a graph lead to, as far as it says something."""

    graph: NoteGraph

    def targets(self, note: Note) -> dict[str, str]:
        """The topics that a note links to, with their titles: notes by path, wanted ones by their name's key."""
        found: dict[str, str] = {}
        for link in note.links:
            target = self._target(note, link)
            if target is not None:
                found.setdefault(*target)
        return found

    def _target(self, note: Note, link: Link) -> tuple[str, str] | None:
        key = name_key(link.target)
        if not key or key == name_key(note.channel) or is_external(link):
            return None  # a `From:` line's, into the note itself, or out of the vault
        found = self.graph.resolve(note, link)
        if found.state == "wanted":
            return f"{_WANTED}{key}", link.alias or link.target
        if found.state != "live" or found.path is None or self.graph.notes[found.path].indexed:
            return None
        return found.path, self.graph.notes[found.path].title

    def citing(self, path: str) -> dict[str, Note]:
        """The notes that link to a note, by path, channel indexes left out."""
        return {note.path: note for note, _ in self.graph.citing(path) if not note.indexed}


def _linking_alike(graph: NoteGraph, links: _Links, note: Note) -> Iterator[_Reason]:
    """The notes that link to what this one links to."""
    own = links.targets(note)
    citing = {key: set(links.citing(key)) for key in own if not key.startswith(_WANTED)}
    for topic in graph.wanted if len(citing) < len(own) else ():
        key = f"{_WANTED}{name_key(topic.target)}"
        if key in own:
            citing[key] = {other.path for other, _ in topic.citations if not other.indexed}
    shared: dict[str, list[tuple[float, str]]] = {}
    for key, paths in citing.items():
        weight = _rarity(len(paths))
        for path in paths - {note.path, key}:
            shared.setdefault(path, []).append((weight, key))
    for path, topics in shared.items():
        names = [own[key] for _, key in sorted(topics, key=lambda topic: (-topic[0], own[topic[1]]))]
        kind = "topics" if any(key.startswith(_WANTED) for _, key in topics) else "notes"
        yield from _shared_reason(path, topics, "links to", kind, names)


def _linked_alike(graph: NoteGraph, links: _Links, note: Note) -> Iterator[_Reason]:
    """The notes that are linked from where this one is linked from."""
    shared: dict[str, list[tuple[float, str]]] = {}
    for citing in links.citing(note.path).values():
        targets = [key for key in links.targets(citing) if not key.startswith(_WANTED)]
        for path in targets:
            shared.setdefault(path, []).append((_rarity(len(targets)), citing.path))
    for path, notes in shared.items():
        names = [graph.notes[key].title for _, key in sorted(notes, key=lambda each: (-each[0], each[1]))]
        yield from _shared_reason(path, notes, "linked from", "notes", names)


def _shared_reason(
    path: str, shared: Sequence[tuple[float, str]], does: str, kind: str, names: Sequence[str]
) -> Iterator[_Reason]:
    """The reason that links shared with another note are, told with their names, where it is one."""
    weight = sum(each for each, _ in shared)
    if weight >= _SAYS_SOMETHING:
        words = f"{does} “{names[0]}” too" if len(names) == 1 else f"{does} {_told(names, kind)}"
        yield _Reason(path, min(_SHARED * weight, _SHARED_MOST), words)


def _linked(links: _Links, note: Note) -> Iterator[_Reason]:
    cited, citing = links.targets(note), links.citing(note.path)
    for path in cited.keys() | citing.keys():
        if path in cited and path in citing:
            yield _Reason(path, 2 * _LINKED, "each links to the other")
        else:
            yield _Reason(path, _LINKED, "linked from here" if path in cited else "links here")


def _rarity(times: int) -> float:
    """What one of so many says: of two 0.6, of ten 0.3, of a hundred 0.15."""
    return 1 / log2(1 + max(2, times))


def _told(names: Sequence[str], kind: str) -> str:
    more = len(names) - _NAMES
    told = ", ".join(f"“{name}”" for name in names[:_NAMES]) + (f" and {more} more" if more > 0 else "")
    return f"{len(names)} of the same {kind}: {told}"
