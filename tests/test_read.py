"""One note in full: sentences, claims, quotes, headings (`loader/*.txt`), and what no text may break."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbtui.note import Page
from kbtui.reading.quotations import find_quotations, quoted_words
from kbtui.reading.read import read
from kbtui.reading.sentences import sentence_around, sentence_starts
from kbtui.reading.surroundings import surroundings
from kbtui.text import CleanText, clean
from tests.loader_cases import MATTER, Case, anchored, cases, told
from tests.test_parse import PIECES, sources


@pytest.mark.parametrize("case", cases("sentences"))
def test_sentences(case: Case) -> None:
    starts = [*sentence_starts(case.source), len(case.source)]
    assert [case.source[start:end].strip() for start, end in pairwise(starts)] == case.expected


@pytest.mark.parametrize("case", cases("claims"))
def test_claims(case: Case) -> None:
    assert [moment.claim for moment in case.page.moments] == case.expected


@pytest.mark.parametrize("case", cases("quotes"))
def test_quotes(case: Case) -> None:
    quotes = case.page.quotes
    assert [told(quote.kind, quote.speaker, quote.text, quote.seconds) for quote in quotes] == case.fields


@pytest.mark.parametrize("case", cases("headings"))
def test_headings(case: Case) -> None:
    before = MATTER.count("\n")
    found = [told(heading.level, heading.text, heading.line - before) for heading in case.page.headings]
    assert found == case.fields


def page_of(source: str, matter: str = MATTER) -> Page:
    return read("channel/note.md", CleanText(matter + anchored(source)))


def test_a_moment_knows_where_it_stands() -> None:
    page = page_of("text\n\nA claim {00:01:00}. [there](https://youtu.be/ABCDEFGHIJK?t=5)\n")
    first, second = page.moments
    assert page.text[first.start : first.end] == anchored("{00:01:00}")
    assert (first.line, first.written, first.label, first.video_id) == (7, "00:01:00", "[00:01:00]", "abcdefghijk")
    assert (second.seconds, second.video_id) == (5, "ABCDEFGHIJK")
    assert second.url == "https://www.youtube.com/watch?v=ABCDEFGHIJK&t=5s"


def test_lines_of_quotes_are_lines_of_the_file() -> None:
    page = page_of("one\n> [!quote] Ada Lovelace\n>\n> words of hers\n\ntwo “a b\nc d” {00:00:01}\n")
    assert [(quote.line, quote.text) for quote in page.quotes] == [(8, "words of hers"), (10, "a b c d")]


def test_problems() -> None:
    page = page_of("[[open\n\n{HH:MM:SS} text\n")
    assert [(problem.line, problem.kind) for problem in page.problems] == [(5, "link"), (7, "stamp")]
    [problem] = page_of("{00:01:00}", matter="").problems
    assert "no video" in problem.message


def surrounding(source: str) -> list[tuple[str, int | None]]:
    page = page_of(source)
    found = surroundings(page, page.note.links)
    return [(words, moment.seconds if moment else None) for words, moment in found]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("First. The [[a | link]] is here {00:01:00}. Last.", [("The link is here.", 60)]),
        ("{00:01:00} was before. The [[a]] comes.", [("The a comes.", 60)]),
        ("One {00:01:00}. Two [[a]] and {00:02:00} more {00:03:00}.", [("Two a and more.", 120)]),
        ("Other {00:01:00}.\n\nThe [[a]] alone.", [("The a alone.", None)]),
        ("- item [[a]] one {00:01:00}\n- item [[b]] two", [("item a one", 60), ("item b two", None)]),
        ("## On [[a | it]]\n", [("On it", None)]),
        ("| [[a\\|one]] | {00:01:00} | two |", [("one · two", 60)]),
        ("| On [[a | it]] | {00:01:00} |", [("On it", 60)]),
        ("> [!info] T\n> said [[a]] here {00:01:00}.\n> More.", [("T said a here.", 60)]),
        ("On [[a]] see [the arm](https://youtu.be/abcdefghijk?t=90) too.", [("On a see the arm too.", 90)]),
        (
            "On [[a]] see [the arm][x] too. [[b]] is so.\n\n[x]: https://youtu.be/abcdefghijk?t=90",
            [("On a see the arm too.", 90), ("b is so.", 90)],
        ),
        ("Wrapped\nover [[a]]\nlines. End.", [("Wrapped over a lines.", None)]),
        ("[[a | in {00:01:00}]] alias {00:02:00}", [("in alias", 60)]),
        ("not %%this%% but [[a]]", [("not but a", None)]),
        ("From: [[a]] <br/>\nText [[b]].", [("From: a", None), ("Text b.", None)]),
    ],
)
def test_what_stands_around_a_link(source: str, expected: list[tuple[str, int | None]]) -> None:
    assert surrounding(source) == expected


@settings(max_examples=300, deadline=None)
@given(sources)
def test_any_text_can_be_read(source: str) -> None:
    page = read("channel/note.md", clean((MATTER + source).encode("utf-8", "ignore")))
    lines = page.text.count("\n") + 1
    for moment in page.moments:
        assert page.body <= moment.start < moment.end <= len(page.text)
        assert moment.line == page.text.count("\n", 0, moment.start) + 1
    for place in (*page.headings, *page.quotes, *page.problems):
        assert 1 <= place.line <= lines
    shown = [*(moment.claim for moment in page.moments), *(quote.text for quote in page.quotes)]
    shown += [quote.speaker or "" for quote in page.quotes] + [heading.text for heading in page.headings]
    assert not [words for words in shown if "\ufdd0" in words or "\ufdd1" in words or "\n" in words or "\x1b" in words]
    assert len(surroundings(page, page.note.links)) == len(page.note.links)


@given(st.text('"a .\nb,', max_size=20))
def test_straight_quotation_marks_are_read_alike_beside_others(text: str) -> None:
    alone, beside = find_quotations(text), find_quotations(f"{text}\n“")
    assert [(match.span(), quoted_words(match)) for match in alone] == [
        (match.span(), quoted_words(match)) for match in beside
    ]


@settings(max_examples=200, deadline=None)
@given(sources)
def test_sentences_cover_their_text(source: str) -> None:
    starts = sentence_starts(source)
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    for at in range(0, len(source), 7):
        start, end = sentence_around(starts, at, len(source))
        assert start <= at < max(end, 1)


HOSTILE = [
    *PIECES,
    '"a ',
    "*a ",
    "[[a|",
    "> ",
    "<!--",
    ". . ",
    "....",
    "{00:01:00} ",
    'says "a b c d" {00:01:00}. ',
    "# h\n",
]


@pytest.mark.parametrize("piece", HOSTILE, ids=range(len(HOSTILE)))
def test_a_long_run_of_anything_ends(piece: str) -> None:
    page = page_of(piece * (20_000 // len(piece)))
    assert page.note.title == "The note"


@pytest.mark.parametrize(
    ("times", "message"),
    [
        ("11:16:00", "'11:16:00' may mean 11:16 rather than 11:16:00; it is left as written"),
        (
            "00:10:00 00:20:00 00:30:00",
            "'00:10:00' may mean 0:10 rather than 10:00; so may 2 more of the note; they are left as written",
        ),
    ],
)
def test_stamps_in_doubt_are_told_once_a_note(times: str, message: str) -> None:
    page = page_of(" ".join(f"It says so [{time}]." for time in times.split()))
    assert [(problem.kind, problem.message) for problem in page.problems] == [("doubtful-stamp", message)]


def test_the_seeds_damage_and_seconds() -> None:
    """A note as the project was started from: one damaged apostrophe and six stamps."""
    times = "00:47:47 00:50:02 00:44:13 00:45:59 01:38:11 01:03:11".split()
    claims = "".join(f"\n\nClaim number {number} {{{time}}}." for number, time in enumerate(times))
    source = f"---\ntitle: Safe\nvideoId: Nlkk3glap_U\n---\n\nFrom: [[dwarkeshpatel]] <br/>\nAIâ€™s use.{claims}\n"
    page = read("dwarkeshpatel/safe.md", clean(anchored(source).encode()))
    assert "AI’s use" in page.text
    assert [moment.seconds for moment in page.moments] == [2867, 3002, 2653, 2759, 5891, 3791]
    assert [moment.claim for moment in page.moments] == [f"Claim number {number}" for number in range(6)]


def test_the_seed_itself() -> None:
    seed = Path(__file__).parent.parent.parent / "shared" / "seed" / "ai_safety_and_security_measures.md"
    if not seed.is_file():
        pytest.skip(f"no seed at {seed}")
    page = read("dwarkeshpatel/seed.md", clean(seed.read_bytes()))
    assert "AI’s" in page.text
    assert [moment.seconds for moment in page.moments] == [2867, 3002, 2653, 2759, 5891, 3791]
    assert page.quotes[0].speaker == "Dario Amodei"
