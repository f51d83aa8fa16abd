"""A note's links as bytes: a vault has ten times as many as notes, and most of them are never looked at."""

from __future__ import annotations

import zlib
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from msgspec.json import decode, encode
from msgspec.msgpack import Decoder, Encoder

from kbtui.note import Link

_COUNT = 3
"""Bytes before packed links that say how many they are."""
_QUICK = 1
"""How hard links are pressed: more takes twice as long, and saves a thirtieth."""
_ENCODER = Encoder()
_DECODER = Decoder(tuple[Link, ...])


class _Bytes(Sequence[Link]):
    """Links that are made each time they are asked for."""

    __slots__ = ("_bytes",)

    def __init__(self, raw: bytes) -> None:
        self._bytes = raw

    @abstractmethod
    def __iter__(self) -> Iterator[Link]: ...

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @overload
    def __getitem__(self, place: int) -> Link: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Link]: ...
    def __getitem__(self, place: int | slice) -> Link | Sequence[Link]:
        return tuple(self)[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


class _HeldLinks(_Bytes):
    """Links in a quarter of the room."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Link]:
        return iter(_DECODER.decode(self._bytes))


class StoredLinks(_Bytes):
    """Links in an eighth of the room, as they are stored."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Link]:
        return _unpacked(self._bytes[_COUNT:])

    def __len__(self) -> int:
        return int.from_bytes(self._bytes[:_COUNT], "big")


def held(links: Sequence[Link]) -> Sequence[Link]:
    """Links as they are held where they come from a note that was just read, in a hundredth of the time that this
    took."""
    return _HeldLinks(_ENCODER.encode(links)) if links else ()


def packed(links: Iterable[Link]) -> bytes:
    """Links as they are stored: each field's values together, places as distances: these repeat, and so pack well."""
    rows = []
    line = place = 0
    for link in links:
        length = link.end - link.start - _least_length(link.target, link.alias, link.heading)
        signs = link.embed + 2 * link.by_path
        rows.append(
            (link.target, link.alias or 0, link.heading or 0, link.line - line, link.start - place, length, signs)
        )
        line, place = link.line, link.end
    columns = list(zip(*rows, strict=True))
    return len(rows).to_bytes(_COUNT, "big") + zlib.compress(encode(columns), _QUICK)


def _unpacked(packed: bytes) -> Iterator[Link]:
    line = place = 0
    columns = decode(zlib.decompress(packed))
    for target, alias, heading, lines, before, length, signs in zip(*columns, strict=True):
        line += lines
        start = place + before
        place = start + length + _least_length(target, alias or None, heading or None)
        yield Link(target, alias or None, heading or None, line, start, place, bool(signs & 1), bool(signs & 2))


def _least_length(target: str, alias: str | None, heading: str | None) -> int:
    """How long a wikilink is that has these parts and no spaces; others differ from it by little."""
    return len(target) + len(alias or "") + len(heading or "") + 4
