"""Stamps: where they are found, what is read, and which of them are moved.

The cases are in `stamps/*.txt`; each file says in its first lines how it is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtui.stamps.repair import judge, weigh
from kbtui.stamps.stamps import Reading, Stamp, Weight, find_stamps
from kbtui.stamps.times import LONGEST, read_time

CASES = Path(__file__).parent / "stamps"


def blocks(name: str) -> Iterator[tuple[str, list[str]]]:
    """The cases of a file, each with its place for the test's name."""
    lines: list[str] = []
    text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line[:1] in (">", "=", "~"):
            lines.append(line)
        elif lines:
            yield f"{name}:{number - len(lines)}", lines
            lines = []


def parts(lines: Sequence[str], sign: str) -> list[str]:
    return [line[2:] for line in lines if line[0] == sign]


def params(*names: str) -> list[object]:
    return [pytest.param(name, lines, id=place) for name in names for place, lines in blocks(name)]


def told(stamp: Stamp, reading: Reading) -> list[str]:
    fields = [stamp.written, stamp.label, reading.seconds, reading.repaired, stamp.video_id]
    return ["-" if field is None else str(field) for field in fields]


def anchored(times: str) -> str:
    return " ".join(f'<a class="yt-timestamp" data-t="{time}">[{time}]</a>' for time in times.split())


@pytest.mark.parametrize(
    ("name", "lines"),
    params("anchors", "damaged", "labels", "bare", "no_stamps", "links", "chapters", "no_video"),
)
def test_forms(name: str, lines: list[str]) -> None:
    text = "\n".join(parts(lines, ">"))
    stamps = find_stamps(text, has_video=name != "no_video")
    found = [told(stamp, judge([stamp])[0]) for stamp in stamps]
    expected = [[field.strip() for field in line.split(" | ")] for line in parts(lines, "=")]
    assert found == [[*fields, "-"][:5] for fields in expected]
    check_order(text, stamps)


@pytest.mark.parametrize(("name", "lines"), params("repairs"))
def test_repairs(name: str, lines: list[str]) -> None:
    (note,) = parts(lines, ">")
    siblings = [weigh(find_stamps(anchored(times))) for times in parts(lines, "~")]
    readings = judge(find_stamps(anchored(note)), siblings)
    found = [f"{reading.seconds}{_evidence(reading)}" for reading in readings]
    assert found == parts(lines, "=")[0].split()
    assert all(bool(reading.why) == bool(reading.repaired) for reading in readings)


def _evidence(reading: Reading) -> str:
    if reading.other is not None:
        return "/?"
    return f"/{reading.repaired[0]}" if reading.repaired else ""


def check_order(text: str, stamps: Sequence[Stamp]) -> None:
    end = 0
    for stamp in stamps:
        assert end <= stamp.start < stamp.end <= len(text)
        end = stamp.end


def test_a_list_shares_its_brackets_without_overlap() -> None:
    text = "x [00:01:10, 00:02:30](#) y"
    assert [text[stamp.start : stamp.end] for stamp in find_stamps(text)] == ["[00:01:10", ", 00:02:30](#)"]


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("a (Reference 00:01:22) b", "(Reference 00:01:22)"),
        ("a [Dario, 00:12:34] b", "00:12:34"),
        ("[[note | 00:08:40]]", "00:08:40"),
        ("[[00:00:09]] b", "[[00:00:09]]"),
        ("a [00:06:02]( ). b", "[00:06:02]( )"),
        ("a [0:05](https://youtu.be/abcdefghijk?t=5), b", "[0:05](https://youtu.be/abcdefghijk?t=5)"),
        ("a [x](https://youtu.be/abcdefghijk?t=5), b", "https://youtu.be/abcdefghijk?t=5"),
        ("a ![x](https://youtu.be/abcdefghijk?t=5), b", "![x](https://youtu.be/abcdefghijk?t=5)"),
        ("a <https://youtu.be/abcdefghijk?t=5>, b", "<https://youtu.be/abcdefghijk?t=5>"),
        ("a [x](<https://youtu.be/abcdefghijk?t=5>), b", "https://youtu.be/abcdefghijk?t=5"),
        ("a [x][y] b\n\n[y]: https://youtu.be/abcdefghijk?t=5", "][y]"),
        ("a [x] b\n\n[x]: https://youtu.be/abcdefghijk?t=5", "]"),
        ("a [0:05][y] b\n\n[y]: https://youtu.be/abcdefghijk?t=5", "[0:05][y]"),
        ("a https://youtu.be/abcdefghijk?t=5, b", "https://youtu.be/abcdefghijk?t=5"),
        (
            '[1:02](<a class="yt-timestamp" data-t="1:02">x</a>) b',
            '[1:02](<a class="yt-timestamp" data-t="1:02">x</a>)',
        ),
        ('<a class="yt-timestamp" data-t="0:01">[0:01] b', '<a class="yt-timestamp" data-t="0:01">[0:01]'),
    ],
)
def test_extent(text: str, extent: str) -> None:
    (stamp,) = find_stamps(text)
    assert text[stamp.start : stamp.end] == extent


@pytest.mark.parametrize(
    ("text", "siblings", "why"),
    [
        ('<a class="yt-timestamp" data-t="11:16:00">[0:11:16]</a>', [], "written 11:16:00; its label says 0:11:16"),
        ("[22:10:00]", [], "written 22:10:00; no video is 22 hours long"),
        ("[02:51:71]", [], "written 02:51:71; no clock has more than 59 minutes or seconds"),
        (
            "[00:00:12] [01:47:00]",
            [Weight(sound=30, last=1650)] * 3,
            "written 01:47:00, but the video's other notes end near 27:30",
        ),
        (
            "[01:47:00] [02:10:00] [05:50:00] [09:11:00]",
            [],
            "written 09:11:00; all 4 stamps of the note end in :00",
        ),
    ],
)
def test_why(text: str, siblings: list[Weight], why: str) -> None:
    assert judge(find_stamps(text), siblings)[-1].why == why


def test_a_note_without_stamps_weighs_nothing() -> None:
    assert weigh([]) == Weight()
    assert judge([], [Weight()]) == []


def test_links_to_videos_have_no_part_in_the_note() -> None:
    own = find_stamps("[00:15:00] [01:47:00] [02:30:00] [04:12:00] [05:01:00]")
    link = find_stamps("https://youtu.be/abcdefghijk?t=40000")
    assert judge([*link, *own]) == [Reading(40000), *judge(own)]
    assert weigh([*link, *own]) == weigh(own)


# Any input

FRAGMENTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *'<a class="yt-timestamp" data-t="00:01:02">[00:01:02]</a>'.split('"'),
                '<a class="yt-timestamp" data-t="11:16:00">[0:11:16]</a>',
                "[00:01:02]", "(1:02)", "[[", "]]", "](", ")", "[", "(", "|", " - ", ", ", "\n", ":", "00", "59", "99",
                "<p ", "data-t=", "https://youtu.be/abcdefghijk", "?t=90", "#t=", "\\", "：", "٣:١٢",
            ]
        ),
        st.text(max_size=6),
    )
)  # fmt: skip
FIELD = st.integers(0, 130).map(lambda number: f"{number:02}")
TIMES = st.lists(st.lists(FIELD, min_size=1, max_size=5).map(":".join), max_size=30)
WEIGHTS = st.lists(st.builds(Weight, *[st.integers(0, 50000)] * 5), max_size=5)


@given(FRAGMENTS.map("".join), st.booleans(), WEIGHTS)
def test_any_text(text: str, has_video: bool, siblings: list[Weight]) -> None:
    stamps = find_stamps(text, has_video)
    check_order(text, stamps)
    check_readings(judge(stamps, [*siblings, weigh(stamps)]), len(stamps))


@given(TIMES, WEIGHTS)
def test_any_times(times: list[str], siblings: list[Weight]) -> None:
    stamps = find_stamps(anchored(" ".join(times)))
    assert [stamp.written for stamp in stamps] == times
    check_readings(judge(stamps, siblings), len(stamps))


def check_readings(readings: list[Reading], count: int) -> None:
    assert len(readings) == count
    for reading in readings:
        assert reading.seconds is None or 0 <= reading.seconds < LONGEST
        assert bool(reading.why) == (reading.repaired is not None)
        assert reading.other is None or (reading.repaired is None and reading.other != reading.seconds)


@given(st.integers(0, LONGEST - 1))
def test_what_is_written_is_read(second: int) -> None:
    written = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
    assert read_time(written).plain == second
    assert [reading.seconds for reading in judge(find_stamps(f"[{written}]"))] == [second]


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "(",
        "<a ",
        "((((0:00",
        "00:",
        "[00:00:01, ",
        '<a class="yt-timestamp" data-t="',
        "<a data-t=<b><b>",
        "[x](https://youtu.be/",
    ],
)
def test_a_megabyte_of_one_sign_is_read(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    check_order(text, find_stamps(text))


@given(
    st.lists(st.integers(0, 3 * 3600), min_size=1, max_size=12),
    st.lists(st.integers(0, 12), min_size=1, max_size=3),
    st.booleans(),
)
def test_a_zero_changes_no_other_reading(seconds: list[int], places: list[int], short: bool) -> None:
    """It is written alike in every habit, and so says nothing of what stands around it."""
    written = [clock(second, short) for second in seconds if second]
    with_zeros = list(written)
    for place in places:
        with_zeros.insert(place, "00:00:00")
    others = [reading for stamp, reading in read(with_zeros) if stamp != "00:00:00"]
    assert others == [reading for _, reading in read(written)]


def clock(second: int, short: bool) -> str:
    minutes, rest = divmod(second, 60)
    return f"{minutes:02}:{rest:02}:00" if short and minutes < 60 else f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}"


def read(written: Sequence[str]) -> list[tuple[str, str]]:
    stamps = find_stamps(anchored(" ".join(written)))
    readings = judge(stamps)
    return [(stamp.written, f"{each.seconds}{_evidence(each)}") for stamp, each in zip(stamps, readings, strict=True)]
