"""Unlinked mentions: notes whose text names another note without linking to it.

What names a note is its title, an alias, or its file's name as words, where that is of two words or of six letters:
less stands everywhere. Letter case and accents do not matter, words are whole, and what stands inside a link is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from kbtui.index.index import Index
from kbtui.index.words import begins_unspaced, folded, folded_with_places, pattern_of, words_in
from kbtui.note import Link, Moment, Note, Page
from kbtui.reading.blocks import find_blocks
from kbtui.reading.hidden import blanked
from kbtui.reading.surroundings import surroundings
from kbtui.search.query import Query, Term
from kbtui.search.statement import candidates
from kbtui.text import clean
from kbtui.vault.catalogue import Progress
from kbtui.vault.files import read_file
from kbtui.vault.vault import Vault

_FEWEST_WORDS = 2
_FEWEST_LETTERS = 6
_FEWEST_SIGNS = 3
"""The same in writing that puts no space between words."""
_MOST = 500
"""Notes that the index is asked for at most; the likeliest come first."""
_BEAT = 100
"""Files after which it is told how far the work is."""

_TAKEN = "\ufdd0"
"""Stands for what is no running text: a noncharacter, so no text has it of its own."""
_NO_PROSE = re.compile(r"<[^<>\n]*>|\]\([^()\n]*\)|https?://[^\s<>)\]]+")
"""Tags, and the addresses of links."""
_BORDER = re.compile(rf"[.!?;:|(){_TAKEN}]|\n[ \t]*\n")
"""What parts two words that then are no name together."""


class Mention(Struct, frozen=True):
    """A place at which a note's text names another note without a link."""

    note: Note
    """The note that names it."""
    line: int
    """1-based line in the file."""
    sentence: str
    """The words of the sentence around it."""
    moment: Moment | None
    """The moment that stands nearest to it in the same block."""
    is_heading: bool = False
    """Whether it stands in a heading; the note then names it nowhere else."""


def names_of(note: Note) -> tuple[str, ...]:
    """What a text may call a note by, folded, each once: names of too few words or letters left out."""
    stem = re.sub(r"[_-]+", " ", note.stem)
    names = (" ".join(words_in(folded(name))) for name in (note.title, stem, *note.aliases))
    return tuple(dict.fromkeys(name for name in names if _tells(name)))


def mentions(
    vault: Vault, note: Note, index: Index | None = None, progress: Progress | None = None
) -> tuple[Mention, ...]:
    """The first unlinked mention of a note in each note that has one, in path order; channel indexes left out.

    A heading tells less than a sentence: it is given only where nothing else of the note names it.

    Args:
        vault: The vault; its files are read.
        note: The note that is named.
        index: Where given, it says which notes may name it; else all files are read for it.
        progress: Told how many of how many files are read.

    Raises:
        Interrupted: The index was asked something else meanwhile.
        VaultError: The index was damaged, and the vault is gone as well.
    """
    names = names_of(note)
    if not names:
        return ()
    pattern = re.compile("|".join(pattern_of(name, prefix=False) for name in names))
    likely = _indexed(index, names) if index is not None else _read_through(vault, names, pattern, progress)
    others = (vault.graph.notes.get(path) for path in sorted(likely))
    found = (_first(vault, other, pattern) for other in others if other is not None and _may_mention(other, note))
    return tuple(mention for mention in found if mention is not None)


def _tells(name: str) -> bool:
    words = name.split()
    letters = sum(char.isalpha() for char in name)
    if words and begins_unspaced(words[0]):
        return letters >= _FEWEST_SIGNS
    return letters >= _FEWEST_LETTERS or (letters > 0 and len(words) >= _FEWEST_WORDS)


def _may_mention(other: Note, note: Note) -> bool:
    return other.path != note.path and not other.indexed


def _indexed(index: Index, names: Iterable[str]) -> list[str]:
    query = Query((tuple(Term(name) for name in names),))
    return [each.path for each in index.ask(lambda connection: candidates(connection, query, _MOST, names_only=False))]


def _read_through(
    vault: Vault, names: Iterable[str], pattern: re.Pattern[str], progress: Progress | None
) -> Iterator[str]:
    """The notes whose files hold a name, somewhere."""
    total = len(vault.graph.notes)
    # To look for one word is many times faster than for a pattern, and most texts hold none.
    telling = [max(name.split(), key=len) for name in names]
    for count, path in enumerate(vault.graph.notes):
        if progress and count % _BEAT == 0:
            progress(count, total)
        try:
            text = folded(_text(read_file(f"{vault.root}/{path}")))
        except OSError:  # gone since the vault was opened
            continue
        if any(word in text for word in telling) and pattern.search(text):
            yield path


def _text(content: bytes) -> str:
    """A file's text, mended only where it has to be."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return clean(content).text


def _first(vault: Vault, other: Note, pattern: re.Pattern[str]) -> Mention | None:
    page = vault.page(other.path)
    found = min(_places(page, pattern), default=None)
    if found is None:
        return None
    is_heading, place = found
    line = page.text.count("\n", 0, place) + 1
    [(sentence, moment)] = surroundings(page, [_link_at(place, line)])
    return Mention(other, line, sentence, moment, is_heading)


def _link_at(place: int, line: int) -> Link:
    """A link that would stand at a place: what is around it is asked for in the same way."""
    return Link("", None, None, line, place, place)


def _places(page: Page, pattern: re.Pattern[str]) -> Iterator[tuple[bool, int]]:
    """Whether in a heading and where in a page's text, in characters, a name stands that is no link."""
    prose = blanked(page.text, page.body)
    blocks = find_blocks(prose, page.body)
    text = _running(prose, page)
    for block in blocks:
        source = text[block.start : block.end]
        if pattern.search(folded(source)):
            words, places = folded_with_places(source)
            for match in pattern.finditer(words):
                if not _BORDER.search(match[0]):
                    yield block.kind == "heading", block.start + places[match.start()]


def _running(prose: str, page: Page) -> str:
    """The running text of a page: links, stamps, tags and addresses are taken. Length and offsets stay."""
    spans = [(link.start, link.end) for link in page.note.links]
    spans += [(moment.start, moment.end) for moment in page.moments]
    spans += [match.span() for match in _NO_PROSE.finditer(prose)]
    return _without(prose, spans)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end > at:
            pieces += text[at : max(start, at)], _TAKEN * (end - max(start, at))
            at = end
    return "".join((*pieces, text[at:]))
