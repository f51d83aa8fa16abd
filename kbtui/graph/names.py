"""Which of many notes a name means: by stem, title or alias, whatever its case, spaces and punctuation."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from kbtui.note import Note
from kbtui.text import one_line, visible

_SEPARATORS = {ord(" "): "_", ord("\t"): "_"}
_PUNCTUATION = {code: None for code in range(128) if not chr(code).isalnum()}
_SLUG_TABLE = {**_PUNCTUATION, **_SEPARATORS, ord("_"): "_"}

Tier = dict[str, Sequence[Note]]
"""Names, read in one way, with the notes that have them."""


def slug(name: str) -> str:
    """A name as the generators of vaults make file names: lower case, `_` between words, no punctuation."""
    return _slugged(name, _SLUG_TABLE)


def name_key(name: str) -> str:
    """What is left of a name when case, spaces, underscores, hyphens and punctuation do not count."""
    return _slugged(name, _PUNCTUATION) or name.strip()


def path_key(path: str) -> str:
    """A path as it is compared: no ending, no invisible characters, one letter case, spaces as underscores."""
    return without_ending(visible(path).lower().replace(" ", "_"))


def without_ending(name: str) -> str:
    """A name without the ending of a note's file, whatever its letter case."""
    for ending in (".md", ".markdown") if "." in name else ():
        if name[-len(ending) :].lower() == ending:
            return name[: -len(ending)]
    return name


class NameIndex:
    """Names of notes → notes. Built once; what names mean is remembered."""

    def __init__(self, notes: Iterable[Note]) -> None:
        self._stems: Tier = {}
        self._keys: tuple[Tier, Tier, Tier] = ({}, {}, {})
        self._paths: Tier = {}
        self._ends: Tier = {}
        self._anywhere: Tier = {}
        """What names were found to mean that mean one note, wherever they are written."""
        for note in notes:
            self._add(note)

    def _add(self, note: Note) -> None:
        alone = (note,)  # most names are of one note alone: all of them share this
        stem = one_line(note.stem)
        stem_key, title_key, path = name_key(stem), name_key(note.title), path_key(note.path)
        put(self._stems, stem, alone)
        put(self._keys[0], stem_key, alone)
        put(self._keys[1], stem_key if title_key == stem_key else title_key, alone)
        for alias in note.aliases:
            put(self._keys[2], name_key(alias), alone)
        put(self._paths, path, alone)
        put(self._ends, path.rpartition("/")[2], alone)

    def by_name(self, name: str, folder: str) -> Sequence[Note]:
        """The notes that `name`, written in a note of `folder`, means: none, one, or several that tie.

        Notes of the same folder go before every other. There and elsewhere a stem to the letter goes before one in
        other case and punctuation, that before a title, and that before an alias. Of names that tie when spaces and
        hyphens do not count, those go first that are alike when they do.
        """
        known = self._anywhere.get(name)
        if known is not None:
            return known
        stem = without_ending(name)
        tiers = self._tiers(stem)
        if not tiers:
            return ()
        if all(len(tier) == 1 and tier[0] is tiers[0][0] for tier in tiers):
            self._anywhere[name] = tiers[0]
            return tiers[0]
        for tier in tiers:
            if own := [note for note in tier if note.folder == folder]:
                return _alike(own, stem)
        return _alike(tiers[0], stem)

    def _tiers(self, name: str) -> list[Sequence[Note]]:
        """The notes that have a name, the surest way of reading it first; ways that give none are left out."""
        key = name_key(name)
        if not key:
            return []
        stems, titles, aliases = self._keys
        found = (self._stems.get(name), stems.get(key), titles.get(key), aliases.get(key))
        return [tier for tier in found if tier]

    def by_stem(self, stem: str, folder: str) -> Sequence[Note]:
        """The notes that have a stem to the letter: those of a folder, else all."""
        notes = self._stems.get(stem, ())
        return [note for note in notes if note.folder == folder] or notes

    def by_path(self, path: str, folder: str) -> Sequence[Note]:
        """The notes that a path means: from the folder of the note it is written in, from the vault's root, or the
        end of a path (`folder/note`)."""
        for base in (folder, ""):
            joined = _normal(f"{base}/{path}" if base else path)
            if joined is not None and (notes := self._paths.get(path_key(joined))):
                return _alike(notes, path)
        if path.startswith(".."):
            return ()
        tail = path_key(_normal(path) or "")
        same_end = self._ends.get(tail.rpartition("/")[2], ())
        return [note for note in same_end if path_key(note.path).endswith("/" + tail)]

    def all_keys(self) -> Iterable[str]:
        """Every stem's and title's key, for a search of near-misses."""
        stems, titles, _ = self._keys
        return chain(stems, (key for key in titles if key not in stems))

    def keyed(self, key: str) -> Iterable[Note]:
        """The notes whose stem or title has a key."""
        stems, titles, _ = self._keys
        return {note.path: note for note in (*stems.get(key, ()), *titles.get(key, ()))}.values()


def put(tier: Tier, name: str, alone: tuple[Note]) -> None:
    """Let a name be that of one more note."""
    notes = tier.setdefault(name, alone)
    if isinstance(notes, list):
        notes.append(alone[0])
    elif notes is not alone:
        tier[name] = [*notes, *alone]


def _alike(notes: Sequence[Note], name: str) -> Sequence[Note]:
    """Of notes that tie, those whose stem is the name to the letter, else those with its slug, else all."""
    if len(notes) < 2:
        return notes
    stem = without_ending(name).rpartition("/")[2]
    word = slug(stem)
    exact = [note for note in notes if note.stem == stem]
    return exact or [note for note in notes if word in (slug(note.stem), slug(note.title))] or notes


def _slugged(name: str, table: Mapping[int, str | None]) -> str:
    if name.isascii():
        return name.lower().translate(table)
    folded = unicodedata.normalize("NFC", name).casefold().replace("i\u0307", "i").translate(table)
    # Marks beyond ASCII are letters' parts in many scripts; all other signs there are punctuation.
    return "".join(char for char in folded if char == "_" or char.isalnum() or unicodedata.category(char)[0] == "M")


def _normal(path: str) -> str | None:
    """`path` with `.` and `..` resolved; None where it leads out of the vault."""
    parts: list[str] = []
    for part in path.replace("\\", "/").split("/"):
        if part == ".." and not parts:
            return None
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
