"""Addresses of YouTube videos (`loader/addresses.txt`)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtui.note import is_video_id
from kbtui.youtube import read_address, read_units
from tests.loader_cases import Case, cases, told


@pytest.mark.parametrize("case", cases("addresses"))
def test_addresses(case: Case) -> None:
    address = read_address(case.source)
    found = told(address.video_id, address.seconds) if address else ["-"]
    assert [found] == case.fields


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90", 90), ("90s", 90), ("1m30s", 90), ("1h", 3600), ("1h2m3s", 3723), ("12.7", 12), ("", None), ("x", None)],
)
def test_units(text: str, seconds: int | None) -> None:
    assert read_units(text) == seconds


@given(st.text())
def test_no_text_raises(text: str) -> None:
    address = read_address(f"https://youtu.be/{text}")
    assert address is None or is_video_id(address.video_id)
