"""Bytes of a file → text that can be shown: decoded, mended, with nothing in it that a terminal would obey."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from kbtui.late_pattern import late_pattern
from kbtui.note import Problem

_ASCII = bytes(range(128))
_PLAIN = bytes([0x09, 0x0A, *range(0x20, 0x7F)])
_CONTROLS = bytes([*range(9), *range(0x0E, 0x20), 0x7F])
_BREAKS_TO_SPACES = bytes.maketrans(b"\x0b\x0c", b"  ")
_BREAKS = late_pattern("[\x0b\x0c\x85\u2028\u2029]")
"""Signs that part lines or pages and are no `\\n`: a space stands for each, so that words stay apart."""
_UNSHOWN = late_pattern(
    "[\x00-\x08\x0e-\x1f\r\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
"""Controls, direction overrides and isolates, lone surrogates, noncharacters, byte order marks.

The layout marks places in a text with noncharacters, so none may come from a file.
"""

_CP1252_TAILS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_DAMAGED = late_pattern(
    "[\u00c2-\u00f4\u0102\u0139\u201a\u0420\u0421]"
    f"[\u0080-\u00bf\u0104\u0141\u0142\u015a-\u0165\u00c4\u2020-\u2265{_CP1252_TAILS}]"
)
"""What UTF-8 looks like when it was read as a one-byte encoding: a lead byte's letter, then a tail byte's sign.

Sound text has such pairs too (`é’`); this only chooses the lines that are looked at closely.
"""

_CAPITAL_DAMAGED = late_pattern("[ÄÅ][ŸžŽšŠœŒƒˆ‡†™±¼¾³¤¥]")
"""Damaged letters (`ÅŸ` for `ş`) that a line with few of them is not mended for, and that no sound text has."""

_UNLIKELY = late_pattern("[\u0180-\u019f\u01a2-\u01ae\u01b1-\u0217\u021c-\u0258\u025a-\u036f]")
"""Letters and marks that mending brings forth from sound text (`CAFÉ“` → `ɓ`) more often than from damaged text."""


_CP1252_PAIR = rb"[\xc4-\xdf][\x82\x84-\x87\x89\x8b\x91-\x97\x99\x9b\xab\xbb]"
"""A letter and a sign behind it in Windows-1252 (`ß“`), which happen to be UTF-8 as well. A pattern, as the next."""
_UTF8_PAIR = rb"[\xc4-\xdf][\x80-\xbf]"


class CleanText(Struct, frozen=True):
    text: str
    """Line ends are `\\n`; there is no control character but tab and line end."""
    problems: tuple[Problem, ...] = ()


def clean(raw: bytes) -> CleanText:
    """The text of a file, whatever its bytes are.

    Bytes that are no UTF-8 are read as Windows-1252, and said so in a problem; with them the pairs of bytes that are
    UTF-8 by chance. Text that was damaged by a wrong encoding once (`AIâ€™s`) is mended line by line; sound text stays
    as it is. The number of lines is kept.
    """
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return CleanText(visible(_with_plain_ends(raw.decode("utf-16", "replace"))))
    # What is left when all plain text is taken out is short, and tells what has to be done with the whole.
    strange = raw.translate(None, _PLAIN)
    if not strange:
        return CleanText(raw.decode("ascii"))
    if b"\r" in strange:
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if strange.isascii():
        return CleanText(raw.translate(_BREAKS_TO_SPACES, _CONTROLS).decode("ascii"))
    return _clean_beyond_ascii(raw, strange)


def visible(text: str) -> str:
    """`text` without what a terminal would obey or what would reorder a line; line ends and tabs stay."""
    return text if text.isprintable() else _UNSHOWN.sub("", _BREAKS.sub(" ", text))


def one_line(text: str) -> str:
    """`text` as one line: visible, every run of white space one space."""
    if " " not in text and text.isprintable():
        return text
    return " ".join(visible(text).split())


def _clean_beyond_ascii(raw: bytes, strange: bytes) -> CleanText:
    """The text of a file with signs beyond ASCII, whose line ends are plain.

    Args:
        raw: Its bytes.
        strange: Those of them that are no plain text.
    """
    problems: tuple[Problem, ...] = ()
    if raw.startswith(codecs.BOM_UTF8):
        raw, strange = raw.removeprefix(codecs.BOM_UTF8), strange.removeprefix(codecs.BOM_UTF8)
    beyond = strange.translate(None, _ASCII)
    if len(beyond) < len(strange):
        raw = raw.translate(_BREAKS_TO_SPACES, _CONTROLS)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problems = (Problem(line, "encoding", "bytes that are no UTF-8, read as Windows-1252"),)
        raw = _without_pairs(raw).decode("utf-8", _AS_CP1252).encode("utf-8")
        text = raw.decode("utf-8")
        beyond = raw.translate(None, _ASCII)
    signs = beyond.decode("utf-8")
    if _DAMAGED.search(signs):
        signs = text = _all_mended(text)
    if _UNSHOWN.search(signs) or _BREAKS.search(signs):
        text = visible(text)
    return CleanText(text, problems)


def _without_pairs(raw: bytes) -> bytes:
    """The bytes of a file that is no UTF-8, with those turned into UTF-8 that were that by chance: all such pairs where
    nothing else looks like letters in UTF-8, or where more bytes are none."""
    by_chance, alike = len(re.findall(_CP1252_PAIR, raw)), len(re.findall(_UTF8_PAIR, raw))
    if by_chance < alike and alike > raw.decode("utf-8", "replace").count("\ufffd"):
        return raw
    return re.sub(_CP1252_PAIR, lambda pair: pair[0].decode("cp1252").encode("utf-8"), raw)


def _all_mended(text: str) -> str:
    """`text` with its damaged lines mended. One that is surely damaged tells of the others."""
    lines = text.split("\n")
    mended = [_mended(line) if _DAMAGED.search(line) else line for line in lines]
    if mended != lines:
        mended = [_CAPITAL_DAMAGED.sub(_undone, line) for line in mended]
    return "\n".join(mended)


def _undone(damaged: re.Match[str]) -> str:
    return damaged[0].encode("cp1252").decode("utf-8", "replace")


def _mended(line: str) -> str:
    import ftfy  # costs more to import than most vaults need it

    mended = _with_plain_ends(ftfy.fix_encoding(line)).replace("\n", " ")
    return line if _UNLIKELY.search(mended) and not _UNLIKELY.search(line) else mended


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read_as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(_cp1252(byte) for byte in bad), error.end


def _cp1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return "\ufffd"


_AS_CP1252 = "kbtui.cp1252"
codecs.register_error(_AS_CP1252, _read_as_cp1252)
