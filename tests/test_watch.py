"""Changes of a vault's folder are told of while it is watched, by the system or by looking."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread
from typing import Protocol

import pytest

from kbtui.vault import watch
from tests.tui_fixtures import vault_of


class Told(Protocol):
    def __call__(self, seconds: float = 20) -> bool: ...


def drain(told: Told) -> None:
    """Wait until what came of the last change is all told."""
    while told(0.7):
        continue


@pytest.fixture(params=["told by the system", "looked for"])
def told(request: pytest.FixtureRequest, vault: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    """Whether a change is told of, in good time."""
    monkeypatch.setattr("kbtui.vault.files._RECENT", -1)
    monkeypatch.setattr("kbtui.vault.watch._LOOK", 0.02)
    monkeypatch.setattr("kbtui.vault.watch._GLANCE", 50)
    if request.param == "looked for":

        def refused(*_: object, **__: object) -> Iterator[None]:
            raise OSError("no space left on device")

        monkeypatch.setattr("watchfiles.watch", refused)
    stop = Event()
    heard: Queue[bool] = Queue()

    def listen() -> None:
        for _ in watch.changes(vault, stop):
            heard.put(True)

    listener = Thread(target=listen)
    listener.start()

    def is_told(seconds: float = 20) -> bool:
        try:
            return heard.get(timeout=seconds)
        except Empty:
            return False

    assert is_told()  # the watch has begun
    yield is_told
    stop.set()
    listener.join(20)
    assert not listener.is_alive()


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return vault_of(tmp_path / "vault", {"a.md": "a", "chan/b.md": "b"})


CHANGES: dict[str, Callable[[Path], object]] = {
    "added": lambda vault: (vault / "new.md").write_text("new"),
    "changed": lambda vault: (vault / "chan" / "b.md").write_text("other words"),
    "removed": lambda vault: (vault / "a.md").unlink(),
    "renamed": lambda vault: (vault / "a.md").rename(vault / "c.md"),
    "a folder renamed": lambda vault: (vault / "chan").rename(vault / "channel"),
    "a folder that came with notes": lambda vault: vault_of(vault / "late", {"x.md": "x"}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_told_of(vault: Path, told: Told, change: Callable[[Path], object]) -> None:
    change(vault)
    assert told()


def test_which_changes_they_are_is_told_unless_they_are_very_many() -> None:
    assert watch._touched("/v", ["/v/a.md", "/v/chan/b.md"]) == {"a.md", "chan/b.md"}
    assert watch._touched("/v", ["/v/a.md", "/v"]) is None
    assert watch._touched("/v", [f"/v/{number}.md" for number in range(100)]) is None


def test_what_is_no_note_is_not_told_of(vault: Path, told: Told) -> None:
    (vault / "film.mp4.part").write_text("x")
    (vault / ".obsidian").mkdir()
    (vault / ".obsidian" / "x.md").write_text("x")
    (vault / "last.md").write_text("x")
    assert told()


def test_a_folder_in_the_place_of_another_is_watched_too(vault: Path, told: Told) -> None:
    shutil.rmtree(vault)
    assert told()
    drain(told)
    vault_of(vault, {"a.md": "again"})
    assert told()
    drain(told)
    (vault / "later.md").write_text("x")
    assert told()
