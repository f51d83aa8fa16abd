"""Moments of several notes folded into one line of time, and the strip that shows where they lie.

The golden files are `timeline/*.txt`: a track, then strips of it. KBTUI_UPDATE_GOLDENS=1 writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtui.layout.widths import width
from kbtui.note import Heading, Moment, Note, Page
from kbtui.pictures.timeline import WINDOW, Merged, borders, merged, place_at
from kbtui.pictures.timeline_strip import BORDER, OTHERS, OWN, PLAYHEAD, Scale, Track, scale, strip
from kbtui.vault.vault import Cited, Vault

HERE = Path(__file__).parent
GOLDENS = sorted((HERE / "timeline").glob("*.txt"))
CORPUS = Path(os.environ.get("KBTUI_CORPUS") or HERE.parent.parent / "shared" / "corpus")
VIDEO = "AAAAAAAAAAA"


def moment(seconds: int | None, claim: str = "", line: int = 1) -> Moment:
    return Moment(seconds, "", None, line, claim, None, "", VIDEO, line * 100, line * 100 + 9)


def cited(path: str, seconds: int | None, claim: str = "", line: int = 1) -> Cited:
    return Cited(Note(path, path, "", VIDEO), moment(seconds, claim, line))


def told(moments: tuple[Merged, ...]) -> list[tuple[int, str, tuple[str, ...]]]:
    return [(each.seconds, each.claim, each.paths) for each in moments]


OTHER = [cited("z.md", 500 + at, f"filler {word} words") for at, word in enumerate(["amber", "beryl", "coral"])]
"""So that there are words that tell little."""


def test_moments_come_in_time_order() -> None:
    moments = merged([cited("b.md", 40, "late"), cited("a.md", 7, "early"), cited("a.md", None, "never")])
    assert told(moments) == [(7, "early", ("a.md",)), (40, "late", ("b.md",))]


def test_the_same_words_of_two_notes_are_one_moment() -> None:
    first = cited("a.md", 10, "A million tonnes of matter leave every second")
    second = cited("b.md", 12, "Every second a million tonnes of matter are leaving the Sun")
    assert told(merged([first, second, *OTHER]))[0] == (10, first.moment.claim, ("a.md", "b.md"))


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("A million tonnes of matter leave every second", "The corona is hotter than the surface below", 0),
        ("A million tonnes of matter leave every second", "A million tonnes of matter leave every second", WINDOW + 1),
        ("Comets", "Tails", 0),
        ("Matter leaves the Sun", "Matter and comets", 0),
    ],
    ids=["other words", "too far apart", "short", "one word shared"],
)
def test_what_differs_stays_apart(one: str, other: str, apart: int) -> None:
    assert len(merged([cited("a.md", 10, one), cited("b.md", 10 + apart, other), *OTHER])) == 2 + len(OTHER)


def test_at_the_same_second_less_likeness_is_enough() -> None:
    one = "He argues that catastrophic events mean preemptive action is justified by governments"
    other = "Catastrophic events justify action, and nothing in history speaks against preparing early enough"
    assert len(merged([cited("a.md", 10, one), cited("b.md", 10, other), *OTHER])) == 1 + len(OTHER)
    assert len(merged([cited("a.md", 10, one), cited("b.md", 14, other), *OTHER])) == 2 + len(OTHER)


def test_one_note_repeats_itself_only_in_the_very_same_words() -> None:
    same = [
        cited("a.md", 10, "Knead the dough for ten minutes", 1),
        cited("a.md", 12, "Knead the dough for ten minutes", 1),
    ]
    near = [cited("a.md", 10, "Knead the dough for ten minutes", 1), cited("a.md", 12, "Knead dough ten minutes", 2)]
    assert len(merged(same)) == 1
    assert len(merged(near)) == 2


def test_words_without_spaces_are_compared_too() -> None:
    one, other = "太陽は毎秒百万トンの物質を失う", "毎秒百万トンの物質を失っている太陽"
    assert len(merged([cited("a.md", 10, one), cited("b.md", 11, other), *OTHER])) == 1 + len(OTHER)


def test_folds_do_not_drift() -> None:
    moments = [cited(f"{at}.md", at * 3, "The same words said again and again") for at in range(4)]
    assert [each.seconds for each in merged(moments)] == [0, 6]


def test_the_note_that_is_read_speaks_for_the_others() -> None:
    moments = [cited("a.md", 10, "A million tonnes every second"), cited("b.md", 12, "Every second, a million tonnes")]
    [entry] = merged(moments, own="b.md")
    assert (entry.seconds, entry.claim, entry.paths) == (12, "Every second, a million tonnes", ("b.md", "a.md"))


def test_which_moment_plays() -> None:
    moments = merged([cited("a.md", 10, "one"), cited("a.md", 20, "two")])
    assert [place_at(moments, second) for second in (9, 10, 19, 20, 999)] == [None, 0, 0, 1, 1]


def test_sections_begin_with_their_earliest_moment() -> None:
    moments = (moment(5, line=1), moment(40, line=12), moment(30, line=13), moment(None, line=22), moment(90, line=33))
    page = Page(
        Note("a.md", "A", "", VIDEO), "", 0, tuple(Heading(2, "", line) for line in (10, 20, 30)), moments=moments
    )
    assert borders(page, VIDEO) == (30, 90)
    assert borders(page, "BBBBBBBBBBB") == ()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 30), st.text("abcde ", max_size=20)), max_size=30))
def test_no_moment_is_lost_or_told_twice(moments: list[tuple[str, int, str]]) -> None:
    given_moments = [cited(path, seconds, claim, line) for line, (path, seconds, claim) in enumerate(moments)]
    folds = merged(given_moments, own="b")
    assert sorted(id(each) for fold in folds for each in fold.cited) == sorted(map(id, given_moments))
    for fold in folds:
        seconds = [each.moment.seconds or 0 for each in fold.cited]
        assert max(seconds) - min(seconds) <= WINDOW
    assert [fold.seconds for fold in folds] == sorted(fold.seconds for fold in folds)


# The strip


def text(track: Track, columns: int, rows: int) -> str:
    return "\n".join("".join(span.text for span in line).rstrip() for line in strip(track, columns, rows))


def read_track(source: str) -> Track:
    """`own 1 2 3`, `others …`, `borders …`, `playhead 5`, `length 90`."""
    words = {line.split()[0]: [int(word) for word in line.split()[1:]] for line in source.splitlines()}
    return Track(
        words.get("own", []),
        words.get("others", []),
        words.get("borders", []),
        *(words.get(name, [None])[0] for name in ("playhead", "length")),
    )


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.stem)
def test_a_strip_looks_as_its_golden_file_says(path: Path) -> None:
    source = path.read_text("utf-8").partition("\n---")[0]
    track = read_track(source)
    shown = "".join(
        f"\n--- {columns} × {rows}\n{text(track, columns, rows)}" for columns in (80, 40) for rows in (3, 2, 1)
    )
    if os.environ.get("KBTUI_UPDATE_GOLDENS"):
        path.write_text(f"{source}{shown}\n", "utf-8")
    assert path.read_text("utf-8") == f"{source}{shown}\n"


def test_there_are_golden_files() -> None:
    assert GOLDENS


def test_every_kind_has_a_style_and_a_shape() -> None:
    lines = strip(Track([10], [50], [10], 80, 100), 50, 3)
    signs = {span.style: span.text for line in lines for span in line}
    assert (signs[OWN], signs[OTHERS], signs[BORDER], signs[PLAYHEAD]) == ("▂", "⡄", "┴", "▲")


def test_a_strip_has_one_to_three_lines() -> None:
    with pytest.raises(ValueError, match="1 to 3"):
        strip(Track([1]), 40, 4)


_SECONDS = st.lists(st.integers(0, 43_000), max_size=40)


@given(
    st.builds(
        Track, _SECONDS, _SECONDS, _SECONDS, st.none() | st.integers(0, 43_000), st.none() | st.integers(0, 9000)
    ),
    st.integers(1, 130),
    st.integers(1, 3),
)
def test_a_strip_fits_and_shows_every_moment(track: Track, columns: int, rows: int) -> None:
    lines = strip(track, columns, rows)
    assert [width("".join(span.text for span in line)) for line in lines] == [columns] * rows
    drawn = scale(track, columns)
    for name, seconds in ((OWN, track.own), (OTHERS, track.others)):
        wanted = {drawn.column(second) for second in seconds}
        if track.playhead is not None:
            wanted.discard(drawn.column(track.playhead))
        assert wanted == {column for line in lines for column, style in enumerate(_styles(line)) if name in style}


def _styles(line: tuple) -> list[list[str]]:  # type: ignore[type-arg]  # spans
    return [span.style.split() for span in line for _ in span.text]


@given(st.integers(1, 43_000), st.integers(1, 200), st.integers(0, 199))
def test_a_column_stands_for_its_first_second(length: int, columns: int, column: int) -> None:
    drawn = Scale(length, columns)
    assert drawn.column(drawn.seconds(column)) == min(column, columns - 1) or columns > length


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS}; KBTUI_CORPUS names one")
def test_real_videos() -> None:
    vault = Vault.open(CORPUS)
    videos = [video for video in vault.graph.videos.values() if len(video.notes) > 2][::9]
    for video in videos:
        moments = vault.moments(video.video_id)
        own = video.notes[0].path
        folds = merged(moments, own)
        assert sum(len(fold.cited) for fold in folds) == len(moments)
        track = Track([fold.seconds for fold in folds], borders=borders(vault.page(own), video.video_id))
        assert len(strip(track, 80, 3)) == 3
