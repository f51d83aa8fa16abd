"""What is typed into the search → what is asked of the index. Every text has a meaning; none raises.

fourier transform        both words, in any order; the last may be the beginning of a word
"fourier transform"      the words in this order
fouri*                   the beginning of a word
-music                   not this word
euler OR fourier         one of both
title:fourier            in the title; so heading: quote: tag:
channel:3blue1brown      in a channel, by the beginning of one of its words
video:spUNpyF58BY        of a video, by its id or words of its title
has:moment               passages with a moment
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from difflib import get_close_matches
from typing import Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from kbtui.index.words import folded, parted, pattern_of, words_in
from kbtui.text import one_line

TextField = Literal["", "title", "heading", "quote", "tag"]
"""Where words are looked for: anywhere, or in one column of the full text."""
NoteField = Literal["channel", "video", "has"]
"""What is known of a note without its text."""
QuoteField = Literal["speaker"]
"""What is known of a quote beside its words: asked for among quotes alone."""
Field = TextField | NoteField | QuoteField

_TEXT_FIELDS: tuple[TextField, ...] = get_args(TextField)
SEARCH_FIELDS: frozenset[Field] = frozenset((*_TEXT_FIELDS, *get_args(NoteField)))
"""The fields that a search of everything knows."""
_MOMENT = "moments"
_PIECE = re.compile(
    r"(?P<negated>-+(?=\S))?(?:(?P<field>[A-Za-z]+):)?"
    r"(?:[\"“”„](?P<phrase>[^\"“”]*)(?P<closed>[\"“”]?)|(?P<word>[^\s\"“”]*))"
)
LONGEST = 500
"""Characters of a query that are read: nobody types more, and every word costs."""
_MOST_WORDS = 40


class Term(Struct, frozen=True):
    """Words that are looked for in one field."""

    words: str
    """Folded."""
    field: Field = ""
    prefix: bool = False
    """Whether the last word may go on."""
    negated: bool = False

    @property
    def is_text(self) -> bool:
        """Whether the full text answers it."""
        return self.field in _TEXT_FIELDS

    @property
    def pattern(self) -> str:
        """A regular expression for it in folded text."""
        return pattern_of(self.words, prefix=self.prefix)

    @property
    def match(self) -> str:
        """It as FTS5 reads it."""
        column = f"{self.field} : " if self.field else ""
        words = parted(self.words).replace('"', " ")
        return f'{column}"{words}"' + (" *" if self.prefix else "")


Clause = tuple[Term, ...]
"""Terms of which one must hold."""


class Query(Struct, frozen=True):
    """Clauses that must all hold; none asks for nothing."""

    clauses: tuple[Clause, ...] = ()

    @property
    def sought(self) -> tuple[Term, ...]:
        """The terms whose words are to be found and marked."""
        return tuple(term for clause in self.clauses for term in clause if term.is_text and not term.negated)

    @property
    def wants_moment(self) -> bool:
        """Whether only passages with a moment are asked for."""
        return any(len(clause) == 1 and clause[0].field == "has" and not clause[0].negated for clause in self.clauses)

    def without(self, term: Term) -> Query:
        """The same, with a term left out wherever it stands."""
        clauses = (tuple(other for other in clause if other != term) for clause in self.clauses)
        return Query(tuple(clause for clause in clauses if clause))

    def with_other(self, term: Term, other: Term) -> Query:
        """The same, with one term in another's place."""
        return Query(tuple(tuple(other if each == term else each for each in clause) for clause in self.clauses))


def parse_query(text: str, fields: Set[Field] = SEARCH_FIELDS, *, begun: bool = False) -> Query:
    """The query that a text, typed so far, means. Its last word counts as the beginning of one.

    Args:
        text: What was typed.
        fields: The fields that it may name; the name of another is a word like any.
        begun: Whether every word outside quotation marks counts as the beginning of one.
    """
    clauses: list[Clause] = []
    joined = False
    for term in _terms(one_line(text[:LONGEST]) + (" " if text[-1:].isspace() else ""), fields, begun):
        if term is None:
            joined = bool(clauses)
        elif joined:
            clauses[-1] += (term,)
            joined = False
        else:
            clauses.append((term,))
    return Query(tuple(clauses[:_MOST_WORDS]))


def unknown_field(text: str, fields: Set[Field] = SEARCH_FIELDS) -> str | None:
    """What to tell of the first word that is written like one in a field (`chanel:foo`), where there is no such field,
    or no such thing in it: it is looked for as words. None where there is none such; an address and a word before a
    space are none.

    Args:
        text: What was typed.
        fields: The fields that it may name.
    """
    known = sorted(filter(None, fields))
    for match in _PIECE.finditer(one_line(text[:LONGEST])):
        name, value = (match["field"] or "").lower(), match["phrase"] or match["word"] or ""
        if name == "has" and value and not _MOMENT.startswith(folded(value)):
            return "has: asks for one thing: has:moment"
        if name and name not in known and value and not value.startswith("/"):
            near = get_close_matches(name, known, 1)
            return f"No field {name}:; " + (f"did you mean {near[0]}:?" if near else f"there are {_listed(known)}")
    return None


def _listed(fields: Sequence[str]) -> str:
    return " ".join(f"{field}:" for field in fields)


def _terms(text: str, fields: Set[Field], begun: bool) -> Iterator[Term | None]:
    """The terms of a text; None for each `OR`."""
    for match in _PIECE.finditer(text):
        if match["word"] == "OR" and not match["negated"] and not match["field"]:
            yield None
        elif match[0] and (term := _term(match, fields, is_begun=begun or match.end() == len(text))):
            yield term


def _term(match: re.Match[str], fields: Set[Field], *, is_begun: bool) -> Term | None:
    name = (match["field"] or "").lower()
    field = next((field for field in fields if field == name), None)
    words = match["phrase"] if match["word"] is None else match["word"]
    term = Term(
        words=folded(words),
        field=field if field not in (None, "has") else "",
        prefix=(is_begun and not match["closed"]) or (match["word"] is not None and words.endswith("*")),
        negated=bool(match["negated"]),
    )
    if field == "has" and words and _MOMENT.startswith(term.words):
        term = replace(term, words=_MOMENT, field="has", prefix=False)
    elif field in (None, "has"):
        term = replace(term, words=folded(f"{name} {words}"))
    elif field == "video":
        term = replace(term, words=one_line(words))  # an id tells letter case apart
    return term if words_in(term.words) or (field == "video" and term.words) else None
