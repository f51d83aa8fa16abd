"""A long note: its text is there at once, what it says is read beside the keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbtui.layout.source import Mark
from kbtui.vault.vault import LONG, Vault
from tests.tui_fixtures import opened, vault_of

STAMP = '<a class="yt-timestamp" data-t="{0}">[{0}]</a>'


def long_note() -> str:
    """A note above the limit whose stamps are wrong by 60: every one ends in `:00`."""
    lines = ["---", "title: Long", "videoId: AAAAAAAAAAA", "---", "", "It begins in plain words."]
    number = 0
    while sum(map(len, lines)) <= LONG:
        number += 1
        lines += [
            "",
            f"## Part {number}",
            "",
            "Claim " + "and more " * 40 + STAMP.format(f"{number % 11 + 1:02}:30:00"),
        ]
    return "\n".join(lines)


def test_a_glance_shows_what_is_written(tmp_path: Path) -> None:
    vault = Vault.open(vault_of(tmp_path, {"long.md": long_note(), "short.md": "[00:01:00]"}))
    page = vault.glance("long.md")
    assert not page.is_whole
    assert page.moments[0].seconds == 2 * 3600 + 30 * 60
    assert not page.moments[0].repaired
    whole = vault.page("long.md")
    assert whole.moments[0].seconds == 2 * 60 + 30
    assert [moment.start for moment in page.moments] == [moment.start for moment in whole.moments]
    assert vault.glance("long.md") is whole
    assert vault.glance("short.md").is_whole


async def test_a_long_note_is_read_on_beside_the_keys(tmp_path: Path) -> None:
    folder = vault_of(tmp_path, {"a.md": "# First\n\n[[long]]", "long.md": long_note()})
    async with opened(folder, note="a.md") as seen:
        seen.browser.visiting.visit("long.md")
        assert seen.browser.page is not None
        assert not seen.browser.page.is_whole
        await seen.settle()
        assert seen.browser.page.is_whole
        assert "It begins in plain words." in seen.text
        assert seen.pane("moments").stops[0].row.lead.strip() == "2:30~"
        assert seen.pane("headings").stops[0].row.text == "Part 1"


async def test_work_on_a_note_is_not_described_by_all_that_the_note_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    described: list[Mark] = []
    monkeypatch.setattr(Mark, "__repr__", lambda mark: described.append(mark) or "a mark")
    folder = vault_of(tmp_path, {"a.md": "# First\n\n[[long]]", "long.md": long_note()})
    async with opened(folder, note="a.md") as seen:
        seen.browser.visiting.visit("long.md")
        await seen.settle()
        await seen.press("backspace")
    assert described == []


async def test_where_one_reads_stays_while_a_long_note_is_read_on(tmp_path: Path) -> None:
    folder = vault_of(tmp_path, {"a.md": "# First", "long.md": long_note()})
    async with opened(folder, note="a.md") as seen:
        seen.browser.visiting.visit("long.md", line=41)
        line = seen.line
        assert line > 30
        await seen.settle()
        assert seen.line == line


async def test_of_a_long_note_the_beginning_is_shown_first(tmp_path: Path) -> None:
    folder = vault_of(tmp_path, {"a.md": "# First", "long.md": long_note()})
    async with opened(folder, note="a.md") as seen:
        seen.browser.visiting.visit("long.md")
        assert seen.browser.page is not None
        assert len(seen.browser.page.text) < LONG
        await seen.settle()
        await seen.press("G")
        assert seen.browser.page.text.split()[-1] in long_note().split()[-1]
        assert seen.line > long_note().count("\n") - 60


async def test_the_end_is_the_whole_notes_though_only_its_beginning_is_there(tmp_path: Path) -> None:
    folder = vault_of(tmp_path, {"a.md": "# First", "long.md": long_note()})
    async with opened(folder, note="a.md") as seen:
        seen.browser.visiting.visit("long.md")
        seen.reader.action_bottom()
        assert seen.browser.page is not None
        assert len(seen.browser.page.text) < LONG
        await seen.settle()
        assert seen.line > long_note().count("\n") - 60
        assert seen.browser.crumbs.aside.endswith("End")


async def test_who_went_on_from_the_end_of_a_beginning_stays_there(tmp_path: Path) -> None:
    folder = vault_of(tmp_path, {"a.md": "# First", "long.md": long_note()})
    async with opened(folder, note="a.md") as seen:
        seen.browser.visiting.visit("long.md")
        seen.reader.action_bottom()
        seen.reader.action_line(-1)
        line = seen.reader.place.line
        await seen.settle()
        assert seen.line == line


async def test_letters_to_pick_stay_when_the_rest_of_a_note_is_read(tmp_path: Path) -> None:
    folder = vault_of(tmp_path, {"a.md": "# First", "long.md": long_note()})
    async with opened(folder, note="a.md") as seen:
        seen.browser.visiting.visit("long.md")
        seen.reader.action_labels()
        await seen.settle()
        await seen.press("s")
        assert seen.reader.cursor is not None
        assert seen.reader.cursor.index == 1


async def test_a_link_to_a_heading_of_a_long_note(tmp_path: Path) -> None:
    folder = vault_of(tmp_path, {"a.md": "Go [[long#Part 90]] or [[long#Nowhere]].", "long.md": long_note()})
    async with opened(folder, note="a.md") as seen:
        await seen.press("l", "enter")
        assert seen.line == long_note().split("\n").index("## Part 90") + 1
        await seen.press("backspace", "l", "enter")
        assert "Nowhere" in seen.status


async def test_one_is_back_in_a_long_note_as_one_left_it(tmp_path: Path) -> None:
    folder = vault_of(tmp_path, {"a.md": "# First", "long.md": long_note()})
    async with opened(folder, note="long.md") as seen:
        await seen.press("G")
        line, document = seen.line, seen.reader.document
        seen.browser.visiting.visit("a.md")
        await seen.settle()
        await seen.press("backspace")
        assert seen.line == line
        assert seen.reader.document is document


async def test_the_match_that_was_gone_to_stays_when_the_rest_of_a_note_is_read(tmp_path: Path) -> None:
    folder = vault_of(tmp_path, {"a.md": "# First", "long.md": long_note()})
    async with opened(folder, note="a.md") as seen:
        seen.browser.visiting.visit("long.md")
        seen.reader.find("part")
        seen.reader.action_find_next()
        await seen.settle()
        await seen.press("n")
        assert "  3 of " in seen.browser.finding.found


async def test_what_is_found_stays_when_the_rest_of_a_note_is_read(tmp_path: Path) -> None:
    folder = vault_of(tmp_path, {"a.md": "# First", "b.md": "One word, and one more word.\n\n## Head"})
    async with opened(folder, note="a.md") as seen:
        seen.browser.visiting.visit("b.md")
        assert seen.browser.page is not None
        assert not seen.browser.page.is_whole
        seen.reader.find("word")
        await seen.settle()
        assert seen.browser.page.is_whole
        assert seen.reader.is_finding
        assert seen.pane("headings").stops[0].row.text == "Head"


@pytest.mark.parametrize(
    "text", [long_note(), "---\nvideoId: AAAAAAAAAAA\n---\nPlain words [00:01:00]."], ids=["long", "short"]
)
async def test_a_note_that_is_gone_before_it_is_read_on_stays_as_it_is(tmp_path: Path, text: str) -> None:
    folder = vault_of(tmp_path, {"a.md": "# First", "b.md": text})
    async with opened(folder, note="a.md") as seen:
        seen.browser.visiting.visit("b.md")
        (folder / "b.md").unlink()
        seen.browser.vault = Vault.open(folder)
        await seen.settle()
        assert "lain words" in seen.text
        assert "gone" in seen.status
        assert len(seen.pane("moments").stops) > 0
        assert "Looking" not in seen.text
