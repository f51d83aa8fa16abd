"""Command lines as they are typed, with all that comes of them. The transcripts are `cli/*.txt`:

    $ KBTUI_VAULT=small kbtui check     what is typed, in a folder made by `world`
    path:1: kind: message               stdout
    ! kbtui: 1 problem                  stderr
    [exit 1]                            where it is not 0

Lines before the first `$` say what the file is about. UPDATE_TRANSCRIPTS=1 writes down what happens, to be read.
"""

from __future__ import annotations

import io
import os
import shlex
import shutil
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from kbtui.cli import main

HERE = Path(__file__).parent
TRANSCRIPTS = sorted((HERE / "cli").glob("*.txt"))
DECIDING = (
    "KBTUI_VAULT",
    "XDG_CACHE_HOME",
    "XDG_DATA_HOME",
    "BROWSER",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "SSH_CONNECTION",
    "SSH_TTY",
    "WSL_DISTRO_NAME",
)
"""What would change the output, were it inherited."""


@dataclass(frozen=True)
class Step:
    command: str
    result: str
    """stdout, stderr and exit code as a transcript writes them."""

    def __str__(self) -> str:
        return f"$ {self.command}\n{self.result}"


def parse_transcript(text: str) -> tuple[str, list[Step]]:
    """What the file is about, and its steps."""
    about, *parts = f"\n{text}".split("\n$ ")
    steps = []
    for part in parts:
        command, _, result = part.partition("\n")
        steps.append(Step(command, result.rstrip("\n")))
    return about.strip("\n"), steps


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with vaults good and bad below it."""
    shutil.copytree(HERE / "vaults" / "small", tmp_path / "small")
    (tmp_path / "empty").mkdir()
    (tmp_path / "home").mkdir()
    (tmp_path / "config").write_text("a file where a folder is looked for\n")
    (tmp_path / "letter.txt").write_text("no note\n")
    (tmp_path / "bad.toml").write_text('theme = "nord"\nvault = notes\n')
    (tmp_path / "unknown.toml").write_text('theme = "nord"\n\nvolt = "notes"\n')
    (tmp_path / "good.toml").write_text('vault = "small"\n')
    (tmp_path / "media.toml").write_text('media = "empty"\n')
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "dangling.md").symlink_to(bad / "nowhere.md")
    (bad / "latin.md").write_bytes(b"# Caf\xe9\n\nNa\xefve bytes.\n")
    (bad / "sound.md").write_text("# Sound\n")
    odd = tmp_path / "odd"
    odd.mkdir()
    (odd / "at.md").write_text("---\ntitle: Event@2024\nvideoId: SunCloseUp1\n---\n")
    (odd / "event.md").write_text(
        "---\ntitle: Event\nvideo: HANDHANDHA3\n---\n## Part\n\n![[img.png]] [0:10]\n\n```\nfenced\n```\n"
    )
    (odd / "open.md").write_text("---\ntitle: {a: b}\nvideoId: [x]\n---\n" + "[[ open\n\n" * 8)
    (odd / "out").symlink_to(tmp_path / "small")
    marks = tmp_path / "home" / ".local" / "share" / "kbtui" / "marks.jsonl"
    marks.parent.mkdir(parents=True)
    marks.write_text((HERE / "cli" / "marks.jsonl").read_text().replace("SMALL", str(tmp_path / "small")))
    for name in DECIDING:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("kbtui.vault.files._RECENT", -1)  # how long the test takes must not show
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(command: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run one command line in this process, and give what came of it as a transcript writes it."""
    words = shlex.split(command)
    with monkeypatch.context() as patch:
        while "=" in words[0]:
            name, _, value = words.pop(0).partition("=")
            patch.setenv(name, value)
        assert words.pop(0) == "kbtui"
        out, talk = io.TextIOWrapper(io.BytesIO()), io.StringIO()
        with redirect_stdout(out), redirect_stderr(talk):
            code = _exit_code(words)
            out.flush()
    raw = out.buffer
    assert isinstance(raw, io.BytesIO)
    return "\n".join(_written(raw.getvalue().decode("utf-8"), talk.getvalue(), code))


def _exit_code(words: list[str]) -> int:
    try:
        return int(main(words))
    except SystemExit as stop:  # argparse
        return int(stop.code or 0)


def _written(out: str, talk: str, code: int) -> Iterator[str]:
    assert out == "" or out.endswith("\n")
    yield from out.split("\n")[:-1]
    yield from (f"! {line}" for line in talk.splitlines())
    if code:
        yield f"[exit {code}]"


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda path: path.stem)
def test_transcript(transcript: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    about, steps = parse_transcript(transcript.read_text(encoding="utf-8"))
    happened = [Step(step.command, run(step.command, monkeypatch)) for step in steps]
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        transcript.write_text("\n\n".join([about, *map(str, happened)]) + "\n", encoding="utf-8")
    assert [str(step) for step in happened] == [str(step) for step in steps]


def test_there_are_transcripts() -> None:
    assert TRANSCRIPTS
