"""The habits in which a note's stamps are written, found by probability.

Writers of notes put minutes and seconds into the first two of three fields, in a whole note or in a part of it. A note
is therefore read as a chain of stamps, each written in one of three habits that are seldom changed from one stamp to
the next: sound (hours, minutes, seconds), short (minutes, seconds, `00`) and frames (minutes, seconds, anything). How
probable a chain of habits is follows from three things: how far apart neighbouring stamps of sound notes lie, that the
short habit alone makes the last field zero every time, and where the video's other notes end. The forward and backward
sums over all chains give each stamp's probability to be sound, in time linear in the stamps.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import exp, log
from typing import NamedTuple

from msgspec import Struct

from kbtui.stamps.times import Time

Chances = tuple[float, float, float]
"""How probable something is in each habit."""
_HABITS: Chances = (0.9, 0.09, 0.01)
"""How many notes begin in each habit."""
_CHANGES = ((0.985, 0.013, 0.002), (0.013, 0.977, 0.01), (0.004, 0.01, 0.986))
"""How often a stamp in one habit (row) is followed by one in another (column)."""
_FRAMES = 1 / 90
"""The chance of one value in the last field of a stamp in the habit of `FRAMES`."""
_ECHO = 0.2
"""The same for a last field that repeats the one before."""
_NEVER = 1e-30
"""The chance of what is not to be considered; not zero, so that every chain has a probability."""
_ASTRAY = 0.003
"""How many notes go on where all their siblings end, before it is known how far they go."""
_SLIP = 1e-3
"""The chance of a time that cannot be, or that the label denies, in a note that is sound."""
_FORWARD = (
    1.7e-2, 2e-2, 2.9e-2, 2.7e-2, 1.9e-2, 9.6e-3, 3.6e-3, 1.1e-3, 3.7e-4,
    1.4e-4, 5.4e-5, 2.1e-5, 7e-6, 1.4e-6, 1.2e-7, 2e-8, 1e-9,
)  # fmt: skip
"""The chance, for a second, that the next stamp lies there, by the binary digits of the seconds between (measured)."""
_BACKWARD = (
    1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 9e-4, 5e-4, 2.7e-4, 1.4e-4,
    7.5e-5, 3.5e-5, 1.5e-5, 5.6e-6, 1.3e-6, 1.3e-7, 2e-8, 1e-9,
)  # fmt: skip
"""The same for a stamp that lies before the one it follows."""
NEUTRAL = (1.0, 1.0, 1.0)
"""The chances of a form that no habit makes more probable."""


DENIED = (_SLIP, 1.0, 1.0)
"""The chances of a form that its label denies."""


def chances(time: Time) -> Chances:
    """How probable it is in each habit that a time of three fields is written so, apart from where it leads."""
    sound = _SLIP if time.plain is None else 1.0
    if time.round:
        return sound, 0.97, _FRAMES
    frames = _ECHO if time.echo else _FRAMES
    if time.plain is not None and time.plain < 3600:
        frames *= _SLIP  # a minute of zero in the habit of frames: the first minute of a video has few stamps
    return sound, 0.002 * frames, frames


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


class End(Struct, frozen=True):
    """Where the other notes of a video end."""

    seconds: int
    notes: int


def doubts(chain: Sequence[Link], end: End | None) -> list[float]:
    """For each stamp of a note, the probability that it is not sound.

    A stamp with seconds is sound wherever the video's other notes reach as far.
    """
    if not any(item.open for item in chain):
        return [0.0] * len(chain)
    ways = [_way(before, item) for before, item in pairwise(chain)]
    alone, odds = _posterior(chain if _has_frames(chain) else [_rounds_only(item) for item in chain], ways, None)
    if end is None:
        return alone
    margin = _margin(end)
    reach = max(item.sound for item in chain if item.open)
    bound, bound_odds = _posterior(chain, ways, end) if reach > margin else (alone, odds)
    astray = _ASTRAY * min(1.0, margin / max(reach, 1)) ** min(4, end.notes)
    weight = astray / (astray + (1 - astray) * exp(min(600.0, bound_odds - odds)))
    return [
        0.0 if item.sound <= margin and not _is_round(item) else weight * a + (1 - weight) * b
        for item, a, b in zip(chain, alone, bound, strict=True)
    ]


def _has_frames(chain: Sequence[Link]) -> bool:
    """Whether a note's stamps prove that their last fields are no seconds: they cannot be, or repeat."""
    impossible = sum(item.chances[0] == _SLIP and item.chances[1] < _SLIP for item in chain)
    echoes = sum(item.chances[2] == _ECHO for item in chain)
    return impossible > 1 or echoes > max(2, len(chain) // 10)


def _rounds_only(item: Link) -> Link:
    """A stamp of a note without such proof, where only those in `:00` are moved: long videos have great steps."""
    return item if _is_round(item) else Link(item.sound, item.short, (item.chances[0], _NEVER, _NEVER))


def _is_round(item: Link) -> bool:
    return item.chances[1] > _SLIP


_Way = tuple[float, float, float, float]
"""How probable it is that one stamp's second follows another's: both sound, both short, sound to short, the reverse."""


def _posterior(chain: Sequence[Link], ways: Sequence[_Way], end: End | None) -> tuple[list[float], float]:
    """For each stamp the probability that it is not sound, and the logarithm of the whole chain's probability.

    States are habits: `forward[i][h]` and `backward[i][h]` are scaled to a sum of one at each stamp. Sums over three
    habits are written out: to loop over them takes several times as long.

    Args:
        chain: The stamps.
        ways: From each but the last to the next.
        end: Where the video's other notes end.
    """
    fits = [_fit(item, end) for item in chain]
    forward: list[Chances] = []
    logarithm = 0.0
    arriving = _HABITS
    for place, item in enumerate(chain):
        sound, short, frames = _weighed(arriving, item.chances, fits[place])
        total = (sound + short + frames) or 1e-300
        logarithm += log(total)
        forward.append((sound / total, short / total, frames / total))
        if place < len(ways):
            arriving = _arrive(forward[-1], ways[place])
    return _smooth(chain, ways, fits, forward), logarithm


def _smooth(
    chain: Sequence[Link], ways: Sequence[_Way], fits: Sequence[tuple[float, float]], forward: Sequence[Chances]
) -> list[float]:
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


def _weighed(chances: Chances, form: Chances, fit: tuple[float, float]) -> Chances:
    """`chances` of the habits, times how well a stamp's form and its second agree with each."""
    late, early = fit
    return chances[0] * form[0] * late, chances[1] * form[1] * early, chances[2] * form[2] * early


def _fit(item: Link, end: End | None) -> tuple[float, float]:
    """How well a stamp agrees with the video's end if it is sound, and if it is not."""
    return (_allowed(item.sound, end), _allowed(item.short, end)) if end and item.open else (1.0, 1.0)


def _arrive(chances: Chances, way: _Way) -> Chances:
    """The chances of the habits at a stamp, from those at the stamp before it."""
    sound, short, frames = chances
    sounds, shorts, to_short, to_sound = way
    of_sound, of_short, of_frames = _CHANGES
    return (
        sound * of_sound[0] * sounds + (short * of_short[0] + frames * of_frames[0]) * to_sound,
        sound * of_sound[1] * to_short + (short * of_short[1] + frames * of_frames[1]) * shorts,
        sound * of_sound[2] * to_short + (short * of_short[2] + frames * of_frames[2]) * shorts,
    )


def _depart(chances: Chances, way: _Way) -> Chances:
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


def _way(before: Link, item: Link) -> _Way:
    return (
        _step(before.sound, item.sound),
        _step(before.short, item.short),
        _step(before.sound, item.short),
        _step(before.short, item.sound),
    )


def _step(second: int, following: int) -> float:
    """How probable it is, for each second, that a stamp follows another there."""
    away = following - second
    return _FORWARD[away.bit_length()] if away >= 0 else _BACKWARD[away.bit_length()]


def _allowed(second: int, end: End) -> float:
    """How a second's probability shrinks past the end of the other notes, the faster the more they are."""
    margin = _margin(end)
    return 1.0 if second <= margin else max(1e-6, (margin / second) ** (3 + 3 * min(4, end.notes)))


def _margin(end: End) -> float:
    """The second up to which a note may well speak of what its siblings do not."""
    return 1.1 * end.seconds + 60
