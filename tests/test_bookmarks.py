"""The user's marks on disk: what is kept stays kept, whatever is killed, full, damaged or done at the same time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from msgspec.structs import replace

from kbtui.bookmarks import Bookmark, Bookmarks, BookmarksError, bookmarks_path

ROOT = Path(__file__).parent.parent
MARK = Bookmark("/notes", "a/b.md", "AAAAAAAAAAA", 65, "A million tonnes", "", "2026-01-02T03:04:05+00:00")
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL and no such limits")


def mark(seconds: int, name: str = "") -> Bookmark:
    return replace(MARK, seconds=seconds, name=name)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kbtui" / "marks.jsonl"


def test_where_marks_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.setenv("USERPROFILE", "/home/me")
    assert bookmarks_path({"XDG_DATA_HOME": str(Path.cwd())}) == Path.cwd() / "kbtui" / "marks.jsonl"
    for environment in ({}, {"XDG_DATA_HOME": ""}, {"XDG_DATA_HOME": "relative"}):
        assert bookmarks_path(environment) == Path("/home/me/.local/share/kbtui/marks.jsonl")


def test_no_file_holds_no_marks_and_none_is_made(file: Path) -> None:
    assert Bookmarks(file).load().marks == ()
    assert not file.parent.exists()


def test_marks_are_kept_in_order(file: Path) -> None:
    Bookmarks(file).keep(mark(9))
    assert Bookmarks(file).keep(mark(5)).marks == (mark(9), mark(5))
    assert Bookmarks(file).load().marks == (mark(9), mark(5))


def test_a_mark_is_named_in_its_place(file: Path) -> None:
    for each in (mark(9), mark(5), mark(9, "the key")):
        Bookmarks(file).keep(each)
    assert Bookmarks(file).load().marks == (mark(9, "the key"), mark(5))


def test_marks_are_dropped(file: Path) -> None:
    for at in range(4):
        Bookmarks(file).keep(mark(at))
    assert Bookmarks(file).drop([mark(1, "named since"), mark(3), mark(77)]).marks == (mark(0), mark(2))


def test_what_a_later_kbtui_adds_stays(file: Path) -> None:
    Bookmarks(file).keep(mark(1))
    file.write_text(file.read_text().replace("}", ', "colour": "red"}'))
    Bookmarks(file).keep(mark(1, "named"))
    Bookmarks(file).keep(mark(2))
    assert json.loads(file.read_text().splitlines()[0])["colour"] == "red"
    assert len(file.read_text().splitlines()) == 2


def test_paths_that_are_no_text_and_words_of_every_kind(file: Path) -> None:
    strange = replace(MARK, path="caf\udce9.md", claim="日本 “x” \U0001f600", name="né")
    Bookmarks(file).keep(strange)
    assert Bookmarks(file).load().marks == (strange,)


def test_nothing_a_terminal_would_obey_is_read(file: Path) -> None:
    Bookmarks(file).keep(replace(MARK, claim="a\x1b[2Jb\nc", name="d\u202ee"))
    [read] = Bookmarks(file).load().marks
    assert (read.claim, read.name) == ("a[2Jb c", "de")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_to_the_file_stays_one(file: Path, tmp_path: Path) -> None:
    file.parent.mkdir()
    file.symlink_to(tmp_path / "elsewhere.jsonl")
    Bookmarks(file).keep(MARK)
    assert file.is_symlink()
    assert Bookmarks(tmp_path / "elsewhere.jsonl").load().marks == (MARK,)


DAMAGE = {
    "cut off": b'{"vault": "/notes", "path": "a.md", "video_id": "AAAA',
    "no JSON": b"\x00\xff\xfe binary",
    "another thing": b'["a list"]',
    "no video": json.dumps(
        {**json.loads('{"vault": "", "path": "", "claim": "", "seconds": 1}'), "video_id": "x"}
    ).encode(),
    "no second": b'{"vault": "", "path": "", "claim": "", "video_id": "AAAAAAAAAAA", "seconds": true}',
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=list(DAMAGE))
def test_a_damaged_file_is_set_aside_and_said(file: Path, damage: bytes) -> None:
    Bookmarks(file).keep(mark(1))
    Bookmarks(file).keep(mark(2))
    first, second = file.read_bytes().splitlines()
    raw = b"\n".join([first, damage, second])
    file.write_bytes(raw)
    kept = Bookmarks(file).load()
    aside = file.with_name("marks.jsonl.damaged-1")
    assert kept.marks == (mark(1), mark(2))
    assert kept.notice == (f"the marks were damaged: 1 of 3 could not be read; the file was set aside as {aside}")
    assert aside.read_bytes() == raw
    assert Bookmarks(file).load().notice == ""
    file.write_bytes(damage)
    assert Bookmarks(file).keep(mark(3)).marks == (mark(3),)
    assert file.with_name("marks.jsonl.damaged-2").read_bytes() == damage


def test_a_file_that_cannot_be_read_is_said(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(BookmarksError, match="the marks cannot be read: "):
        Bookmarks(file).load()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "kbtui").write_text("a file where the folder should be")
    with pytest.raises(BookmarksError, match="the marks cannot be "):
        Bookmarks(tmp_path / "kbtui" / "marks.jsonl").keep(MARK)


def test_a_full_disk_loses_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Bookmarks(file).keep(mark(1))

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(BookmarksError, match="the marks cannot be written: no space left on device"):
            Bookmarks(file).keep(mark(2))
    assert sorted(path.name for path in file.parent.iterdir()) == ["marks.jsonl", "marks.lock"]
    assert Bookmarks(file).keep(mark(3)).marks == (mark(1), mark(3))


@needs_signals
def test_a_file_that_may_not_grow_loses_nothing(file: Path) -> None:
    """The system itself refuses the write, in the middle of it."""
    for at in range(20):
        Bookmarks(file).keep(mark(at))
    program = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({file.stat().st_size},) * 2)\n"
    )
    done = run_writer(program + WRITER, file, "100", "101")
    assert "the marks cannot be written: file too large" in done
    assert [each.seconds for each in Bookmarks(file).load().marks] == list(range(20))


def test_another_kbtui_that_holds_the_lock_is_not_waited_for_for_ever(file: Path) -> None:
    Bookmarks(file).keep(mark(1))
    inside, done = threading.Event(), threading.Event()

    def hold() -> None:
        from kbtui.bookmarks import _locked

        with _locked(file.with_suffix(".lock"), 1):
            inside.set()
            done.wait(60)

    holder = threading.Thread(target=hold)
    holder.start()
    assert inside.wait(60)
    with pytest.raises(BookmarksError, match="another kbtui"):
        Bookmarks(file, patience=0.05).keep(mark(2))
    assert Bookmarks(file).load().marks == (mark(1),)
    done.set()
    holder.join()
    assert len(Bookmarks(file).keep(mark(2)).marks) == 2


WRITER = """
import sys
from pathlib import Path
from kbtui.bookmarks import Bookmark, Bookmarks, BookmarksError
bookmarks = Bookmarks(Path(sys.argv[1]), patience=60)
for at in range(int(sys.argv[2]), int(sys.argv[3])):
    try:
        bookmarks.keep(Bookmark("/notes", "a/b.md", "AAAAAAAAAAA", at, "A million tonnes"))
    except BookmarksError as error:
        print(error)
    else:
        print(at, flush=True)
"""
"""Marks a range of seconds, and says each that it kept."""


def writer(program: str, file: Path, *words: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    argv = [sys.executable, "-c", program, str(file), *words]
    return subprocess.Popen(argv, env=environment, stdout=subprocess.PIPE, text=True)


def run_writer(program: str, file: Path, *words: str) -> str:
    return writer(program, file, *words).communicate(timeout=60)[0]


def test_two_at_once_lose_nothing(file: Path) -> None:
    writers = [writer(WRITER, file, str(start), str(start + 40)) for start in (0, 1000, 2000)]
    for each in writers:
        each.communicate(timeout=60)
    seconds = [each.seconds for each in Bookmarks(file).load().marks]
    assert sorted(seconds) == [*range(40), *range(1000, 1040), *range(2000, 2040)]
    assert [at for at in seconds if at < 1000] == list(range(40))


def test_threads_lose_nothing_either(file: Path) -> None:
    def keep(start: int) -> None:
        for at in range(start, start + 10):
            Bookmarks(file, patience=60).keep(mark(at))

    threads = [threading.Thread(target=keep, args=(start,)) for start in range(0, 40, 10)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(each.seconds for each in Bookmarks(file).load().marks) == list(range(40))


@needs_signals
def test_killed_again_and_again_nothing_is_lost(file: Path) -> None:
    """Whatever a writer said it kept is there after SIGKILL, in a file that is whole."""
    told: set[int] = set()
    for start in range(0, 24_000, 1000):
        victim = writer(WRITER, file, str(start), str(start + 1000))
        assert victim.stdout is not None
        for _ in range(1 + start // 1000 % 7):  # it is in the middle of some write when it has said so many
            told.add(int(victim.stdout.readline()))
        os.kill(victim.pid, signal.SIGKILL)
        told.update(int(line) for line in victim.communicate()[0].splitlines())
        kept = Bookmarks(file).load()
        assert kept.notice == ""
        assert told <= {each.seconds for each in kept.marks}
    assert not list(file.parent.glob("*.damaged-*"))
    Bookmarks(file).keep(mark(99_999))
    assert sorted(path.name for path in file.parent.iterdir()) == ["marks.jsonl", "marks.lock"]
