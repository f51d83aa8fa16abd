"""The user's own keys: whether each names a command, and whether two commands would get the same key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.binding import Binding, BindingType

from kbtui.config import ConfigError


def commands_of(bindings: Iterable[BindingType]) -> dict[str, str]:
    """The commands that a class binds, by id, with their keys parted by commas."""
    return {each.id: each.key for each in bindings if isinstance(each, Binding) and each.id}


def check_keymap(keymap: Mapping[str, str], places: Sequence[Mapping[str, str]]) -> None:
    """See that a keymap can be used: Textual itself ignores what it does not know and drops what clashes.

    Args:
        keymap: For the id of a command, its keys, parted by commas.
        places: For each place in the program the commands that can be given there, by id, with their keys.

    Raises:
        ConfigError: An id names no command, or a key would do two things in one place.
    """
    known = {command for place in places for command in place}
    unknown = sorted(keymap.keys() - known)
    if unknown:
        raise ConfigError(f"[keys] has no command {unknown[0]!r}; there are: {', '.join(sorted(known))}")
    for place in places:
        _check_place({command: keymap.get(command, keys) for command, keys in place.items()})


def _check_place(keys_of: Mapping[str, str]) -> None:
    taken: dict[str, str] = {}
    for command, keys in keys_of.items():
        for key in keys.split(","):
            other = taken.setdefault(key.strip(), command)
            if other != command:
                raise ConfigError(f"[keys] gives {key.strip()!r} to both {other} and {command}; change one of them")
