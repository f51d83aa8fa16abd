"""The vault behind the screen: there at once, filled in while it is read, and true to its files while it is shown."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Semaphore
from typing import Any

import pytest

from kbtui.config import Config
from kbtui.index.index import Index
from kbtui.note import Note
from kbtui.startup.beginning import Beginning, Begun
from kbtui.startup.start import Start
from kbtui.tui.app import Kbtui
from kbtui.vault.catalogue import Catalogue
from tests.tui_fixtures import LATEST, USUAL, WIDE, Seen, opened, vault_of

LONG = "".join(f"## Part {number}\n\nWords of part {number}, see [[b]].\n\n" for number in range(60))
NOTES = {"a.md": f"# First\n\n{LONG}", "b.md": "# Second\n\nBack to [[a]].\n"}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return vault_of(tmp_path / "vault", NOTES)


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("kbtui.vault.files._RECENT", -1)
    return tmp_path / "cache"


def listed(seen: Seen) -> list[str]:
    return [line.strip("●· ") for line in seen.rows(seen.topics.rows)]


# While it runs


async def test_a_changed_note_is_shown_as_it_is_at_the_same_place(vault: Path) -> None:
    async with opened(vault, "a.md", size=USUAL, keep_index=True) as seen:
        await seen.press("d", "d", "d")
        before, line = seen.lines, seen.line
        (vault / "a.md").write_text(NOTES["a.md"].replace("[[b]]", "[[c]]") + "\nThe end of it.\n")
        await seen.noticed()
        assert seen.line == line
        assert seen.lines[1:20] == [row.replace("see b. ", "see c?.") for row in before[1:20]]
        await seen.press("G")
        assert "The end of it." in seen.text


@pytest.mark.parametrize("cut", ["", "# First\n\nA beginning\n"])
async def test_a_note_whose_text_was_cut_while_it_was_written_is_shown_at_the_same_place_again(
    vault: Path, cut: str
) -> None:
    async with opened(vault, "a.md", size=USUAL, keep_index=True) as seen:
        await seen.press("d", "d", "d", "j")
        before = seen.lines
        (vault / "a.md").write_text(cut)
        await seen.noticed()
        assert "Part 7" not in seen.text
        (vault / "a.md").write_text(NOTES["a.md"])
        await seen.noticed()
        assert seen.lines[1:20] == before[1:20]


async def test_a_changed_title_is_told_at_once(vault: Path) -> None:
    async with opened(vault, "a.md", size=USUAL, keep_index=True) as seen:
        (vault / "a.md").write_text(NOTES["a.md"].replace("# First", "# Foremost"))
        await seen.noticed()
        assert seen.lines[0].startswith(" Foremost")


async def test_notes_come_and_go_in_the_topics(vault: Path) -> None:
    """By the folder's own watch, of which nobody says when it has begun: from the first change that is noticed on."""
    async with opened(vault, "a.md", size=WIDE, keep_index=True, watched=True) as seen:
        await seen.press("0", "j")
        assert seen.status == "Second"
        await seen.until(lambda: bool((vault / "0.md").write_text("# Nought\n")) and "Nought" in listed(seen))
        assert seen.status == "Second"
        (vault / "0.md").unlink()
        await seen.until(lambda: "Nought" not in listed(seen))
        assert seen.status == "Second"


async def test_the_branches_of_a_single_channel_stay_open(tmp_path: Path) -> None:
    about = "---\nvideoId: BakeBread_2\n---\n# One"
    single = vault_of(tmp_path / "single", {"chan/one.md": about, "chan/two.md": "# Two"})
    async with opened(single, "chan/one.md", size=WIDE) as seen:
        before = listed(seen)
        assert "One" in before
        (single / "chan" / "two.md").write_text("# Second")
        await seen.noticed()
        assert listed(seen) == [title.replace("Two", "Second") for title in before]
        await seen.press("0")
        assert seen.status == "One"


async def test_a_wanted_link_becomes_a_live_one(tmp_path: Path) -> None:
    vault = vault_of(tmp_path / "vault", {"a.md": "# A\n\nSee [[late]].\n"})
    async with opened(vault, "a.md", size=USUAL, keep_index=True) as seen:
        await seen.press("l")
        assert "late" in seen.status
        wanted = seen.status
        (vault / "late.md").write_text("# Late\n\nBetter than [[a]].\n")
        await seen.noticed()
        assert seen.status != wanted
        await seen.press("enter")
        assert seen.path == "late.md"


async def test_a_renamed_note_is_followed(vault: Path) -> None:
    async with opened(vault, "a.md", size=USUAL, keep_index=True) as seen:
        await seen.press("d", "d")
        line = seen.line
        seen.browser.visiting.visit("b.md")
        await seen.settle()
        (vault / "a.md").rename(vault / "first.md")
        (vault / "b.md").rename(vault / "second.md")
        await seen.noticed()
        assert seen.path == "second.md"
        await seen.press("backspace")
        assert (seen.path, seen.line) == ("first.md", line)


async def test_a_removed_note_stays_on_the_screen_and_says_so(vault: Path) -> None:
    async with opened(vault, "a.md", size=USUAL, keep_index=True) as seen:
        await seen.press("d")
        before = seen.lines[1:20]
        (vault / "a.md").unlink()
        await seen.noticed()
        assert "is gone" in seen.status
        assert seen.lines[1:20] == before
        await seen.press("j", "k", "l", "1", "4")


async def test_a_vault_that_comes_back_is_told_of_no_more(vault: Path) -> None:
    async with opened(vault, "a.md", size=USUAL, keep_index=True) as seen:
        vault.rename(vault.with_name("away"))
        await seen.noticed()
        assert "no such file" in seen.status
        vault.with_name("away").rename(vault)
        await seen.noticed()
        assert "no such file" not in seen.status


async def test_a_vault_that_is_taken_away_and_comes_back(vault: Path) -> None:
    async with opened(vault, "a.md", size=USUAL, keep_index=True) as seen:
        shutil.rmtree(vault)
        await seen.noticed()
        assert "no such file" in seen.status
        await seen.press("d", "0")
        assert seen.path == "a.md"
        vault_of(vault, {**NOTES, "c.md": "# Third"})
        await seen.noticed()
        assert "Third" in listed(seen)
        assert "no such file" not in seen.status


async def test_lines_that_come_before_do_not_move_the_words_that_are_read(vault: Path) -> None:
    async with opened(vault, "a.md", size=USUAL, keep_index=True) as seen:
        await seen.press("d", "d", "d")
        before = seen.lines[1:12]
        (vault / "a.md").write_text("New.\n\nLines.\n\n" * 30 + NOTES["a.md"])
        await seen.noticed()
        assert [row[:50] for row in seen.lines[1:12]] == [row[:50] for row in before]


# At the start


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Of a vault that is read, all but the first note waits until it is set."""
    allowed = Event()
    read_one = Catalogue._read_one

    def slowly(self: Catalogue, path: str, state: str) -> None:
        if self.notes:
            assert allowed.wait(LATEST)
        read_one(self, path, state)

    monkeypatch.setattr("kbtui.startup.beginning._PATIENCE", 0)
    monkeypatch.setattr("kbtui.vault.catalogue._FIRST_PART", 0)
    monkeypatch.setattr("kbtui.progress.PATIENCE", 0)
    monkeypatch.setattr(Catalogue, "_read_one", slowly)
    yield allowed
    allowed.set()


async def test_a_new_vault_fills_in_as_it_is_read(vault: Path, slow: Event) -> None:
    vault_of(vault, {f"more{number}.md": f"# More {number}" for number in range(20)})
    async with Kbtui(Start(vault, "b.md", None, Config(), sample=False)).run_test(size=WIDE) as pilot:
        seen = Seen(pilot)
        await seen.until(lambda: "Back to a" in seen.text)
        assert listed(seen) == ["Second"]
        slow.set()
        await seen.until(lambda: len(listed(seen)) == 22)
        assert seen.path == "b.md"


async def test_what_changes_while_a_vault_is_read_is_shown_before_the_rest(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reading that takes long makes way."""
    turns = Semaphore(0)
    read_one = Catalogue._read_one

    def in_turn(self: Catalogue, path: str, state: str) -> None:
        # What was just written is read at each look: the watch has some of its own made, whenever it comes to that.
        assert path in {"b.md", "new.md"} or turns.acquire(timeout=LATEST)
        read_one(self, path, state)

    monkeypatch.setattr("kbtui.startup.beginning._PATIENCE", 0)
    monkeypatch.setattr("kbtui.vault.catalogue._FIRST_PART", 0)
    monkeypatch.setattr("kbtui.tui.keeping.vault_keeping._HASTE", 0)
    monkeypatch.setattr(Catalogue, "_read_one", in_turn)
    vault_of(vault, {f"more{number:02}.md": f"# More {number}" for number in range(20)})
    async with Kbtui(Start(vault, "b.md", None, Config(), sample=False)).run_test(size=WIDE) as pilot:
        seen = Seen(pilot)
        await seen.until(lambda: "Back to a" in seen.text)
        vault_of(vault, {"new.md": "# Just written", "b.md": "# Other\n"})
        seen.browser.vault_keeping.look()
        turns.release()
        await seen.until(lambda: {"Just written", "Other"} <= {*listed(seen)})
        assert len(listed(seen)) < 22
        turns.release(30)
        await seen.until(lambda: len(listed(seen)) == 23)


async def test_a_known_vault_is_there_before_its_files_are_looked_at(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = Index.of_vault(vault)
    index.sync()
    index.close()
    (vault / "b.md").write_text("# Other\n")
    titles: list[set[str]] = []

    def noted(catalogue: Catalogue) -> list[Note]:
        notes = [each.note for each in catalogue._known.values()]
        titles.append({note.title for note in notes})
        return notes

    monkeypatch.setattr(Catalogue, "notes", property(noted))
    async with opened(vault, "a.md", size=WIDE, keep_index=True) as seen:
        assert titles[0] == {"First", "Second"}
        assert listed(seen) == ["First", "Other"]


async def test_of_a_large_vault_the_first_screen_is_there_before_the_rest_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = vault_of(
        tmp_path / "large",
        {
            "a/a.md": "See [[one]] and [[two]].",
            "a/one.md": "# One",
            "b/two.md": "# Two\n\n[[a]]",
            "b/three.md": "# Three",
        },
    )
    index = Index.of_vault(large)
    index.sync()
    index.close()
    allowed = Event()
    whole = Beginning.whole

    def slowly(self: Beginning) -> Begun:
        assert allowed.wait(LATEST)
        return whole(self)

    monkeypatch.setattr("kbtui.index.remembered._MANY", 3)
    monkeypatch.setattr(Beginning, "whole", slowly)
    async with Kbtui(Start(large, None, None, Config(), sample=False, keep_index=True)).run_test(size=WIDE) as pilot:
        seen = Seen(pilot)
        await seen.until(lambda: "Looking for links to this note" in seen.text)
        first = (seen.path, listed(seen), seen.topics.title.count)
        assert first == ("a/a.md", ["a", "All videos", "One", "b"], "4")
        allowed.set()
        await seen.until(lambda: "Two" in seen.words(seen.pane("backlinks").rows))
        assert (seen.path, listed(seen), seen.topics.title.count) == first
        await seen.walk("l", "Enter opens Two")


def remembered(root: Path) -> None:
    """Let the index of a vault be made."""
    index = Index.of_vault(root)
    index.sync()
    index.close()


@pytest.mark.parametrize("many", [1, 1000], ids=["large", "small"])
async def test_where_the_first_note_is_gone_since_another_is_opened(
    vault: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("kbtui.index.remembered._MANY", many)
    remembered(vault)
    (vault / "a.md").unlink()
    async with opened(vault, size=USUAL, keep_index=True) as seen:
        assert (seen.path, seen.status) == ("b.md", "")
        assert "Second" in seen.text


@pytest.mark.parametrize("many", [1, 1000], ids=["large", "small"])
async def test_where_the_first_notes_folder_has_another_name_since_one_begins_on_top(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("kbtui.index.remembered._MANY", many)
    vault = vault_of(tmp_path / "vault", {"one/one.md": LONG, "two/two.md": LONG})
    remembered(vault)
    (vault / "one").rename(vault / "uno")
    async with opened(vault, size=USUAL, keep_index=True) as seen:
        assert (seen.path, seen.line) == ("two/two.md", 1)
        assert "Part 0" in seen.text


@pytest.mark.parametrize("many", [1, 1000], ids=["large", "small"])
async def test_where_all_notes_are_gone_since_that_is_told(
    vault: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("kbtui.index.remembered._MANY", many)
    remembered(vault)
    for path in NOTES:
        (vault / path).unlink()
    async with opened(vault, size=USUAL, keep_index=True) as seen:
        assert "There is no note in this folder yet." in seen.text
        (vault / "new.md").write_text("# New\n\nHere it is.\n")
        await seen.noticed()
        assert "Here it is." in seen.text


async def test_a_new_vault_is_known_the_next_time(vault: Path, own_cache: Path) -> None:
    async with opened(vault, size=USUAL, keep_index=True):
        assert list(own_cache.rglob("*.sqlite"))
    read: list[str] = []

    async with opened(vault, size=USUAL, keep_index=True) as seen:
        catalogue = seen.browser.vault_keeping._catalogue
        catalogue.refresh(lambda done, _: read.append(str(done)))
        assert read == ["0"]


async def test_nothing_is_kept_where_that_is_asked_for(vault: Path, own_cache: Path) -> None:
    async with opened(vault, size=USUAL, keep_index=False):
        assert not list(own_cache.rglob("*.sqlite"))


async def test_what_lies_in_a_vault_is_never_run(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kbtui.tui.keeping.index_keeping.MANY", 1)
    for name in ("kbtui", "msgspec", "sqlite3"):
        vault_of(vault / name, {"__init__.py": f"open({str(vault / 'run')!r}, 'w').close()"})
    monkeypatch.chdir(vault)
    async with opened(Path(), size=USUAL, keep_index=True) as seen:
        await seen.press("s")
        await seen.type("back")
        assert "Back to" in seen.text
    assert not (vault / "run").exists()


@pytest.mark.skipif(os.name == "nt", reason="only POSIX stops processes")
async def test_a_process_that_is_stopped_is_let_go(
    vault: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kbtui.tui.keeping.index_keeping.MANY", 1)
    monkeypatch.setattr("kbtui.tui.keeping.index_keeping._PATIENCE", 0.1)
    begun: list[subprocess.Popen[str]] = []

    class Stopped(subprocess.Popen[str]):
        def __init__(self, command: list[str], **options: Any) -> None:
            super().__init__(command, **options)
            self.send_signal(signal.SIGSTOP)
            begun.append(self)

    monkeypatch.setattr(subprocess, "Popen", Stopped)
    async with opened(vault, size=USUAL, keep_index=True) as seen:
        await seen.press("s")
        await seen.type("back")
        assert "Back to" in seen.text
    assert [process.returncode for process in begun] == [-signal.SIGKILL]


async def test_many_notes_are_indexed_by_another_process(
    vault: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kbtui.tui.keeping.index_keeping.MANY", 1)
    begun: list[list[str]] = []

    class Spied(subprocess.Popen[str]):
        def __init__(self, command: list[str], **options: Any) -> None:
            begun.append(command)
            super().__init__(command, **options)

    monkeypatch.setattr(subprocess, "Popen", Spied)
    async with opened(vault, size=USUAL, keep_index=True) as seen:
        assert [command[1:] for command in begun] == [["-P", "-m", "kbtui.index.filling", str(vault)]]
        await seen.press("s")
        await seen.type("back")
        assert "Back to" in seen.text
    assert sum(1 for _ in own_cache.rglob("*.sqlite")) == 1


PRINTS = "import sys; print('odd words'); print(7); print('1 2 3'); sys.exit(1)"


@pytest.mark.parametrize("command", [["no such program"], [sys.executable, "-c", PRINTS]], ids=["none", "odd"])
async def test_notes_are_indexed_where_the_other_process_fails(
    vault: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setattr("kbtui.tui.keeping.index_keeping.MANY", 1)
    monkeypatch.setattr("kbtui.tui.keeping.index_keeping.command_of", lambda *_: command)
    async with opened(vault, size=USUAL, keep_index=True) as seen:
        await seen.press("s")
        await seen.type("back")
        assert "Back to" in seen.text
