"""The quotes of a whole vault, narrowed by words and fields in the grammar of the search.

A note is read in full for its quotes, which takes long for all of many notes. So the notes are gone through one by one,
those first that are likely to answer, and what was read is kept for the next question.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from kbtui.index.index import Index
from kbtui.index.words import folded, pattern_of, words_in
from kbtui.note import Note, Quote
from kbtui.search.query import Clause, Field, Query, Term, parse_query, unknown_field
from kbtui.search.statement import candidates
from kbtui.vault.vault import Vault

_FIELDS: frozenset[Field] = frozenset(("", "quote", "speaker", "title", "tag", "channel", "video", "has"))
_OF_NOTE: frozenset[Field] = frozenset(("title", "tag", "channel", "video"))
"""The fields that are known of a note before it is read in full."""
_OF_QUOTE: frozenset[Field] = frozenset(("", "quote", "speaker"))
"""Those that are looked for in a quote itself, if nowhere else."""
_MOST_LIKELY = 2000
"""Notes that the index is asked for at most."""

_State = tuple[int, int]
"""When a file was changed last, in nanoseconds, and its size in bytes; zeros where it is gone."""


class Said(Struct, frozen=True):
    """A quote, and where it stands."""

    note: Note
    video: str
    """The title of the note's video; empty where nobody knows it."""
    quote: Quote
    by_name: bool = False
    """Whether it was found by the names of its note alone, and by nothing in it."""

    @property
    def where(self) -> tuple[str, ...]:
        """Channel, video and note, each where there is one and it says something new."""
        return tuple(dict.fromkeys(filter(None, (self.note.channel, self.video, self.note.title))))


class Sieve:
    """Lets through the quotes that a query asks for. Every word may be the beginning of one."""

    def __init__(self, text: str) -> None:
        """
        Args:
            text: What was typed, in the grammar of `kbtui.search.query`, with the field `speaker:`. A word without a
                field is looked for in the quote, its speaker, and the names of its note, video and channel.
        """
        self.query = parse_query(text, _FIELDS, begun=True)
        self.unknown = unknown_field(text, _FIELDS) or ""
        """What to tell of a field that is written and is none."""
        self._of_note = [clause for clause in self.query.clauses if all(term.field in _OF_NOTE for term in clause)]
        self._others = [clause for clause in self.query.clauses if clause not in self._of_note]
        self._patterns = {term: re.compile(term.pattern) for clause in self.query.clauses for term in clause}
        self._sought = [term for term in self.query.sought if term.field in _OF_QUOTE]
        said = (tuple(term for term in clause if term.field in ("", "quote")) for clause in self.query.clauses)
        self.of_words = Query(tuple(filter(None, said)))
        """What of the query is sought in the words of a quote."""

    def may_hold(self, note: Note, video: str) -> bool:
        """Whether a note's quotes may be asked for, as far as that is known without reading it."""
        return not self._of_note or self._holds(self._of_note, _Texts(note, video))

    def through(self, note: Note, video: str, quotes: Iterable[Quote]) -> Iterator[Said]:
        """Those of a note's quotes that are asked for; the note is one that `may_hold` some."""
        texts = _Texts(note, video)
        for quote in quotes:
            texts.quote = quote
            if self._holds(self._others, texts):
                yield Said(note, video, quote, self._is_by_name(quote))

    def _is_by_name(self, quote: Quote) -> bool:
        """Whether nothing that is sought stands in a quote or its speaker's name."""
        patterns = [self._patterns[term] for term in self._sought]
        texts = (folded(quote.text), folded(quote.speaker or "")) if patterns else ()
        return bool(patterns) and not any(pattern.search(text) for pattern in patterns for text in texts)

    def _holds(self, clauses: Iterable[Clause], texts: _Texts) -> bool:
        return all(any(self._is_in(term, texts) != term.negated for term in clause) for clause in clauses)

    def _is_in(self, term: Term, texts: _Texts) -> bool:
        if term.field == "has":
            return texts.quote is not None and texts.quote.moment is not None
        if term.field == "channel":
            return _begin_words(texts.channel, term.words)
        if term.field == "video":
            return texts.note.video_id == term.words or _begin_words(texts.video, folded(term.words))
        pattern = self._patterns[term]
        return any(pattern.search(text) for text in texts.of(term.field))


class _Texts:
    """What is known of a note and one of its quotes, folded."""

    def __init__(self, note: Note, video: str) -> None:
        self.note = note
        self.channel = folded(note.channel)
        self.video = folded(video)
        self.title = folded(note.title)
        self.quote: Quote | None = None

    def of(self, field: Field) -> Iterator[str]:
        """The texts that a field is looked for in."""
        if self.quote is not None and field in ("", "quote"):
            yield folded(self.quote.text)
        if self.quote is not None and field in ("", "speaker"):
            yield folded(self.quote.speaker or "")
        if field in ("", "title"):
            yield self.title
        if field == "tag":
            yield from map(folded, self.note.tags)
        if field == "":
            yield from (self.channel, self.video)


class VaultQuotes:
    """The quotes of a vault's notes as far as they were read."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[_State, tuple[Quote, ...]]] = {}

    def order(self, vault: Vault, sieve: Sieve, likely: Iterable[str] = ()) -> list[str]:
        """The notes to go through for a query: those that are known, then the likely ones, then the rest, each in path
        order. Those that cannot answer are left out.

        Args:
            vault: The vault as it is now.
            sieve: What is asked for.
            likely: Notes that probably answer, the likeliest first.
        """
        notes = vault.graph.notes
        paths = [path for path, note in notes.items() if sieve.may_hold(note, video_title(vault, note))]
        able = set(paths)
        known = (path for path in paths if path in self._read)
        return list(dict.fromkeys(chain(known, (path for path in likely if path in able), paths)))

    def is_read(self, path: str) -> bool:
        """Whether a note was read for its quotes before."""
        return path in self._read

    def at(self, vault: Vault, path: str, sieve: Sieve) -> tuple[Said, ...]:
        """The quotes of a note that are asked for, in the order of its text."""
        note = vault.graph.notes[path]
        quotes = self._quotes(vault, path)
        return tuple(sieve.through(note, video_title(vault, note), quotes)) if quotes else ()

    def _quotes(self, vault: Vault, path: str) -> tuple[Quote, ...]:
        state = _state(vault, path)
        known = self._read.get(path)
        if known is None or known[0] != state:
            known = self._read[path] = (state, tuple(map(_kept, vault.page(path).quotes)))
        return known[1]


def video_title(vault: Vault, note: Note) -> str:
    """The title of a note's video; empty where nobody knows it."""
    video = vault.graph.videos.get(note.video_id) if note.video_id else None
    return (video.title if video else None) or ""


def likely_notes(index: Index, sieve: Sieve) -> list[str]:
    """The notes that, as the index says, may hold what is asked for, the likeliest first; none where it cannot say.

    Raises:
        Interrupted: The index was asked something else meanwhile.
        VaultError: The index was damaged, and the vault is gone as well.
    """
    clauses = tuple(filter(None, (_asked(clause) for clause in sieve.query.clauses)))
    if not any(term.is_text for clause in clauses for term in clause):
        return []
    query = Query(clauses)
    asked = index.ask(lambda connection: candidates(connection, query, _MOST_LIKELY, names_only=False))
    return [each.path for each in asked]


def _asked(clause: Clause) -> Clause:
    """A clause as the index can answer it: who spoke stands in the text, and a word may name a channel or a video."""
    if any(term.negated or term.field == "has" for term in clause):
        return ()
    found: list[Term] = []
    for term in clause:
        found.append(replace(term, field="") if term.field == "speaker" else term)
        if term.field == "":
            found += replace(term, field="channel"), replace(term, field="video")
    return tuple(found)


def _kept(quote: Quote) -> Quote:
    """A quote without the claim that its moment backs, which is the quote or holds it."""
    moment = quote.moment
    return replace(quote, moment=replace(moment, claim=quote.text)) if moment is not None else quote


def _begin_words(text: str, words: str) -> bool:
    """Whether each of some folded words begins a word of a folded text."""
    return bool(text) and all(re.search(pattern_of(word, prefix=True), text) for word in words_in(words))


def _state(vault: Vault, path: str) -> _State:
    try:
        status = os.stat(f"{vault.root}/{path}")  # noqa: PTH116  several times as fast as Path.stat
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)
