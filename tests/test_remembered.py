"""What an index shows of a large vault at once: the first note's folder, and how many notes lie elsewhere."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from threading import Event

import pytest

from kbtui.config import Config
from kbtui.graph.channels import Awaited
from kbtui.index.index import Index
from kbtui.index.remembered import glimpsed
from kbtui.index.store import index_path
from kbtui.startup.beginning import Beginning, Begun
from kbtui.startup.start import Start
from kbtui.tui.app import Kbtui
from kbtui.vault.vault import Vault
from tests.tui_fixtures import LATEST, WIDE, Seen, vault_of

NOTES = {
    "apples/apples.md": "### [All of apples](https://www.youtube.com/watch?v=BakeBread_2)\n",
    "apples/pie.md": "---\nvideoId: BakeBread_2\n---\n# Pie\n",
    "apples/old/cider.md": "# Cider\n",
    "Pears/PEARS.md": "# Pears\n",
    "Pears/one.md": "# One\n",
    "Pears/two.md": "# Two\n",
    "plums/plums.md": "---\nvideoId: BakeBread_2\n---\n# A note, and no index, since it is about a video\n",
    "z.md": "# Last\n",
}


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kbtui.index.remembered._MANY", 3)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return vault_of(tmp_path / "vault", NOTES)


@pytest.fixture
def stored(vault: Path) -> Path:
    return indexed(vault)


def indexed(vault: Path) -> Path:
    index = Index.of_vault(vault)
    index.sync()
    index.close()
    path = index_path(vault, os.environ)
    assert path.exists()
    return path


def test_the_first_folder_is_known_and_the_others_are_counted(stored: Path) -> None:
    glimpse = glimpsed(stored)
    assert glimpse is not None
    assert glimpse.first == "apples/apples.md"
    assert sorted(note.path for note in glimpse.notes) == ["apples/apples.md", "apples/pie.md"]
    assert glimpse.elsewhere == {
        "": Awaited(1),
        "Pears": Awaited(3, has_index=True),
        "apples/old": Awaited(1),
        "plums": Awaited(1),
    }


@pytest.mark.parametrize(
    ("note", "known"),
    [("Pears/two.md", ["Pears/PEARS.md", "Pears/one.md", "Pears/two.md"]), ("z.md", ["z.md"]), ("gone/x.md", [])],
)
def test_the_folder_of_the_note_that_is_asked_for(stored: Path, note: str, known: list[str]) -> None:
    glimpse = glimpsed(stored, note)
    assert glimpse is not None
    assert (glimpse.first, sorted(each.path for each in glimpse.notes)) == (note, known)


def test_a_note_that_welcomes_goes_first(vault: Path) -> None:
    vault_of(vault, {"Welcome.md": "# Hello"})
    glimpse = glimpsed(indexed(vault))
    assert glimpse is not None
    assert glimpse.first == "Welcome.md"
    assert sorted(note.path for note in glimpse.notes) == ["Welcome.md", "z.md"]


def test_a_small_vault_is_not_glimpsed_but_loaded(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kbtui.index.remembered._MANY", len(NOTES) + 1)
    assert glimpsed(stored) is None


def test_where_there_is_no_sound_index_nothing_is_glimpsed(stored: Path, tmp_path: Path) -> None:
    assert glimpsed(tmp_path / "none.sqlite") is None
    with sqlite3.connect(stored) as connection:
        connection.execute("UPDATE files SET more = 'no JSON', title = x'ff'")
    connection.close()
    assert glimpsed(stored) is None
    stored.write_bytes(b"no database" * 100)
    assert glimpsed(stored) is None


@pytest.mark.skipif(os.name == "nt", reason="only POSIX has names of files that are no text")
@pytest.mark.parametrize("folder", [b"apples", b"plums"])
def test_a_vault_with_names_that_are_no_text_is_there_all_the_same(vault: Path, folder: bytes) -> None:
    Path(os.fsdecode(os.fsencode(vault) + b"/" + folder + b"/\xff.md")).write_text("# Odd")
    indexed(vault)
    begun = Beginning(vault).begun()
    assert begun is not None
    assert begun.first == "apples/apples.md"
    assert begun.vault.graph.count == len(NOTES) + 1


def test_what_is_counted_is_what_will_be_there(vault: Path, stored: Path) -> None:
    beginning = Beginning(vault)
    begun = beginning.begun()
    assert begun is not None
    assert begun.catalogue is None
    whole = beginning.whole()
    assert whole.catalogue is not None
    seen, read = begun.vault.graph, Vault.open(vault).graph
    channels = [(channel.name, channel.folder, channel.count) for channel in read.channels]
    assert [(channel.name, channel.folder, channel.count) for channel in seen.channels] == channels
    assert [(channel.name, channel.folder, channel.count) for channel in whole.vault.graph.channels] == channels
    assert seen.count == whole.vault.graph.count == len(NOTES)


async def test_what_is_wanted_is_not_told_before_all_notes_are_known(
    vault: Path, stored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault_of(vault, {"apples/pie.md": "Of [[two]], and of [[nothing]]."})
    indexed(vault)
    asked, allowed, whole = Event(), Event(), Beginning.whole

    def slowly(self: Beginning) -> Begun:
        asked.set()
        assert allowed.wait(LATEST)
        return whole(self)

    monkeypatch.setattr(Beginning, "whole", slowly)
    async with Kbtui(Start(vault, None, None, Config(), sample=False)).run_test(size=WIDE) as pilot:
        seen = Seen(pilot)
        await seen.until(lambda: "apples" in seen.text and asked.is_set())
        await pilot.press("W")
        await seen.until(lambda: "The vault is still being read" in seen.text)
        allowed.set()
        await seen.until(lambda: "nothing" in seen.text)
        assert "two" not in seen.text
