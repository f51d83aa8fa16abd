"""From the words of a command line to an exit code."""

from __future__ import annotations

import gc
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from kbtui.cli.commands import split_command
from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.output import say, set_up_output
from kbtui.cli.parser import make_parser


class CommandModule(Protocol):
    """What a command's module offers."""

    ABOUT: str
    EXAMPLES: str

    def add_arguments(self, parser: ArgumentParser) -> None: ...

    def run(self, arguments: Namespace) -> ExitCode: ...


def run(words: Sequence[str]) -> int:
    """Run the command that `words` name, and give its exit code.

    Raises:
        KeyboardInterrupt: the user ended it.
        SystemExit: from argparse, after `--help` (0) or wrong usage (2).
    """
    set_up_output()
    try:
        code = _dispatch(words)
        sys.stdout.flush()
    except Stop as stop:
        say(str(stop))
        return stop.code
    except BrokenPipeError:
        _drop_output()
        return ExitCode.PIPE_CLOSED
    return code


def _dispatch(words: Sequence[str]) -> ExitCode:
    name, rest = split_command(words)
    command = _imported(f"kbtui.cli.{name}")
    parser = make_parser(name, command.ABOUT, command.EXAMPLES)
    command.add_arguments(parser)
    return command.run(parser.parse_args(rest))


def _imported(name: str) -> CommandModule:
    # What is imported stays: to look for garbage among it takes a tenth of the time.
    gc.disable()
    try:
        return cast("CommandModule", import_module(name))
    finally:
        gc.freeze()
        gc.enable()


def _drop_output() -> None:
    """Keep the interpreter from flushing, at its end, what nobody reads any more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
