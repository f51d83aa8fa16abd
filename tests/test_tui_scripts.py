"""Any script in a real terminal: about the width of joined letters and emoji it is of another mind than Textual."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from bench.terminal import Terminal
from kbtui.layout.widths import clusters, room, shortened, width
from tests.tui_fixtures import LATEST, vault_of

TITLE = "हिन्दी क्षत्रिय தமிழ் 👩‍👩‍👧‍👦 🇩🇪 ภาษาไทย 1️⃣ שָׁלוֹם"
NOTE = f"""---
title: {TITLE}
---

# हिन्दी 👩‍👩‍👧‍👦

हिन्दी विश्व की एक प्रमुख भाषा है एवं भारत की एक राजभाषा है।

தமிழ் மொழி தமிழர்களினதும் தமிழ் பேசும் பலரின் தாய்மொழி ஆகும்.

ภาษาไทย เป็นภาษาราชการ ผู้ใหญ่ ที่นี่ น้ำ กำลัง

שָׁלוֹם עֲלֵיכֶם and العَرَبِيَّة لُغَة and 日本語 and 中文.

Family 👩‍👩‍👧‍👦 keycap 1️⃣ flag 🇩🇪 heart ❤️ skin 👍🏽 end.

> “हिन्दी में क्या हो रहा है” 👩‍👩‍👧‍👦

- [[हिन्दी क्षत्रिय 👩‍👩‍👧‍👦]] is wanted

The end of it.
"""


@pytest.mark.parametrize(("columns", "borders"), [(80, 1), (120, 2)])
def test_what_parts_the_panes_stands_in_one_column(tmp_path: Path, columns: int, borders: int) -> None:
    folder = vault_of(tmp_path, {"many.md": NOTE, "हिन्दी.md": NOTE})
    terminal = Terminal([sys.executable, "-m", "kbtui", "--no-index", str(folder), "--note", "many"], columns, 40)
    try:
        assert terminal.until("The end of it.", LATEST)
        for key, words in (("4", "No stamp"), ("0", "Topics"), ("\x1b", "The end of it.")):
            terminal.send(key)
            assert terminal.until(words, LATEST)
            while len(found := borders_of(terminal, columns)) > 1:
                assert terminal.read(LATEST) is not None, found  # the rest of what is painted
            assert len(found.pop()) == borders
    finally:
        terminal.close()


def borders_of(terminal: Terminal, columns: int) -> set[tuple[int, ...]]:
    """Where the rows are parted: once where all is painted and the terminal counts as kbtui does."""
    rows = [terminal.screen.buffer[y] for y in range(1, 38)]
    return {tuple(x for x in range(columns) if row[x].data == "│") for row in rows}


@pytest.mark.parametrize(
    ("text", "columns"), [("plain", 5), ("日本", 4), ("हिन्दी", 5), ("👩‍👩‍👧‍👦", 8), ("🇩🇪", 4), ("a\u0301", 1)]
)
def test_the_room_that_a_text_may_take(text: str, columns: int) -> None:
    assert room(text) == columns
    assert room(text) >= width(text)
    assert text.isascii() or sum(cells for _, _, cells in clusters(text)) == columns


def test_a_shortened_title_fits_whatever_the_terminal_counts() -> None:
    for columns in range(1, 30):
        assert room(shortened(TITLE, columns)) <= columns


def test_a_terminal_that_goes_without_a_word_ends_it() -> None:
    terminal = Terminal([sys.executable, "-m", "kbtui", "--no-index", "sample_notes"])
    assert terminal.until("Each claim carries", LATEST)
    os.close(terminal.master)
    assert terminal.process.wait(LATEST) == -signal.SIGHUP
