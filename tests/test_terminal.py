"""Sequences for a terminal, as pure functions."""

from __future__ import annotations

import re
from base64 import b64decode

import pytest

from kbtui.terminal import clipboard_sequence, hyperlink, is_ssh, printable_name, qr_lines

URL = "https://www.youtube.com/watch?v=Nlkk3glap_U&t=2867s"


def clipped(sequence: str) -> list[str]:
    """The texts that a sequence sends to clipboards."""
    return [b64decode(found).decode() for found in re.findall(r"\]52;c;([A-Za-z0-9+/=]*)\x07", sequence)]


def test_clipboard() -> None:
    sequence = clipboard_sequence(URL, {})
    assert sequence.startswith("\x1b]52;c;")
    assert clipped(sequence) == [URL]


def test_clipboard_holds_what_is_no_text() -> None:
    assert clipped(clipboard_sequence("né\udcff", {})) == ["né?"]


def test_clipboard_inside_tmux_goes_to_it_and_through_it() -> None:
    sequence = clipboard_sequence(URL, {"TMUX": "tmux,1,0"})
    own, passed = sequence.split("\x1bPtmux;")
    assert clipped(own) == [URL]
    assert passed.startswith("\x1b\x1b]52;c;")
    assert passed.endswith("\x07\x1b\\")


def test_clipboard_inside_screen_goes_in_pieces() -> None:
    text = "x" * 2000
    pieces = clipboard_sequence(text, {"STY": "1.pts-0"}).split("\x1bP")[1:]
    assert all(piece.endswith("\x1b\\") and len(piece) <= 768 for piece in pieces)
    assert clipped("".join(piece.removesuffix("\x1b\\") for piece in pieces)) == [text]


def test_hyperlink() -> None:
    assert hyperlink(URL, "47:47") == f"\x1b]8;;{URL}\x1b\\47:47\x1b]8;;\x1b\\"


@pytest.mark.parametrize("url", ["https://x/\x1b\\", "https://x/\x07", "https://x/\n", "https://x/é"])
def test_hyperlink_refuses_what_could_end_it(url: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        hyperlink(url, "x")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("chan/slug.md", "chan/slug.md"),
        ("\x1b]0;owned\x07.md", "\\x1b]0;owned\\x07.md"),
        ("a\nb\tc.md", "a\\x0ab\\x09c.md"),
        ("\x9b31m.md", "\\x9b31m.md"),
        ("abc\u202edm.md", "abc\\u202edm.md"),
        ("\u2068cleoabram\u2069/a.md", "\u2068cleoabram\u2069/a.md"),
        ("日本語 🎬.md", "日本語 🎬.md"),
    ],
)
def test_names_keep_apart_and_do_no_harm(name: str, shown: str) -> None:
    assert printable_name(name) == shown


def test_ssh() -> None:
    assert is_ssh({"SSH_TTY": "/dev/pts/0"})
    assert is_ssh({"SSH_CONNECTION": "a 1 b 2"})
    assert not is_ssh({"SSH_CONNECTION": "", "TERM": "xterm"})


def test_a_qr_code_holds_the_address() -> None:
    import segno

    lines = qr_lines(URL)
    assert len({len(line) for line in lines}) == 1
    halves = {"█": (False, False), "▀": (False, True), "▄": (True, False), " ": (True, True)}
    dark = [[halves[sign][half] for sign in line] for line in lines for half in (0, 1)]
    code = [list(map(bool, row)) for row in segno.make_qr(URL, error="L").matrix]
    assert [row[2:-2] for row in dark[2 : 2 + len(code)]] == code
    margin = [*dark[:2], *dark[2 + len(code) :]]
    assert not any(any(row) for row in margin)


def test_what_no_qr_code_holds() -> None:
    with pytest.raises(ValueError, match="Data too large"):
        qr_lines("https://example.org/" + "x" * 9000)
