"""The reader in a small app: what keys and the mouse do, and what it tells the app."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.selection import Selection

from kbtui.layout.source import Place, Source
from kbtui.tui.reader.reader import Reader
from tests.layout_source import source_of
from tests.tui_fixtures import at_rest

STAMP = '<a class="yt-timestamp" data-t="00:{:02}:00">[00:{:02}:00]</a>'
NOTE = "From: [[channel]] <br/>\n\n" + "".join(
    f"## Head {at}\n\nA claim {at} that says Word{at} of [[page {at} | many]] {STAMP.format(at, at)}.\n\n"
    for at in range(40)
)


class ReaderApp(App[None]):
    """A reader and nothing else; keeps what it is told."""

    def __init__(self, source: Source, at: Place | None = None) -> None:
        super().__init__()
        self.reader = Reader()
        self.source = source
        self.at = at
        self.acted: list[str] = []
        self.counts: list[tuple[int, int]] = []
        self.percents: list[int | None] = []
        self.jumps: list[Place] = []

    def compose(self) -> ComposeResult:
        yield self.reader

    def on_mount(self) -> None:
        self.reader.open(self.source, at=self.at)
        self.reader.focus()

    def on_reader_acted(self, event: Reader.Acted) -> None:
        self.acted.append(f"{event.target.kind} {event.target.index}")

    def on_reader_find_count(self, event: Reader.FindCount) -> None:
        self.counts.append((event.current, event.total))

    def on_reader_moved(self, event: Reader.Moved) -> None:
        self.percents.append(event.percent)

    def on_reader_jumped(self, event: Reader.Jumped) -> None:
        self.jumps.append(event.place)

    def rows(self) -> list[str]:
        """What the screen shows."""
        return [self.reader.render_line(y).text.strip() for y in range(self.reader.size.height)]


async def settled(app: ReaderApp, pilot: Any) -> None:
    await at_rest(app)


async def test_a_note_opens_without_its_from_line() -> None:
    app = ReaderApp(source_of(NOTE))
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(app, pilot)
        assert app.rows()[0] == "Head 0"
        assert app.percents[-1] == 0


async def test_keys_scroll() -> None:
    app = ReaderApp(source_of(NOTE))
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(app, pilot)
        await pilot.press("j", "j")
        assert app.reader.top == 2
        await pilot.press("k", "space")
        assert app.reader.top == 11
        await pilot.press("G")
        assert app.rows()[-1].startswith("A claim 39")
        assert app.reader.percent == 100
        await pilot.press("g", "right_square_bracket")
        assert app.rows()[0] == "Head 1"
        await pilot.press("right_square_bracket", "left_square_bracket")
        assert app.rows()[0] == "Head 1"


async def test_the_cursor_walks_things_and_acts_on_them() -> None:
    app = ReaderApp(source_of(NOTE))
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(app, pilot)
        await pilot.press("l", "enter", "l", "enter", "h", "enter")
        assert app.acted == ["link 1", "moment 2", "link 1"]
        for _ in range(12):
            await pilot.press("l")
        assert app.reader.cursor is not None
        assert any(app.reader.cursor.shown in row for row in app.rows())


async def test_the_moment_meant_is_under_the_cursor_or_in_sight() -> None:
    app = ReaderApp(source_of(NOTE))
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(app, pilot)
        assert app.reader.nearest_moment() == 2
        await pilot.press("l", "l")
        assert app.reader.nearest_moment() == 2
        app.reader.go_to_moment(60)
        assert app.reader.nearest_moment() == 60
        assert any("29:00" in row or "30:00" in row for row in app.rows())


async def test_letters_pick_a_thing() -> None:
    app = ReaderApp(source_of(NOTE))
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(app, pilot)
        await pilot.press("f", "s", "enter")
        assert app.acted == ["moment 2"]
        await pilot.press("f", "escape")
        await pilot.press("j")
        assert app.reader.top == 1


async def test_words_are_found_as_they_are_typed() -> None:
    app = ReaderApp(source_of(NOTE))
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(app, pilot)
        app.reader.find("word")
        await settled(app, pilot)
        assert app.counts[-1] == (1, 40)
        app.reader.find("word3")
        await settled(app, pilot)
        assert app.counts[-1] == (1, 11)
        assert any("Word3 " in row for row in app.rows())
        await pilot.press("n", "n")
        assert app.counts[-1] == (3, 11)
        assert any("Word31" in row for row in app.rows())
        await pilot.press("N", "N", "N")
        assert app.counts[-1] == (11, 11)
        app.reader.find("nowhere")
        await settled(app, pilot)
        assert app.counts[-1] == (0, 0)
        app.reader.find_end()
        await pilot.pause()
        assert app.counts[-1] == (0, 0)


@pytest.mark.parametrize("width", [30, 100])
async def test_resizing_keeps_the_line_on_top(width: int) -> None:
    app = ReaderApp(source_of(NOTE))
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(app, pilot)
        app.reader.go_to_line(63)
        await settled(app, pilot)
        line = app.reader.place.line
        await pilot.resize_terminal(width, 12)
        await settled(app, pilot)
        assert app.reader.place.line == line
        await pilot.press("w")
        await settled(app, pilot)
        assert app.reader.place.line == line


async def test_a_note_that_changes_keeps_what_is_found_in_it() -> None:
    app = ReaderApp(source_of(NOTE))
    async with app.run_test(size=(80, 12)) as pilot:
        await settled(app, pilot)
        app.reader.find("many")
        app.reader.go_to_line(83)
        await settled(app, pilot)
        app.reader.replace(source_of(NOTE.replace("Word5", "many")), at=app.reader.place)
        await settled(app, pilot)
        assert app.reader.place.line == 83
        assert app.counts[-1] == (22, 41)


async def test_how_far_a_note_is_scrolled() -> None:
    app = ReaderApp(source_of(NOTE))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        assert app.reader.percent == 0
        await pilot.press("j")
        assert app.reader.percent == 1
        await pilot.press("G", "k")
        assert app.reader.percent == 99
        await pilot.press("j")
        assert app.reader.percent == 100
        app.reader.open(source_of("All of it is in sight."))
        assert app.reader.percent is None


async def test_a_higher_screen_for_a_while_keeps_the_line_on_top() -> None:
    app = ReaderApp(source_of(NOTE))
    async with app.run_test(size=(80, 5)) as pilot:
        await settled(app, pilot)
        app.reader.go_to_line(145)
        await pilot.press("j")
        await settled(app, pilot)
        before = app.rows()[0]
        for height in (40, 5):
            await pilot.resize_terminal(80, height)
            await settled(app, pilot)
        assert app.rows()[0] == before


async def test_a_new_width_goes_to_no_match() -> None:
    app = ReaderApp(source_of(NOTE))
    async with app.run_test(size=(80, 12)) as pilot:
        await settled(app, pilot)
        app.reader.find("Word30")
        await settled(app, pilot)
        app.reader.go_to_line(35)
        await settled(app, pilot)
        before = app.reader.place.line
        await pilot.resize_terminal(40, 12)
        await settled(app, pilot)
        assert app.reader.place.line == before
        assert app.counts[-1] == (1, 1)


async def test_a_place_is_come_back_to() -> None:
    app = ReaderApp(source_of(NOTE))
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(app, pilot)
        await pilot.press("space", "space", "j", "l")
        place = app.reader.place
        app.reader.open(source_of("Another note"))
        await settled(app, pilot)
        assert app.rows()[0] == "Another note"
        app.reader.open(source_of(NOTE), at=place)
        await settled(app, pilot)
        assert app.reader.place == place


async def test_a_note_that_has_changed_opens_at_an_old_place() -> None:
    app = ReaderApp(source_of("short"), at=Place(5000, 70, 1 << 40))
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(app, pilot)
        assert app.rows()[0] == "short"
        app.reader.open(Source(""))
        await settled(app, pilot)
        await pilot.press("j", "G", "l", "f", "n", "right_square_bracket", "enter", "w", "space")
        assert app.reader.cursor is None
        assert app.reader.nearest_moment() is None


async def test_callouts_fold_and_footnotes_lead_there_and_back() -> None:
    filler = "words\n\n" * 40
    app = ReaderApp(source_of(f"> [!note]- Title\n> hidden\n\nA claim[^1].\n\n{filler}[^1]: The note.\n"))
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(app, pilot)
        await pilot.press("l", "enter")
        assert "┃ hidden" in app.rows()
        await pilot.press("l", "enter")
        await settled(app, pilot)
        assert any(row.endswith("The note.") for row in app.rows())
        assert app.jumps[-1].line == 1
        await pilot.press("l", "enter")
        await pilot.pause()
        assert any("A claim" in row for row in app.rows())


FOLDED = (
    "words\n\n" * 20
    + "> [!note]- Title\n> hidden zebra "
    + STAMP.format(1, 1)
    + "\n>\n> second\n\n"
    + "## After\n\nwords\n\n" * 20
)


async def test_words_in_a_folded_callout_are_found_and_it_unfolds_for_them() -> None:
    app = ReaderApp(source_of(FOLDED))
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(app, pilot)
        app.reader.find("zeb")
        await settled(app, pilot)
        assert app.counts[-1] == (1, 1)
        assert any("hidden zebra" in row for row in app.rows())
        app.reader.find("zebu")
        await settled(app, pilot)
        assert app.counts[-1] == (0, 0)
        assert not any("hidden zebra" in row for row in app.rows())
        app.reader.find("after")
        await pilot.press("n", "n")
        app.reader.find("zebra")
        await settled(app, pilot)
        app.reader.find_end()
        await pilot.pause()
        assert any("hidden zebra" in row for row in app.rows())


async def test_going_to_a_line_or_a_moment_unfolds_the_callout_around_it() -> None:
    app = ReaderApp(source_of(FOLDED))
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(app, pilot)
        app.reader.go_to_line(44)
        await settled(app, pilot)
        assert app.rows()[0] == "┃ second"
        place = app.reader.place
        app.reader.open(source_of(FOLDED))
        await settled(app, pilot)
        app.reader.go_to_moment(0)
        await settled(app, pilot)
        assert any("hidden zebra" in row for row in app.rows())
        app.reader.open(source_of(FOLDED), at=place)
        await settled(app, pilot)
        assert app.rows()[0] == "┃ second"


async def test_a_click_acts_on_what_is_under_it() -> None:
    app = ReaderApp(source_of("See [[one]] and [[two]] here."))
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(app, pilot)
        await pilot.click(Reader, offset=(app.reader.margin_left + 5, 0))
        await pilot.pause()
        assert app.acted == ["link 0"]


async def test_copied_words_are_not_broken_by_the_screen() -> None:
    app = ReaderApp(source_of("- some words that are longer than a row of this screen\n- next"))
    async with app.run_test(size=(30, 12)) as pilot:
        await settled(app, pilot)
        copied = app.reader.get_selection(Selection(Offset(0, 0), Offset(60, 9)))
        assert copied == ("some words that are longer than a row of this screen\nnext", "\n")


async def test_a_large_note_opens_at_its_end() -> None:
    app = ReaderApp(source_of(NOTE * 100), at=Place(16000))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        assert app.reader.place.line == 15999
        await settled(app, pilot)
        assert app.reader.place.line == 15999
