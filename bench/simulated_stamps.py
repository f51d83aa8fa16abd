"""Stamps of videos that never were: what becomes of sound ones that look wrong, and of wrong ones.

Each line is a way in which the notes of a video are written, each column a length of video. Seconds are drawn evenly
from the stretch that a note speaks of, and stand in order. *Moved* is the share of sound stamps that are read otherwise
than written, *mended* the share of wrong ones that are read as they were meant. No figure here says how often a way of
writing occurs: a vault does (`bench.stamps`).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence

from kbtui.stamps.repair import judge, weigh
from kbtui.stamps.stamps import find_stamps

LENGTHS = {"5 min": 300, "10 min": 590, "25 min": 1500, "58 min": 3500, "2 h": 7200, "4 h": 14400, "10.8 h": 39000}
"""Lengths of videos, in seconds."""

Written = tuple[str, int]
"""A stamp, and the second that it means."""
Note = list[Written]
Made = Callable[[random.Random, int], list[Note]]
"""The notes of a video of some seconds."""


def sound(second: int) -> Written:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}", second


def rounded(second: int) -> Written:
    return sound(second // 60 * 60)


def short(second: int) -> Written:
    return f"{second // 60:02}:{second % 60:02}:00", second


def seconds(chance: random.Random, count: int, start: float, end: float) -> list[int]:
    """`count` seconds in order, between two of a video."""
    return sorted(chance.randrange(int(start), int(end)) for _ in range(count))


def many(chance: random.Random, length: int) -> list[int]:
    return seconds(chance, chance.randrange(8, 30), 0.01 * length, 0.98 * length)


def few(chance: random.Random, length: int) -> list[int]:
    return seconds(chance, chance.randrange(2, 5), 0.01 * length, 0.98 * length)


def siblings(chance: random.Random, length: int) -> list[Note]:
    return [list(map(sound, many(chance, length))) for _ in range(4)]


def partly(one: Callable[[int], Written], share: float) -> Made:
    """A note in which that share of the stamps is written in another way, the rest sound."""

    def made(chance: random.Random, length: int) -> list[Note]:
        return [[one(at) if chance.random() < share else sound(at) for at in many(chance, length)]]

    return made


def early_and_late(counts: tuple[int, int]) -> Made:
    """A note on the first eighth of a video and one on the last part, sound both."""

    def made(chance: random.Random, length: int) -> list[Note]:
        stretches = ((0.001 * length, length / 8), (0.6 * length, 0.93 * length))
        return [list(map(sound, seconds(chance, chance.randrange(*counts), *stretch))) for stretch in stretches]

    return made


def quarters(chance: random.Random, length: int) -> list[Note]:
    """Four sound notes, each on a quarter of its own."""
    quarter = length / 4
    return [
        list(map(sound, seconds(chance, chance.randrange(8, 30), place * quarter, (place + 1) * quarter)))
        for place in range(4)
    ]


SOUND: dict[str, Made] = {
    "one note": lambda chance, length: [list(map(sound, many(chance, length)))],
    "2 notes": lambda chance, length: [list(map(sound, many(chance, length))) for _ in range(2)],
    "2 notes of 3 to 6": lambda chance, length: [
        list(map(sound, seconds(chance, chance.randrange(3, 7), 1, length))) for _ in range(2)
    ],
    "early and late": early_and_late((8, 30)),
    "early and late, 3 to 6": early_and_late((3, 7)),
    "4 notes, a quarter each": quarters,
    "rounded, alone": lambda chance, length: [list(map(rounded, many(chance, length)))],
    "rounded, alone, 2 to 4": lambda chance, length: [list(map(rounded, few(chance, length)))],
    "rounded, 5 notes": lambda chance, length: [list(map(rounded, many(chance, length))) for _ in range(5)],
    "rounded, 4 sound": lambda chance, length: [
        list(map(rounded, many(chance, length))), *siblings(chance, length)
    ],
    "half rounded": partly(rounded, 0.5),
    "half rounded, 4 sound": lambda chance, length: [
        *partly(rounded, 0.5)(chance, length), *siblings(chance, length)
    ],
    "a fifth rounded": partly(rounded, 0.2),
}  # fmt: skip
WRONG: dict[str, Made] = {
    "short, alone": lambda chance, length: [list(map(short, many(chance, length)))],
    "short, alone, 2 to 4": lambda chance, length: [list(map(short, few(chance, length)))],
    "short, 4 sound": lambda chance, length: [list(map(short, many(chance, length))), *siblings(chance, length)],
    "short, 2 to 4, 4 sound": lambda chance, length: [list(map(short, few(chance, length))), *siblings(chance, length)],
    "short, 5 notes": lambda chance, length: [list(map(short, many(chance, length))) for _ in range(5)],
    "a third short": partly(short, 1 / 3),
    "a third short, 4 sound": lambda chance, length: [*partly(short, 1 / 3)(chance, length), *siblings(chance, length)],
}


def print_simulated(times: int = 60) -> None:
    """Each share, of so many videos of each length."""
    for title, makers in (("sound, moved", SOUND), ("wrong, mended", WRONG)):
        print(f"{title:26}" + "".join(f"{name:>9}" for name in LENGTHS))
        for name, made in makers.items():
            shares = [_share(made, length, times) for length in LENGTHS.values()]
            column = 0 if makers is SOUND else 1
            print(f"{name:26}" + "".join(f"{share[column]:9.2%}" for share in shares))
    print("sound beside the wrong, moved: ", _moved_beside(times))


def _share(made: Made, length: int, times: int) -> tuple[float, float]:
    """The shares of sound stamps that are moved, and of wrong ones that are mended."""
    counts = _counts(made, length, times)
    return counts["moved"] / (counts["sound"] or 1), counts["mended"] / (counts["wrong"] or 1)


def _moved_beside(times: int) -> str:
    counts: Counter[str] = Counter()
    for made in WRONG.values():
        for length in LENGTHS.values():
            counts += _counts(made, length, times)
    return f"{counts['moved']} of {counts['sound']}, {counts['moved'] / counts['sound']:.3%}"


def _counts(made: Made, length: int, times: int) -> Counter[str]:
    chance = random.Random(length)  # noqa: S311 - a fixed sequence is what makes runs comparable
    counts: Counter[str] = Counter()
    for _ in range(times):
        _judge(made(chance, length), counts)
    return counts


def _judge(notes: Sequence[Note], counts: Counter[str]) -> None:
    found = [find_stamps(" ".join(f"[{written}]" for written, _ in note)) for note in notes]
    weights = [weigh(stamps) for stamps in found]
    for place, (note, stamps) in enumerate(zip(notes, found, strict=True)):
        readings = judge(stamps, weights[:place] + weights[place + 1 :])
        for (written, second), reading in zip(note, readings, strict=True):
            is_sound = written == sound(second)[0]
            counts["sound" if is_sound else "wrong"] += 1
            if is_sound != (reading.seconds == second):
                counts["moved" if is_sound else "mended"] += 1


if __name__ == "__main__":
    print_simulated()
