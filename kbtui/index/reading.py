"""Files → what the index keeps of them. Most of many are read by a process of its own, beside the one that writes.

    python -m kbtui.index.reading FOLDER

It takes the paths and states of files on stdin, and prints what is kept of each, some files at a time. It ends when
nobody listens any more, and reads ahead of who does by so much only.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import IO

from msgspec.msgpack import Decoder, Encoder

from kbtui.index.text import Entry, entry_of
from kbtui.own_process import command_of, environment, watched
from kbtui.text import clean
from kbtui.vault.files import State, read_file

Wanted = tuple[bytes, State]
"""A file's path within the vault, as the system writes it, and its state."""

MANY = 600
"""Files from which on another process is worth its start."""
_MEANWHILE = 150
"""Files that are read here while it starts."""
_TOGETHER = 50
"""Files that it hands over at once."""
_AHEAD = 60
"""How often it does so before it waits: about as many files as are read while SQLite ends a transaction."""
_LENGTH = 4
"""Bytes before what is handed over that say how long it is."""
_PATIENCE = 20.0
"""Seconds in which something is handed over, however slow the disk is."""

_Entries = list[Entry | None]


def entries(root: Path, wanted: Sequence[Wanted]) -> Generator[Entry | None, None, None]:
    """What the index keeps of some files, in their order; None for each that cannot be read.

    Args:
        root: The vault's folder.
        wanted: The files.
    """
    if len(wanted) < MANY:
        yield from _read_here(root, wanted)
        return
    done = 0
    for entry in _read_on_both_sides(root, wanted):
        done += 1
        yield entry
    yield from _read_here(root, wanted[done:])


def _read_here(root: Path, wanted: Iterable[Wanted]) -> Iterator[Entry | None]:
    for path, state in wanted:
        name = os.fsdecode(path)
        try:
            source = clean(read_file(f"{root}/{name}"))
        except OSError:
            yield None
        else:
            yield entry_of(name, state, source)


def _read_on_both_sides(root: Path, wanted: Sequence[Wanted]) -> Iterator[Entry | None]:
    """As many as come: the other process may not start, or be ended by somebody."""
    command = command_of("kbtui.index.reading", os.path.abspath(root))  # noqa: PTH100  it never raises
    pipe = subprocess.PIPE
    try:
        helper = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=environment())
    except OSError:
        return
    with helper:
        try:
            yield from _read_here(root, wanted[:_MEANWHILE])
            with watched(helper, _PATIENCE) as heard:
                yield from _handed_over(helper, wanted[_MEANWHILE:], heard)
        finally:
            helper.kill()


def _handed_over(helper: subprocess.Popen[bytes], wanted: Sequence[Wanted], heard: Event) -> Iterator[Entry | None]:
    """What a process of this module reads; `heard` is set whenever something comes."""
    if helper.stdin is None or helper.stdout is None:  # it was started with both
        return
    with suppress(OSError), helper.stdin:  # it has ended
        helper.stdin.write(Encoder().encode(wanted))
    decoder = Decoder(_Entries)
    for piece in _pieces(helper.stdout):
        heard.set()
        yield from decoder.decode(piece)


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """What came in whole."""
    while len(length := stream.read(_LENGTH)) == _LENGTH:
        size = int.from_bytes(length, "big")
        if len(piece := stream.read(size)) < size:
            return
        yield piece


def main(root: Path) -> None:
    gc.disable()  # what is read of a file holds no cycles, and is soon gone
    wanted = Decoder(list[Wanted]).decode(sys.stdin.buffer.read())
    pieces: Queue[bytes] = Queue(_AHEAD)
    Thread(target=_hand_over, args=(pieces,), daemon=True).start()
    encoder = Encoder()
    for at in range(0, len(wanted), _TOGETHER):
        pieces.put(encoder.encode(list(_read_here(root, wanted[at : at + _TOGETHER]))))
    pieces.join()


def _hand_over(pieces: Queue[bytes]) -> None:
    while True:
        piece = pieces.get()
        try:
            sys.stdout.buffer.write(len(piece).to_bytes(_LENGTH, "big"))
            sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
        except OSError:
            os._exit(0)  # nobody listens, and the other thread may be waiting for room
        pieces.task_done()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
