"""Pieces of a command line: which command is meant, times, lines of output."""

from __future__ import annotations

import importlib

import pytest

from kbtui.cli.commands import COMMANDS, OPTIONS_WITH_VALUE, split_command
from kbtui.cli.naming import read_seconds
from kbtui.cli.output import fitted
from kbtui.cli.parser import make_parser


@pytest.mark.parametrize(
    ("words", "command", "rest"),
    [
        ("", "browse", ""),
        ("notes", "browse", "notes"),
        ("export", "export", ""),
        ("export notes", "export", "notes"),
        ("--vault notes export", "export", "--vault notes"),
        ("--vault=notes export", "export", "--vault=notes"),
        ("--vault export", "browse", "--vault export"),
        ("./export", "browse", "./export"),
        ("notes export", "browse", "notes export"),
        ("-- export", "browse", "-- export"),
        ("export export", "export", "export"),
        ("--help", "browse", "--help"),
    ],
)
def test_the_first_word_that_is_no_option_decides(words: str, command: str, rest: str) -> None:
    assert split_command(words.split()) == (command, rest.split())


def test_options_with_a_value_are_known_before_the_command() -> None:
    taking = set()
    for name in ("browse", *COMMANDS):
        module = importlib.import_module(f"kbtui.cli.{name}")
        parser = make_parser(name, module.ABOUT, module.EXAMPLES)
        own = set(parser._option_string_actions)
        module.add_arguments(parser)
        common_or_browse = own if name != "browse" else set(parser._option_string_actions)
        taking |= {option for option in common_or_browse if parser._option_string_actions[option].nargs is None}
    assert taking == OPTIONS_WITH_VALUE


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    from kbtui.cli import main

    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])
    assert caught.value.code == 0
    assert f"usage: kbtui {command}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [["--nonsense"], ["check", "a", "b"], ["links"], ["links", "a", "--wanted"], ["moments"], ["--vau", "x"]]
)
def test_wrong_usage_ends_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    from kbtui.cli import main

    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "usage: kbtui" in shown.err


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("2867", 2867),
        ("47:47", 2867),
        ("1:38:11", 5891),
        ("01:38:11", 5891),
        ("124:06", 7446),
        ("90s", 90),
        ("5m", 300),
        ("1h2m3s", 3723),
        ("1h3s", 3603),
        ("", None),
        ("soon", None),
        ("47:", None),
        ("47:99", None),
        ("1:2:3:4", None),
        ("1h2", None),
        ("-5", None),
        ("5.5", None),
        ("12:00:00", None),
        ("٤٧:٤٧", None),
    ],
)
def test_times(text: str, seconds: int | None) -> None:
    assert read_seconds(text) == seconds


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [("short", 5, "short"), ("longer", 5, "long…"), ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("a", 0, "…")],
)
def test_lines_fit_their_cells(text: str, cells: int, shown: str) -> None:
    assert fitted(text, cells) == shown
