"""A folder of notes, opened: what the command line and the screens ask their questions of."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kbtui.graph.first import Listing
from kbtui.graph.graph import Citation, NoteGraph
from kbtui.note import Link, Moment, Note, Page, Problem
from kbtui.reading.moments import glance
from kbtui.stamps.stamps import Weight
from kbtui.text import CleanText, clean
from kbtui.vault.catalogue import Catalogue, Progress
from kbtui.vault.files import Unread, read_file, why

LONG = 100 * 1000
"""Bytes from which on reading a note in full takes longer than a frame or two."""

_KEPT = 256
"""Notes read in full that are kept."""
_KEPT_LONG = 4
"""So many of the long ones: each takes as much room as a hundred others."""

FileState = tuple[int, int]
"""When a file was changed last, in nanoseconds, and its size in bytes; zeros where it is gone."""

_Weigh = Callable[[str, FileState], Weight]
"""What the stamps of a note by its path say of its video."""


class Cited(Struct, frozen=True):
    """A moment together with the note that cites it."""

    note: Note
    moment: Moment


class Backlink(Struct, frozen=True):
    """A link to a note, with the words around it."""

    note: Note
    link: Link
    sentence: str
    moment: Moment | None
    """The moment that stands nearest to the link."""


class Vault:
    """A folder of notes and its graph. Notes are read in full only when they are asked for."""

    def __init__(self, root: Path, graph: NoteGraph, unread: tuple[Unread, ...] = ()) -> None:
        self.root = root
        self.graph = graph
        self.unread = unread
        self._read_in_full: set[tuple[str, FileState]] = set()
        # Neither knows the vault itself: one that is replaced is gone at once, and not when garbage is looked for.
        weight = lru_cache(maxsize=None)(partial(_weight_of, root))
        page = partial(_page_of, root, graph, weight)
        self._page = lru_cache(maxsize=_KEPT)(page)
        self._long_page = lru_cache(maxsize=_KEPT_LONG)(page)

    @classmethod
    def open(cls, root: Path, progress: Progress | None = None) -> Vault:
        """Read every note below a folder into a graph.

        Raises:
            VaultError: There is no such folder, or it cannot be listed.
        """
        catalogue = Catalogue(root)
        with collector_paused():
            catalogue.refresh(progress)
        return cls.of(catalogue)

    @classmethod
    def of(cls, catalogue: Catalogue) -> Vault:
        """The vault as far as its notes are known."""
        behind = Listing(catalogue.behind)
        return cls(catalogue.root, NoteGraph(catalogue.notes, behind.awaited(behind.indexes())), catalogue.unread)

    def page(self, path: str) -> Page:
        """A note in full. A file that cannot be read any more gives an empty page whose problem says so.

        Raises:
            KeyError: The graph has no note at `path`.
        """
        return self._in_full(path, _state_of(self.root, path))

    def glance(self, path: str, *, even_short: bool = False, most: int | None = None) -> Page:
        """A note as far as its text can be shown at once (`kbtui.reading.moments`); in full where it is short or known.

        Args:
            path: The note's.
            even_short: Whether a short note too is only glanced at.
            most: So many characters, and the block in which they end, are enough of a note more than twice as long.

        Raises:
            KeyError: The graph has no note at `path`.
        """
        state = _state_of(self.root, path)
        if (path, state) in self._read_in_full or not (even_short or state[1] > LONG):
            return self._in_full(path, state)
        if path not in self.graph.notes:
            raise KeyError(path)
        source = _source_of(self.root, path)
        end = source.text.find("\n\n", most) if most is not None and len(source.text) > 2 * most else -1
        return glance(path, replace(source, text=source.text[: end + 1]) if end >= 0 else source)

    def _in_full(self, path: str, state: FileState) -> Page:
        page = (self._long_page if state[1] > LONG else self._page)(path, state)
        self._read_in_full.add((path, state))
        return page

    def problems(self, path: str) -> tuple[Problem, ...]:
        """What is wrong in a note, its links among other notes included, in line order."""
        page = self.page(path)
        found = [*page.problems, *self._ambiguous(page.note)]
        return tuple(sorted(found, key=lambda problem: problem.line))

    def moments(self, video_id: str) -> tuple[Cited, ...]:
        """A video's moments from all its notes, in time order; those that cannot be read are left out."""
        video = self.graph.videos.get(video_id)
        cited = [
            Cited(note, moment)
            for note in (video.notes if video else ())
            for moment in self.page(note.path).moments
            if moment.video_id == video_id and moment.seconds is not None
        ]
        return tuple(sorted(cited, key=lambda each: (each.moment.seconds or 0, each.note.path, each.moment.start)))

    def backlinks(self, path: str) -> tuple[Backlink, ...]:
        """The links that lead to a note, each with its sentence and the moment nearest to it."""
        citing: dict[str, list[Citation]] = {}
        for note, link in self.graph.citing(path):
            citing.setdefault(note.path, []).append((note, link))
        return tuple(backlink for citations in citing.values() for backlink in self._backlinks(citations))

    def _backlinks(self, citations: Sequence[Citation]) -> Iterator[Backlink]:
        """The backlinks from one note."""
        from kbtui.reading.surroundings import from_line, surroundings

        path = citations[0][0].path
        # Every note of a channel names it in its `From:` line, which needs no page: it has no moments.
        text = _source_of(self.root, path).text
        lines = [from_line(text, link) for _, link in citations]
        if all(lines):
            yield from (Backlink(*citation, line, None) for citation, line in zip(citations, lines, strict=True))
            return
        page = self.page(path)
        # The file may have changed since the graph was made: only links of the page as it is now have a sentence.
        now = set(page.note.links)
        links = [link for _, link in citations if link in now]
        found = dict(zip(links, surroundings(page, links), strict=True))
        for note, link in citations:
            yield Backlink(note, link, *found.get(link, ("", None)))

    def _ambiguous(self, note: Note) -> Iterator[Problem]:
        for link in note.links:
            resolution = self.graph.resolve(note, link)
            if resolution.state == "ambiguous":
                names = ", ".join(resolution.candidates)
                yield Problem(link.line, "ambiguous-link", f"[[{link.target}]] may be any of {names}")


def _page_of(root: Path, graph: NoteGraph, weight: _Weigh, path: str, _state: FileState) -> Page:
    """A note in full, its file being in some state."""
    note = graph.notes[path]
    video = graph.videos.get(note.video_id) if note.video_id else None
    from kbtui.reading.read import read  # not before a note is on the screen

    others = [other.path for other in (video.notes if video else ()) if other.path != path]
    siblings = [weight(other, _state_of(root, other)) for other in others]
    return read(path, _source_of(root, path), siblings)


def _weight_of(root: Path, path: str, _state: FileState) -> Weight:
    """What the stamps of a note say of its video, its file being in some state."""
    from kbtui.reading.read import weight_of

    return weight_of(path, _source_of(root, path))


def _source_of(root: Path, path: str) -> CleanText:
    try:
        return clean(read_file(root / path))
    except OSError as error:
        return CleanText("", (Problem(1, "file", f"the file cannot be read any more: {why(error)}"),))


def _state_of(root: Path, path: str) -> FileState:
    try:
        status = (root / path).stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)


@contextmanager
def collector_paused() -> Iterator[None]:
    """While a vault is read, only values come into being, and no garbage; to look for it all the time takes a third of
    the work."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
