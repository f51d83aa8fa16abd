"""Searching all notes from the screen, and going to a title."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kbtui.index.index import Index, Interrupted, Synced
from kbtui.search.search import Found, Search
from kbtui.tui.lists.row import Most, Row, lay_row
from kbtui.tui.lists.rows import Rows
from kbtui.tui.pages.searching import SearchScreen
from kbtui.vault.catalogue import Progress
from tests.tui_fixtures import FOURIER, LATEST, NARROW, READING, SAMPLE, USUAL, Seen, opened, vault_of

VIDEO = "BakeBread_2"
NOTES = {
    "a.md": f"---\ntitle: Apples\nvideoId: {VIDEO}\n---\n\n# Trees\n\nApples grow on trees [00:01:00].\n",
    "b.md": "# Pears [/b]\n\n[bold] pears are no apples.\n",
}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "cache"


def hits(seen: Seen) -> list[str]:
    return seen.rows(seen.app.screen.query_one(Rows))


def status(seen: Seen) -> str:
    assert isinstance(seen.app.screen, SearchScreen)
    return seen.app.screen.status.words


async def test_hits_as_one_types_lead_to_their_line() -> None:
    async with opened(size=USUAL) as seen:
        await seen.press("s")
        assert "has:moment" in seen.text
        await seen.type("smear")
        assert any("smear" in hit.lower() for hit in hits(seen))
        place = status(seen)
        await seen.press("enter")
        assert seen.dialog == ""
        assert place.startswith(f"{seen.path}:")
        assert seen.focus == "reader"
        await seen.press("backspace")


@pytest.mark.parametrize("words", [900, 9000])
async def test_a_hit_deep_in_a_long_line_comes_into_sight(words: int, tmp_path: Path) -> None:
    long = " ".join(f"word{number}" for number in range(words))
    async with opened(vault_of(tmp_path / "vault", {"a.md": f"# A\n\n{long}\n", "b.md": "# B\n"}), size=USUAL) as seen:
        await seen.press("s")
        await seen.type(f"word{words - 300}")
        await seen.press("enter")
        assert f" word{words - 300} " in seen.text


async def test_what_was_sought_is_kept(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path / "vault", NOTES), "b.md", size=USUAL) as seen:
        await seen.press("s")
        await seen.type("tree")
        before = hits(seen)
        assert before == ["Trees", "Apples grow on trees."]
        await seen.press("escape")
        assert (seen.path, seen.dialog) == ("b.md", "")
        await seen.press("s")
        assert hits(seen) == before
        await seen.type("pears")  # what is kept is typed over
        assert hits(seen) == ["Pears [/b]", "[bold] pears are no apples."]


async def test_the_moment_nearest_to_the_words_is_played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(vault_of(tmp_path / "vault", NOTES), size=USUAL) as seen:
        played: list[tuple[str | None, int | None, str]] = []
        playing = seen.browser.handling.playing
        monkeypatch.setattr(playing, "play", lambda m: played.append((m.video_id, m.seconds, m.claim)))
        await seen.press("s")
        await seen.type("grow")
        await seen.press("tab", "o")
        assert played == [(VIDEO, 60, "Apples grow on trees.")]
        await seen.press("slash", "o")
        assert "“growo”" in seen.text
        await seen.press("backspace", "backspace", "backspace", "backspace", "backspace")
        await seen.type("bold")
        await seen.press("tab", "o")
        assert status(seen) == "There is no moment here to play."


async def test_while_letters_are_typed_tab_and_down_lead_to_the_hits(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path / "vault", NOTES), size=USUAL) as seen:
        await seen.press("s")
        await seen.type("apples")
        rows = seen.app.screen.query_one(Rows)
        assert "o Play" not in seen.lines[-1]
        for key, number in (("tab", 0), ("down", 1)):
            await seen.press(key)
            assert (rows.has_focus, rows.number) == (True, number)
            assert "o Play" in seen.lines[-1]
            await seen.press("slash")
            assert not rows.has_focus
        await seen.press("s")
        assert "“appless”" in seen.text
        await seen.press("backspace", "tab", "s")
        assert seen.dialog == ""


async def test_the_words_are_marked(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path / "vault", NOTES), size=USUAL) as seen:
        await seen.press("s")
        await seen.type("grow on")
        marked = [
            segment.text for strip in seen.strips[2:-2] for segment in strip if segment.style and segment.style.bold
        ]
        assert marked == ["grow", "on"]


async def test_a_slip_is_told_of(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path / "vault", NOTES), size=USUAL) as seen:
        await seen.press("s")
        await seen.type("appels ")
        assert status(seen) == "Nothing holds “appels”; these hold “apples”"
        assert "Apples grow on trees." in hits(seen)


async def test_a_field_that_does_not_exist_is_told_of(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path / "vault", NOTES), size=USUAL) as seen:
        await seen.press("s")
        await seen.type("titel:apples")
        assert status(seen) == "No field titel:; did you mean title:?"


@pytest.mark.parametrize("size", [NARROW, USUAL])
async def test_every_key_and_odd_queries(size: tuple[int, int], tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path / "vault", NOTES), size=size) as seen:
        await seen.press(
            "s", *'"(-:*^OR apples^ "', "down", "up", "pagedown", "pageup", "tab", "j", "k", "f1", "escape"
        )
        assert seen.dialog == "SearchScreen"
        await seen.press("escape")
        await seen.press("s", "enter", "o")
        assert seen.dialog in ("", "SearchScreen")


async def test_a_hit_is_clicked_on(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path / "vault", NOTES), "b.md", size=USUAL) as seen:
        await seen.press("s")
        await seen.type("grow")
        await seen.click_on("grow on trees")
        assert seen.path == "a.md"


async def test_files_that_changed_are_found(tmp_path: Path) -> None:
    vault = vault_of(tmp_path / "vault", NOTES)
    async with opened(vault, "b.md", size=USUAL) as seen:
        await seen.press("s")
        await seen.type("quinces")
        assert "No note holds “quinces”." in seen.text
        await seen.press("escape")
        (vault / "b.md").write_text("Now of quinces.")
        await seen.press("s")
        assert hits(seen) == ["Now of quinces."]
        await seen.press("escape")
        (vault / "b.md").unlink()
        await seen.press("s")
        assert hits(seen) == []


async def test_a_stale_answer_is_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(vault_of(tmp_path / "vault", NOTES), size=USUAL) as seen:
        await seen.press("s")
        screen = seen.app.screen
        assert isinstance(screen, SearchScreen)
        await seen.type("grow")
        before = hits(seen)
        screen._show(screen._asked - 1, Found(), is_last=True)
        await seen.settle()
        assert hits(seen) == before


async def test_what_is_there_is_searched_while_the_index_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_it = threading.Event()
    sync = Index.sync

    def slowly(index: Index, progress: Callable[[int, int], None] | None = None) -> Synced:
        done = sync(index)
        assert progress is not None
        progress(1, 2)
        assert seen_it.wait(LATEST)
        return done

    monkeypatch.setattr("kbtui.progress.PATIENCE", -1)
    monkeypatch.setattr("kbtui.progress._BEAT", -1)
    async with opened(vault_of(tmp_path / "vault", NOTES), size=USUAL) as seen:
        monkeypatch.setattr(Index, "sync", slowly)
        await seen.pilot.press("s")
        await seen.until(lambda: "1 of 2 notes read for the search, " in seen.text)
        assert status(seen).startswith("██████████░░░░░░░░░░ 1 of 2")
        seen_it.set()
        await seen.type("grow")
        assert hits(seen) == ["Apples grow on trees."]


async def test_a_search_that_is_called_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def called_off(search: Search, text: str, limit: int = 50, partly: object = None) -> Found:
        raise Interrupted

    async with opened(vault_of(tmp_path / "vault", NOTES), size=USUAL) as seen:
        monkeypatch.setattr(Search, "find", called_off)
        await seen.press("s")
        await seen.type("grow")
        assert seen.dialog == "SearchScreen"


async def test_a_vault_that_vanishes(tmp_path: Path) -> None:
    vault = vault_of(tmp_path / "vault", NOTES)
    async with opened(vault, size=USUAL) as seen:
        vault.rename(tmp_path / "elsewhere")
        await seen.press("s")
        await seen.type("grow")
        assert "no such file or directory" in " ".join(seen.text.split())


async def test_no_index_is_kept_where_none_is_wanted(tmp_path: Path, cache: Path) -> None:
    async with opened(vault_of(tmp_path / "vault", NOTES), size=USUAL, keep_index=False) as seen:
        await seen.press("s")
        await seen.type("grow")
        assert hits(seen) == ["Apples grow on trees."]
    assert not cache.exists()


async def test_an_index_that_is_damaged_while_it_is_searched(tmp_path: Path, cache: Path) -> None:
    async with opened(vault_of(tmp_path / "vault", NOTES), size=USUAL, keep_index=True) as seen:
        await seen.press("s")
        (path,) = (cache / "kbtui").glob("*.sqlite")
        with sqlite3.connect(path) as connection:
            connection.execute("DROP TABLE files")
        connection.close()
        await seen.type("grow")
        assert hits(seen) == ["Apples grow on trees."]


@pytest.mark.skipif(os.name == "nt", reason="only POSIX has such names")
async def test_a_line_end_in_the_name_of_a_hits_file(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path, {"two\nlines\x1b[31m.md": "Apples.\n"}), size=USUAL) as seen:
        await seen.press("s")
        await seen.type("apples")
        assert seen.lines[-2] == " two lines[31m.md:1"


async def test_what_is_not_found_before_all_is_read_may_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed, sync = threading.Event(), Index.sync

    def slowly(self: Index, progress: Progress | None = None) -> Synced:
        assert allowed.wait(LATEST)
        return sync(self, progress)

    monkeypatch.setattr(Index, "sync", slowly)
    async with opened(vault_of(tmp_path, NOTES), size=USUAL) as seen:
        await seen.pilot.press("s")
        await seen.until(lambda: seen.browser.index.search is not None)
        await seen.pilot.press("g")
        await seen.until(lambda: "No note" in seen.text or "Nothing yet" in seen.text)
        assert "Nothing yet: the notes are being read for the search." in seen.text
        allowed.set()
        await seen.type("row")
        assert hits(seen) == ["Apples grow on trees."]
        await seen.type("ling")
        assert "No note holds “growling”." in seen.text


# Going to a title


async def test_going_to_a_note_by_letters_of_its_title() -> None:
    async with opened(note=FOURIER, size=USUAL) as seen:
        await seen.press("ctrl+o")
        assert len(hits(seen)) == 30
        assert hits(seen)[-1] == "The Fourier transform, picture first"  # one is there already
        await seen.type("theory inf")
        assert "nformation theory" in hits(seen)[0]
        await seen.press("enter")
        assert seen.path == READING
        await seen.press("ctrl+o")
        assert hits(seen)[0] == "The Fourier transform, picture first"
        await seen.press("enter")
        assert seen.path == FOURIER
        await seen.press("backspace", "ctrl+o")
        assert hits(seen)[0] == "The Fourier transform, picture first"  # going back leaves a note as well


async def test_going_among_notes_that_come_meanwhile(tmp_path: Path) -> None:
    vault = vault_of(tmp_path, {"plums.md": "# Plums", "plum tree.md": "# Plum tree", "z.md": "# Z"})
    async with opened(vault, "z.md", size=USUAL) as seen:
        await seen.press("ctrl+o")
        await seen.type("plum")
        await seen.press("down")
        assert hits(seen) == ["Plums", "Plum tree"]
        vault_of(vault, {"plum.md": "# Plum"})
        await seen.noticed()
        assert hits(seen) == ["Plum", "Plums", "Plum tree"]
        await seen.press("enter")
        assert seen.path == "plum tree.md"


async def test_going_in_a_vault_of_one_note(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path, {"a.md": "# Alone"}), size=USUAL) as seen:
        await seen.press("ctrl+o")
        assert hits(seen) == ["Alone"]


async def test_going_nowhere() -> None:
    async with opened(note=FOURIER, size=NARROW) as seen:
        await seen.press("ctrl+o", *"zzzz", "enter", "down", "up", "pagedown", "pageup")
        assert "No title is like “zzzz”." in seen.text
        await seen.press("escape")
        assert (seen.dialog, seen.path) == ("", FOURIER)


async def test_going_before_the_vault_is_read(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path, NOTES), size=USUAL) as seen:
        seen.browser.vault = None
        await seen.press("ctrl+o")
        assert seen.status == "The vault is still being read."


def test_rows_mark_what_was_sought() -> None:
    row = Row("one two three four", marks=((4, 7), (8, 13)))
    first, *_ = lay_row(row, 40, Most())
    assert first[2:] == [("one ", ""), ("two", "found"), (" ", ""), ("three", "found"), (" four", "")]
    wrapped = [piece for line in lay_row(row, 10, Most(3)) for piece in line if piece[1] == "found"]
    assert [text for text, _ in wrapped] == ["two", "three"]


def test_the_sample_notes_are_left_as_they_are() -> None:
    assert not list(SAMPLE.rglob("*.sqlite*"))
