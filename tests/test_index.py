"""The index is true to the files whatever happens to either: changed, killed, damaged, locked, full, shared."""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

import pytest

from kbtui.index.index import Index, Interrupted, Synced
from kbtui.index.store import Store, index_path, open_store
from kbtui.search.search import Search
from kbtui.vault.files import VaultError
from tests.tui_fixtures import vault_of

ROOT = Path(__file__).parent.parent
NOTES = {
    "chan/chan.md": "### [All of apples](https://www.youtube.com/watch?v=BakeBread_2)\n\n- [[a | Apples]]\n",
    "chan/a.md": "---\ntitle: Apples\nvideoId: BakeBread_2\n---\n\nApples grow on trees [00:01:00].\n",
    "b.md": "# Pears\n\nPears grow, too.\n",
}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return vault_of(tmp_path / "vault", NOTES)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "index.sqlite"


@pytest.fixture
def index(vault: Path, file: Path) -> Iterator[Index]:
    index = Index.open(vault, file)
    index.sync()
    yield index
    index.close()


@pytest.fixture(autouse=True)
def files_are_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that a test has just written count as ones that have been there long."""
    monkeypatch.setattr("kbtui.vault.files._RECENT", -1)


def paths(index: Index, query: str) -> list[str]:
    return sorted({hit.path for hit in Search(index).find(query).hits})


def fresh(vault: Path, query: str) -> list[str]:
    """What an index says that was just made."""
    index = Index.open(vault, None)
    index.sync()
    return paths(index, query)


# Changes


def test_nothing_is_read_twice(index: Index) -> None:
    assert index.sync() == Synced()


def test_what_is_synced_is_counted(vault: Path, index: Index) -> None:
    (vault / "c.md").write_text("Quinces grow.")
    (vault / "b.md").write_text("Plums grow, too.")
    (vault / "chan" / "a.md").unlink()
    told: list[tuple[int, int]] = []
    assert index.sync(lambda done, total: told.append((done, total))) == Synced(added=1, changed=1, removed=1)
    assert told == [(2, 2)]
    assert paths(index, "grow") == ["b.md", "c.md"]
    assert paths(index, "pears ") == []
    assert paths(index, "trees ") == []


def test_a_renamed_note(vault: Path, index: Index) -> None:
    (vault / "b.md").rename(vault / "renamed.md")
    (vault / "chan").rename(vault / "channel")
    index.sync()
    assert paths(index, "grow") == ["channel/a.md", "renamed.md"]
    assert paths(index, "channel:channel") == ["channel/a.md", "channel/chan.md"]


def test_a_title_that_a_channel_index_gives_no_more(vault: Path, index: Index) -> None:
    assert paths(index, "video:apples") == ["chan/a.md"]
    (vault / "chan" / "chan.md").write_text("nothing")
    index.sync()
    assert paths(index, "video:apples") == []


def test_a_file_that_changes_twice_at_once(vault: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kbtui.vault.files._RECENT", 10**18)
    index = Index.open(vault, file)
    index.sync()
    before = (vault / "b.md").stat()
    (vault / "b.md").write_text("# Pears\n\nPlums grow, too.\n")
    os.utime(vault / "b.md", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert index.sync().changed == len(NOTES)
    assert paths(index, "plums") == ["b.md"]
    index.close()


def test_a_file_that_changed_since_it_was_indexed(vault: Path, index: Index) -> None:
    (vault / "b.md").write_text("Now of something else.")
    assert paths(index, "pears ") == []
    (vault / "b.md").unlink()
    assert paths(index, "pears ") == []


def test_what_cannot_be_read_is_no_reason_to_stop(vault: Path, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    (vault / "dangling.md").symlink_to(vault / "nowhere")
    (vault / "large.md").write_text("large" * 10)
    monkeypatch.setattr("kbtui.vault.files.LARGEST_FILE", 30)
    assert index.sync() == Synced(added=1, unread=1)


@pytest.mark.skipif(sys.platform != "linux", reason="only there a name may be any bytes")
def test_names_that_are_no_text(vault: Path, index: Index) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    (vault / name).write_text("Figs.")
    index.sync()
    assert paths(index, "figs") == [name]
    assert index.sync() == Synced()


def test_an_empty_vault(tmp_path: Path) -> None:
    index = Index.open(tmp_path, None)
    assert index.sync() == Synced()
    assert paths(index, "x") == []


def test_no_vault(tmp_path: Path) -> None:
    index = Index.open(tmp_path / "gone", None)
    with pytest.raises(VaultError):
        index.sync()


def test_random_changes(vault: Path, file: Path) -> None:
    """After any changes the index says what one says that is made anew."""
    chance = random.Random(4)  # noqa: S311  any choice will do, the same each time
    index = Index.open(vault, file)
    words = ["fig", "plum", "quince"]
    for _ in range(60):
        path = vault / f"note{chance.randrange(8)}.md"
        if path.exists() and chance.random() < 0.3:
            path.unlink()
        else:
            path.write_text(f"{chance.choice(words)} and {chance.choice(words)} {chance.random()}")
        if chance.random() < 0.4:
            index.sync()
            assert [paths(index, f"{word} ") for word in words] == [fresh(vault, f"{word} ") for word in words]
    index.close()


def test_dead_rows_are_cleared_away(vault: Path, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kbtui.index.index._FEW", 1)
    for number in range(12):
        (vault / "b.md").write_text(f"Pears, {number} of them.")
        index.sync()
    rows = index.ask(lambda connection: connection.execute("SELECT count(*) FROM dead").fetchone())
    assert rows[0] <= 3
    assert paths(index, "pears 11") == ["b.md"]
    assert paths(index, "apples") == ["chan/a.md", "chan/chan.md"]


def test_nothing_is_written_into_the_vault(vault: Path, index: Index) -> None:
    assert sorted(path.relative_to(vault).as_posix() for path in vault.rglob("*") if path.is_file()) == sorted(NOTES)


# The file


def test_where_it_is_kept(vault: Path, tmp_path: Path) -> None:
    kept = index_path(vault, {"XDG_CACHE_HOME": str(tmp_path)})
    (tmp_path / "link").symlink_to(vault)
    assert kept.parent == tmp_path / "kbtui"
    assert index_path(tmp_path / "link", {"XDG_CACHE_HOME": str(tmp_path)}) == kept
    assert index_path(tmp_path, {"XDG_CACHE_HOME": str(tmp_path)}) != kept
    assert index_path(vault, {"XDG_CACHE_HOME": "relative"}).is_absolute()


def garbled(file: Path) -> None:
    file.write_bytes(b"no database at all" * 1000)


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def holed(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[4096:-4096] = bytes(len(raw) - 8192)
    file.write_bytes(raw)


def of_another_version(file: Path) -> None:
    change(file, "UPDATE made SET by = 'a later version'")


def of_an_older_form(file: Path) -> None:
    change(file, "DROP TABLE made", "DROP TABLE files", "CREATE TABLE files (name TEXT)")


def without_a_table(file: Path) -> None:
    change(file, "DROP TABLE texts")


def somebody_elses(file: Path) -> None:
    file.unlink()
    change(file, "CREATE TABLE files (a, b)", "CREATE TABLE made (x)")


def change(file: Path, *statements: str) -> None:
    connection = sqlite3.connect(file)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "harm",
    [garbled, emptied, cut, holed, of_another_version, of_an_older_form, without_a_table, somebody_elses],
    ids=lambda harm: harm.__name__,
)
def test_a_file_in_a_bad_state_is_made_anew(vault: Path, file: Path, harm: Callable[[Path], None]) -> None:
    index = Index.open(vault, file)
    index.sync()
    index.close()
    harm(file)
    for _ in range(2):
        index = Index.open(vault, file)
        index.sync()
        assert paths(index, "grow") == ["b.md", "chan/a.md"]
        assert index.path == file
        index.close()


@pytest.mark.parametrize("seed", range(20))
def test_any_bytes_overwritten(vault: Path, file: Path, seed: int) -> None:
    index = Index.open(vault, file)
    index.sync()
    index.close()
    chance = random.Random(seed)  # noqa: S311  as above
    raw = bytearray(file.read_bytes())
    for _ in range(30):
        at = chance.randrange(len(raw))
        raw[at : at + 40] = chance.randbytes(40)
    file.write_bytes(raw)
    index = Index.open(vault, file)
    index.sync()
    assert set(paths(index, "grow")) <= {"b.md", "chan/a.md"}
    index.close()


def test_a_folder_that_is_a_file(vault: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    index = Index.open(vault, tmp_path / "cache" / "index.sqlite")
    index.sync()
    assert index.path is None
    assert paths(index, "grow") == ["b.md", "chan/a.md"]


def test_a_file_that_is_a_folder(vault: Path, file: Path) -> None:
    file.mkdir(parents=True)
    index = Index.open(vault, file)
    index.sync()
    assert index.path is None
    assert paths(index, "grow") == ["b.md", "chan/a.md"]


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="somebody who may write everything finds no such file")
def test_a_folder_that_cannot_be_written(vault: Path, file: Path) -> None:
    Index.open(vault, file).close()
    file.parent.chmod(0o500)
    file.chmod(0o400)
    index = Index.open(vault, file)
    index.sync()
    assert paths(index, "grow") == ["b.md", "chan/a.md"]
    index.close()
    file.parent.chmod(0o700)


def test_an_index_that_may_only_be_read(vault: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index.open(vault, file)
    index._store.writer.execute("PRAGMA query_only = ON")
    index.sync()
    assert index.path is None
    assert paths(index, "grow") == ["b.md", "chan/a.md"]


def test_a_disk_that_is_full(vault: Path, file: Path) -> None:
    index = Index.open(vault, file)
    (pages,) = index._store.writer.execute("PRAGMA page_count").fetchone()
    index._store.writer.execute(f"PRAGMA max_page_count = {pages}")
    (vault / "long.md").write_text(" ".join(f"word{number}" for number in range(20_000)))
    index.sync()
    assert index.path is None
    assert paths(index, "word777 ") == ["long.md"]


def test_no_room_for_a_nameless_file_either(vault: Path) -> None:
    index = Index.open(vault, None)
    (pages,) = index._store.writer.execute("PRAGMA page_count").fetchone()
    index._store.writer.execute(f"PRAGMA max_page_count = {pages}")
    (vault / "long.md").write_text(" ".join(f"word{number}" for number in range(20_000)))
    index.sync()
    assert paths(index, "word777 ") == ["long.md"]


def test_an_index_that_another_process_holds(vault: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kbtui.index.store._PATIENCE", 0.01)
    Index.open(vault, file).close()
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    index = Index.open(vault, file)
    index.sync()
    assert paths(index, "grow") == ["b.md", "chan/a.md"]
    holder.close()


def test_an_index_that_breaks_while_it_is_asked(vault: Path, file: Path, index: Index) -> None:
    change(file, "DROP TABLE texts")
    assert paths(index, "grow") == ["b.md", "chan/a.md"]


def test_a_question_that_is_called_off(index: Index) -> None:
    def question(connection: sqlite3.Connection) -> None:
        connection.create_function("interrupt", 0, index.interrupt)
        connection.execute("SELECT interrupt() UNION ALL SELECT count(*) FROM files, files, files").fetchall()

    with pytest.raises(Interrupted):
        index.ask(question)
    assert paths(index, "grow") == ["b.md", "chan/a.md"]


def test_a_closed_index(index: Index) -> None:
    index.close()
    index.interrupt()
    with pytest.raises(Interrupted):
        index.sync()
    with pytest.raises(Interrupted):
        index.ask(lambda connection: connection.execute("SELECT 1"))


def test_a_rebuilt_index(vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for rebuild, added in ((False, 3), (False, 0), (True, 3)):
        index = Index.of_vault(vault, rebuild=rebuild)
        assert index.sync().added == added
        index.close()


# Other processes


@pytest.fixture
def large(tmp_path: Path) -> Path:
    text = " ".join(f"word{number}" for number in range(400))
    notes = {f"{number:03}.md": f"# Note {number}\n\nown{number} {text}\n" for number in range(160)}
    return vault_of(tmp_path / "large", notes)


@pytest.fixture
def helpers(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that read files for an index; with few files there are some as well."""
    monkeypatch.setattr("kbtui.index.reading.MANY", 3)
    monkeypatch.setattr("kbtui.index.reading._MEANWHILE", 2)
    begun: list[subprocess.Popen[bytes]] = []

    class Spied(subprocess.Popen[bytes]):
        def __init__(self, command: list[str], **options: Any) -> None:
            super().__init__(command, **options)
            begun.append(self)

    monkeypatch.setattr(subprocess, "Popen", Spied)
    return begun


def test_many_files_are_read_by_another_process(
    large: Path, file: Path, helpers: list[subprocess.Popen[bytes]]
) -> None:
    (large / "dangling.md").symlink_to(large / "nowhere")
    (large / "full.md").write_bytes(b"\xff caf\xe9 \xf0")
    (large / "last.md").mkdir()
    index = Index.open(large, file)
    assert index.sync() == Synced(added=161)
    assert [helper.args[1:] for helper in helpers] == [["-P", "-m", "kbtui.index.reading", str(large)]]
    assert helpers[0].poll() is not None
    assert paths(index, "own7 ") == ["007.md"]
    assert paths(index, "cafe") == ["full.md"]
    assert index.sync() == Synced()
    index.close()


def test_a_process_that_ends_too_soon(large: Path, file: Path, helpers: list[subprocess.Popen[bytes]]) -> None:
    index = Index.open(large, file)
    assert index.sync(lambda *_: helpers[0].kill()).added == 160
    assert paths(index, "own159 ") == ["159.md"]
    index.close()


@pytest.mark.skipif(os.name == "nt", reason="only POSIX stops processes")
def test_a_process_that_is_stopped_is_not_waited_for(
    large: Path, file: Path, helpers: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kbtui.index.reading._PATIENCE", 0.1)
    index = Index.open(large, file)
    assert index.sync(lambda *_: helpers[0].send_signal(signal.SIGSTOP)).added == 160
    assert paths(index, "own159 ") == ["159.md"]
    assert helpers[0].returncode == -signal.SIGKILL
    index.close()


def test_a_process_that_cannot_be_started(
    large: Path, file: Path, helpers: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(large / "no python"))
    index = Index.open(large, file)
    assert index.sync().added == 160
    assert paths(index, "own159 ") == ["159.md"]
    assert not helpers
    index.close()


def test_a_sync_that_is_called_off_ends_the_process(
    large: Path, file: Path, helpers: list[subprocess.Popen[bytes]]
) -> None:
    def progress(done: int, total: int) -> None:
        raise Interrupted

    index = Index.open(large, file)
    with pytest.raises(Interrupted):
        index.sync(progress)
    assert helpers[0].poll() is not None
    index.close()


SYNC = """
import sys
from pathlib import Path
import subprocess
import kbtui.index.index
import kbtui.index.reading
from kbtui.index.index import Index
kbtui.index.index._AT_ONCE = kbtui.index.index._BEAT = 4
kbtui.index.reading.MANY, kbtui.index.reading._MEANWHILE = 8, 4
kbtui.vault.files._RECENT = -1

class Told(subprocess.Popen):
    def __init__(self, *words, **options):
        super().__init__(*words, **options)
        print(self.pid, flush=True)

subprocess.Popen = Told
index = Index.open(Path(sys.argv[1]), Path(sys.argv[2]))
index.sync(lambda done, total: print(done, flush=True))
"""


def syncing(vault: Path, file: Path) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", SYNC, str(vault), str(file)]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.skipif(sys.platform != "linux", reason="there one can wait for a process that is not one's own")
def test_killed_with_its_helper_at_work(large: Path, file: Path) -> None:
    """The process that reads ends with the one that it reads for; what is done by then is kept."""
    for turn in range(4):
        (large / f"{turn:03}.md").write_text(f"changed in turn {turn}")
        process = syncing(large, file)
        assert process.stdout is not None
        helper = os.pidfd_open(int(process.stdout.readline()))
        for _ in range(turn + 1):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        ended, _, _ = select.select([helper], [], [], 60)
        assert ended == [helper]
        os.close(helper)
        is_sound(file)
    completed(large, file, changed=4)


FORKING = """
import os, sys
from pathlib import Path
import kbtui.index.index
from kbtui.index.index import Index
kbtui.index.index._AT_ONCE = kbtui.index.index._BEAT = 4
kbtui.vault.files._RECENT = -1
vault, file = map(Path, sys.argv[1:])
for line in sys.stdin:
    process = os.fork()
    if process == 0:
        index = Index.open(vault, file)
        if line == "anew\\n":
            index.forget()
        index.sync(lambda done, total: print(done, flush=True))
        os._exit(0)
    print("begun", process, flush=True)
    os.waitpid(process, 0)
    print("ended", flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="SIGKILL and fork are POSIX's")
def test_killed_at_any_moment(large: Path, file: Path) -> None:
    """Killed a hundred times while it is made, an index is behind at most: the next start finds what a first does."""
    chance = random.Random(7)  # noqa: S311  as above
    known: list[int] = []
    words = [sys.executable, "-c", FORKING, str(large), str(file)]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as forking:
        assert forking.stdin is not None
        assert forking.stdout is not None
        for turn in range(110):
            (large / f"{turn % 12:03}.md").write_text(f"changed in turn {turn}")
            forking.stdin.write("anew\n" if turn % 4 == 0 else "on\n")
            forking.stdin.flush()
            told = chance.randrange(12)
            while not (line := forking.stdout.readline()).startswith("begun"):
                pass
            process = int(line.split()[1])
            ended = False
            while told and not ended:
                ended = forking.stdout.readline().endswith("ended\n")
                told -= 1
            for _ in range(chance.randrange(40_000)):  # somewhere within a transaction
                pass
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            while not ended:
                ended = forking.stdout.readline().endswith("ended\n")
            known.append(is_sound(file))
            if turn % 5 == 0:
                assert next_start(large, file) == first_start(large)
        forking.stdin.close()
        for _ in forking.stdout:
            pass
    assert len(set(known)) > 10  # it was killed at many stages
    completed(large, file, changed=12)


def is_sound(file: Path) -> int:
    """How many files are known: what is stored is whole, so that every one of them is found by its words."""
    if not file.exists():
        return 0
    known = 0
    kept = sqlite3.connect(file)
    assert kept.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    if kept.execute("SELECT 1 FROM sqlite_master WHERE name = 'made'").fetchone():
        found = "SELECT count(*) FROM texts JOIN files ON files.id = texts.rowid WHERE texts MATCH 'word7 OR changed'"
        ((known,),) = kept.execute("SELECT count(*) FROM files").fetchall()
        assert kept.execute(found).fetchall() == [(known,)]
    kept.close()
    return known


def next_start(vault: Path, file: Path) -> list[object]:
    """What the next start finds in an index as it is now; the index stays as it is."""
    with TemporaryDirectory() as folder:
        for left in file.parent.glob(f"{file.name}*"):  # with what SQLite keeps beside it
            shutil.copy(left, folder)
        return all_of_it(Index.open(vault, Path(folder) / file.name))


def first_start(vault: Path) -> list[object]:
    """What one finds that never saw the vault."""
    return all_of_it(Index.open(vault, None))


def all_of_it(index: Index) -> list[object]:
    """What an index holds and answers once it is made true."""
    index.sync()
    stored = "SELECT path, stat, channel, moments, weight, video_id, title, more, links FROM files ORDER BY path"
    files = index.ask(lambda connection: connection.execute(stored).fetchall())
    summed = index.ask(lambda connection: connection.execute("SELECT written FROM outline").fetchall())
    answers = [
        sorted(hit.path for hit in Search(index).find(query, 500).hits) for query in ("word7 ", "changed ", "own99 ")
    ]
    index.close()
    return [files, summed, answers]


def completed(vault: Path, file: Path, changed: int) -> None:
    """The next start is right, whatever went before."""
    names = sorted(path.name for path in vault.iterdir())
    index = Index.open(vault, file)
    index.sync()
    assert index.path == file
    assert {hit.path for hit in Search(index).find("changed ", 100).hits} == set(names[:changed])
    assert {hit.path for hit in Search(index).find("word7 ", 500).hits} == set(names[changed:])
    index.close()


def test_two_at_once_share_the_work(large: Path, file: Path) -> None:
    processes = [syncing(large, file) for _ in range(2)]
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    index = Index.open(large, file)
    assert index.path == file
    index.sync()
    ((files,),) = index.ask(lambda connection: connection.execute("SELECT count(*) FROM files").fetchall())
    ((rows,),) = index.ask(lambda connection: connection.execute("SELECT count(*) FROM texts_docsize").fetchall())
    assert (files, rows) == (160, 160)
    index.close()


def test_stores_that_are_not_kept_share_nothing() -> None:
    first, second = Store(None), Store(None)
    with first.writing() as connection:
        connection.execute("INSERT INTO dead VALUES (1)")
    assert second.reader.execute("SELECT count(*) FROM dead").fetchone() == (0,)
    first.close()
    second.close()


def test_size_of_the_index(tmp_path: Path) -> None:
    corpus = Path(os.environ.get("KBTUI_CORPUS") or ROOT.parent / "shared" / "corpus")
    if not corpus.is_dir():
        pytest.skip(f"no corpus at {corpus}; name one with KBTUI_CORPUS")
    index = Index.open(corpus, tmp_path / "index.sqlite")
    index.sync()
    index.close()
    size = sum(path.stat().st_size for path in corpus.rglob("*.md"))
    assert (tmp_path / "index.sqlite").stat().st_size <= 0.6 * size
    shutil.rmtree(tmp_path, ignore_errors=True)


def test_a_store_that_is_closed_while_a_thread_writes_lets_it_end(tmp_path: Path) -> None:
    store = open_store(tmp_path / "index.sqlite")
    writes, is_closed = Event(), Event()
    failed: list[BaseException] = []

    def write() -> None:
        try:
            with store.writing() as connection:
                writes.set()
                assert is_closed.wait(60)
                connection.execute("INSERT INTO dead VALUES (7)")
        except BaseException as error:  # noqa: BLE001  whatever it is, it is told below
            failed.append(error)

    thread = Thread(target=write)
    thread.start()
    assert writes.wait(60)
    store.close()
    is_closed.set()
    thread.join(60)
    assert failed == []
    with sqlite3.connect(tmp_path / "index.sqlite") as connection:
        assert connection.execute("SELECT id FROM dead").fetchall() == [(7,)]
    connection.close()
