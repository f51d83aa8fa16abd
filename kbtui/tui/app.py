"""The Textual program: one screen, its themes and keys."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from functools import partial
from typing import ClassVar

from textual.app import App, SuspendNotSupported, SystemCommand
from textual.binding import BindingType
from textual.driver import Driver
from textual.events import Event, Key, Paste
from textual.screen import Screen
from textual.theme import Theme, ThemeProvider

from kbtui.config import ConfigError
from kbtui.layout.grammar import get_ready
from kbtui.startup.first_screen import circumstances, keep_first
from kbtui.startup.held_terminal import HeldTerminal
from kbtui.startup.start import Start
from kbtui.tui.ahead import Ahead
from kbtui.tui.browser import Browser
from kbtui.tui.browser_screen import BrowserScreen
from kbtui.tui.garbage import EVERY, Tidying
from kbtui.tui.keys.browser_keys import APP_KEYS
from kbtui.tui.keys.commands import keys_of
from kbtui.tui.keys.keymap import check_keymap
from kbtui.tui.palette import Palette
from kbtui.tui.signals import die_if_told, die_without_terminal, heed_signals, stop_job
from kbtui.tui.taking_over import Written, taking_over
from kbtui.tui.themes import DARK, THEMES
from kbtui.tui.widgets.bars import Teller

_NO_SHELL = "There is no shell here to come back from."
_GLANCE = 1.0
"""Seconds between two looks whether the terminal is still there."""
TURN = 0.001
"""Seconds that a thread works before another has its turn: with Python's own, five times as long, to look at the files
of a large vault beside one that works takes seconds."""


class Kbtui(App[None]):
    TITLE = "kbtui"
    ENABLE_COMMAND_PALETTE = True

    BINDINGS: ClassVar[list[BindingType]] = APP_KEYS

    def __init__(self, start: Start, terminal: HeldTerminal | None = None) -> None:
        """`terminal` is the one that it is shown on, where that is held for it."""
        self._start = start
        self._terminal = terminal
        self._written = Written()
        # One that is set later has all styles read and applied once more.
        self.set_reactive(App.theme, start.config.theme or DARK.name)
        super().__init__()
        self._ahead = Ahead(self, super().on_event)
        for theme in THEMES.values():
            self.register_theme(theme)
        if self.theme not in self.available_themes:
            there = ", ".join(sorted(self.available_themes))
            raise ConfigError(f"there is no theme {self.theme!r}; there are: {there}")
        if start.config.keys:
            self._heed_keys(start.config.keys)

    def _heed_keys(self, keys: Mapping[str, str]) -> None:
        from kbtui.tui.key_places import PLACES  # most configs have no keys, and need not wait for all there are

        check_keymap(keys, PLACES)
        self.set_keymap(dict(keys))

    def get_theme(self, theme_name: str) -> Theme | None:
        """As Textual has it, but that kbtui's own are known before they are registered: the first styles need one."""
        return THEMES.get(theme_name) or super().get_theme(theme_name)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers: every command that a key gives here, then Textual's own."""
        if isinstance(screen, Browser):
            for key in keys_of(screen):
                if key.words:
                    yield SystemCommand(key.tooltip, f"Key: {key.shown}", partial(self.simulate_key, key.key))
        yield from super().get_system_commands(screen)

    def action_command_palette(self) -> None:
        """As Textual has it, but that no key comes too soon for the palette."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def search_themes(self) -> None:
        """As `action_command_palette`."""
        self.push_screen(Palette([ThemeProvider], placeholder="Search for themes…"))

    def action_suspend_process(self) -> None:
        """As Textual has it, but that the whole job stops once the terminal is given back: `make` may wait for us."""
        try:
            with self.suspend():
                is_back = stop_job()
        except SuspendNotSupported:
            is_back = False
        if is_back:
            return
        if self.screen is self._browser:
            self._browser.telling.of_move(_NO_SHELL)  # it lasts, also where the note is still being read
        elif isinstance(self.screen, Teller):
            self.screen.say(_NO_SHELL)

    def get_driver_class(self) -> type[Driver]:
        """As Textual has it, but that it takes over a terminal that is held."""
        driver = super().get_driver_class()
        return driver if self._terminal is None else taking_over(driver, self._terminal, self._written, self.refresh)

    def get_default_screen(self) -> BrowserScreen:
        self._browser = BrowserScreen(self._start)
        return self._browser

    async def on_event(self, event: Event) -> None:
        """As Textual has it, but that what is typed ahead waits for what it is meant for."""
        if isinstance(event, (Key, Paste)) and not event.is_forwarded:
            await self._ahead.take(event)
        else:
            await super().on_event(event)

    def on_reader_painted(self) -> None:
        """Keep the first screen for the next time, where it is the note's, as it came without anybody's doing."""
        written, page = self._written.end(), self._browser.page
        if not written or page is None or self._ahead.has_taken or self.screen is not self._browser:
            return
        here = circumstances(self.size, self._start.config, sample=self._start.sample)
        if here == self._start.kept_for:
            keep = partial(keep_first, self._start.root, here, page.note.path, written)
            self.run_worker(keep, thread=True, description=page.note.path)

    def on_mount(self) -> None:
        self.set_interval(EVERY, Tidying(self).look)
        if not self.is_headless:
            heed_signals(lambda code: self.exit(return_code=code), self._browser.handling.close)
            # Where no signal tells that the terminal is gone, Textual would go on reading from it for ever.
            self.set_interval(_GLANCE, lambda: die_without_terminal(self._browser.handling.close))


def browse(start: Start, terminal: HeldTerminal) -> int:
    """Open the browser; its exit code once it is closed.

    Raises:
        ConfigError: The theme or a key of the config cannot be used.
    """
    if sys.__stderr__ is not None and not sys.__stderr__.isatty():
        # Textual draws there. Whoever keeps the errors in a file wants to see the screen all the same.
        sys.__stderr__ = sys.__stdout__  # type: ignore[misc]  # for typeshed it never changes
    app = Kbtui(start, terminal)
    get_ready()  # which the event loop would do with the first note
    sys.setswitchinterval(TURN)
    app.run()
    die_if_told(app.return_code or 0)
    return app.return_code or 0
