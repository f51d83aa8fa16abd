"""The commands that can be given where one is, read from the bindings themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen


def command(name: str, keys: str, action: str, tooltip: str, *, footer: str = "", priority: bool = False) -> Binding:
    """Declare a command: the footer, the help, the palette and the user's keymap all read this one place.

    Args:
        name: What a config calls it.
        keys: The keys that give it, parted by commas, as Textual names them.
        action: The method it runs, without `action_`.
        tooltip: What it does, in a sentence.
        footer: The same in a word or two; left out, the footer does not show it.
        priority: Whether it goes before what the focused widget would do with the key.
    """
    return Binding(keys, action, footer or tooltip, show=bool(footer), priority=priority, tooltip=tooltip, id=name)


class Key(Struct, frozen=True):
    """A command and the keys that it is bound to where one is."""

    name: str
    """What a config calls it."""
    shown: str
    """The keys as people call them: Enter, then the shortest first."""
    words: str
    """What it does, in a word or two."""
    tooltip: str
    key: str
    """One of the keys, as Textual names it."""
    is_shown: bool
    """Whether the footer has it."""
    is_here: bool
    """Whether it belongs to the focused pane rather than to the whole screen."""


def keys_of(screen: Screen[Any]) -> list[Key]:
    """The commands that can be given now, those of the focused pane first."""
    commands: dict[str, list[tuple[DOMNode, Binding]]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        # Every command of kbtui's has an id; what has none, Textual's widgets bring along.
        if active.enabled and binding.id:
            commands.setdefault(binding.id, []).append((active.node, binding))
    keys = [_key(screen, bindings) for bindings in commands.values()]
    return [key for key in keys if key.is_here] + [key for key in keys if not key.is_here]


def _key(screen: Screen[Any], bindings: Sequence[tuple[DOMNode, Binding]]) -> Key:
    node, first = bindings[0]
    enter = next((screen.app.get_key_display(binding) for _, binding in bindings if binding.key == "enter"), None)
    others = sorted((screen.app.get_key_display(binding) for _, binding in bindings), key=len)
    shown = [enter, *others] if enter is not None else others
    return Key(
        name=first.id or "",
        shown=" ".join(dict.fromkeys(shown)),
        words=first.description,
        tooltip=first.tooltip or first.description,
        key="enter" if enter is not None else first.key,
        is_shown=first.show,
        is_here=node not in (screen, screen.app),
    )


def footer_keys(screen: Screen[Any]) -> tuple[tuple[str, str, str], ...]:
    """The keys for the footer: what Enter does first, help and quit last.

    Where one types, those that do not type a sign.

    Returns:
        For each how the key is called, what it does in a word, and the action that a click runs.
    """
    keys = [key for key in keys_of(screen) if key.is_shown]
    if screen.focused is not None and screen.focused.check_consume_key("a", "a"):  # there one types
        keys = [key for key in keys if key.is_here] or [key for key in keys if not _is_sign(key)]
    keys.sort(key=lambda key: (key.key != "enter", key.name in _LAST))
    return tuple((key.shown.split()[0], key.words, f"screen.press('{key.key}')") for key in keys)


_LAST = ("help", "quit")
"""They stand at the end of the footer, on every screen."""


def _is_sign(key: Key) -> bool:
    """Whether the key only types a sign where one types."""
    sign = key.shown.split()[0]
    return len(sign) == 1 and sign.isascii()
