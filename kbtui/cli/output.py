"""What commands write: data on stdout, talk on stderr."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.late_pattern import late_pattern
from kbtui.terminal import printable_name

_OBEYED = late_pattern("[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What a terminal would obey and JSON would let through."""


def set_up_output() -> None:
    """Make stdout UTF-8 with bare line feeds, wherever it runs; what UTF-8 cannot hold is written as an escape.

    A file's name may hold such characters (lone surrogates). The escape is just the one that JSON has for them.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        with _writing():  # what is written already is flushed
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def emit(line: str) -> None:
    """A line of data.

    Raises:
        BrokenPipeError: Whoever read the output went away.
        Stop: It cannot be written.
    """
    if sys.stdout is None:
        raise Stop(ExitCode.CANNOT_WRITE, "the output cannot be written: it is closed")
    with _writing():
        sys.stdout.write(line + "\n")


def end_output() -> None:
    """Write what is not written yet.

    Raises:
        BrokenPipeError: Whoever read the output went away.
        Stop: It cannot be written.
    """
    if sys.stdout is not None:
        with _writing():
            sys.stdout.flush()


def drop_output() -> None:
    """Keep the interpreter from flushing, at its end, what nobody reads any more."""
    if sys.stdout is None:
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        from kbtui.vault.files import why  # which the browser's first screen does not wait for

        raise Stop(ExitCode.CANNOT_WRITE, f"the output cannot be written: {why(error)}") from error


def emit_json(record: Mapping[str, Any]) -> None:
    """A line of data: one JSON object, harmless on a terminal."""
    import json  # which the browser needs none of

    emit(_OBEYED.sub(_json_escape, json.dumps(record, ensure_ascii=False)))


def say(message: str) -> None:
    """A message to the person at the terminal, its first line led by the program's name."""
    lines = [printable_name(line) for line in message.split("\n")]
    if sys.stderr is not None:
        with suppress(OSError):  # nobody hears it
            sys.stderr.write("kbtui: " + "\n".join(lines) + "\n")


def say_unknown(words: str) -> None:
    """What there is to tell of a query's field that is none, if there is something."""
    if words:
        say(words[0].lower() + words[1:])


def line_width() -> int | None:
    """The cells that a line of output may take; None where it is no terminal that shows it."""
    return shutil.get_terminal_size().columns if sys.stdout is not None and sys.stdout.isatty() else None


def fitted(text: str, cells: int) -> str:
    """`text` in at most `cells` cells of a terminal, cut with `…` where it is longer."""
    from rich.cells import cell_len, set_cell_size  # for lines alone that a person reads

    return text if cell_len(text) <= cells else set_cell_size(text, max(cells - 1, 0)).rstrip() + "…"


def count(number: int, noun: str) -> str:
    """`1 note`, `2 notes`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _json_escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
