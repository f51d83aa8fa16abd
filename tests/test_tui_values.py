"""What the screens are made of, without a screen: history, folding of letters, breadcrumbs, editors, keymaps."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtui.config import ConfigError
from kbtui.layout.source import Place
from kbtui.layout.widths import room, shortened, width
from kbtui.tui.actions.editing import editor_command
from kbtui.tui.app import Kbtui
from kbtui.tui.desk.history import History, Visit
from kbtui.tui.key_places import PLACES
from kbtui.tui.keys.keymap import check_keymap, commands_of
from kbtui.tui.lists.narrowing import Narrowing
from kbtui.tui.lists.row import Most, Row, height_of, heights_of, lay_row
from kbtui.tui.panes.wording import found_words
from kbtui.tui.widgets.bars import SEPARATOR, fitted

A, B, C = (Visit(f"{name}.md", Place(line)) for line, name in enumerate("abc", 1))
WORDS = st.text(st.sampled_from("ab cé한字👩‍👩‍👧‍👦ｶ\u0301\u200d🏳️‍🌈-"), max_size=40)

# History


def test_back_and_forward_meet_the_same_visits() -> None:
    history = History().left(A).left(B)
    step = history.back(C)
    assert step is not None
    assert step[0] == B
    step = step[1].back(B)
    assert step is not None
    assert step[0] == A
    assert step[1].back(A) is None
    step = step[1].forward(A)
    assert step is not None
    assert step[0] == B
    step = step[1].forward(B)
    assert step is not None
    assert step[0] == C
    assert step[1].forward(C) is None


def test_going_somewhere_new_drops_what_was_ahead() -> None:
    step = History().left(A).back(B)
    assert step is not None
    assert step[1].left(A).forward(C) is None


def test_a_history_has_an_end() -> None:
    history = History()
    for number in range(1000):
        history = history.left(Visit(f"{number}.md", Place(1)))
    assert len(history.behind) == 200
    assert history.behind[-1].path == "999.md"


# Rows


@given(WORDS, st.integers(1, 60))
def test_shortened_fits(text: str, columns: int) -> None:
    short = shortened(text, columns)
    assert width(short) <= max(columns, 1)
    assert short == text if room(text) <= columns else short.endswith("…")


@pytest.mark.parametrize(
    ("text", "columns", "short"),
    [
        ("a plain title", 13, "a plain title"),
        ("a plain title", 8, "a plain…"),
        ("한국어 제목", 6, "한국…"),
        ("한국어 제목", 5, "한국…"),
        ("한국어 제목", 4, "한…"),
        ("👩‍👩‍👧‍👦 family", 12, "👩‍👩‍👧‍👦 fa…"),
        ("👩‍👩‍👧‍👦 family", 6, "…"),
        ("é" * 3, 2, "é…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
    ],
)
def test_shortened_cuts_between_characters_as_people_see_them(text: str, columns: int, short: str) -> None:
    assert shortened(text, columns) == short


@given(WORDS, WORDS, st.sampled_from(["", "1:23", "10:48~", "▸"]), st.sampled_from(["", "12"]), st.integers(0, 3),
       st.integers(24, 80), st.integers(1, 3), st.integers(1, 3))  # fmt: skip
def test_a_row_is_never_wider_than_its_list(
    text: str, below: str, lead: str, tail: str, depth: int, columns: int, most: int, most_below: int
) -> None:
    row = Row(text, lead=lead, tail=tail, below=below, depth=depth)
    laid = lay_row(row, columns, Most(most, most_below))
    assert len(laid) == height_of(row, columns, Most(most, most_below)) <= most + most_below * bool(below)
    assert heights_of([row], columns, Most(most, most_below)) == [len(laid)]
    for line in laid:
        assert sum(width(words) for words, _ in line) <= columns


def test_a_row_with_all_it_can_have() -> None:
    row = Row("Words that go on for longer than a line", lead="1:02", tail="7", below="in a note", depth=1)
    assert ["".join(words for words, _ in line) for line in lay_row(row, 28, Most(2))] == [
        "  1:02 Words that go on    7",
        "       for longer than a …",
        "       in a note",
    ]


@pytest.mark.parametrize(
    ("text", "typed"),
    [("Zoë", "zoe"), ("CAFÉ", "café"), ("Nişanyan", "nisanyan"), ("Straße", "STRASSE"), ("ﬁeld", "fi")],
)
def test_letters_are_found_whatever_case_and_accents(text: str, typed: str) -> None:
    assert list(Narrowing(["other", text]).holding(typed)) == [1]


@given(st.lists(st.text("abc é")), st.lists(st.text("abé ")))
def test_letter_by_letter_the_same_is_found_as_at_once(texts: list[str], typed: list[str]) -> None:
    narrowing = Narrowing(texts)
    for query in typed:
        for end in range(len(query) + 1):
            assert list(narrowing.holding(query[:end])) == list(Narrowing(texts).holding(query[:end]))


# Breadcrumbs


@given(st.lists(WORDS.filter(bool), max_size=4), st.integers(8, 120))
def test_a_trail_fits(trail: list[str], columns: int) -> None:
    pieces = fitted(tuple(trail), columns)
    assert width(SEPARATOR.join(pieces)) <= columns


def test_a_trail_keeps_the_note_longest() -> None:
    trail = ("3blue1brown", "But what is the Fourier Transform? A visual introduction.", "The winding machine")
    assert fitted(trail, 200) == list(trail)
    assert fitted(trail, 50)[-1] == "The winding machine"
    assert fitted(trail, 30)[-1].startswith("The wind")


# Editors


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"EDITOR": "vi"}, ["vi", "+12", "/v/a b.md"]),
        ({"EDITOR": "nano", "VISUAL": "/usr/bin/nvim -u NONE"}, ["/usr/bin/nvim", "-u", "NONE", "+12", "/v/a b.md"]),
        ({"VISUAL": "hx"}, ["hx", "/v/a b.md:12"]),
        ({"VISUAL": "code --wait"}, ["code", "--wait", "--goto", "/v/a b.md:12"]),
        ({"VISUAL": "'/opt/my editor/run' -x"}, ["/opt/my editor/run", "-x", "/v/a b.md"]),
        ({"VISUAL": "", "EDITOR": "ed"}, ["ed", "/v/a b.md"]),
        ({"EDITOR": "vi; rm -rf ~"}, ["vi;", "rm", "-rf", "~", "/v/a b.md"]),
    ],
)
def test_an_editor_is_started_at_the_line(environment: dict[str, str], words: list[str]) -> None:
    assert editor_command(environment, Path("/v/a b.md"), 12) == words


@pytest.mark.parametrize("environment", [{}, {"EDITOR": ""}, {"EDITOR": "   "}, {"EDITOR": "vi 'half"}])
def test_no_editor_is_said(environment: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"no editor is named|cannot be read"):
        editor_command(environment, Path("/v/a.md"), 1)


def test_a_note_with_a_dash_in_front_is_no_option() -> None:
    assert editor_command({"EDITOR": "vi"}, Path("/v/-c.md"), 1)[-1].startswith("/")


# Keymap


def test_the_keys_that_come_with_kbtui_clash_nowhere() -> None:
    check_keymap({}, PLACES)


def test_every_command_says_what_it_does() -> None:
    assert all(commands_of(Kbtui.BINDINGS))
    assert all(place for place in PLACES)


@pytest.mark.parametrize(
    ("keymap", "said"),
    [
        ({"moment.pley": "p"}, "no command 'moment.pley'"),
        ({"moment.play": "j"}, "'j' to both"),
        ({"moment.play": "i,y"}, "'y' to both"),
        ({"list.down": "o"}, "'o' to both"),
        ({"topics.flat": "q"}, "'q' to both"),
    ],
)
def test_a_keymap_that_cannot_be_used_is_refused(keymap: dict[str, str], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        check_keymap(keymap, PLACES)


def test_keys_can_change_places() -> None:
    check_keymap({"moment.play": "e", "edit": "o"}, PLACES)


@pytest.mark.parametrize(
    ("current", "total", "is_whole", "words"),
    [(3, 17, True, "3 of 17"), (3, 17, False, "3 of 17+"), (0, 0, False, "…"), (0, 0, True, "not found")],
)
def test_how_much_was_found(current: int, total: int, is_whole: bool, words: str) -> None:
    assert found_words(current, total, is_whole) == words
