"""Looking where something leads without leaving the note: what is shown of links, of moments, and of what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui_fixtures import USUAL, Seen, opened, vault_of

VIDEO = "---\nvideoId: abcdefghijk\n---\n"
PAGES = "word\n\n" * 60
NOTES = {
    "here.md": f"{VIDEO}Said here [00:01:00]. And again [00:01:10]. See [[there#Low down]] and [[nowhere]].\n",
    "there.md": f"{VIDEO}A beginning [00:01:20].\n{PAGES}## Low down\n\nBelow, later [00:05:00].\n",
}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return vault_of(tmp_path, NOTES)


def dialog(seen: Seen) -> str:
    return seen.words(seen.box)


async def test_of_a_moment_what_other_notes_say_near_to_it_is_shown_and_not_what_its_own_does(vault: Path) -> None:
    async with opened(vault, "here.md", size=USUAL) as seen:
        await seen.press("4", "K")
        assert seen.dialog == "Choice"
        assert "Other notes within 30 seconds: 1:20 A beginning in Low down" in dialog(seen)
        assert "again" not in dialog(seen)
        await seen.press("enter")
        assert seen.path == "there.md"


async def test_of_a_moment_near_which_no_other_note_says_anything_that_is_told(vault: Path) -> None:
    async with opened(vault, "there.md", size=USUAL) as seen:
        await seen.press("4", "j", "K")
        assert "No other note says anything within 30 seconds." in dialog(seen)


async def test_a_link_to_a_heading_is_previewed_and_gone_to_from_there(vault: Path) -> None:
    async with opened(vault, "here.md", size=USUAL) as seen:
        await seen.walk("l", "Low down")
        await seen.press("K")
        assert seen.dialog == "Preview"
        assert "Below, later" in dialog(seen)
        await seen.press("enter")
        assert (seen.path, seen.dialog) == ("there.md", "")
        assert "Below, later" in seen.words(seen.reader)


async def test_what_no_note_answers_cannot_be_previewed(vault: Path) -> None:
    async with opened(vault, "here.md", size=USUAL) as seen:
        await seen.walk("l", "Wanted: no note is named “nowhere”")
        await seen.press("K")
        assert (seen.dialog, seen.status) == ("", "Nothing here can be previewed.")


async def test_what_is_wrong_is_listed_or_said_to_be_nothing(vault: Path) -> None:
    (vault / "wrong.md").write_text("One [00:99].\n\nTwo [[unclosed.\n", encoding="utf-8")
    async with opened(vault, "wrong.md", size=USUAL) as seen:
        await seen.press("exclamation_mark")
        assert seen.dialog == "Choice"
        assert "line 3" in dialog(seen)
        await seen.press("escape")
        seen.browser.visiting.visit("here.md")
        await seen.settle()
        await seen.press("exclamation_mark")
        assert (seen.dialog, seen.status) == ("", "Nothing is wrong in this note.")


async def test_a_link_is_followed_though_not_all_names_are_known_yet(vault: Path) -> None:
    async with opened(vault, "here.md", size=USUAL) as seen:
        assert seen.browser.vault is not None
        await seen.walk("l", "Wanted")
        for known in ("_names", "_links", "_named_keys", "_names_by_length"):
            vars(seen.browser.vault.graph).pop(known, None)
        assert not seen.browser.vault.graph.is_settled
        await seen.press("enter")
        assert "No note is named “nowhere”" in seen.status


LINKED = {
    "here.md": "---\ntitle: Here\nvideoId: abcdefghijk\n---\nSaid here [00:01:00]. See [[there]].\n\n## Up high\n",
    "there.md": "---\ntitle: There\nvideoId: abcdefghijk\n---\nA beginning [00:01:20]. See [[here]].\n",
}
ADDRESS = "https://www.youtube.com/watch?v=abcdefghijk"
COPIED = {
    "a note of the topics": ("0 G", "t", "[[there|There]]"),
    "all of a note of the topics": ("0 G", "n", LINKED["there.md"]),
    "the note that is open": ("0", "t", "[[here|Here]]"),
    "a video of the topics": ("0 h", "u", ADDRESS),
    "a video of the topics, as Markdown": ("0 h", "m", f"[abcdefghijk]({ADDRESS})"),
    "the moments of a video of the topics": ("0 h", "a a", f"{ADDRESS}&t=60s\n{ADDRESS}&t=80s\n"),
    "a heading": ("1", "l", "[[here#Up high|Up high]]"),
    "the note of a backlink": ("3", "t", "[[there|There]]"),
}


@pytest.mark.parametrize("case", COPIED)
async def test_in_every_pane_y_copies_what_is_under_the_cursor(tmp_path: Path, case: str) -> None:
    keys, letters, told = COPIED[case]
    async with opened(vault_of(tmp_path, LINKED), "here.md", size=USUAL) as seen:
        await seen.press(*keys.split(), "y")
        for letter in letters.split():
            await seen.press(letter)  # the notes are read before it is asked in which form
        assert seen.clipboard == told


async def test_y_copies_first_what_the_mouse_selected(tmp_path: Path) -> None:
    async with opened(vault_of(tmp_path, LINKED), "here.md", size=USUAL) as seen:
        at = seen.reader.margin_left
        await seen.pilot.mouse_down(seen.reader, offset=(at, 0))
        await seen.pilot.hover(seen.reader, offset=(at + 3, 0))
        await seen.pilot.mouse_up(seen.reader, offset=(at + 3, 0))
        await seen.press("y", "enter")
        assert seen.clipboard == "Said"
        await seen.press("escape", "l", "y", "u")
        assert seen.clipboard == f"{ADDRESS}&t=60s"


async def test_of_a_channel_y_copies_its_index_and_its_name(tmp_path: Path) -> None:
    folder = vault_of(tmp_path, {"bees/bees.md": f"---\ntitle: Bees\n---\n### [Hives]({ADDRESS})\n", **LINKED})
    async with opened(folder, "bees/bees.md", size=USUAL) as seen:
        await seen.press("0", "h", "y", "t")
        assert seen.clipboard == "[[bees|Bees]]"
        await seen.press("y", "c")
        assert seen.clipboard == "bees"
