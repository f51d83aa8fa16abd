"""Which panes are seen, and how the side column shares its height: for every size at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kbtui.tui.panes.arrange import MIDDLE, WIDE, Area, areas_seen, column_widths, side_heights

AREAS: tuple[Area, ...] = ("topics", "reader", "side")
RECENT = st.permutations(range(4))
WANTED = st.lists(st.integers(1, 500), min_size=4, max_size=4)


@given(st.integers(1, 400), st.sampled_from(AREAS))
def test_the_area_in_use_is_seen(columns: int, area: Area) -> None:
    assert area in areas_seen(columns, area)


@given(st.integers(MIDDLE, 400), st.sampled_from(AREAS))
def test_the_note_is_seen_wherever_there_is_room(columns: int, area: Area) -> None:
    assert "reader" in areas_seen(columns, area)


def test_all_three_where_it_is_wide() -> None:
    assert areas_seen(WIDE, "reader") == set(AREAS)
    assert areas_seen(WIDE - 1, "topics") == {"topics", "reader"}
    assert areas_seen(MIDDLE - 1, "side") == {"side"}


@given(st.integers(MIDDLE, 400), st.sampled_from(AREAS))
def test_columns_leave_the_note_the_most_room(columns: int, area: Area) -> None:
    seen = areas_seen(columns, area)
    taken = {name: columns_taken for name, columns_taken in column_widths(columns).items() if name in seen}
    left = columns - sum(taken.values())
    assert left >= 38
    assert left >= max(taken.values())


@given(st.integers(0, 80), WANTED, RECENT)
def test_the_side_fits(lines: int, wanted: list[int], recent: list[int]) -> None:
    heights = side_heights(lines, wanted, recent)
    assert all(height >= 0 for height in heights)
    titles = len(wanted)
    if lines > titles:
        assert sum(heights) + titles == lines


@given(st.integers(2, 80), WANTED, RECENT)
def test_the_pane_in_use_is_open(lines: int, wanted: list[int], recent: list[int]) -> None:
    assert side_heights(lines, wanted, recent)[recent[0]] > 0


@given(st.integers(4 + 4 * 5, 200), WANTED, RECENT)
def test_all_are_open_where_there_is_room(lines: int, wanted: list[int], recent: list[int]) -> None:
    assert all(side_heights(lines, wanted, recent))


@given(st.integers(4 + 4 * 5, 200), WANTED, RECENT)
def test_nobody_goes_short_while_another_has_more_than_it_needs(
    lines: int, wanted: list[int], recent: list[int]
) -> None:
    heights = side_heights(lines, wanted, recent)
    if any(height < want for height, want in zip(heights, wanted, strict=True)):
        spare = [height - want for height, want in zip(heights, wanted, strict=True)]
        assert max(spare) <= 4  # what a division leaves over


def test_a_short_list_gives_its_lines_to_a_long_one() -> None:
    assert side_heights(30, [2, 1, 1, 200], [3, 0, 1, 2]) == [2, 1, 1, 22]


def test_only_the_last_used_is_open_where_it_is_low() -> None:
    assert side_heights(10, [30, 30, 30, 30], [2, 3, 0, 1]) == [0, 0, 6, 0]


def test_an_empty_list_leaves_its_lines_to_others() -> None:
    assert side_heights(13, [30, 0, 30, 0], [0, 1, 2, 3]) == [9, 0, 0, 0]
    assert side_heights(18, [30, 2, 30, 30], [1, 0, 2, 3]) == [6, 2, 6, 0]
