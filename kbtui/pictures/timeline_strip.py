"""A video as a strip of a few lines: where its moments lie, the note's own apart from the others'. Pure.

    ▂ ┊▂▄ ▂   ┊  ▂   ┃ ▂ ▂▂   the note's own moments, higher where they are many
    ⡄⡄⣤ ⡄ ⣤⡄  ⡄⡄ ⡄ ⣴⡄┃⡄ ⡄⣤⡄   those of the video's other notes
    0:00──┬10:00─────▲─┬20:00   time, where the note's sections begin (┴), the playhead

On one line, upper halves of cells are the note's own moments and lower halves the others'.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from msgspec import Struct

from kbtui.layout.lines import Span
from kbtui.note import clock

OWN = "own"
OTHERS = "others"
BOTH = "own others"
BORDER = "border"
PLAYHEAD = "playhead"
TICK = "tick"
LINE = "line"
"""Names of what is drawn, as the spans' styles. Each has a shape or a row of its own, so that none needs a colour."""

_STEPS = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)
"""Seconds between two ticks."""
_HEIGHTS = " ▂▄▆█"
_LEFT_DOTS = (0x00, 0x44, 0x46, 0x47)
_RIGHT_DOTS = (0x00, 0xA0, 0xB0, 0xB8)

Cell = tuple[str, str]
"""A character and the name of what it stands for."""


class Track(Struct, frozen=True):
    """What a strip is drawn from. All times are seconds from the start of the video."""

    own: Sequence[int]
    """Moments of the note that is read; none where none is."""
    others: Sequence[int] = ()
    """Moments of the video's other notes."""
    borders: Sequence[int] = ()
    """Where the note's sections begin."""
    playhead: int | None = None
    length: int | None = None
    """How long the video is; where nobody knows, the last moment stands for its end."""


class Scale(Struct, frozen=True):
    """Seconds of a video on the columns of a line."""

    length: int
    columns: int

    def column(self, seconds: int) -> int:
        """Where a second is drawn; what lies past the end is drawn in the last column."""
        return max(0, min(seconds * self.columns // self.length, self.columns - 1))

    def seconds(self, column: int) -> int:
        """The first second that is drawn in a column."""
        return -(-max(0, min(column, self.columns - 1)) * self.length // self.columns)


def scale(track: Track, columns: int) -> Scale:
    """The scale that `strip` draws in, to tell which second a column stands for."""
    known = (*track.own, *track.others, track.playhead or 0)
    length = track.length or max(known, default=0) + 1
    return Scale(max(1, length), max(1, columns))


def strip(track: Track, columns: int, rows: int) -> tuple[tuple[Span, ...], ...]:
    """The strip, as wide as `columns` and 1 to 3 lines high.

    Args:
        track: The moments and the rest that is drawn.
        columns: Its width.
        rows: 1 for the moments alone, 2 with a line of times below, 3 with the note's own moments on their own line.

    Raises:
        ValueError: it is to have fewer lines than 1 or more than 3.
    """
    if rows not in (1, 2, 3):
        raise ValueError(f"a strip has 1 to 3 lines, not {rows}")
    drawn = scale(track, columns)
    lines = [_own_line(track, drawn), _others_line(track, drawn)] if rows == 3 else [_both_line(track, drawn)]
    borders = _border_columns(track, drawn, lines[0])
    for line in lines:
        _set_borders(line, borders)
        _set_playhead(line, track, drawn, "┃")
    if rows > 1:
        lines.append(_ruler(track, drawn, borders))
    return tuple(_spans(line) for line in lines)


def _both_line(track: Track, drawn: Scale) -> list[Cell]:
    own, others = _columns(track.own, drawn), _columns(track.others, drawn)
    return [_half(column in own, column in others) for column in range(drawn.columns)]


def _half(own: bool, others: bool) -> Cell:
    if own and others:
        return ("█", BOTH)
    return ("▀", OWN) if own else ("▄", OTHERS) if others else ("─", LINE)


def _own_line(track: Track, drawn: Scale) -> list[Cell]:
    own = Counter(map(drawn.column, track.own))
    return [_block(own[column]) for column in range(drawn.columns)]


def _block(number: int) -> Cell:
    return (_HEIGHTS[min(number, len(_HEIGHTS) - 1)], OWN if number else "")


def _others_line(track: Track, drawn: Scale) -> list[Cell]:
    halves = Scale(drawn.length, 2 * drawn.columns)
    others = Counter(map(halves.column, track.others))
    return [_dots(others[2 * column], others[2 * column + 1]) for column in range(drawn.columns)]


def _dots(left: int, right: int) -> Cell:
    if not left and not right:
        return (" ", "")
    return (chr(0x2800 + _LEFT_DOTS[min(left, 3)] + _RIGHT_DOTS[min(right, 3)]), OTHERS)


def _border_columns(track: Track, drawn: Scale, line: Sequence[Cell]) -> list[int]:
    """Where sections are parted: right before the moment that begins one, where there is room for a border."""
    columns = sorted(_columns(track.borders, drawn))
    return [column - 1 if column and _is_empty(line[column - 1]) else column for column in columns]


def _set_borders(line: list[Cell], columns: Iterable[int]) -> None:
    for column in columns:
        if _is_empty(line[column]):
            line[column] = ("┊", BORDER)


def _is_empty(cell: Cell) -> bool:
    return cell[1] in ("", LINE)


def _set_playhead(line: list[Cell], track: Track, drawn: Scale, sign: str) -> None:
    if track.playhead is not None:
        line[drawn.column(track.playhead)] = (sign, PLAYHEAD)


def _ruler(track: Track, drawn: Scale, borders: Iterable[int]) -> list[Cell]:
    line: list[Cell] = [("─", LINE)] * drawn.columns
    for column in borders:
        line[column] = ("┴", BORDER)
    _set_playhead(line, track, drawn, "▲")
    for seconds in _ticks(drawn):
        _set_tick(line, drawn.column(seconds), clock(seconds))
    return line


def _ticks(drawn: Scale) -> Iterable[int]:
    """The times that are named, so far apart that their names have room."""
    widest = len(clock(drawn.length)) + 6
    step = next((step for step in _STEPS if drawn.columns * step >= widest * drawn.length), drawn.length)
    return range(0, drawn.length, step)


def _set_tick(line: list[Cell], column: int, name: str) -> None:
    """Name a time, right of its column or else left of it, where that covers nothing but the line."""
    behind, before = range(column + 1, column + 1 + len(name)), range(column - len(name), column)
    if column == 0 and _is_free(line, range(len(name))):
        behind = range(len(name))
    elif line[column][1] == LINE:
        line[column] = ("┬", TICK)
    room = next((room for room in (behind, before) if _is_free(line, room)), range(0))
    for at, sign in zip(room, name, strict=False):
        line[at] = (sign, TICK)


def _is_free(line: Sequence[Cell], columns: range) -> bool:
    """Whether there is room for a name, which no other may touch."""
    if columns.start < 0 or columns.stop > len(line):
        return False
    around = line[max(0, columns.start - 1) : columns.stop + 1]
    is_alone = not any(kind == TICK and sign != "┬" for sign, kind in around)
    return is_alone and all(line[column][1] == LINE for column in columns)


def _columns(seconds: Iterable[int], drawn: Scale) -> set[int]:
    return set(map(drawn.column, seconds))


def _spans(line: Iterable[Cell]) -> tuple[Span, ...]:
    """The cells of a line, neighbours of one kind together."""
    return tuple(Span("".join(sign for sign, _ in cells), style) for style, cells in groupby(line, key=itemgetter(1)))
