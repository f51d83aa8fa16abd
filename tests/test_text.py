"""Bytes → text: what is decoded, what is mended (`loader/mended.txt`), what stays as it is (`loader/sound.txt`)."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtui.text import clean, one_line, visible
from tests.loader_cases import Case, cases


@pytest.mark.parametrize("case", cases("mended"))
def test_damage_is_mended(case: Case) -> None:
    source = case.source.replace("\\u009d", "\x9d")
    assert clean(source.encode()).text == "\n".join(case.expected)


@pytest.mark.parametrize("case", cases("sound"))
def test_sound_text_stays(case: Case) -> None:
    assert clean(case.source.encode()).text == case.source


def test_mending_leaves_other_lines_alone() -> None:
    text = clean("AIâ€™s\nl’été é’\nend".encode()).text
    assert text == "AI’s\nl’été é’\nend"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        ("\ufeffa é".encode(), "a é"),
        (b"\xef\xbb\xbfa", "a"),
        ("Ü\r\nb\r".encode("utf-16"), "Ü\nb\n"),
        ("日本".encode("utf-16-be").join([b"\xfe\xff", b""]), "日本"),
        (b"a\x00b\x1b[31mc\x7f\ttab", "ab[31mc\ttab"),
        ("\u202eevil\u2066x\u2069 \u009b31m é".encode(), "evilx 31m é"),
        ("a\u2028b\u2029c\x0bd\x0ce\u0085f".encode(), "a b c d e f"),
        ("\ufdd0a\ufffe\uffff é".encode(), "a é"),
        (b"", ""),
    ],
)
def test_shapes(raw: bytes, text: str) -> None:
    assert clean(raw).text == text
    assert clean(raw).problems == ()


def test_bytes_that_are_no_utf8() -> None:
    cleaned = clean(b"fine\ncaf\xe9 \x93so\x94 \x81 \xc3\xa9")
    assert cleaned.text == "fine\ncafé “so” \ufffd é"
    assert [(problem.line, problem.kind) for problem in cleaned.problems] == [(2, "encoding")]


@pytest.mark.parametrize(
    "text",
    [
        "Er sagt „Viel Spaß“ und geht.",
        "Größe\n„Spaß“ und »Ü« – „DÉJÀ“, CAFÉ”",
        "»Straße »Spaß« É” Ú”",
    ],
)
def test_windows_1252_that_is_utf8_in_places(text: str) -> None:
    assert clean(text.encode("cp1252")).text == text


def test_utf8_with_a_line_in_windows_1252() -> None:
    text = "Zażółć gęślą, prosta „linia”\nżółw\n"
    assert clean(text.encode() + "Gr\xfc\xdfe".encode("cp1252")).text == text + "Grüße"


def test_a_damaged_line_tells_of_the_others() -> None:
    damaged = "TÃ¼rkiyeâ€™de\nErdoÄŸan, FuruÅŸ, Åžener"
    assert clean(damaged.encode()).text == "Türkiye’de\nErdoğan, Furuş, Şener"
    assert clean("Türkiye’de\nErdoÄŸan".encode()).text == "Türkiye’de\nErdoÄŸan"


@given(st.binary())
def test_any_bytes_can_be_shown(raw: bytes) -> None:
    text = clean(raw).text
    assert not [char for char in text if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t"]
    text.encode("utf-8")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Cn", "Zl", "Zp"])))
def test_lines_are_kept(text: str) -> None:
    assert clean(text.encode()).text.count("\n") == text.count("\n")


@given(st.text())
def test_one_line(text: str) -> None:
    assert one_line(text) == " ".join(visible(text).split())
    assert "\n" not in one_line(text)
