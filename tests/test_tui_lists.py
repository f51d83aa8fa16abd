"""The lists: topics, headings, quotes, backlinks and moments. Going to them, moving in them, narrowing them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event

import pytest

from kbtui.tui.panes.found_topics import FoundTopics
from kbtui.tui.panes.topics import Topic
from tests.tui_fixtures import CLEANING, FOURIER, HAMMING, LATEST, NARROW, USUAL, WELCOME, WIDE, opened, vault_of

SPIKES = "dwarkeshpatel/spaced_repetition_and_its_price.md"
PANES = {"0": "topics", "1": "headings", "2": "quotes", "3": "backlinks", "4": "moments", "t": "moments"}
SIZES = pytest.mark.parametrize("size", [WIDE, USUAL, NARROW], ids=lambda size: f"{size[0]}x{size[1]}")
MANY = {
    "a.md": "---\nvideoId: abcdefghijk\n---\n"
    + "\n\n".join(
        f"## Heading {number}\n\nClaim {number} stands here [00:{number:02}:00].\n\n"
        f"> Some quoted words, number {number} of many [00:{number:02}:30]"
        for number in range(40)
    ),
    **{f"from/{number:02}.md": f"Sentence {number} links to [[a]]." for number in range(40)},
}

# Going from pane to pane


@SIZES
async def test_each_pane_by_its_key(size: tuple[int, int]) -> None:
    async with opened(note=SPIKES, size=size) as seen:
        for key, name in PANES.items():
            await seen.press(key)
            assert seen.focus == name
            shown = seen.topics.rows if name == "topics" else seen.pane(name).rows
            assert shown.region.height > 2
            assert seen.rows(shown)[0][:12] in seen.text
        await seen.press("escape")
        assert seen.focus == "reader"


async def test_tab_goes_round_and_back() -> None:
    async with opened(note=FOURIER, size=USUAL) as seen:
        round_trip = []
        for _ in range(6):
            await seen.press("tab")
            round_trip.append(seen.focus)
        assert round_trip == ["headings", "quotes", "backlinks", "moments", "topics", "reader"]
        back = []
        for _ in range(6):
            await seen.press("shift+tab")
            back.append(seen.focus)
        assert back == ["topics", "moments", "backlinks", "quotes", "headings", "reader"]


@pytest.mark.parametrize("name", ["topics", "headings", "quotes", "backlinks", "moments"])
async def test_moving_in_a_list(tmp_path: Path, name: str) -> None:
    vault = vault_of(tmp_path, MANY)
    async with opened(vault, "a.md", size=USUAL) as seen:
        if name == "topics":
            await seen.press("0", "T")
            rows = seen.topics.rows
        else:
            await seen.press({each: key for key, each in PANES.items()}[name])
            rows = seen.pane(name).rows
        await seen.press("g")
        assert rows.number == 0
        await seen.press("j", "down", "k")
        assert rows.number == 1
        await seen.press("up")
        for down, up in (("d", "u"), ("ctrl+d", "ctrl+u"), ("space", "b"), ("pagedown", "pageup")):
            await seen.press(down)
            assert (rows.number or 0) > 0, down
            await seen.press(up)
            assert rows.number == 0, up
        await seen.press("G")
        assert rows.number == rows.total - 1
        await seen.press("home", "end")
        assert rows.number == rows.total - 1
        assert seen.rows(rows)[-1][:16] in seen.text
        await seen.press("home")
        await seen.wheel(rows)
        assert rows.scroll_offset.y > 0


# Going where a row leads


@pytest.mark.parametrize("name", ["headings", "quotes", "moments"])
async def test_enter_goes_to_the_line(tmp_path: Path, name: str) -> None:
    async with opened(vault_of(tmp_path, MANY), "a.md") as seen:
        await seen.press({each: key for key, each in PANES.items()}[name], "space", "space")
        stop = seen.pane(name).stop_here
        assert stop is not None
        await seen.press("enter")
        assert seen.focus == "reader"
        assert stop.row.text.strip("“”")[:20] in seen.words(seen.reader)
        assert abs(seen.line - stop.line) <= 1
        await seen.press("backspace")
        assert seen.line == 4


async def test_a_line_that_links_here_several_times_is_one_row(tmp_path: Path) -> None:
    notes = {"a.md": "# A", "b.md": "See [[a]], and [[a|once more]], and [[a]].\n\nThen [[a]].\n"}
    async with opened(vault_of(tmp_path, notes), "a.md") as seen:
        assert [stop.line for stop in seen.pane("backlinks").stops] == [1, 3]


async def test_an_empty_list_takes_no_room_from_the_others() -> None:
    async with opened(note=HAMMING, size=USUAL) as seen:
        heights = {pane.id: pane.rows.size.height for pane in seen.browser.columns.side.panes if pane.rows.display}
        empty = [pane.id for pane in seen.browser.columns.side.panes if not pane.stops]
        assert empty
        assert not set(empty) & set(heights)
        assert len(heights) + len(empty) == 4


async def test_enter_on_a_backlink_opens_the_other_note_at_its_line() -> None:
    async with opened(note=HAMMING) as seen:
        await seen.press("3")
        stop = seen.pane("backlinks").stop_here
        assert stop is not None
        assert stop.row.text
        await seen.press("enter")
        assert seen.path == stop.path != HAMMING
        assert seen.focus == "reader"


async def test_headings_follow_the_reading(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path, MANY), "a.md") as seen:
        await seen.press(*["space"] * 4)
        number = seen.pane("headings").rows.number
        assert number is not None
        assert number > 2
        assert f"Heading {number}" in seen.lines[0]


# Topics


async def test_branches_open_and_close() -> None:
    async with opened(note=WELCOME) as seen:
        rows = seen.topics.rows
        await seen.press("0", "j")
        assert seen.topics.topic_here is not None
        assert seen.topics.topic_here.row.text == "3blue1brown"
        closed = rows.total
        await seen.press("enter")
        opened_once = rows.total
        await seen.press("j", "j", "l", "l")
        assert rows.total > opened_once > closed
        assert seen.topics.topic_here.kind == "note"
        await seen.press("h")
        assert seen.topics.topic_here.kind == "video"
        await seen.press("h", "h", "h")
        assert rows.total == closed
        assert seen.topics.topic_here.row.text == "3blue1brown"


async def test_a_note_is_opened_by_enter_and_by_a_click() -> None:
    async with opened(note=FOURIER) as seen:
        await seen.press("0", "j", "enter")
        assert (seen.focus, seen.path) == ("reader", "3blue1brown/winding_machine.md")
        await seen.click_on("Cleaning up a rec", seen.topics)
        assert seen.path == CLEANING
        assert seen.focus == "reader"
        await seen.press("backspace", "backspace")
        assert seen.path == FOURIER


async def test_flat_is_by_title() -> None:
    async with opened(note=FOURIER) as seen:
        await seen.press("0", "T")
        titles = seen.rows(seen.topics.rows)
        assert len(titles) == 30
        assert titles == sorted(titles, key=str.casefold)
        assert seen.topics.topic_here is not None
        assert seen.topics.topic_here.key == FOURIER
        await seen.press("T")
        assert "acquiredfm" in seen.rows(seen.topics.rows)


@pytest.mark.parametrize("size", [USUAL, WIDE], ids=["out of sight", "in sight"])
async def test_from_the_note_too_topics_are_listed_by_title(size: tuple[int, int]) -> None:
    async with opened(note=FOURIER, size=size) as seen:
        await seen.press("T")
        titles = seen.rows(seen.topics.rows)
        assert seen.focus == "topics"
        assert titles == sorted(titles, key=str.casefold)
        await seen.press("T")
        assert (seen.focus, "acquiredfm" in seen.rows(seen.topics.rows)) == ("topics", True)


async def test_the_cursor_stays_where_it_was_moved_while_topics_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is looked for takes long in a large vault."""
    is_asked, goes_on = Event(), Event()
    flat = FoundTopics.flat

    def slow(self: FoundTopics, query: str) -> Sequence[Topic]:
        is_asked.set()
        goes_on.wait(LATEST)
        return flat(self, query)

    async with opened(note=FOURIER) as seen:
        await seen.press("0", "T")
        monkeypatch.setattr(FoundTopics, "flat", slow)
        assert seen.browser.vault is not None
        seen.topics.show(seen.browser.vault.graph)
        await seen.until(is_asked.is_set)
        await seen.pilot.press("g", "j", "j")
        moved_to = seen.topics.topic_here
        goes_on.set()
        await seen.settle()
        assert seen.topics.rows.number == 2
        assert seen.topics.topic_here == moved_to


async def test_the_note_that_is_read_is_marked_and_its_branches_are_open() -> None:
    async with opened(note=FOURIER) as seen:
        assert "● The Fourier" in seen.text


# Narrowing


async def test_typing_narrows_the_topics() -> None:
    async with opened(note=WELCOME) as seen:
        await seen.press("0", "slash")
        await seen.type("noise qub")
        assert not seen.rows(seen.topics.rows)
        assert seen.words(seen.topics.rows) == "No title holds “noise qub”."
        await seen.press("ctrl+u")
        await seen.type("FASTER b")
        assert seen.rows(seen.topics.rows)[-1] == "Qubits are not faster bits"
        assert "1 of 30" in seen.words(seen.topics.title)
        await seen.press("enter")
        assert seen.focus == "topics"
        await seen.press("enter")
        assert seen.path == "cleoabram/qubits_are_not_faster_bits.md"
        await seen.press("0", "escape")
        assert "1 of 30" not in seen.text
        assert seen.topics.title.count == "30"


async def test_a_videos_title_finds_its_notes() -> None:
    async with opened(note=WELCOME) as seen:
        await seen.press("0", "slash")
        await seen.type("solving wordle")
        assert "4 of 30" in seen.words(seen.topics.title)
        assert "What a guess is worth, in bits" in seen.rows(seen.topics.rows)


@pytest.mark.parametrize(
    ("name", "letters", "left"),
    [
        ("headings", "ading 12", 1),
        ("quotes", "number 17 ", 1),
        ("moments", "claim 39", 1),
        ("backlinks", "SENTENCE 39", 1),
    ],
)
async def test_typing_narrows_any_list_and_escape_restores_it(
    tmp_path: Path, name: str, letters: str, left: int
) -> None:
    async with opened(vault_of(tmp_path, MANY), "a.md") as seen:
        rows = seen.pane(name).rows
        total = rows.total
        await seen.press({each: key for key, each in PANES.items()}[name], "slash")
        await seen.type(letters)
        assert len(seen.rows(rows)) == left
        assert seen.pane(name).title.count == f"{left} of {total}"
        await seen.press("enter")
        assert seen.focus == name
        await seen.press("slash", "escape")
        assert len(seen.rows(rows)) == total
        assert seen.focus == name
        await seen.press("slash")
        await seen.type("qqq")
        assert "Nothing here holds" in seen.text
        await seen.press("enter", "enter", "o", "y", "escape", "escape")
        assert len(seen.rows(rows)) == total
        assert seen.focus == "reader"


# Why a list is empty


@SIZES
async def test_empty_panes_say_why(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(vault_of(tmp_path, {"a.md": "Words."}), size=size) as seen:
        for key, why in (
            ("1", "No headings in this note."),
            ("2", "Nobody is quoted in this note."),
            ("3", "No note links here."),
            ("4", "No stamp in this note names a moment."),
        ):
            await seen.press(key)
            assert why in " ".join(seen.words(seen.browser.columns.side).split())


# The mouse


@SIZES
async def test_a_click_on_a_panes_title_goes_there(size: tuple[int, int]) -> None:
    async with opened(note=SPIKES, size=size) as seen:
        await seen.press("1")
        for name in ("quotes", "backlinks", "moments", "headings"):
            await seen.click(seen.pane(name).title)
            assert seen.focus == name
            assert seen.pane(name).rows.region.height > 2


async def test_a_click_on_the_topics_title_goes_there() -> None:
    async with opened(note=SPIKES) as seen:
        await seen.click(seen.topics.title)
        assert seen.focus == "topics"


async def test_a_click_on_a_row_goes_where_it_leads() -> None:
    async with opened(note=SPIKES) as seen:
        stop = seen.pane("moments").stops[1]
        await seen.click(seen.pane("moments").rows, 8, 2)
        assert seen.focus == "reader"
        assert abs(seen.line - stop.line) <= 4


async def test_a_click_under_the_rows_does_nothing() -> None:
    async with opened(note=WELCOME) as seen:
        await seen.click(seen.topics.rows, 4, 25)
        assert seen.path == WELCOME
