"""Whatever state a vault's index is in, its user sees no more of it than a wait: in the shell and on the screen."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager as Holding
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

import pytest

from kbtui.cli import main
from kbtui.index.index import Index
from kbtui.index.remembered import load_notes
from kbtui.index.store import index_path
from kbtui.tui.lists.rows import Rows
from tests.tui_fixtures import USUAL, opened, vault_of

NOTES = {"a.md": "# Apples\n\nApples grow on trees.\n", "b.md": "# Pears\n\nPears are no apples.\n"}


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault that was opened before; one of its notes has changed since."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("kbtui.vault.files._RECENT", -1)
    monkeypatch.setattr("kbtui.index.store._PATIENCE", 0.01)
    root = vault_of(tmp_path / "vault", NOTES)
    index = Index.of_vault(root)
    index.sync()
    index.close()
    vault_of(root, {"b.md": "# Plums\n\nPlums are no pears.\n", "c.md": "# Figs\n\nFigs are soft.\n"})
    return root


def garbled(file: Path) -> None:
    file.write_bytes(b"no database at all" * 1000)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def older(file: Path) -> None:
    changed(file, "UPDATE made SET by = '1 0.1 3.11'", "DROP TABLE outline", "ALTER TABLE files DROP COLUMN more")


def newer(file: Path) -> None:
    changed(file, "UPDATE made SET by = '99 9.0 3.14'", "ALTER TABLE files ADD COLUMN mood TEXT")


def in_no_folder(file: Path) -> None:
    """The cache's folder is a file: nothing can be kept, as where it may only be read."""
    shutil.rmtree(file.parent)
    file.parent.write_text("")


def changed(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another program holds it, and never lets it go."""
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("PRAGMA locking_mode = EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def limited(statement: str) -> Iterator[None]:
    """Every connection to a file is told something first."""
    connect = sqlite3.connect

    def told(place: Path | str, **options: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(place, **options)  # type: ignore[call-overload]  # as they came
        if place:
            connection.execute(statement)
        return connection

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sqlite3.connect", told)
        yield


def to_be_read_only(_file: Path) -> Holding[None]:
    return limited("PRAGMA query_only = ON")


def on_a_full_disk(_file: Path) -> Holding[None]:
    return limited("PRAGMA max_page_count = 1")


def harmed(harm: Callable[[Path], None]) -> Callable[[Path], Holding[None]]:
    def harming(file: Path) -> Holding[None]:
        harm(file)
        return nullcontext()

    return harming


STATES: dict[str, Callable[[Path], Holding[None]]] = {
    "sound": lambda _: nullcontext(),
    **{harm.__name__: harmed(harm) for harm in (garbled, cut, older, newer, in_no_folder)},
    **{state.__name__: state for state in (locked, to_be_read_only, on_a_full_disk)},
}
in_every_state = pytest.mark.parametrize("state", STATES.values(), ids=STATES)


@in_every_state
def test_the_command_line_answers_as_ever(
    vault: Path, state: Callable[[Path], Holding[None]], capsys: pytest.CaptureFixture[str]
) -> None:
    with state(index_path(vault, os.environ)):
        for query, found in (("pears", ["b.md"]), ("soft", ["c.md"]), ("trees", ["a.md"])):
            assert main(["search", "--vault", str(vault), query]) == 0
            told = capsys.readouterr()
            assert [line.partition(":")[0] for line in told.out.splitlines()] == found
            assert told.err == ""
        assert main(["export", str(vault)]) == 0
        assert "Plums" in capsys.readouterr().out


@in_every_state
async def test_the_screen_shows_what_is_there_now(vault: Path, state: Callable[[Path], Holding[None]]) -> None:
    with state(index_path(vault, os.environ)):
        for _ in range(2):
            async with opened(vault, "b.md", size=USUAL, keep_index=True) as seen:
                assert "Plums are no pears" in seen.text
                listed = [topic.row.text for topic in seen.topics.topics if topic.kind == "note"]
                assert listed == ["Apples", "Figs", "Plums"]
                await seen.press("s", *"soft")
                assert seen.rows(seen.app.screen.query_one(Rows)) == ["Figs are soft."]


@pytest.mark.parametrize("harm", [garbled, cut, older, newer], ids=lambda harm: harm.__name__)
async def test_what_could_not_be_used_is_soon_kept_again(vault: Path, harm: Callable[[Path], None]) -> None:
    file = index_path(vault, os.environ)
    harm(file)
    async with opened(vault, size=USUAL, keep_index=True):
        pass
    assert sorted(known.note.title for known in load_notes(file)) == ["Apples", "Figs", "Plums"]


async def test_two_on_one_vault(vault: Path) -> None:
    async with (
        opened(vault, "a.md", size=USUAL, keep_index=True) as one,
        opened(vault, "b.md", size=USUAL, keep_index=True) as other,
    ):
        vault_of(vault, {"d.md": "# Quinces\n\nQuinces are sour.\n"})
        for seen in (one, other):
            await seen.noticed()
            await seen.press("s", *"sour")
            assert seen.rows(seen.app.screen.query_one(Rows)) == ["Quinces are sour."]
    assert len(load_notes(index_path(vault, os.environ))) == 4
