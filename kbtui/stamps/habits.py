"""Whether a note's stamps are sound, by probability.

Writers of notes put minutes and seconds into the first two of three fields, in a whole note or in a part of it. How
probable that is follows from how far apart neighbouring stamps lie in either reading (`chain`), and from what is
supposed of the whole note, each supposition weighed by how well it explains what is written:

- its sound stamps are exact to the second, or rounded to minutes, so that they end in `:00` as short ones do;
- it ends where the video's other notes end, or goes on where all of them end;
- it reaches as far as notes do: all of it in the first minute is as rare as a short video, and rarer still where the
  other notes show a long one.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from math import pow as power
from operator import mul

from msgspec import Struct

from kbtui.stamps.chain import Chances, Fit, Link, Way, even_ways, outcome, ways_of
from kbtui.stamps.times import LONGEST, Time

_FRAMES = 1 / 90
"""The chance of one value in the last field of a stamp in the habit of `FRAMES`."""
_ECHO = 0.2
"""The same for a last field that repeats the one before."""
_NEVER = 1e-30
"""The chance of what is not to be considered; not zero, so that every chain has a probability."""
_ROUND = 0.97
"""The chance of a last field of zero in the short habit."""
_SLIP = 1e-3
"""The chance of a time that cannot be, or that the label denies, in a note that is sound."""
_EVEN = 0.3
"""How many notes have their stamps spread evenly, beside those in which they lie in heaps."""
_HOUR = 3600
_ROUNDING = 0.001
"""How many notes are rounded to minutes, in whole or in part."""
_ASTRAY = 0.003
"""How many notes go on where all their siblings end, before it is known how far they go."""
_SEEN = 0.2
"""The same for one that ends where a stamp of a sibling's stands alone."""
_SHORTEST, _LONGEST = 600, 8000
"""Seconds between which a note's end may lie without being rare."""
DENIED = (_SLIP, 1.0, 1.0)
"""The chances of a form that its label denies."""


def chances(time: Time) -> Chances:
    """How probable it is in each habit that a time of three fields is written so, apart from where it leads."""
    sound = _SLIP if time.plain is None else 1.0
    if time.round:
        return sound, _ROUND, _FRAMES
    frames = _ECHO if time.echo else _FRAMES
    if time.plain is not None and time.plain < _HOUR:
        frames *= _SLIP  # a minute of zero in the habit of frames: the first minute of a video has few stamps
    return sound, 0.002 * frames, frames


class End(Struct, frozen=True):
    """Where the other notes of a video end."""

    seconds: int
    notes: float
    """How many notes show it; one of few stamps counts in part."""
    furthest: int = 0
    """The last second that any stamp of theirs of sound form names."""


def doubts(chain: Sequence[Link], end: End | None) -> list[float]:
    """For each stamp of a note, the probability that it is not sound.

    A stamp with seconds is sound wherever the video's other notes reach as far.
    """
    margin = _margin(end) if end else LONGEST
    reach = max((item.sound for item in chain if item.open), default=0)
    bare = chain if _has_frames(chain) else [_rounds_only(item) for item in chain]
    if reach <= margin and not any(item.open and item.chances[1] > _NEVER for item in bare):
        return [0.0] * len(chain)
    ways = ways_of(chain)
    found = _supposed(bare, ways, None if reach > margin else end)
    if end and reach > margin:
        astray = _astray(reach, end)
        bound = _supposed([_past(item, end) for item in chain], ways, end)
        found = [(log(astray) + weight, wrong) for weight, wrong in found]
        found += [(log(1 - astray) + weight, wrong) for weight, wrong in bound]
    return [
        0.0 if item.sound <= margin and not _is_round(item) and end else wrong
        for item, wrong in zip(chain, _averaged(found), strict=True)
    ]


_Found = tuple[float, list[float]]
"""The logarithm of a note's probability under what is supposed of it, and that of each stamp not to be sound then."""


def _supposed(chain: Sequence[Link], ways: Sequence[Way], end: End | None) -> list[_Found]:
    """What a note's stamps say if they lie in heaps, if they are spread evenly, and if those are rounded as well."""
    fits = [_fit(item, end) for item in chain]
    even = even_ways(chain, ways)
    found = [_within_reach(chain, ways, fits, end, 0.0), _within_reach(chain, even, fits, end, log(_EVEN))]
    rounds = sum(map(_is_round, chain))
    if rounds > 1 and 6 * rounds > len(chain):  # where fewer are round, that they are by chance is more probable
        rounded = _rounded(chain, (rounds + 1) / (len(chain) + 2))
        found.append(_within_reach(rounded, ways, fits, end, log(_ROUNDING / 60)))
        found.append(_within_reach(rounded, even, fits, end, log(_ROUNDING / 60 * _EVEN)))
    return found


def _rounded(chain: Sequence[Link], share: float) -> list[Link]:
    """The chain if that share of its sound stamps is rounded to minutes, of which there is one in 60 seconds."""
    factors = {True: 60 * share, False: (1 - share) * 60 / 59}
    return [
        Link(item.sound, item.short, (item.chances[0] * factors[_is_round(item)], *item.chances[1:])) for item in chain
    ]


def _within_reach(
    chain: Sequence[Link], ways: Sequence[Way], fits: Sequence[Fit], end: End | None, prior: float
) -> _Found:
    """A chain's outcome, weighed by how far the note reaches if all is sound, and if some is not."""
    wrong, whole, all_sound = outcome(chain, ways, fits)
    some = 1 - exp(all_sound - whole)
    if some < 1e-9:
        return prior + whole, wrong
    if_sound = max(item.sound for item in chain)
    if_some = max(item.short if each > some / 2 else item.sound for item, each in zip(chain, wrong, strict=True))
    sound, not_sound = (1 - some) * _reaches(if_sound, end), some * _reaches(if_some, end)
    factor = not_sound / some / (sound + not_sound)
    return prior + whole + log(sound + not_sound), [each * factor for each in wrong]


def _reaches(seconds: int, end: End | None) -> float:
    """How seldom a note ends at a second, beside the one in which the most do."""
    seconds = max(1, seconds)
    if end is None:
        return min(1.0, seconds / _SHORTEST) * power(min(1.0, _LONGEST / seconds), 2.5)
    return power(min(1.0, seconds / end.seconds), min(1.0, end.notes))


def _averaged(found: Sequence[_Found]) -> list[float]:
    """The probability of each stamp not to be sound, over all that is supposed of the note."""
    most = max(weight for weight, _ in found)
    weights = [exp(weight - most) for weight, _ in found]
    total = sum(weights)
    shares = [weight / total for weight in weights]
    return [sum(map(mul, shares, each)) for each in zip(*(wrong for _, wrong in found), strict=True)]


def _has_frames(chain: Sequence[Link]) -> bool:
    """Whether a note's stamps prove that their last fields are no seconds: they cannot be, or repeat."""
    impossible = sum(item.chances[0] == _SLIP and item.chances[1] < _SLIP for item in chain)
    echoes = sum(item.chances[2] == _ECHO for item in chain)
    return impossible > 1 or echoes > max(2, len(chain) // 10)


def _rounds_only(item: Link) -> Link:
    """A stamp of a note without such proof, where only those in `:00` are moved: long videos have great steps."""
    return item if item.chances[1] > _SLIP else Link(item.sound, item.short, (item.chances[0], _NEVER, _NEVER))


def _past(item: Link, end: End) -> Link:
    """A stamp that, if sound, lies past the end of a video that several notes show short: its first minute has many."""
    sound, short, frames = item.chances
    is_short = end.notes >= 2 and end.seconds < _SHORTEST
    is_past = is_short and _margin(end) < item.sound < _HOUR and not _is_round(item)
    return Link(item.sound, item.short, (sound, short / _SLIP, frames / _SLIP)) if is_past else item


def _is_round(item: Link) -> bool:
    return item.chances[1] == _ROUND


def _fit(item: Link, end: End | None) -> Fit:
    """How well a stamp agrees with the video's end if it is sound, and if it is not."""
    return (_allowed(item.sound, end), _allowed(item.short, end)) if end and item.open else (1.0, 1.0)


def _allowed(second: int, end: End) -> float:
    """How a second's probability shrinks past the end of the other notes, the faster the more they are."""
    margin = _margin(end)
    return 1.0 if second <= margin else max(1e-6, power(margin / second, 3 + 3 * min(4.0, end.notes)))


def _astray(reach: int, end: End) -> float:
    """How probable it is that a note goes on to a second where all its siblings end."""
    astray = _ASTRAY * power(_margin(end) / reach, 1.4 * end.notes)
    return max(astray, _SEEN if reach <= 1.1 * end.furthest + 60 else _NEVER)


def _margin(end: End) -> float:
    """The second up to which a note may well speak of what its siblings do not."""
    return 1.1 * end.seconds + 60
