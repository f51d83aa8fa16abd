"""What can be said to a terminal beside text, and what must not reach it. Pure: strings in, strings out."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping

from kbtui.late_pattern import late_pattern

_SCREEN_CHUNK = 760
"""GNU screen drops a passed-on sequence of more than 768 bytes."""

_OBEYED = late_pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e]")
"""Controls, line separators, and marks that reorder what stands around them.

Isolates (U+2066 to U+2069) are not among them: they end with the line and exist in real folders' names.
"""


def is_ssh(environment: Mapping[str, str]) -> bool:
    """Whether this terminal is on another machine."""
    return bool(environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"))


def printable_name(name: str) -> str:
    """A file's name as one harmless line: what a terminal would obey is escaped, so that names stay apart."""
    return _OBEYED.sub(_escaped, name)


def clipboard_sequence(text: str, environment: Mapping[str, str]) -> str:
    """The sequence (OSC 52) that asks a terminal to take `text` into its clipboard.

    Whether it does, no terminal tells: say *sent*, never *copied*. Inside tmux it goes both to tmux, which may keep its
    own clipboard, and through it; inside GNU screen it goes through it in pieces.
    """
    sequence = f"\x1b]52;c;{b64encode(text.encode('utf-8', 'replace')).decode('ascii')}\x07"
    if environment.get("TMUX"):
        return sequence + "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if environment.get("STY"):
        pieces = [sequence[at : at + _SCREEN_CHUNK] for at in range(0, len(sequence), _SCREEN_CHUNK)]
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return sequence


def hyperlink(url: str, text: str) -> str:
    """`text` as a link to `url` (OSC 8); terminals that know no links show the text alone.

    Raises:
        ValueError: `url` holds a character that could end the sequence.
    """
    if not url.isascii() or not url.isprintable():
        raise ValueError(f"not an address for a terminal: {url!r}")
    return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\"


def qr_lines(url: str) -> list[str]:
    """`url` as a QR code in half blocks, two of its rows a line, with the margin that a camera needs.

    The blocks are the code's light parts: show them white on black, whatever the terminal's colours.

    Raises:
        ValueError: `url` is too long for a QR code.
    """
    from segno import make_qr  # only for this, and rarely

    rows = [[not dark for dark in row] for row in make_qr(url, error="L").matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([True] * len(rows[0]))
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return ["".join(_HALVES[light] for light in zip(*pair, strict=True)) for pair in pairs]


_HALVES = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
