"""A note's stamps as a chain, each written in one of three habits that are seldom changed from one to the next.

The habits are sound (hours, minutes, seconds), short (minutes, seconds, `00`) and frames (minutes, seconds, anything).
The forward and backward sums over all chains of habits give each stamp's probability not to be sound, and how probable
the whole note is, in time linear in the stamps.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import exp, log
from typing import NamedTuple

Chances = tuple[float, float, float]
"""How probable something is in each habit."""
Way = tuple[float, float, float, float]
"""How probable it is that one stamp's second follows another's: both sound, both short, sound to short, the reverse."""
Fit = tuple[float, float]
"""How well a stamp agrees with what else is known of its video if it is sound, and if it is not."""
NEUTRAL = (1.0, 1.0, 1.0)
"""The chances of a form that no habit makes more probable."""
_HABITS: Chances = (0.9, 0.09, 0.01)
"""How many notes begin in each habit."""
_CHANGES = ((0.985, 0.013, 0.002), (0.013, 0.977, 0.01), (0.004, 0.01, 0.986))
"""How often a stamp in one habit (row) is followed by one in another (column)."""
_FEW = 9
"""Stamps from which on a note's lie close together."""
_Steps = tuple[tuple[float, ...], tuple[float, ...]]
"""The chance, for a second, that the next stamp lies there, by the binary digits of the seconds between: for one that
lies behind the stamp it follows, and for one that lies before it. Measured in sound notes."""
_CLOSE: _Steps = (
    (
        1.7e-2, 2e-2, 2.9e-2, 2.7e-2, 1.9e-2, 9.6e-3, 3.6e-3, 1.1e-3, 3.7e-4,
        1.4e-4, 5.4e-5, 2.1e-5, 7e-6, 1.4e-6, 1.2e-7, 2e-8, 1e-9,
    ),
    (
        1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 9e-4, 5e-4, 2.7e-4, 1.4e-4,
        7.5e-5, 3.5e-5, 1.5e-5, 5.6e-6, 1.3e-6, 1.3e-7, 2e-8, 1e-9,
    ),
)  # fmt: skip
_WIDE: _Steps = (
    (
        1.7e-2, 1.7e-2, 1.7e-2, 1.1e-2, 6e-3, 4e-3, 2.7e-3, 1.4e-3, 7e-4,
        2.5e-4, 9e-5, 5.5e-5, 2.7e-5, 6e-6, 6e-7, 6e-8, 3e-9,
    ),
    (
        2e-3, 2e-3, 2e-3, 1.8e-3, 1.2e-3, 1e-3, 8e-4, 4.7e-4, 2.6e-4,
        1.3e-4, 5.3e-5, 3e-5, 1.1e-5, 4e-6, 3e-7, 3e-8, 2e-9,
    ),
)  # fmt: skip
"""The same in notes of few stamps."""

_ONWARD = 0.85
"""How many stamps stand behind the one that they follow."""


class Link(NamedTuple):
    """One stamp of the chain. A tuple, since there are dozens in each note."""

    sound: int
    """The second that it means if it is sound."""
    short: int
    """The second that it means in the other habits; the same where only one reading is possible."""
    chances: Chances
    """How probable its form is in each habit."""

    @property
    def open(self) -> bool:
        return self.sound != self.short


class Outcome(NamedTuple):
    """What a chain says of its stamps. Probabilities of a whole note are given by their logarithms."""

    wrong: list[float]
    """For each stamp, the probability that it is not sound."""
    whole: float
    """How probable the note is in all chains of habits together."""
    sound: float
    """How probable it is in the one in which every stamp is sound."""


def ways_of(chain: Sequence[Link]) -> list[Way]:
    """From each stamp but the last to the next, in a note whose stamps lie in heaps, as those of most do."""
    ahead, back = _WIDE if len(chain) < _FEW else _CLOSE
    return [
        (
            _step(before.sound, item.sound, ahead, back),
            _step(before.short, item.short, ahead, back),
            _step(before.sound, item.short, ahead, back),
            _step(before.short, item.sound, ahead, back),
        )
        for before, item in pairwise(chain)
    ]


def even_ways(chain: Sequence[Link], ways: Sequence[Way]) -> list[Way]:
    """The same in a note whose stamps are spread evenly over all that they reach in either reading."""
    sound = max(1.0, max(item.sound for item in chain) / len(chain))
    short = max(1.0, max(item.short for item in chain) / len(chain))
    return [
        (_even_step(before.sound, item.sound, sound), _even_step(before.short, item.short, short), *way[2:])
        for (before, item), way in zip(pairwise(chain), ways, strict=True)
    ]


def _step(second: int, following: int, ahead: tuple[float, ...], back: tuple[float, ...]) -> float:
    away = following - second
    return ahead[away.bit_length()] if away >= 0 else back[away.bit_length()]


def _even_step(second: int, following: int, mean: float) -> float:
    away = (following - second) / mean
    return max(1e-12, exp(-away) * _ONWARD / mean if away >= 0 else exp(away) * (1 - _ONWARD) / mean)


def outcome(chain: Sequence[Link], ways: Sequence[Way], fits: Sequence[Fit]) -> Outcome:
    """The probabilities of a chain's stamps.

    States are habits: `forward[i][h]` and `backward[i][h]` are scaled to a sum of one at each stamp. Sums over three
    habits are written out: to loop over them takes several times as long.

    Args:
        chain: The stamps.
        ways: From each but the last to the next.
        fits: One for each stamp.
    """
    forward: list[Chances] = []
    whole = 0.0
    all_sound = log(_HABITS[0])
    arriving = _HABITS
    for place, item in enumerate(chain):
        sound, short, frames = _weighed(arriving, item.chances, fits[place])
        total = (sound + short + frames) or 1e-300
        whole += log(total)
        all_sound += log(item.chances[0] * fits[place][0])
        forward.append((sound / total, short / total, frames / total))
        if place < len(ways):
            arriving = _arrive(forward[-1], ways[place])
            all_sound += log(_CHANGES[0][0] * ways[place][0])
    return Outcome(_smooth(chain, ways, fits, forward), whole, min(all_sound, whole))


def _smooth(chain: Sequence[Link], ways: Sequence[Way], fits: Sequence[Fit], forward: Sequence[Chances]) -> list[float]:
    """The probability of each stamp not to be sound, given those before it (`forward`) and behind it."""
    wrong = [0.0] * len(chain)
    behind = NEUTRAL
    for place in range(len(chain) - 1, -1, -1):
        sound, short, frames = _product(forward[place], behind)
        wrong[place] = (short + frames) / ((sound + short + frames) or 1e-300)
        if place:
            behind = _depart(_weighed(behind, chain[place].chances, fits[place]), ways[place - 1])
    return wrong


def _product(one: Chances, other: Chances) -> Chances:
    return one[0] * other[0], one[1] * other[1], one[2] * other[2]


def _weighed(chances: Chances, form: Chances, fit: Fit) -> Chances:
    """`chances` of the habits, times how well a stamp's form and its second agree with each."""
    late, early = fit
    return chances[0] * form[0] * late, chances[1] * form[1] * early, chances[2] * form[2] * early


def _arrive(chances: Chances, way: Way) -> Chances:
    """The chances of the habits at a stamp, from those at the stamp before it."""
    sound, short, frames = chances
    sounds, shorts, to_short, to_sound = way
    of_sound, of_short, of_frames = _CHANGES
    return (
        sound * of_sound[0] * sounds + (short * of_short[0] + frames * of_frames[0]) * to_sound,
        sound * of_sound[1] * to_short + (short * of_short[1] + frames * of_frames[1]) * shorts,
        sound * of_sound[2] * to_short + (short * of_short[2] + frames * of_frames[2]) * shorts,
    )


def _depart(chances: Chances, way: Way) -> Chances:
    """The chances of what follows a stamp for each of its habits, from those at the next stamp; scaled."""
    sounds, shorts, to_short, to_sound = way
    of_sound, of_short, of_frames = _CHANGES
    first, second, third = chances[0] * to_sound, chances[1] * shorts, chances[2] * shorts
    sound = of_sound[0] * (chances[0] * sounds) + of_sound[1] * (chances[1] * to_short)
    sound += of_sound[2] * (chances[2] * to_short)
    short = of_short[0] * first + of_short[1] * second + of_short[2] * third
    frames = of_frames[0] * first + of_frames[1] * second + of_frames[2] * third
    total = (sound + short + frames) or 1e-300
    return sound / total, short / total, frames / total
