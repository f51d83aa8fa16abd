"""The quotes of a vault: which of them a query lets through, and which notes are gone through for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbtui.index.index import Index
from kbtui.search.vault_quotes import Said, Sieve, VaultQuotes, likely_notes
from kbtui.vault.vault import Vault
from tests.tui_fixtures import vault_of

NOTES = {
    "astro/astro.md": "### [The Sun up close](https://www.youtube.com/watch?v=SunCloseUp1)\n\n- [[wind]]\n",
    "astro/wind.md": "---\ntitle: Solar wind\nvideoId: SunCloseUp1\ntags: [plasma]\n---\n"
    '> "We flew a probe straight through it" [00:01:07]\n> — Nour Raouafi\n\n'
    "> Nothing could be heard there\n",
    "bread/bread.md": '---\nvideoId: BakeBread_2\n---\nZoë says, "Ein Café ist kein Grund für Brot" [05:45].\n',
    "bread/empty.md": "---\nvideoId: BakeBread_2\n---\nNobody says anything.\n",
}
PROBE = "We flew a probe straight through it"
SILENCE = "Nothing could be heard there"
COFFEE = "Ein Café ist kein Grund für Brot"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.open(vault_of(tmp_path, NOTES))


def found(vault: Vault, query: str, quotes: VaultQuotes | None = None) -> list[Said]:
    sieve, quotes = Sieve(query), quotes or VaultQuotes()
    return [said for path in quotes.order(vault, sieve) for said in quotes.at(vault, path, sieve)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("", [PROBE, SILENCE, COFFEE], id="nothing is asked"),
        pytest.param("probe", [PROBE], id="a word"),
        pytest.param("str prob", [PROBE], id="beginnings of words, in any order"),
        pytest.param("traight", [], id="no ends of words"),
        pytest.param("CAFE", [COFFEE], id="case and accents"),
        pytest.param('"a probe"', [PROBE], id="a phrase"),
        pytest.param('"probe a"', [], id="a phrase the wrong way round"),
        pytest.param('"a prob" straight', [], id="a phrase's words are whole"),
        pytest.param("probe OR kein", [PROBE, COFFEE], id="either"),
        pytest.param("-probe", [SILENCE, COFFEE], id="not"),
        pytest.param("nour", [PROBE], id="a speaker without a field"),
        pytest.param("speaker:nour", [PROBE], id="a speaker"),
        pytest.param("speaker:probe", [], id="no speaker"),
        pytest.param("-speaker:nour", [SILENCE, COFFEE], id="another speaker"),
        pytest.param("quote:nour", [], id="not in the words"),
        pytest.param("solar", [PROBE, SILENCE], id="a note's title without a field"),
        pytest.param("title:solar", [PROBE, SILENCE], id="a note's title"),
        pytest.param("tag:plasma", [PROBE, SILENCE], id="a tag"),
        pytest.param("channel:ast", [PROBE, SILENCE], id="a channel"),
        pytest.param("video:SunCloseUp1", [PROBE, SILENCE], id="a video by its id"),
        pytest.param("video:sun", [PROBE, SILENCE], id="a video by its title"),
        pytest.param("-channel:astro", [COFFEE], id="another channel"),
        pytest.param("has:moment", [PROBE, COFFEE], id="with a moment"),
        pytest.param("-has:moment", [SILENCE], id="without one"),
        pytest.param("channel:bread OR nour", [PROBE, COFFEE], id="a channel or a speaker"),
        pytest.param("heading:probe", [], id="a field that quotes have not"),
    ],
)
def test_what_a_query_lets_through(vault: Vault, query: str, expected: list[str]) -> None:
    assert [said.quote.text for said in found(vault, query)] == expected


def test_where_it_is_said_and_what_is_kept_of_it(vault: Vault) -> None:
    said = found(vault, "probe")[0]
    assert said.where == ("astro", "The Sun up close", "Solar wind")
    assert said.quote.moment is not None
    assert (said.quote.seconds, said.quote.moment.claim) == (67, PROBE)


def test_what_is_found_by_the_names_of_a_note_alone_is_told(vault: Vault) -> None:
    assert [(said.quote.text, said.by_name) for said in found(vault, "sol")] == [(PROBE, True), (SILENCE, True)]
    assert [said.by_name for said in found(vault, "nour")] == [False]
    assert [said.by_name for said in found(vault, "channel:astro")] == [False, False]


def test_notes_that_cannot_answer_are_not_read(vault: Vault) -> None:
    quotes = VaultQuotes()
    assert quotes.order(vault, Sieve("channel:bread probe")) == ["bread/bread.md", "bread/empty.md"]
    found(vault, "title:solar", quotes)
    assert [path for path in vault.graph.notes if quotes.is_read(path)] == ["astro/wind.md"]


def test_what_is_known_comes_first_then_what_is_likely(vault: Vault) -> None:
    quotes = VaultQuotes()
    found(vault, "video:BakeBread_2", quotes)
    order = quotes.order(vault, Sieve("probe"), ["astro/wind.md", "gone.md"])
    assert order == ["bread/bread.md", "bread/empty.md", "astro/wind.md", "astro/astro.md"]


def test_a_file_that_changed_is_read_again(vault: Vault) -> None:
    quotes = VaultQuotes()
    assert len(found(vault, "", quotes)) == 3
    (vault.root / "astro/wind.md").write_text("> Something else is said now\n", encoding="utf-8")
    assert [said.quote.text for said in found(vault, "", quotes)] == ["Something else is said now", COFFEE]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("probe", ["astro/wind.md"]),
        ("speaker:zoë", ["bread/bread.md"]),
        ("channel:bread kein", ["bread/bread.md"]),
        ("sun straight", ["astro/wind.md"]),
        ("probe -nour", ["astro/wind.md"]),
        ("nowhere", []),
        ("channel:astro", []),
        ("-probe", []),
        ("", []),
    ],
)
def test_an_index_says_which_notes_are_likely(vault: Vault, query: str, expected: list[str]) -> None:
    index = Index.open(vault.root, None)
    index.sync()
    assert likely_notes(index, Sieve(query)) == expected
    index.close()
