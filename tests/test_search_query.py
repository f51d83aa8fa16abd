"""What is typed into the search, and what is asked of the index for it. What FTS5 can read, it judges itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kbtui.index.index import Index
from kbtui.index.words import folded, folded_with_places, parted, pattern_of, stored, words_in
from kbtui.search.hits import snippet
from kbtui.search.query import LONGEST, Query, Term, parse_query, unknown_field
from kbtui.search.search import Search
from tests.tui_fixtures import vault_of

CASES = {
    "": Query(),
    "  ": Query(),
    '"': Query(),
    "-": Query(),
    "OR": Query(),
    "title:": Query(),
    "*": Query(),
    "fourier": Query(((Term("fourier", prefix=True),),)),
    "Fourier ": Query(((Term("fourier"),),)),
    "two words": Query(((Term("two"),), (Term("words", prefix=True),))),
    '"two words"': Query(((Term("two words"),),)),
    '"two wor': Query(((Term("two wor", prefix=True),),)),
    "“two words” ": Query(((Term("two words"),),)),
    "fou* x ": Query(((Term("fou*", prefix=True),), (Term("x"),))),
    "-not ": Query(((Term("not", negated=True),),)),
    "a OR b c ": Query(((Term("a"), Term("b")), (Term("c"),))),
    "OR a OR ": Query(((Term("a"),),)),
    "a or b ": Query(((Term("a"),), (Term("or"),), (Term("b"),))),
    "title:Fourier ": Query(((Term("fourier", "title"),),)),
    "TITLE:fourier ": Query(((Term("fourier", "title"),),)),
    'quote:"two words" ': Query(((Term("two words", "quote"),),)),
    "-tag:x ": Query(((Term("x", "tag", negated=True),),)),
    "video:Nlkk3glap_U ": Query(((Term("Nlkk3glap_U", "video"),),)),
    "has:moment ": Query(((Term("moments", "has"),),)),
    "has:mo": Query(((Term("moments", "has"),),)),
    "has:nothing ": Query(((Term("has nothing"),),)),
    "https://x.org ": Query(((Term("https //x.org"),),)),
    "state-of-the-art ": Query(((Term("state-of-the-art"),),)),
    "ÉCOLE ": Query(((Term("ecole"),),)),
}


@pytest.mark.parametrize("text", CASES)
def test_meaning(text: str) -> None:
    assert parse_query(text) == CASES[text]


def test_other_fields_are_words() -> None:
    known = parse_query("speaker:nour heading:x ", frozenset({"", "speaker"}))
    assert known == Query(((Term("nour", "speaker"),), (Term("heading x"),)))
    assert parse_query("speaker:nour ") == Query(((Term("speaker nour"),),))


def test_all_words_may_be_begun() -> None:
    query = parse_query('fou -tra "two words" title:x ', begun=True)
    assert [term.prefix for clause in query.clauses for term in clause] == [True, True, False, True]


def test_a_long_query_is_cut() -> None:
    assert len(parse_query("word " * 10_000).clauses) == 40
    assert len(parse_query("w" * 10_000).clauses[0][0].words) == LONGEST


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Search:
    notes = {"a.md": '# Apples\n\nApples grow [00:01:00], and "pears do so as well" 学習.\n', "b.md": "pears\n"}
    index = Index.open(vault_of(tmp_path_factory.mktemp("vault"), notes), None)
    index.sync()
    return Search(index)


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            'apples|"|-|OR|NOT|AND|NEAR(|)|*|^|{|}|:|title:|has:|video:|quote:|channel:|has:moment'.split("|")
        ),
        st.sampled_from("\t \0 ' “ 学 ı + -- % /* ;".split(" ")),
        st.text(max_size=5),
    ),
    max_size=12,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PIECES)
@example(['"', "\ud800"])
@example(["-", "video:", "\ud800 ", "OR", " x"])
def test_no_query_raises(search: Search, pieces: list[str]) -> None:
    text = "".join(pieces)
    for typed in (text, text + " "):
        search.quick(typed, 5)
        for hit in search.find(typed, 5).hits:
            assert all(0 <= start < end <= len(hit.text) for start, end in hit.marks)


def test_every_beginning_of_a_query_is_a_query(search: Search) -> None:
    text = '-title:"pears do" OR channel:x has:moment "apples gro'
    for end in range(len(text) + 1):
        search.find(text[:end])


# Words


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Café", "cafe"),
        ("İSTANBUL ılık", "istanbul ilik"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("Ångström", "angstrom"),
        ("ﬁne", "fine"),
        ("ＡＢＣ", "abc"),
        ("e\u0301cole", "ecole"),
        ("Ελλάδα", "ελλαδα"),
        ("Й", "и"),
        ("한국", "한국"),
        ("ガラス", "ガラス"),
    ],
)
def test_case_and_accents_do_not_matter(written: str, typed: str) -> None:
    assert folded(written) == folded(typed)
    assert folded(folded(written)) == folded(written)


def test_signs_that_make_another_letter_are_kept() -> None:
    assert folded("ガ") != folded("カ")


MANY_SIGNS = "".join(map(chr, range(0x4E00, 0x4E40)))
"""Behind these a text is folded sign by sign, and not by the few signs beyond ASCII that it has."""


@given(st.text(max_size=40) | st.text("aAéÉ ’™ℇƐİıſ\u0301", max_size=12))
def test_a_text_is_folded_alike_whatever_else_there_is(text: str) -> None:
    assert folded(f"{text}\n{MANY_SIGNS}") == f"{folded(text)}\n{folded(MANY_SIGNS)}"
    assert stored(text) == parted(folded(text))


@given(st.text(max_size=40))
def test_folded_sign_by_sign(text: str) -> None:
    letters, places = folded_with_places(text)
    assert len(places) == len(letters) + 1
    assert places == sorted(places)
    assert set(places) <= set(range(len(text) + 1))


@given(st.text(max_size=40))
def test_words_find_themselves(text: str) -> None:
    words = words_in(folded(text))
    for word in words:
        assert re.search(pattern_of(word, prefix=True), folded(text))
    assert bool(pattern_of(folded(text), prefix=False)) == bool(words)


def test_writing_without_spaces_is_parted() -> None:
    assert parted("機械 learning").split() == ["機", "械", "learning"]
    assert re.search(pattern_of("学習", prefix=False), "機械学習の")
    assert not re.search(pattern_of("習学", prefix=False), "機械学習の")


def test_whole_words_and_beginnings() -> None:
    assert not re.search(pattern_of("four", prefix=False), "fourier")
    assert re.search(pattern_of("four", prefix=True), "fourier")
    assert not re.search(pattern_of("ier", prefix=True), "fourier")
    assert re.search(pattern_of("it's", prefix=False), "and it’s so")


def test_snippet() -> None:
    text = "word " * 50 + "sought " + "word " * 50
    at = text.index("sought")
    piece, marks = snippet(text, ((at, at + 6),), 60)
    assert piece.startswith("… word")
    assert piece.endswith("word …")
    assert [piece[start:end] for start, end in marks] == ["sought"]
    assert len(piece) < 70
    assert snippet("short", ((0, 5),), 60) == ("short", ((0, 5),))


@given(st.text(max_size=200), st.integers(10, 80), st.data())
def test_snippets_keep_their_marks(text: str, room: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start, min(len(text), start + 9)))
    marks = ((start, end),) if start < end else ()
    piece, kept = snippet(text, marks, room)
    assert [piece[a:b] for a, b in kept] == [text[a:b] for a, b in marks]
    assert len(piece) <= max(room, end - start) + room + 4


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("chanel:foo", "No field chanel:; did you mean channel:?"),
        ('x -Titel:"a b" y', "No field titel:; did you mean title:?"),
        ("note:foo", "No field note:; did you mean quote:?"),
        ("zzz:foo", "No field zzz:; there are channel: has: heading: quote: tag: title: video:"),
        ("has:zzz", "has: asks for one thing: has:moment"),
        *(
            (fine, None)
            for fine in ("has:mom", "channel:foo", "chanel:", "Re: foo", "http://x.org", "12:30", '"zzz:foo"', "")
        ),
    ],
)
def test_a_field_that_does_not_exist_is_told_of(typed: str, told: str | None) -> None:
    assert unknown_field(typed) == told


@given(st.text())
def test_no_text_makes_that_raise(typed: str) -> None:
    unknown_field(typed)
