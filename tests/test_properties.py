"""Front matter that a reader wants to see: what of it is shown, and how."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbtui.layout import walk
from kbtui.layout.document import Document, Spot
from kbtui.layout.source import Source
from kbtui.note import Page, Property
from kbtui.reading.moments import glance
from kbtui.reading.read import read
from kbtui.text import CleanText, clean
from tests.tui_fixtures import opened, vault_of

HEAD = """---
title: A note
videoId: spUNpyF58BY
Tags: [physics, lecture/one]
created: 2024-03-01
url: https://www.youtube.com/watch?v=spUNpyF58BY
source: https://example.org/a
status: "[[In progress#Now]]"
related:
  - "[[one|First]]"
  - plain *words*
nested: {a: b}
empty:
---
"""
BODY = "From: [[channel]] <br/>\n\n# First\n\nWords.\n"


def page_of(text: str) -> Page:
    return read("a.md", CleanText(text))


def shown(page: Page, width: int = 60) -> Document:
    return Document(Source(page.text, page.body, (), page.properties), width)


def rows(document: Document) -> list[tuple[str, int]]:
    return [(row.text, row.source_line) for which in range(len(document.segments)) for row in document.rows(which)]


def test_what_is_shown_elsewhere_is_left_out_and_lists_are_words() -> None:
    assert page_of(HEAD + BODY).properties == (
        Property("Tags", "physics, lecture/one", 4),
        Property("created", "2024-03-01", 5),
        Property("source", "https://example.org/a", 7),
        Property("status", "In progress › Now", 8),
        Property("related", "First, plain *words*", 9),
    )
    assert glance("a.md", CleanText(HEAD + BODY)).properties == page_of(HEAD + BODY).properties


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"---\ntitle: x\nvideoId: spUNpyF58BY\n---\n{BODY}",
        f"---\nsource: https://youtu.be/spUNpyF58BY?t=9\n---\n{BODY}",
        "---\nonly a rule\n---\n",
    ],
)
def test_a_note_that_says_nothing_more_begins_with_its_text(text: str) -> None:
    assert page_of(text).properties == ()


def test_values_are_data() -> None:
    text = clean(b'---\n"a [b]\\e[31m": "\\e[2J **x**\\nsecond \xe2\x80\xae`code` ==y=="\n---\nWords.')
    [(name, value, line)] = read("a.md", text).properties
    assert (name, value, line) == ("a [b][31m", "[2J **x** second `code` ==y==", 1)
    assert value.isprintable()
    assert rows(shown(read("a.md", text)))[0][0].endswith(value)


def test_properties_stand_above_the_text_which_keeps_its_lines() -> None:
    document = shown(page_of(HEAD + BODY))
    assert rows(document) == [
        ("Tags     physics, lecture/one", 4),
        ("created  2024-03-01", 5),
        ("source   https://example.org/a", 7),
        ("status   In progress › Now", 8),
        ("related  First, plain *words*", 9),
        ("", 17),
        ("First", 17),
        ("━" * 60, 17),
        ("Words.", 19),
    ]
    assert walk.next_heading(document, Spot(0, 0), 1) == Spot(1, 1)
    assert document.spot_of_line(1) == Spot(0, 0)
    first = walk.next_target(document, Spot(0, 0), None, 1)
    target = document.target(first) if first is not None else None
    assert target is not None
    assert (target.kind, target.address) == ("url", "https://example.org/a")


def test_long_values_are_wrapped_and_a_note_may_have_no_text() -> None:
    document = shown(page_of("---\nabout: " + "many words " * 9 + "\n---\n"), 30)
    assert len(rows(document)) == 4
    assert all(len(text) <= 30 and line == 2 for text, line in rows(document))


async def test_a_note_with_properties_begins_with_them(tmp_path: Path) -> None:
    folder = vault_of(tmp_path, {"a.md": HEAD + BODY})
    async with opened(folder, note="a.md") as seen:
        assert "physics, lecture/one" in seen.text
        assert seen.browser.columns.reader.top == 0
