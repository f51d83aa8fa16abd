"""A place in a note follows its words when lines around them change."""

from __future__ import annotations

import pytest

from kbtui.layout.source import Place
from kbtui.tui.reader.places import moved

TEXT = "one\ntwo\n\nthree\nfour\n\nfive"


@pytest.mark.parametrize(
    ("line", "after", "now"),
    [
        (4, TEXT, 4),
        (4, TEXT + "\nsix", 4),
        (4, "nought\n\n" + TEXT, 6),
        (4, "three\nfour\n\nfive", 1),
        (4, TEXT.replace("five", "FIVE").replace("one", "one\none more"), 5),
        (4, TEXT.replace("three", "THREE"), 4),
        (7, "one", 7),
        (9, "nought\n" + TEXT, 9),
        (4, "", 4),
        (7, "\n", 7),
    ],
)
def test_a_place_follows_its_words(line: int, after: str, now: int) -> None:
    assert moved(Place(line, 2), TEXT, after).line == now


@pytest.mark.parametrize("before", ["", "\n", "one\ntwo"])
def test_a_place_past_the_end_stays_where_it_was_until_the_text_is_back(before: str) -> None:
    assert moved(Place(4, 2), before, TEXT) == Place(4, 2)


def test_the_cursor_stays_where_nothing_before_it_changed() -> None:
    assert moved(Place(2, 0, 5), TEXT, TEXT + "\nsix") == Place(2, 0, 5)
    assert moved(Place(2, 0, 5), TEXT, "nought\n" + TEXT) == Place(3)
