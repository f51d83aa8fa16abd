"""Vaults as they come: empty, vanishing, changing, deep, broken, large; and what the program begins with."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from textual.worker import WorkerCancelled

from kbtui.config import Config, ConfigError
from kbtui.startup.start import Start
from kbtui.tui.app import Kbtui
from kbtui.tui.lists.rows import Rows
from kbtui.tui.panes.stops import heading_stops, moment_stops, quote_stops
from kbtui.tui.panes.wording import trail_of
from kbtui.tui.reader.page_source import source_of
from tests.tui_fixtures import FOURIER, NARROW, ROOT, SAMPLE, USUAL, WELCOME, opened, vault_of

EVERY_KEY = (
    "j k down up d u ctrl+d ctrl+u space b pageup pagedown g G home end n N right_square_bracket left_square_bracket"
    " l h right left f escape enter escape w backspace H L alt+left alt+right tab shift+tab 0 1 2 3 4 t K escape O"
    " escape o escape e y escape T question_mark escape f1 escape slash x enter slash escape escape"
).split()


@pytest.fixture(autouse=True)
def nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)


# What is shown first


async def test_the_sample_notes_say_how_to_open_ones_own() -> None:
    async with opened(sample=True, size=USUAL) as seen:
        assert seen.path == WELCOME
        assert seen.status == "Sample notes. Your own: kbtui FOLDER"
        assert seen.lines[-2].strip() == seen.status


async def test_a_note_that_was_asked_for() -> None:
    async with opened(note=FOURIER) as seen:
        assert seen.path == FOURIER
        assert seen.focus == "reader"


async def test_a_second_of_a_video_that_was_asked_for() -> None:
    async with opened(video=("spUNpyF58BY", 914), size=NARROW) as seen:
        assert seen.reader.cursor is not None
        assert seen.reader.cursor.shown == "15:14"


async def test_a_video_that_no_note_is_about() -> None:
    async with opened(video=("AAAAAAAAAAA", 3)) as seen:
        assert seen.path == WELCOME
        assert seen.status == "No note is about the video AAAAAAAAAAA."


# Vaults


async def test_an_empty_vault_says_so_and_takes_every_key(tmp_path: Path) -> None:
    async with opened(tmp_path, size=NARROW) as seen:
        assert "There is no note in this folder yet. Put a Markdown file there" in seen.words(seen.reader)
        await seen.press(*EVERY_KEY)
        assert seen.dialog == ""
        assert seen.browser.page is None


async def test_where_the_folder_is_gone_the_notes_are_shown_as_they_were_and_that_is_told(tmp_path: Path) -> None:
    vault = vault_of(tmp_path / "vault", {"a.md": "# A\n"})
    async with opened(vault, "a.md") as seen:
        vault.rename(tmp_path / "elsewhere")
        await seen.noticed()
        assert seen.status == f"The notes are shown as they were read last: {vault}: no such file or directory"
        assert seen.path == "a.md"
        (tmp_path / "elsewhere").rename(vault)
        await seen.noticed()
        assert "as they were" not in seen.status


async def test_an_empty_vault_offers_only_what_can_be_done_there(tmp_path: Path) -> None:
    async with opened(tmp_path) as seen:
        assert [words for _, words, _ in seen.browser.keys.keys] == ["Keys", "Quit"]
        assert seen.words(seen.browser.columns.side).count("There is no note here.") == 1
        vault_of(tmp_path, {"first.md": "# The first note\n"})
        seen.browser.vault_keeping.look()
        await seen.settle()
        assert (seen.path, seen.focus) == ("first.md", "reader")
        assert "Search" in [words for _, words, _ in seen.browser.keys.keys]


async def test_a_vault_that_is_not_there_ends_the_program(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    app = Kbtui(Start(tmp_path / "gone [/b]", None, None, Config(), sample=False))
    async with app.run_test() as pilot:
        with suppress(WorkerCancelled):
            await app.workers.wait_for_complete()
        await pilot.pause()
    assert app.return_code == 2
    app._print_error_renderables()
    assert "gone [/b]: no such file or directory" in " ".join(capfd.readouterr().err.split())


async def test_every_key_in_every_pane_of_a_note() -> None:
    async with opened(note=FOURIER, size=USUAL) as seen:
        for pane in ("escape", "3"):
            await seen.press(pane, *EVERY_KEY)
            assert seen.dialog == ""
        assert seen.path


@pytest.mark.parametrize("is_noticed", [False, True])
async def test_a_note_that_vanishes_while_it_is_read(tmp_path: Path, is_noticed: bool) -> None:
    vault = vault_of(tmp_path, {"a.md": "# A\n\n" + "words [[b]] [00:01:00]\n\n" * 50, "b.md": "[[a]] is linked"})
    async with opened(vault, "a.md", size=USUAL) as seen:
        await seen.press("G")
        if not is_noticed:
            seen.browser.vault_keeping.close()
        (vault / "a.md").unlink()
        (vault / "b.md").unlink()
        if is_noticed:
            await seen.noticed()
            assert seen.browser.vault is not None
            assert not seen.browser.vault.graph.notes
        await seen.press("j", "u", "l", "K", "escape", "enter")
        assert seen.path == "a.md"
        await seen.press("backspace", "y", "escape", "e", "g", "l", "enter", "1", "2", "3", "4", "enter", "slash", "w")
        await seen.press("enter", "n")
        assert seen.path == "a.md"


async def test_a_note_that_changes_while_it_is_read(tmp_path: Path) -> None:
    vault = vault_of(tmp_path, {"a.md": "# A\n\n" + "words [[b]]\n\n" * 90, "b.md": "# B"})
    async with opened(vault, "a.md", size=USUAL) as seen:
        await seen.press("G", "h")
        (vault / "a.md").write_text("short now")
        seen.browser.visiting.visit("b.md")
        await seen.press("backspace")
        assert seen.words(seen.reader) == "short now"
        await seen.press("enter", "h", "K", "escape", "y", "escape", "o", "backspace")


@pytest.mark.parametrize(("links", "words"), [(["b"], "1 file could not"), (["b", "c"], "2 files could not")])
async def test_an_unreadable_note_is_told_of(tmp_path: Path, links: list[str], words: str) -> None:
    vault = vault_of(tmp_path, {"a.md": "words"})
    for name in links:
        (vault / f"{name}.md").symlink_to("gone")
    async with opened(vault) as seen:
        assert words in seen.status


async def test_strange_notes(tmp_path: Path) -> None:
    (tmp_path / "bytes.md").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "zero.md").write_bytes(b"")
    vault = vault_of(
        tmp_path,
        {
            "front.md": "---\n: [ {\n---\n# After",
            "open.md": "---\ntitle: never closed\n",
            "line.md": "x" * 20_000,
            "nested.md": "\n".join("> " * depth + "deep" for depth in range(40)),
            "list.md": "\n".join("  " * depth + "- deep [[nothing]]" for depth in range(60)),
            "table.md": "|" + " a |" * 60 + "\n|" + "-|" * 60 + "\n|" + " b |" * 60,
            "links.md": "[[nothing]] " * 3000,
        },
    )
    async with opened(vault, size=NARROW) as seen:
        for path in seen.browser.vault.graph.notes if seen.browser.vault else ():
            seen.browser.visiting.visit(path)
            await seen.press("space", "G", "l", "f", "a", "2", "escape")
            assert seen.path == path


async def test_folders_in_folders(tmp_path: Path) -> None:
    vault = vault_of(
        tmp_path, {"/".join("abcdefghij"[:depth]) + f"/note{depth}.md": "[[note1]]" for depth in range(1, 11)}
    )
    async with opened(vault, size=USUAL) as seen:
        await seen.press("0", "slash")
        await seen.type("note10")
        await seen.press("enter", "enter")
        assert seen.path == "a/b/c/d/e/f/g/h/i/j/note10.md"
        assert "j › note10" in seen.lines[0]


async def test_thousands_of_notes_in_one_folder(tmp_path: Path) -> None:
    vault = vault_of(
        tmp_path, {f"many/{number:04}.md": f"# Note {number:04}\n\n[[{number // 2:04}]]" for number in range(3000)}
    )
    async with opened(vault, size=USUAL) as seen:
        await seen.press("0", "G", "enter")
        assert seen.path == "many/2999.md"
        await seen.press("0", "slash")
        await seen.type("299")
        assert seen.rows(seen.topics.rows)[-1] == "Note 2999"


async def test_every_note_of_the_corpus_opens() -> None:
    corpus = Path(os.environ.get("KBTUI_CORPUS") or ROOT.parent / "shared" / "corpus")
    if not corpus.is_dir():
        pytest.skip(f"no corpus at {corpus}; name one with KBTUI_CORPUS")
    async with opened(corpus, size=USUAL) as seen:
        vault = seen.browser.vault
        assert vault is not None
        assert vault.graph.notes
        assert not vault.unread
        for path in vault.graph.notes:
            page = vault.page(path)
            seen.reader.open(source_of(page, vault.graph))
            assert trail_of(page.note, vault.graph)[-1] == page.note.title
            seen.pane("moments").show(moment_stops(page), "")
            seen.pane("quotes").show(quote_stops(page), "")
            seen.pane("headings").show(heading_stops(page), "")
            for row in range(seen.reader.size.height):
                seen.reader.render_line(row)
        await seen.settle()


async def test_every_sample_note_is_paged_through() -> None:
    async with opened(size=NARROW) as seen:
        vault = seen.browser.vault
        assert vault is not None
        for path in vault.graph.notes:
            seen.browser.visiting.visit(path)
            await seen.settle()
            seen.reader.action_bottom()
            await seen.settle()
            assert seen.lines[0].endswith(("End", "All")), path


# Settings


async def test_a_theme_of_the_config() -> None:
    async with opened(config=Config(theme="kbtui-light")) as seen:
        assert seen.app.theme == "kbtui-light"
        assert not seen.app.current_theme.dark


def test_a_theme_that_is_none() -> None:
    with pytest.raises(ConfigError, match=r"there is no theme 'lihgt'.*kbtui-light"):
        Kbtui(Start(SAMPLE, None, None, Config(theme="lihgt"), sample=True))


async def test_keys_of_the_config() -> None:
    config = Config(keys={"pane.moments": "i", "reader.down": "ctrl+n,J", "list.down": "ctrl+n,J"})
    async with opened(note=FOURIER, config=config) as seen:
        await seen.press("j", "J", "ctrl+n")
        assert seen.reader.scroll_offset.y == 2
        await seen.press("i")
        assert seen.focus == "moments"
        await seen.press("J")
        assert seen.pane("moments").rows.number == 1
        await seen.press("escape", "4", "t")
        assert seen.focus == "reader"
        await seen.press("question_mark")
        assert "i" in [row.lead.strip() for row in seen.app.screen.query_one(Rows).lines.rows]


@pytest.mark.parametrize("keys", [{"pane.momentz": "m"}, {"moment.play": "j"}])
def test_keys_that_cannot_be_used(keys: dict[str, str]) -> None:
    with pytest.raises(ConfigError):
        Kbtui(Start(SAMPLE, None, None, Config(keys=keys), sample=True))
