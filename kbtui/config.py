"""The user's settings: one TOML file that kbtui reads and never makes."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from msgspec import Struct, field

PlayerName = Literal["browser", "mpv", "file", "command"]


class ConfigError(Exception):
    """The config cannot be used as it stands. Its text says where, what is wrong, and what to do."""


class Config(Struct, frozen=True):
    vault: Path | None = None
    """The folder of notes that opens when no other is named."""
    browser: str | None = None
    """A command that opens videos, in which `%s` stands for the address; None for `$BROWSER` or the platform's own."""
    player: PlayerName | None = None
    """What plays videos; None for the browser."""
    media: Path | None = None
    """The folder of downloaded videos, each named with its video's id."""
    command: tuple[str, ...] = ()
    """The user's own player: a program and its arguments, with `{url}`, `{id}` and `{seconds}` for the moment."""
    lead_in: int = 0
    """Seconds before a moment at which it is played."""
    close_player: bool = False
    """Whether an mpv that kbtui started ends with it."""
    theme: str | None = None
    """The name of a theme."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """For the name of a command, the keys it answers to, parted by commas."""


def expanded(path: str) -> Path:
    """A path with `~` at its start made a home folder, or left as it is where there is none of that name."""
    return Path(os.path.expanduser(path))  # noqa: PTH111  Path.expanduser raises where there is none


def config_path(environment: Mapping[str, str]) -> Path:
    """Where the user's own config would be: `kbtui/config.toml` in `$XDG_CONFIG_HOME`, else in `~/.config`."""
    base = Path(environment.get("XDG_CONFIG_HOME", ""))
    return (base if base.is_absolute() else expanded("~/.config")) / "kbtui" / "config.toml"


def read_config(named: Path | None, environment: Mapping[str, str]) -> Config:
    """The settings of the file that was named, else of the user's own; the defaults where there is none of one's own.

    Raises:
        ConfigError: the named file is missing, or the file cannot be read or holds what kbtui does not know.
    """
    path = named or config_path(environment)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        if named is None and isinstance(error, (FileNotFoundError, NotADirectoryError)):
            return Config()
        raise ConfigError(f"{path}: cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8; save it as UTF-8") from error
    return parse_config(text, path)


def parse_config(text: str, path: Path) -> Config:
    """The settings in the text of the file at `path`.

    Raises:
        ConfigError: the text is no TOML, or holds what kbtui does not know.
    """
    import tomllib  # most runs have no config to read

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_not_toml(path, str(error))) from error
    source = _Source(path, text)
    unknown = sorted(table.keys() - _KNOWN)
    if unknown:
        raise source.error(unknown[0], f"there is no setting {unknown[0]!r}; there are {', '.join(sorted(_KNOWN))}")
    return Config(
        vault=source.folder(table, "vault"),
        browser=source.string(table, "browser"),
        player=_player(table, source),
        media=source.folder(table, "media"),
        command=_command(table, source),
        lead_in=_lead_in(table, source),
        close_player=_close_player(table, source),
        theme=source.string(table, "theme"),
        keys=_keys(table, source),
    )


_KNOWN = frozenset("vault browser player media command lead_in close_player theme keys".split())
_PLAYERS: tuple[PlayerName, ...] = get_args(PlayerName)
_NEEDED: dict[str, str] = {"file": 'media = "~/Videos"', "command": 'command = ["vlc", "{url}"]'}
"""For a player, the setting without which it is none, as an example."""


class _Source(Struct, frozen=True):
    """The file that settings come from, to say where one stands."""

    path: Path
    text: str

    def error(self, key: str, message: str) -> ConfigError:
        return ConfigError(f"{self.path}:{self._line(key)}: {message}")

    def string(self, table: Mapping[str, Any], key: str) -> str | None:
        value = table.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, f'{key!r} takes a text in quotes, such as {key} = "…"')
        return value

    def folder(self, table: Mapping[str, Any], key: str) -> Path | None:
        """A path, which is relative to the config's own folder."""
        value = self.string(table, key)
        return self.path.parent / expanded(value) if value else None

    def _line(self, key: str) -> int:
        """The line on which `key` is set, whether it is a key or a table's name."""
        quoted = re.escape(key)
        found = re.search(rf"""^\s*(?:\[\s*)?["']?{quoted}["']?\s*(?:=|\.|\])""", self.text, re.MULTILINE)
        return self.text.count("\n", 0, found.end()) + 1 if found else 1


def _keys(table: Mapping[str, Any], source: _Source) -> dict[str, str]:
    keys = table.get("keys", {})
    if not isinstance(keys, dict):
        raise source.error("keys", "'keys' is a table: write [keys], and below it a line for each command")
    for command, value in keys.items():
        if not isinstance(value, str):
            raise source.error(command, f'{command!r} takes keys in quotes, such as "{command}" = "p,ctrl+o"')
    return dict(keys)


def _player(table: Mapping[str, Any], source: _Source) -> PlayerName | None:
    value = source.string(table, "player")
    if value is None:
        return None
    name = next((name for name in _PLAYERS if name == value), None)
    if name is None:
        raise source.error("player", f"there is no player {value!r}; there are {', '.join(_PLAYERS)}")
    needed = _NEEDED.get(name)
    if needed is not None and needed.partition(" ")[0] not in table:
        raise source.error("player", f"the player {name!r} needs one more line, such as {needed}")
    return name


def _command(table: Mapping[str, Any], source: _Source) -> tuple[str, ...]:
    words = table.get("command")
    if words is None:
        return ()
    if not isinstance(words, list) or not words or not all(isinstance(word, str) and word.strip() for word in words):
        raise source.error("command", f"'command' takes a list of words, such as {_NEEDED['command']}")
    if any(place in words[0] for place in ("{url}", "{id}", "{seconds}")):
        raise source.error("command", "'command' begins with a program's name, which is the same for every video")
    if not any("{url}" in word or "{id}" in word for word in words[1:]):
        raise source.error("command", "'command' names no video: write {url} or {id} where it is to stand")
    if any(word.startswith("{id}") and "--" not in words[:at] for at, word in enumerate(words)):
        raise source.error(
            "command", "'command' has {id} where an option could stand, and an id may be -xy: put \"--\" before it"
        )
    return tuple(words)


def _lead_in(table: Mapping[str, Any], source: _Source) -> int:
    value = table.get("lead_in", 0)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise source.error("lead_in", "'lead_in' takes whole seconds, such as lead_in = 3")
    return value


def _close_player(table: Mapping[str, Any], source: _Source) -> bool:
    value = table.get("close_player", False)
    if not isinstance(value, bool):
        raise source.error("close_player", "'close_player' takes true or false, without quotes")
    return value


def _not_toml(path: Path, message: str) -> str:
    """tomllib's message, with the place where an editor looks for it."""
    place = re.search(r"\s*\(at line (\d+), column (\d+)\)", message)
    if place is None:
        return f"{path}: is no TOML: {message}"
    return f"{path}:{place[1]}: is no TOML: {message.replace(place[0], '')} (column {place[2]})"
