"""A folder of notes, opened: what is walked and what cannot be read, pages, moments, backlinks; the corpus."""

from __future__ import annotations

import gc
import os
import re
import weakref
from collections.abc import Mapping
from pathlib import Path

import pytest

from kbtui.text import clean
from kbtui.vault.files import LARGEST_FILE, VaultError, list_notes, read_file
from kbtui.vault.vault import Vault
from tests.loader_cases import anchored
from tests.test_graph import samples


def made(root: Path, files: Mapping[str, str]) -> Vault:
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(anchored(text), encoding="utf-8")
    return Vault.open(root)


def test_what_is_walked(tmp_path: Path) -> None:
    paths = [
        "b.md",
        "a/deep/down/x.markdown",
        "a/Y.MD",
        "a.txt",
        ".hidden.md",
        ".git/x.md",
        "node_modules/y.md",
        "é.md",
    ]
    vault = made(tmp_path, dict.fromkeys(paths, "x"))
    assert list(vault.graph.notes) == ["a/Y.MD", "a/deep/down/x.markdown", "b.md", "é.md"]


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="no such file"):
        Vault.open(tmp_path / "gone")
    (tmp_path / "file").write_text("x")
    with pytest.raises(VaultError, match="not a directory"):
        list(list_notes(tmp_path / "file"))


def test_an_empty_folder_is_a_vault(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path)
    assert (dict(vault.graph.notes), vault.unread) == ({}, ())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_ordinary_file_is_said_so(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "dangling.md").symlink_to("gone")
    (tmp_path / "loop.md").symlink_to("loop.md")
    (tmp_path / "around").symlink_to(".")
    (tmp_path / "folder.md").mkdir()
    vault = made(tmp_path, {"folder.md/in.md": "# In", "real.md": "# Real"})
    (tmp_path / "same.md").symlink_to("real.md")
    vault = Vault.open(tmp_path)
    assert list(vault.graph.notes) == ["folder.md/in.md", "real.md", "same.md"]
    assert [unread.path for unread in vault.unread] == ["dangling.md", "loop.md", "pipe.md"]
    assert vault.unread[2].message == "not an ordinary file"


def test_a_link_out_of_the_vault_is_left_out_and_said_so(tmp_path: Path) -> None:
    """A stranger's vault may hold a link to any file of the one who reads it."""
    (tmp_path / "secret.md").write_text("# Secret")
    (tmp_path / "seen").mkdir()
    folder = made(tmp_path / "seen", {"real.md": "# Real", "deep/x.md": "x"}).root
    (folder / "out.md").symlink_to("../secret.md")
    (folder / "nowhere.md").symlink_to("/no/such/file.md")
    (folder / "deep" / "in.md").symlink_to("../real.md")
    (folder / "deep" / "away").symlink_to(tmp_path / "other")
    (folder / "deep" / "back").symlink_to("..")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "secret.md").write_text("# Secret")
    (tmp_path / "door").symlink_to("seen")
    for root in (folder, tmp_path / "door"):
        vault = Vault.open(root)
        assert list(vault.graph.notes) == ["deep/in.md", "deep/x.md", "real.md"]
        assert [unread.path for unread in vault.unread] == ["deep/away", "nowhere.md", "out.md"]
        assert all("leads out of the vault" in unread.message for unread in vault.unread)


def test_what_may_not_be_read_is_said_so(tmp_path: Path) -> None:
    vault = made(tmp_path, {"shut/x.md": "x", "shut.md": "x", "open.md": "x"})
    (tmp_path / "shut").chmod(0)
    (tmp_path / "shut.md").chmod(0)
    try:
        if os.access(tmp_path / "shut", os.R_OK):
            pytest.skip("this user may read everything")
        vault = Vault.open(tmp_path)
        assert list(vault.graph.notes) == ["open.md"]
        assert {unread.path: unread.message for unread in vault.unread} == dict.fromkeys(
            ["shut", "shut.md"], "permission denied"
        )
    finally:
        (tmp_path / "shut").chmod(0o700)


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    with (tmp_path / "large.md").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(OSError, match="larger than 64 MB"):
        read_file(tmp_path / "large.md")


def test_a_file_is_read_to_its_end_whatever_size_it_tells(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    assert read_file(tmp_path / "empty") == b""
    if not Path("/proc/self/status").exists():
        pytest.skip("no files here that tell no size")
    assert len(read_file("/proc/self/status")) > 100


def test_names_that_are_hostile(tmp_path: Path) -> None:
    names = [b"new\nline.md", b"esc\x1b[31m.md", b"no\xffutf8.md", b"\xe2\x81\xa8iso\xe2\x81\xa9.md"]
    for name in names:
        try:
            Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"[[iso]]")
        except OSError:
            pytest.skip(f"this file system has no name {name!r}")
    vault = Vault.open(tmp_path)
    titles = sorted(note.title for note in vault.graph.notes.values())
    assert titles == ["esc[31m", "iso", "new line", "noutf8"]
    assert all(vault.page(path).text == "[[iso]]" for path in vault.graph.notes)
    [iso] = vault.graph.named("iso")
    assert len(vault.graph.citing(iso.path)) == 3


def test_progress_is_told(tmp_path: Path) -> None:
    made(tmp_path, {f"{number}.md": "x" for number in range(150)})
    told: list[tuple[int, int]] = []
    Vault.open(tmp_path, lambda count, of: told.append((count, of)))
    assert told == [(0, 150), (100, 150), (150, 150)]
    assert gc.isenabled()


def test_a_file_that_vanished_is_a_page_with_a_problem(tmp_path: Path) -> None:
    vault = made(tmp_path, {"a.md": "x"})
    (tmp_path / "a.md").unlink()
    page = vault.page("a.md")
    assert page.text == ""
    assert [problem.kind for problem in page.problems] == ["file"]
    with pytest.raises(KeyError):
        vault.page("b.md")


VIDEO = "---\ntitle: {}\nvideoId: abcdefghijk\n---\n"


def test_moments_of_a_video_are_merged(tmp_path: Path) -> None:
    vault = made(
        tmp_path,
        {
            "a.md": VIDEO.format("A") + "Late {00:10:00}. Unread {HH:MM:SS}.",
            "b.md": VIDEO.format("B") + "Early {00:01:00}. [Other](https://youtu.be/ABCDEFGHIJK?t=5)",
        },
    )
    cited = vault.moments("abcdefghijk")
    assert [(each.note.path, each.moment.seconds, each.moment.claim) for each in cited] == [
        ("b.md", 60, "Early"),
        ("a.md", 600, "Late"),
    ]
    assert vault.moments("00000000000") == ()


def test_siblings_judge_a_note(tmp_path: Path) -> None:
    sound = " ".join(f"word {{00:{minute:02}:{minute:02}}}." for minute in range(1, 20))
    wrong = " ".join(f"word {{{minute:02}:10:00}}." for minute in range(1, 9))
    vault = made(tmp_path, {"a.md": VIDEO.format("A") + sound, "b.md": VIDEO.format("B") + wrong})
    assert [moment.seconds for moment in vault.page("b.md").moments] == [minute * 60 + 10 for minute in range(1, 9)]
    assert not [moment for moment in vault.page("a.md").moments if moment.repaired]


def test_backlinks(tmp_path: Path) -> None:
    vault = made(
        tmp_path,
        {
            "a.md": VIDEO.format("A") + "One. See [[c | the note]] {00:01:00}. And [[c]] again.\n\nThe [[c]].",
            "b.md": "[[c]] and [[c]]",
            "c.md": "[[c]]",
        },
    )
    found = [
        (each.note.path, each.sentence, each.moment.seconds if each.moment else None)
        for each in vault.backlinks("c.md")
    ]
    assert found == [
        ("a.md", "See the note.", 60),
        ("a.md", "And c again.", 60),
        ("a.md", "The c.", None),
        ("b.md", "c and c", None),
        ("b.md", "c and c", None),
    ]


def test_backlinks_of_a_channel(tmp_path: Path) -> None:
    files = {f"c/{number}.md": "From: [[c]] <br/>\nText {00:01:00}." for number in range(3)}
    vault = made(tmp_path, {"c/c.md": "", **files, "c/x.md": "From: [[c]] <br/>\nText of [[c]]."})
    assert [each.sentence for each in vault.backlinks("c/c.md")] == [*["From: c"] * 4, "Text of c."]


def test_a_link_that_is_gone_keeps_its_backlink(tmp_path: Path) -> None:
    vault = made(tmp_path, {"a.md": "See [[b]] here.", "b.md": ""})
    (tmp_path / "a.md").write_text("changed")
    [backlink] = vault.backlinks("b.md")
    assert (backlink.sentence, backlink.moment) == ("", None)


def test_problems_of_a_note_name_its_ties(tmp_path: Path) -> None:
    vault = made(tmp_path, {"a/x.md": "", "b/x.md": "", "n.md": "[[open\n[[x]] {HH:MM:SS}\n"})
    kinds = [(problem.line, problem.kind) for problem in vault.problems("n.md")]
    assert kinds == [(1, "link"), (2, "stamp"), (2, "ambiguous-link")]


def test_samples_moments() -> None:
    vault = samples()
    pages = [vault.page(path) for path in vault.graph.notes]
    moments = [moment for page in pages for moment in page.moments]
    assert len(moments) == 393
    assert len([moment for moment in moments if moment.seconds is not None]) == 392
    assert len([moment for moment in moments if moment.repaired]) == 13
    repaired = vault.page("3blue1brown/cleaning_up_a_recording.md").moments
    assert [moment.seconds for moment in repaired] == [82, 101, 108, 123, 130, 552, 576, 611, 629, 640, 665, 671, 681]
    assert all(moment.claim for moment in moments)


@pytest.mark.parametrize(
    ("path", "seconds", "kind", "speaker"),
    [
        ("acquiredfm/irwin_jacobs_before_qualcomm.md", 148, "block", "Irwin Jacobs"),
        ("acquiredfm/linkabit.md", 736, "block", None),
        ("3blue1brown/borwein_integrals.md", 730, "inline", "Grant Sanderson"),
        ("cleoabram/two_accounts_of_falling_in.md", 221, "block", "John Wheeler"),
        ("cleoabram/mapping_the_ocean_floor.md", 708, "block", "Steve Hall"),
        ("cleoabram/qubits_are_not_faster_bits.md", 314, "inline", None),
        ("cleoabram/qubits_are_not_faster_bits.md", 630, "block", None),
        ("dwarkeshpatel/von_neumann_among_the_martians.md", 403, "callout", "Eugene Wigner"),
        ("dwarkeshpatel/reading_with_questions.md", 8480, "callout", "Andy Matuschak"),
        ("dwarkeshpatel/spaced_repetition_and_its_price.md", 8394, "inline", "Andy Matuschak"),
        ("dwarkeshpatel/spaced_repetition_and_its_price.md", 8475, "inline", None),
    ],
)
def test_samples_quotes(path: str, seconds: int, kind: str, speaker: str | None) -> None:
    quotes = {quote.seconds: quote for quote in samples().page(path).quotes}
    assert (quotes[seconds].kind, quotes[seconds].speaker) == (kind, speaker)


def test_samples_have_no_scare_quotes() -> None:
    vault = samples()
    quotes = [quote for path in vault.graph.notes for quote in vault.page(path).quotes]
    assert len(quotes) == 15
    assert min(len(quote.text.split()) for quote in quotes) >= 4


def test_a_vault_is_gone_once_nobody_holds_it(tmp_path: Path) -> None:
    """Each change of a file makes a new one, and garbage is seldom looked for among so much."""
    vault = made(tmp_path, {"a.md": "# A\n\nSee [[b]].\n", "b.md": "# B\n"})
    assert vault.page("a.md").note.title == "A"
    assert vault.backlinks("b.md")
    vault.graph.settle()
    gone = weakref.ref(vault.graph)
    gc.disable()
    try:
        del vault
        assert gone() is None
    finally:
        gc.enable()


def corpus() -> Path:
    named = os.environ.get("KBTUI_CORPUS")
    folder = Path(named) if named else Path(__file__).parent.parent.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip(f"no corpus: neither KBTUI_CORPUS nor {folder}")
    return folder


def test_corpus() -> None:
    """Every note opens; sound text stays; every moment has its claim; everything stands where it says it stands."""
    root = corpus()
    vault = Vault.open(root)
    assert vault.unread == ()
    for path in vault.graph.notes:
        raw = (root / path).read_bytes().decode("utf-8")
        assert clean(raw.encode()).text == raw.translate({0x2068: None, 0x2069: None, 0xFEFF: None, 0x0D: None}), path
    pages = [vault.page(path) for path in list(vault.graph.notes)[::5]]
    assert all(moment.claim for page in pages for moment in page.moments)
    without_code = [page for page in pages if "`" not in page.text]
    words = [moment.claim for page in without_code for moment in page.moments]
    words += [quote.text for page in without_code for quote in page.quotes]
    assert not [text for text in words if re.search(r"\[\[|\]\]|</|\]\(|[,;]$", text)]
