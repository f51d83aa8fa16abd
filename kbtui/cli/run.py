"""From the words of a command line to an exit code."""

from __future__ import annotations

import gc
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Protocol, cast

from kbtui.cli.commands import BROWSE, meant_command, split_command
from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.output import drop_output, emit, end_output, say, set_up_output
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
    return run_written(lambda: _dispatch(words))


def run_written(command: Callable[[], ExitCode]) -> int:
    """The exit code of a command, all of whose output is written by then; where it cannot be, that is told."""
    try:
        set_up_output()
        return _ended(command)
    except Stop as stop:
        say(str(stop))
        if stop.code == ExitCode.CANNOT_WRITE:
            drop_output()
        return stop.code
    except BrokenPipeError:
        drop_output()
        return ExitCode.PIPE_CLOSED


def run_emitting(line: str) -> int:
    """The exit code of a command that does no more than to write a line."""

    def written() -> ExitCode:
        emit(line)
        return ExitCode.DONE

    return run_written(written)


def _ended(command: Callable[[], ExitCode]) -> ExitCode:
    try:
        code = command()
    except (Stop, SystemExit):
        end_output()
        raise
    end_output()
    return code


def _dispatch(words: Sequence[str]) -> ExitCode:
    name, rest = split_command(words)
    if name == BROWSE and (meant := meant_command(rest)):
        raise Stop(ExitCode.USAGE, f"no such folder or note: {meant[0]}; did you mean `kbtui {meant[1]}`?")
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
