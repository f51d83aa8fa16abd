"""Text that is hard to lay out, at any width: nothing raises or is wider than the screen, and words keep their order.

`KBTUI_FUZZ=1` tries other notes than the last time.
"""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbtui.layout.document import Document
from kbtui.layout.find import matches, pattern
from kbtui.layout.source import Source
from kbtui.layout.widths import width
from kbtui.text import clean
from tests.layout_source import source_of
from tests.odd_notes import OddNote
from tests.test_reader import ReaderApp
from tests.tui_fixtures import at_rest

_CONTROL = re.compile("[\0-\x1f\x7f-\x9f]")
_PUT_ELSEWHERE = re.compile(r"\|\s*:?-|\[\^|\]:|<|%%|\\|\[|\$")
"""What leaves words out of a note as it is shown, or shows them elsewhere or twice."""
_WIDTHS = (1, 2, 3, 5, 8, 12, 20, 37, 40, 78, 80, 120, 200)
_HEIGHTS = (1, 2, 5, 15, 24, 50)


def odd_source(seed: int) -> Source:
    return source_of(clean(OddNote(seed).text().encode("utf-8", "replace")).text)


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 1 << 30), columns=st.integers(8, 200))
def test_rows_of_any_text_fit_and_keep_the_order_of_words(seed: int, columns: int) -> None:
    document = Document(odd_source(seed), columns)
    wanted = pattern("o")
    assert wanted is not None
    words: list[str] = []
    for which in range(len(document.segments)):
        for row in document.rows(which):
            assert width(row.text) <= columns, row
            assert not _CONTROL.search(row.text), row
        document.things(which)
        matches(document, which, wanted)
        words += re.findall(r"w\d+q", document.words(which) + "\n")
    body = document.source.text[document.source.body :]
    if not _PUT_ELSEWHERE.search(body):
        assert words == re.findall(r"w\d+q", body)


@pytest.mark.parametrize("seed", range(6))
async def test_a_reader_of_odd_notes_of_changing_size_that_change(seed: int) -> None:
    """Keys, finds, jumps, new sizes and new text in any order; a new size keeps the line that is on top."""
    chance = Random(seed)  # noqa: S311 - chance that comes again
    app = ReaderApp(odd_source(seed))
    reader = app.reader
    async with app.run_test(size=(80, 24)) as pilot:
        for step in range(40):
            await at_rest(app)
            assert reader.document is not None
            place, is_at_end = reader.place, reader.top + reader.rows_shown >= reader.document.height
            what = chance.randrange(6)
            if what == 0:
                await pilot.resize_terminal(chance.choice(_WIDTHS), chance.choice(_HEIGHTS))
            elif what == 1:
                await pilot.press(chance.choice(("G", "g", "space", "b", "d", "u", "j", "k", "]", "[", "w")))
            elif what == 2:
                await pilot.press(chance.choice(("l", "h", "f", "n", "N")))
            elif what == 3:
                reader.find(chance.choice(("o", "w", "本", "\u0301", "")))
            elif what == 4:
                reader.open(_changed(reader.document.source.text, seed * 100 + step), at=reader.place)
            else:
                reader.go_to_line(chance.randint(0, 200))
            await at_rest(app)
            assert reader.percent is None or 0 <= reader.percent <= 100
            strips = [reader.render_line(y) for y in range(reader.size.height)]
            assert {strip.cell_length for strip in strips} <= {reader.size.width}
            if what == 0 and not is_at_end and reader.top + reader.rows_shown < reader.document.height:
                assert reader.place.line == place.line


def _changed(text: str, seed: int) -> Source:
    """The note with a piece of it gone, and another in its place."""
    chance = Random(seed)  # noqa: S311 - chance that comes again
    start, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
    other = clean(OddNote(seed).text().encode("utf-8", "replace")).text
    return source_of(text[:start] + other + text[end:])
