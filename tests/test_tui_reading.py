"""The keys of the note: moving, finding, walking its links and moments, back and forward."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui_fixtures import EULER, FOURIER, HAMMING, NARROW, READING, USUAL, WELCOME, WIDE, opened, vault_of

LONG = "\n\n".join(
    f"## Part {part}\n\n" + "\n\n".join(f"Line {part}.{line}" for line in range(20)) for part in range(9)
)
SIZES = pytest.mark.parametrize("size", [WIDE, USUAL, NARROW], ids=lambda size: f"{size[0]}x{size[1]}")

# Moving


@SIZES
async def test_by_line_half_page_page_and_to_the_ends(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(vault_of(tmp_path, {"long.md": LONG}), size=size) as seen:
        top = seen.reader.scroll_offset
        height = seen.reader.size.height
        for keys, rows in (
            ("j down", 2), ("k up", -2), ("d ctrl+d", height // 2 * 2), ("u ctrl+u", height // 2 * -2),
            ("space pagedown", (height - 2) * 2), ("b pageup", (height - 2) * -2),
        ):  # fmt: skip
            before = seen.reader.scroll_offset.y
            await seen.press(*keys.split())
            assert seen.reader.scroll_offset.y - before == rows, keys
        for first, last in (("g", "G"), ("home", "end")):
            await seen.press(last)
            assert "Line 8.19" in seen.text
            assert seen.lines[0].endswith(" End")
            await seen.press(first)
            assert seen.reader.scroll_offset == top


async def test_headings(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path, {"long.md": LONG})) as seen:
        places = []
        for key in ("right_square_bracket", "right_square_bracket", "left_square_bracket"):
            await seen.press(key)
            places.append(seen.words(seen.reader).split(" Line")[0])
        assert [place[:6] for place in places] == ["Part 1", "Part 2", "Part 1"]
        assert "Part 1" in seen.lines[0]
        assert seen.pane("headings").rows.number == 1


async def test_the_wheel_scrolls(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path, {"long.md": LONG})) as seen:
        await seen.wheel(seen.reader)
        assert seen.reader.scroll_offset.y > 0


@SIZES
async def test_the_line_on_top_stays_when_the_terminal_changes(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(vault_of(tmp_path, {"long.md": LONG}), size=size) as seen:
        await seen.press("right_square_bracket", "right_square_bracket", "j", "j", "j")
        line = seen.line
        for other in (NARROW, (200, 50), USUAL, size):
            await seen.pilot.resize_terminal(*other)
            await seen.settle()
            assert seen.line == line, other


async def test_the_width_is_comfortable_or_all_there_is(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path, {"a.md": "word " * 200}), size=(240, 20)) as seen:
        assert max(len(line.strip()) for line in seen.words(seen.reader).split("  ")) > 0
        before = seen.reader.document
        assert before is not None
        assert before.width == 76
        await seen.press("w")
        assert seen.reader.document is not None
        assert seen.reader.document.width > 100


# Finding


@SIZES
async def test_find_next_and_previous(size: tuple[int, int]) -> None:
    async with opened(note=FOURIER, size=size) as seen:
        await seen.press("slash")
        await seen.type("machine")
        assert "1 of 2" in seen.text
        await seen.press("enter")
        assert seen.focus == "reader"
        told = [seen.status]
        for key in ("n", "n", "N"):
            await seen.press(key)
            told.append(seen.status)
        assert told == ["/machine  1 of 2", "/machine  2 of 2", "/machine  1 of 2", "/machine  2 of 2"]


async def test_what_is_not_there_is_said() -> None:
    async with opened(note=FOURIER) as seen:
        await seen.press("slash")
        await seen.type("qqq")
        assert "not found" in seen.text
        await seen.press("escape")
        assert seen.focus == "reader"
        assert not seen.browser.prompt.is_open


async def test_what_was_found_in_the_note_is_not_told_beside_what_narrows_a_list() -> None:
    async with opened(note=FOURIER, size=USUAL) as seen:  # here the note is laid out anew for the topics beside it
        await seen.press("slash")
        await seen.type("machine")
        await seen.press("enter", "0", "slash")
        assert "1 of 2" not in seen.text
        await seen.type("al")
        assert "1 of 2" not in seen.text


async def test_escape_drops_what_was_found() -> None:
    async with opened(note=FOURIER) as seen:
        await seen.press("slash")
        await seen.type("machine")
        await seen.press("escape")
        line = seen.line
        await seen.press("n")
        assert seen.line == line
        assert "sought" in seen.status


async def test_tab_keeps_what_was_found_and_goes_back_to_the_note() -> None:
    async with opened(note=FOURIER) as seen:
        await seen.press("slash")
        await seen.type("machine")
        await seen.press("tab")
        assert not seen.browser.prompt.is_open
        assert seen.focus == "reader"


async def test_the_prompt_closes_when_somebody_clicks_elsewhere() -> None:
    async with opened(note=FOURIER) as seen:
        await seen.press("slash")
        await seen.type("machine")
        await seen.click_on("Moments")
        assert seen.focus == "moments"
        assert not seen.browser.prompt.is_open


async def test_letters_typed_to_find_are_no_commands() -> None:
    async with opened(note=FOURIER) as seen:
        await seen.press("slash")
        await seen.type("qoyt0K?")
        assert seen.browser.prompt.input.value == "qoyt0K?"
        assert seen.dialog == ""


# Links and moments


@SIZES
async def test_walking_tells_what_enter_will_do(size: tuple[int, int]) -> None:
    async with opened(note=EULER, size=size) as seen:
        told = []
        for _ in range(4):
            await seen.press("l")
            told.append(seen.status)
        await seen.press("h")
        assert seen.status == told[-2]
        assert all(line.startswith("Enter ") for line in told)


async def test_a_link_is_followed_and_come_back_from() -> None:
    async with opened(note=WELCOME) as seen:
        await seen.press("l", "l", "enter")
        assert seen.path == "3blue1brown/what_a_guess_is_worth.md"
        await seen.press("backspace")
        assert seen.path == WELCOME
        assert seen.status == "Enter opens What a guess is worth, in bits"


@pytest.mark.parametrize(("back", "forward"), [("backspace", "L"), ("H", "L"), ("alt+left", "alt+right")])
async def test_back_and_forward_return_to_the_same_line(back: str, forward: str) -> None:
    async with opened(note=FOURIER, size=USUAL) as seen:
        await seen.press("end", "h")
        left = seen.line
        await seen.press("3", "enter")
        other = seen.path
        assert other != FOURIER
        await seen.press("j", "j", "j")
        arrived = seen.line
        await seen.press(back)
        assert (seen.path, seen.line) == (FOURIER, left)
        await seen.press(forward)
        assert (seen.path, seen.line) == (other, arrived)


async def test_the_ends_of_the_way_back_are_said() -> None:
    async with opened(note=FOURIER) as seen:
        await seen.press("backspace")
        assert seen.status == "This is where you started."
        await seen.press("L")
        assert seen.status == "There is nothing ahead."


async def test_a_letter_picks_a_link() -> None:
    async with opened(note=WELCOME) as seen:
        await seen.press("f")
        assert seen.path == WELCOME
        await seen.press("s")
        assert seen.status == "Enter opens What a guess is worth, in bits"
        await seen.press("enter")
        assert seen.path == "3blue1brown/what_a_guess_is_worth.md"


async def test_where_nothing_is_in_sight_to_pick_or_left_to_go_to_that_is_told(tmp_path: Path) -> None:
    text = "words\n\n" * 90 + "[[b]]\n\n" + "words\n\n" * 90
    async with opened(vault_of(tmp_path, {"a.md": text}), "a.md", size=USUAL) as seen:
        await seen.press("f")
        assert seen.status == "No link or moment is in sight; l goes to the next."
        await seen.press("l")
        assert "no note is named" in seen.status
        await seen.press("l")
        assert seen.status == "There is no link or moment further on."
        await seen.press("h")
        assert seen.status == "There is no link or moment before this."


async def test_letters_to_pick_go_away_on_escape() -> None:
    async with opened(note=WELCOME) as seen:
        plain = seen.text
        await seen.press("f")
        assert seen.text != plain
        await seen.press("escape")
        assert seen.words(seen.reader) in " ".join(plain.split()) or seen.text == plain
        assert seen.reader.cursor is None


async def test_a_link_to_a_heading_goes_there(tmp_path: Path) -> None:
    notes = {"a.md": "[[b#The end | over there]]", "b.md": "# B\n\n" + "words\n\n" * 90 + "## The end\n\nlast"}
    async with opened(vault_of(tmp_path, notes), "a.md") as seen:
        await seen.press("l", "enter")
        assert seen.path == "b.md"
        assert "The end" in seen.words(seen.reader)


async def test_a_link_into_the_same_note() -> None:
    async with opened(note=EULER, size=USUAL) as seen:
        await seen.press("end", "h")
        before = seen.line
        await seen.walk("h", "From many points")
        left = seen.line
        await seen.press("enter")
        assert seen.line < before
        assert "From many points to an integral" in seen.words(seen.reader)[:60]
        await seen.press("backspace")
        assert seen.line == left


async def test_a_footnote_and_back() -> None:
    async with opened(note=EULER, size=(40, 12)) as seen:
        await seen.press("l")
        await seen.walk("l", "Enter goes to the footnote")
        left = seen.line
        await seen.press("enter")
        assert seen.line > left
        await seen.press("backspace")
        assert seen.line == left


# Links that lead to no one note


@SIZES
async def test_a_wanted_link_says_what_it_is_and_what_is_near(size: tuple[int, int]) -> None:
    async with opened(note=EULER, size=size) as seen:
        await seen.press("end", "h")
        await seen.walk("h", "Wanted")
        assert seen.status == (
            "Wanted: no note is named “fourier_transfrom”; near: The Fourier transform, picture first"
        )
        await seen.press("enter")
        assert seen.dialog == "Choice"
        assert "fourier_transfrom" in seen.text
        await seen.press("enter")
        assert (seen.dialog, seen.path) == ("", FOURIER)
        assert seen.focus == "reader"


async def test_a_wanted_link_can_be_left_alone() -> None:
    async with opened(note=EULER) as seen:
        await seen.press("end", "h")
        await seen.walk("h", "Wanted")
        await seen.press("enter", "escape")
        assert (seen.dialog, seen.path) == ("", EULER)


async def test_a_link_that_nothing_is_near_to_is_said(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path, {"a.md": "[[zzzzzzzzzzzzzzzz]]"})) as seen:
        await seen.press("l", "enter")
        assert seen.status == "No note is named “zzzzzzzzzzzzzzzz”, and none is near."


async def test_an_ambiguous_link_offers_its_notes() -> None:
    async with opened(note=READING) as seen:
        await seen.press("l")
        await seen.walk("l", "may be any of 2 notes")
        await seen.press("enter")
        assert seen.dialog == "Choice"
        assert "3blue1brown/entropy.md" in seen.text
        assert "cleoabram/entropy.md" in seen.text
        await seen.press("j", "enter")
        assert seen.path == "cleoabram/entropy.md"


# The mouse


async def test_a_click_follows_a_link() -> None:
    async with opened(note=WELCOME) as seen:
        await seen.click_on("Hamming codes", seen.reader)
        assert seen.path == HAMMING
        assert seen.focus == "reader"


async def test_a_picture_has_its_name_where_its_width_is_given(tmp_path: Path) -> None:
    folder = vault_of(tmp_path, {"a.md": "![[graph.png|100]], ![[graph.png|640x480]], ![[graph.png|the graph]]."})
    async with opened(folder) as seen:
        assert "▤ graph.png, ▤ graph.png, ▤ the graph." in seen.text


async def test_an_address_under_the_cursor_is_copied(tmp_path: Path) -> None:
    folder = vault_of(tmp_path, {"a.md": "Read [this](https://example.org/a_(b))."})
    async with opened(folder) as seen:
        await seen.press("l", "y", "l")
        assert seen.app.clipboard == "https://example.org/a_(b)"
