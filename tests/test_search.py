"""From a query to hits: which passages, in which order, where the words stand, and the moment nearest to them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from kbtui.graph.graph import NoteGraph
from kbtui.index.index import Index
from kbtui.note import IndexedVideo, Note
from kbtui.search.hits import Hit, marks_in
from kbtui.search.query import parse_query
from kbtui.search.search import Found, Search
from kbtui.search.titles import Titles
from tests.tui_fixtures import vault_of

VIDEO = "BakeBread_2"
STAMP = '<a class="yt-timestamp" data-t="{0}">[{0}]</a>'
APPLES = f"""---
title: Apples
videoId: {VIDEO}
tags: [fruit, harvest]
---

From: [[chan]] <br/>

Apples are red {STAMP.format("00:01:00")}, then they are **brown** {STAMP.format("00:02:00")}. A pie
of them is [[pies | sweet]] and has a <b>crust</b>.

## Of crusts

- dough: `flour + water` {STAMP.format("00:03:00")}
- heat

> "A crust must rest before it is baked" {STAMP.format("00:04:00")}
> — Zoë Baker

```python
knead(dough, minutes=10)
```

%% hidden comment %%
"""
Make = Callable[..., Search]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def made(**notes: str) -> Search:
        texts = {f"{name.replace('__', '/')}.md": text for name, text in notes.items()}
        index = Index.open(vault_of(tmp_path, texts), None)
        index.sync()
        return Search(index)

    return made


@pytest.fixture
def search(make: Make) -> Search:
    index = f"### [All about pie](https://www.youtube.com/watch?v={VIDEO})\n\n- [[apples | Apples]]\n"
    return make(
        chan__apples=APPLES, chan__chan=index, other__pears="# Pears\n\nPears are brown, too. 機械学習 is not.\n"
    )


def told(found: Found) -> list[tuple[str, int, str]]:
    return [(hit.path, hit.line, hit.text) for hit in found.hits]


def only(search: Search, query: str) -> Hit:
    (hit,) = search.find(query).hits
    return hit


def marked(hit: Hit) -> list[str]:
    return [hit.text[start:end] for start, end in hit.marks]


def test_a_hit_is_a_passage_with_all_there_is_to_it(search: Search) -> None:
    hit = only(search, "red ")
    assert (hit.path, hit.title, hit.channel, hit.section, hit.line) == ("chan/apples.md", "Apples", "chan", "", 9)
    assert hit.text == "Apples are red, then they are brown. A pie of them is sweet and has a crust."
    assert marked(hit) == ["red"]
    assert hit.moment is not None
    assert hit.moment.url == f"https://www.youtube.com/watch?v={VIDEO}&t=60s"


@pytest.mark.parametrize(
    ("query", "seconds"),
    [("apples red", 60), ("then they", 120), ("sweet", 120), ("flour", 180), ("heat", 180), ("crusts", 180)],
)
def test_the_moment_nearest_to_the_words(search: Search, query: str, seconds: int) -> None:
    hit = next(hit for hit in search.find(query).hits if hit.path == "chan/apples.md")
    assert hit.moment is not None
    assert hit.moment.seconds == seconds


def test_sections(search: Search) -> None:
    assert only(search, "flour").section == "Of crusts"
    assert only(search, "crusts ").section == ""


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("brown", ["chan/apples.md", "other/pears.md"]),
        ("BROWN pears", ["other/pears.md"]),
        ('"are brown"', ["chan/apples.md", "other/pears.md"]),
        ('"brown are"', []),
        ("brown -apples ", ["other/pears.md"]),
        ("brown -title:apples ", ["other/pears.md"]),
        ("red OR too ", ["chan/apples.md", "other/pears.md"]),
        ("red too ", []),
        ("bro*", ["chan/apples.md", "other/pears.md"]),
        ("bro ", []),
        ("title:brown", []),
        ("title:pears", ["other/pears.md"]),
        ("title:red OR too ", ["other/pears.md"]),
        ("tag:harv", ["chan/apples.md"]),
        ("heading:crusts", ["chan/apples.md"]),
        ("heading:brown", []),
        ("quote:rest", ["chan/apples.md"]),
        ("quote:red", []),
        ("channel:oth", ["other/pears.md"]),
        ("channel:nowhere", []),
        ("-channel:chan brown", ["other/pears.md"]),
        ("channel:other OR red ", ["chan/apples.md", "other/pears.md"]),
        ("-channel:other OR too ", ["chan/apples.md", "chan/chan.md", "other/pears.md"]),
        (f"video:{VIDEO}", ["chan/apples.md"]),
        ('video:"about pie" ', ["chan/apples.md"]),
        ("video:nothing", []),
        ("has:moment", ["chan/apples.md"]),
        ("-has:moment brown", ["other/pears.md"]),
        ("-brown ", ["chan/chan.md"]),
        ("hidden", []),
        ("timestamp", []),
        ("kneaded OR minutes", ["chan/apples.md"]),
        ("機械", ["other/pears.md"]),
        ("械学", ["other/pears.md"]),
        ("学械", []),
        ("", []),
    ],
)
def test_which_notes(search: Search, query: str, paths: list[str]) -> None:
    found = search.find(query)
    assert sorted({hit.path for hit in found.hits}) == paths or found.slips


def test_words_in_code_are_found_by_their_line(search: Search) -> None:
    hit = only(search, "knead")
    assert (hit.line, hit.text, marked(hit)) == (21, "knead(dough, minutes=10)", ["knead"])


def test_only_what_is_a_quote(search: Search) -> None:
    hit = only(search, "quote:crust")
    assert (hit.line, hit.text, hit.section) == (17, "A crust must rest before it is baked", "Of crusts")
    assert hit.moment is not None
    assert hit.moment.seconds == 240


def test_only_passages_with_a_moment(search: Search) -> None:
    assert [hit.line for hit in search.find("crust has:moment").hits] == [9, 17]


def test_a_passage_with_all_words_goes_before_those_that_share_them(make: Make) -> None:
    search = make(
        apart="Plums are here. Plums.\n\nFigs are there. Figs. Plums and figs, figs, figs.".replace(
            " Plums and", "\n\n"
        ),
        together="Many words stand around the plums and also the figs in this much longer note." + "\n\nNothing." * 50,
    )
    assert search.find("plums figs ").hits[0].path == "together.md"


def test_a_note_that_is_named_so_goes_first(make: Make) -> None:
    notes = {f"note{number}": "Plums, plums and plums." for number in range(5)}
    search = make(**notes, plums="# Plums\n\nThey are blue." + "\n\nNothing is said of them here." * 30)
    assert search.find("plums").hits[0].path == "plums.md"


def test_words_of_more_videos_than_sqlite_takes_values(make: Make) -> None:
    listed = "".join(f"### [Of plums {n}](https://www.youtube.com/watch?v=Plums____{n:02})\n\n" for n in range(20))
    notes = {f"n{n}": f"---\nvideoId: Plums____{n:02}\n---\nRipe ones.\n" for n in range(20)}
    search = make(chan=listed, **notes)
    search._index.ask(lambda connection: connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 10))
    assert len(search.find("ripe video:plums").hits) == 20
    assert not search.find("ripe -video:plums").hits


def test_at_most_so_many(make: Make) -> None:
    search = make(**{f"note{number:02}": "# Plums\n\nPlums.\n\nPlums.\n\nPlums.\n\nPlums." for number in range(20)})
    assert len(search.find("plums", 7).hits) == 7
    assert (
        max(sum(hit.path == path for hit in search.find("plums", 60).hits) for path in ("note00.md", "note19.md")) <= 3
    )


@pytest.mark.parametrize("typed", ["aples ", "appels", "brwon", "quote:crsut ", '"brwon, too" '])
def test_a_slip_of_a_letter(search: Search, typed: str) -> None:
    found = search.find(typed)
    assert found.hits
    assert found.slips
    assert all(marked(hit) for hit in found.hits)


def test_words_that_are_known_but_nowhere_together_are_no_slip(search: Search) -> None:
    assert search.find("sweet pears ") == Found()


def test_nothing_is_near(search: Search) -> None:
    assert search.find("zzzzzzzz") == Found()
    assert search.find("xyz") == Found()


def test_short_words_are_answered_at_once(search: Search) -> None:
    assert search.quick("apples") is None
    assert search.quick("") is None
    assert search.quick("re ") is None
    found = search.quick("app")
    assert found is not None
    assert {hit.path for hit in found.hits} == {"chan/apples.md"}
    beside = search.quick("brown p")
    assert beside is not None
    assert {hit.path for hit in beside.hits} == {"chan/apples.md", "other/pears.md"}
    assert search.quick("quote:m") is None


def test_what_takes_long_is_told_in_part(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    search = make(a="plums", b="plums and figs", c="figs and plums", d="none")
    told: list[Found] = []
    monkeypatch.setattr("kbtui.search.search._PATIENCE", 60)
    assert len(search.find("plums ", partly=told.append).hits) == 3
    assert not told
    monkeypatch.setattr("kbtui.search.search._PATIENCE", 0)
    whole = search.find("plums ", partly=told.append)
    assert len(whole.hits) == 3
    assert [len(found.hits) for found in told] == [1]
    assert set(told[0].hits) < set(whole.hits)
    first = search.quick("plums f")
    assert first is not None
    assert len(first.hits) == 1
    assert search.find("nowhere ", partly=told.append) == Found()
    assert len(told) == 1


def test_marks_beyond_ascii(make: Make) -> None:
    search = make(a="Zürich, STRASSE und Straße: ﬁne 機械学習.")
    assert marked(only(search, "zurich strasse fine 学習")) == ["Zürich", "STRASSE", "Straße", "ﬁne", "学習"]


def test_marks_in_any_text() -> None:
    assert marks_in("Red and REDDER", parse_query("red")) == ((0, 3), (8, 11))
    assert marks_in("Red and REDDER", parse_query("has:moment")) == ()


def test_stamps_and_markup_are_no_words(make: Make) -> None:
    search = make(a=f"See [the site](https://example.org/secret) {STAMP.format('00:01:00')} <br/> ~~gone~~ **bo**ld.")
    assert search.find("secret ").hits == ()
    assert search.find("data ").hits == ()
    assert only(search, "site gone").text == "See the site gone bold."


def test_a_large_note_of_one_line(make: Make) -> None:
    search = make(a="word " * 50_000 + "needle")
    assert marked(only(search, "needle")) == ["needle"]


# Titles


def titles(*names: str) -> Titles:
    notes = [Note(f"{number}.md", name, "", None) for number, name in enumerate(names)]
    return Titles(NoteGraph(notes))


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("four", "Fourier transform"),
        ("tra fou", "Fourier transform"),
        ("FOURIER", "Fourier transform"),
        ("ft", "Fourier transform"),
        ("hcodes", "Hamming codes"),
        ("furier", "Fourier transform"),
        ("hamnig", "Hamming codes"),
        ("ecole", "L’École"),
        ("学習", "機械学習"),
    ],
)
def test_a_few_letters_of_a_title(typed: str, best: str) -> None:
    known = titles("Long transforms that are four", "Fourier transform", "Hamming codes", "L’École", "機械学習")
    assert known.matching(typed)[0].title == best


def test_letters_that_mean_nothing() -> None:
    known = titles("Fourier transform")
    assert known.matching("") == []
    assert known.matching("  -?") == []
    assert known.matching("qq") == []
    assert [each.title for each in known.first(["0.md", "gone.md", "0.md"], None, 9)] == ["Fourier transform"]


def test_titles_of_videos() -> None:
    listing = IndexedVideo(VIDEO, "All about pie", ("apples",))
    notes = [
        Note("chan/apples.md", "Apples", "chan", VIDEO),
        Note("chan/chan.md", "chan", "chan", None, indexed=(listing,)),
    ]
    video, *_ = Titles(NoteGraph(notes)).matching("about pie")
    assert (video.is_video, video.title, video.path, video.below) == (
        True,
        "All about pie",
        "chan/apples.md",
        "chan › video with 1 note",
    )
    assert Titles(NoteGraph(notes)).matching("apples")[0].below == "chan › All about pie"


def test_the_shortest_title_that_begins_so_comes_first() -> None:
    found = titles("Of plums", "Plums and figs", "Plums", "Plumstead").matching("plum")
    assert [each.title for each in found] == ["Plums", "Plumstead", "Plums and figs", "Of plums"]


def test_special_signs_are_letters_like_others() -> None:
    known = titles("C++ (and more) [x]", "a.b*c")
    assert known.matching("c++ (")[0].title == "C++ (and more) [x]"
    assert re.escape("+") not in known.matching("b*")[0].title
