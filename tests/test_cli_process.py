"""The command line as a process of its own: pipes, signals, encodings, a browser that is started for real."""

from __future__ import annotations

import json
import os
import select
import shlex
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from kbtui.terminal import clipboard_sequence, hyperlink

SMALL = Path(__file__).parent / "vaults" / "small"
URL = "https://www.youtube.com/watch?v=SunCloseUp1&t=2867s"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and signals are POSIX ones")


def kbtui(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "kbtui", *words], capture_output=True, check=False, env=clean_environment(**environment)
    )


def clean_environment(**more: str) -> dict[str, str]:
    deciding = {"BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_TTY", "KBTUI_VAULT", "WSL_DISTRO_NAME"}
    kept = {name: value for name, value in os.environ.items() if name not in deciding}
    root = str(Path(__file__).parent.parent)
    return {**kept, "PYTHONPATH": root, "XDG_CONFIG_HOME": "/nonexistent", **more}


def test_version() -> None:
    done = kbtui("--version")
    assert done.returncode == 0
    assert done.stdout.startswith(b"kbtui ")
    assert done.stderr == b""


def test_output_is_utf8_with_bare_line_feeds_in_every_locale() -> None:
    plain, odd = (
        kbtui("export", str(SMALL), LC_ALL=locale, PYTHONUTF8="0", PYTHONIOENCODING=encoding)
        for locale, encoding in (("C.UTF-8", "utf-8"), ("C", "latin-1"))
    )
    assert plain.stdout == odd.stdout
    assert "Zoë".encode() in odd.stdout
    assert b"\r" not in odd.stdout


def test_a_name_that_is_no_text_survives_as_json(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9 \xc2\x9b31m.md")
    try:
        (tmp_path / name).write_text("# Odd\n")
    except OSError:
        pytest.skip("this file system takes UTF-8 names alone")
    done = kbtui("export", str(tmp_path))
    assert json.loads(done.stdout)["path"] == name
    assert b"\xc2\x9b" not in done.stdout


def test_a_closed_pipe_ends_it_quietly(tmp_path: Path) -> None:
    for number in range(400):  # more than a pipe holds
        (tmp_path / f"{number}.md").write_text(f"# {'long ' * 100}\n")
    with subprocess.Popen(
        [sys.executable, "-m", "kbtui", "export", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_environment(),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        talk = process.stderr.read()
    assert process.returncode == 141
    assert talk == b""


def test_interrupted(tmp_path: Path) -> None:
    """The config is a pipe that nobody writes into: reading it waits until the signal comes."""
    config = tmp_path / "config.toml"
    os.mkfifo(config)
    with subprocess.Popen(
        [sys.executable, "-m", "kbtui", "check", str(SMALL), "--config", str(config)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_environment(),
    ) as process:
        writing = opened_once_read(config, process)
        process.send_signal(signal.SIGINT)
        out, talk = process.communicate(timeout=60)
        os.close(writing)
    assert process.returncode == 130
    assert (out, talk) == (b"", b"")


def opened_once_read(pipe: Path, reader: subprocess.Popen[bytes]) -> int:
    """A pipe's writing end, as soon as a process reads the other."""
    for _ in range(6000):
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody reads yet
            with suppress(subprocess.TimeoutExpired):
                reader.wait(0.02)
                break
    pytest.fail(f"nobody reads the pipe: {reader.communicate()}")


def test_open_starts_the_browser(tmp_path: Path) -> None:
    record = tmp_path / "record"
    os.mkfifo(record)
    reading = os.open(record, os.O_RDWR | os.O_NONBLOCK)
    firefox = tmp_path / "firefox"
    firefox.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {shlex.quote(str(record))}\n')
    firefox.chmod(0o755)
    done = kbtui("open", "solar_wind@47:47", "--vault", str(SMALL), BROWSER=str(firefox))
    assert done.returncode == 0
    assert done.stdout == b""
    assert done.stderr == b"kbtui: opened by firefox\n"
    assert select.select([reading], [], [], 60) == ([reading], [], [])
    assert os.read(reading, 1000).decode() == f"{URL}\n"
    os.close(reading)


def test_open_where_nothing_can() -> None:
    done = kbtui("open", "solar_wind@47:47", "--vault", str(SMALL), SSH_CONNECTION="10.0.0.1 1 10.0.0.2 22")
    assert done.returncode == 3
    assert done.stdout.decode() == f"{URL}\n"
    assert b"a session over SSH without a forwarded display" in done.stderr


def on_terminal(*words: str, **environment: str) -> tuple[str, int]:
    """What a command writes on a terminal, and its exit code."""
    ours, its = os.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "kbtui", *words],
            stdin=subprocess.DEVNULL,
            stdout=its,
            stderr=subprocess.DEVNULL,
            check=False,
            env=clean_environment(**environment),
        )
        os.set_blocking(ours, False)
        return os.read(ours, 100_000).decode().replace("\r\n", "\n"), done.returncode
    except BlockingIOError:
        pytest.fail("nothing was written")
    finally:
        os.close(ours)
        os.close(its)


def test_on_a_terminal_an_address_is_a_link_and_goes_to_the_clipboard() -> None:
    written, code = on_terminal(
        "open", "solar_wind@47:47", "--vault", str(SMALL), SSH_TTY="/dev/pts/9", TMUX="", STY=""
    )
    assert code == 3
    assert written == hyperlink(URL, URL) + clipboard_sequence(URL, {}) + "\n"


@pytest.mark.parametrize("columns", [30, 80])
def test_on_a_terminal_moments_keep_to_its_width(columns: int) -> None:
    written, code = on_terminal("moments", "SunCloseUp1", "--vault", str(SMALL), COLUMNS=str(columns))
    lines = written.splitlines()
    assert code == 0
    assert len(lines) == 6
    assert all(len(line) <= columns for line in lines)
    assert lines[2].startswith("  12:40 ~ Its heat is a")


def test_no_command_colours_its_output() -> None:
    written, _ = on_terminal("check", str(SMALL))
    assert "\x1b" not in written


COMMANDS = [[*words.split(), "--vault", str(SMALL)] for words in ("export", "search wind", "moments solar_wind")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("is_buffered", [True, False])
@pytest.mark.parametrize("words", [*COMMANDS, ["--version"], ["export", "--help"]], ids=lambda words: words[0])
def test_a_full_disk_is_told(words: list[str], is_buffered: bool) -> None:
    if words[-1] == "--help" and not is_buffered:
        pytest.skip("argparse keeps to itself that it cannot write")
    environment = clean_environment(PYTHONUNBUFFERED="" if is_buffered else "1")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kbtui", *words], stdout=full, stderr=subprocess.PIPE, check=False, env=environment
        )
    assert done.stderr == b"kbtui: the output cannot be written: no space left on device\n"
    assert done.returncode == 4


@pytest.mark.parametrize("words", [*COMMANDS, ["--version"]], ids=lambda words: words[0])
def test_a_closed_output_is_told(words: list[str]) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", sys.executable, "-m", "kbtui", *words],
        stderr=subprocess.PIPE,
        check=False,
        env=clean_environment(),
    )
    assert done.stderr == b"kbtui: the output cannot be written: it is closed\n"
    assert done.returncode == 4


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full"])
def test_talk_that_nobody_hears_changes_nothing(redirection: str) -> None:
    command = f'exec "$@" {redirection}'
    for words, code in ((["check", str(SMALL)], 1), (["search", "nowhere_named", "--vault", str(SMALL)], 1)):
        done = subprocess.run(
            ["sh", "-c", command, "sh", sys.executable, "-m", "kbtui", *words],
            stdout=subprocess.PIPE,
            check=False,
            env=clean_environment(),
        )
        assert done.returncode == code
