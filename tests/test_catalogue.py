"""What is known of a vault's notes is true to their files after each look; from an index it is as if it were read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import rmtree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import astuple

from kbtui.export import records
from kbtui.graph.stored_notes import DamagedRowError, note_of, row_of
from kbtui.index.index import Index
from kbtui.index.remembered import load_notes
from kbtui.note import Link, Note
from kbtui.vault.catalogue import Catalogue, Changes, Known
from kbtui.vault.files import VaultError
from kbtui.vault.vault import Vault
from tests.tui_fixtures import SAMPLE, vault_of

NOTES = {
    "chan/chan.md": "### [All of apples](https://www.youtube.com/watch?v=BakeBread_2)\n\n- [[a | Apples]]\n",
    "chan/a.md": (
        "---\ntitle: Apples\nvideoId: BakeBread_2\ntags: [fruit]\naliases: [Äpfel]\n---\n\nSee [[b#On|*Pears*]].\n"
    ),
    "b.md": "# Pears\n\n![[chan/a]] and [again](chan/a.md#x) and [[nowhere]].\n",
}


@pytest.fixture(autouse=True)
def files_are_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that a test has just written count as ones that have been there long."""
    monkeypatch.setattr("kbtui.vault.files._RECENT", -1)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return vault_of(tmp_path / "vault", NOTES)


@pytest.fixture
def stored(vault: Path, tmp_path: Path) -> Path:
    """An index of the vault."""
    index = Index.open(vault, tmp_path / "index.sqlite")
    index.sync()
    index.close()
    return tmp_path / "index.sqlite"


def looked(catalogue: Catalogue) -> tuple[Changes, list[int]]:
    """What a look found, and how many files were read for it."""
    read: list[int] = []
    return catalogue.refresh(lambda done, _: read.append(done)), read[-1:]


def everything(vault: Vault) -> list[object]:
    return list(records(vault))


def test_a_look_finds_what_changed(vault: Path) -> None:
    catalogue = Catalogue(vault)
    assert looked(catalogue)[0].added == ("b.md", "chan/a.md", "chan/chan.md")
    assert looked(catalogue) == (Changes(), [0])
    (vault / "b.md").write_text("# Plums")
    (vault / "chan" / "a.md").unlink()
    (vault / "c.md").write_text("new")
    assert looked(catalogue) == (Changes(("c.md",), ("b.md",), ("chan/a.md",)), [2])
    assert sorted(note.title for note in catalogue.notes) == ["All of apples", "Plums", "c"]


def test_a_renamed_file_is_known_again(vault: Path) -> None:
    catalogue = Catalogue(vault)
    catalogue.refresh()
    (vault / "chan").rename(vault / "channel")
    changes = catalogue.refresh()
    assert changes.renamed == {"chan/a.md": "channel/a.md", "chan/chan.md": "channel/chan.md"}
    assert {note.channel for note in catalogue.notes} == {"", "channel"}


def test_what_cannot_be_read_is_told_until_it_can(vault: Path) -> None:
    (vault / "link.md").symlink_to("gone")
    catalogue = Catalogue(vault)
    catalogue.refresh()
    assert [unread.path for unread in catalogue.unread] == ["link.md"]
    (vault / "gone").write_text("here now")
    catalogue.refresh()
    assert catalogue.unread == ()
    (vault / "link.md").unlink()
    assert catalogue.refresh().removed == ("link.md",)


def test_a_vault_that_is_gone_keeps_what_was_known(vault: Path) -> None:
    catalogue = Catalogue(vault)
    catalogue.refresh()
    vault.rename(vault.with_name("elsewhere"))
    with pytest.raises(VaultError, match="no such file"):
        catalogue.refresh()
    assert len(catalogue.notes) == 3


def test_some_are_read_before_others_and_told_of_meanwhile(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kbtui.vault.catalogue._FIRST_PART", 0)
    catalogue = Catalogue(vault)
    parts: list[list[str]] = []
    catalogue.refresh(
        partly=lambda _: parts.append([note.path for note in catalogue.notes]), first=lambda paths: paths[-1:]
    )
    assert parts == [["chan/chan.md"], ["chan/chan.md", "b.md"], ["chan/chan.md", "b.md", "chan/a.md"]]


def test_what_changed_since_is_read_before_what_was_left(vault: Path) -> None:
    catalogue = Catalogue(vault)
    catalogue.refresh(enough=lambda _: True)
    assert [note.path for note in catalogue.notes] == ["b.md"]
    assert catalogue.behind == ["chan/a.md", "chan/chan.md"]
    vault_of(vault, {"b.md": "# Changed", "chan/z.md": "# Added"})
    read: list[Changes] = [catalogue.refresh(enough=lambda _: True) for _ in range(4)]
    assert [(*each.added, *each.changed) for each in read] == [
        ("b.md",),
        ("chan/z.md",),
        ("chan/a.md",),
        ("chan/chan.md",),
    ]
    assert not catalogue.behind


def renamed_folder(vault: Path) -> set[str]:
    (vault / "chan").rename(vault / "channel")
    return {"chan", "channel"}


def folder_for_a_file(vault: Path) -> set[str]:
    (vault / "b.md").unlink()
    vault_of(vault / "b.md", {"x.md": "x"})
    return {"b.md"}


def file_for_a_folder(vault: Path) -> set[str]:
    rmtree(vault / "chan")
    (vault / "chan").write_text("no note")
    return {"chan"}


def folders_in_folders(vault: Path) -> set[str]:
    vault_of(vault, {"new/deep/x.md": "x", "new/.hidden/y.md": "y", "chan/late/z.md": "z", "chanx.md": "x"})
    (vault / "chan" / "a.md").unlink()
    return {"new", "new/deep", "chan/late", "chan/late/z.md", "chan/a.md", "chanx.md"}


def no_notes(vault: Path) -> set[str]:
    vault_of(vault, {"text.txt": "x", ".hidden.md": "x", "node_modules/a.md": "x"})
    (vault / "elsewhere").symlink_to(vault / "chan")
    return {"text.txt", ".hidden.md", "node_modules/a.md", "node_modules", "elsewhere", "elsewhere/a.md", "gone.md"}


def links(vault: Path) -> set[str]:
    (vault / "link.md").symlink_to(vault / "b.md")
    (vault / "dangling.md").symlink_to(vault / "nowhere")
    (vault / "pipe.md").mkdir()
    (vault / "away").symlink_to(vault.parent)
    return {"link.md", "dangling.md", "pipe.md", "away"}


@pytest.mark.parametrize(
    "change",
    [renamed_folder, folder_for_a_file, file_for_a_folder, folders_in_folders, no_notes, links],
    ids=lambda change: change.__name__,
)
def test_a_look_at_what_was_touched_finds_what_a_look_at_all_finds(
    vault: Path, change: Callable[[Path], set[str]]
) -> None:
    one, all_of_it = Catalogue(vault), Catalogue(vault)
    one.refresh()
    all_of_it.refresh()
    touched = change(vault)
    found, meant = one.refresh(touched=touched), all_of_it.refresh()
    assert [sorted(each) for each in astuple(found)] == [sorted(each) for each in astuple(meant)]
    assert {note.path: note for note in one.notes} == {note.path: note for note in all_of_it.notes}
    assert one.unread == all_of_it.unread


def test_nothing_but_what_was_touched_is_looked_at(vault: Path) -> None:
    catalogue = Catalogue(vault)
    catalogue.refresh()
    vault_of(vault, {"b.md": "# Plums", "chan/a.md": "# Figs"})
    assert catalogue.refresh(touched={"b.md"}).changed == ("b.md",)
    assert catalogue.refresh(touched=()) == Changes()
    assert catalogue.refresh().changed == ("chan/a.md",)


def test_after_a_look_in_vain_all_is_looked_at(vault: Path) -> None:
    catalogue = Catalogue(vault)
    catalogue.refresh()
    (vault / "b.md").write_text("# Plums")
    vault.rename(vault.with_name("elsewhere"))
    with pytest.raises(VaultError):
        catalogue.refresh(touched={"b.md"})
    vault.with_name("elsewhere").rename(vault)
    assert catalogue.refresh(touched=()).changed == ("b.md",)


# What an index remembers


@pytest.mark.parametrize("root", [None, SAMPLE], ids=["made", "sample"])
def test_a_remembered_vault_is_as_if_it_were_read(root: Path | None, vault: Path, tmp_path: Path) -> None:
    root = root or vault
    index = Index.open(root, tmp_path / "index.sqlite")
    index.sync()
    index.close()
    catalogue = Catalogue(root, load_notes(tmp_path / "index.sqlite"))
    assert looked(catalogue) == (Changes(), [0])
    assert everything(Vault.of(catalogue)) == everything(Vault.open(root))
    read = Vault.open(root).graph
    remembered = Vault.of(catalogue).graph
    assert list(remembered.notes.values()) == list(read.notes.values())
    assert remembered.wanted == read.wanted
    assert [remembered.citing(path) for path in read.notes] == [read.citing(path) for path in read.notes]


def test_a_remembered_vault_follows_its_files(vault: Path, stored: Path) -> None:
    (vault / "b.md").write_text("# Plums")
    catalogue = Catalogue(vault, load_notes(stored))
    assert "Pears" in {note.title for note in catalogue.notes}
    assert looked(catalogue) == (Changes(changed=("b.md",)), [1])
    assert "Plums" in {note.title for note in catalogue.notes}


@pytest.mark.parametrize("column", ["path", "stat", "title", "more", "links", "video_id"])
def test_a_row_that_is_not_as_it_was_stored_is_not_believed(stored: Path, column: str) -> None:
    with sqlite3.connect(stored) as connection:
        connection.execute(
            f"UPDATE files SET {column} = 'x' || substr({column}, 2)"  # noqa: S608  no one else's words
            " WHERE path = CAST('chan/a.md' AS BLOB)"
        )
    connection.close()
    assert load_notes(stored) == []


@pytest.mark.parametrize("column", ["path", "stat", "title", "more", "links", "checked"])
def test_nothing_where_something_was_stored_is_not_believed(stored: Path, column: str) -> None:
    with sqlite3.connect(stored) as connection:
        connection.execute("CREATE TABLE other AS SELECT * FROM files")
        connection.execute(f"UPDATE other SET {column} = x'00'")  # noqa: S608  no one else's words
        connection.execute("DROP TABLE files")
        connection.execute("ALTER TABLE other RENAME TO files")
    connection.close()
    assert load_notes(stored) == []


def test_a_cache_that_may_not_be_looked_into_remembers_nothing(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: Path) -> bool:
        raise PermissionError

    monkeypatch.setattr(Path, "exists", refused)
    assert load_notes(stored) == []


def test_no_index_remembers_nothing(tmp_path: Path) -> None:
    assert load_notes(None) == load_notes(tmp_path / "none.sqlite") == []
    (tmp_path / "odd.sqlite").write_text("no database" * 100)
    assert load_notes(tmp_path / "odd.sqlite") == []


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)


@st.composite
def links(draw: st.DrawFn) -> Iterator[Link]:
    start = draw(st.integers(0, 10**6))
    return Link(
        draw(WORDS | st.just("")),
        draw(WORDS | st.none()),
        draw(WORDS | st.none()),
        draw(st.integers(1, 10**5)),
        start,
        start + draw(st.integers(0, 500)),
        draw(st.booleans()),
        draw(st.booleans()),
    )


@given(st.lists(links(), max_size=8), st.lists(WORDS, max_size=3), WORDS)
def test_a_note_comes_back_as_it_was(written: list[Link], tags: list[str], title: str) -> None:
    note = Note("f/n.md", title, "f", None, tuple(written), tags=tuple(tags))
    back = note_of("f/n.md", "now", row_of(note, "now"))
    assert back == note
    assert (len(back.links), tuple(back.links)) == (len(written), tuple(written))
    assert Known("now", back) == Known("now", note)
    with pytest.raises(DamagedRowError):
        note_of("f/n.md", "later", row_of(note, "now"))
