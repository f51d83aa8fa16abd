"""The keys that can be given at once in each place, for whoever gives a command another key."""

from __future__ import annotations

from kbtui.tui.browser_screen import BrowserScreen
from kbtui.tui.keys.browser_keys import APP_KEYS
from kbtui.tui.keys.keymap import commands_of
from kbtui.tui.keys.page_keys import (
    GOTO_KEYS,
    LIST_KEYS,
    MARKS_KEYS,
    PAGE_KEYS,
    PICTURE_KEYS,
    QUOTES_KEYS,
    RELATED_KEYS,
    SEARCH_KEYS,
    VIDEO_KEYS,
    VIDEOS_KEYS,
    WANTED_KEYS,
)
from kbtui.tui.keys.player_keys import PLAYER_KEYS
from kbtui.tui.lists.rows import Rows
from kbtui.tui.panes.topics_pane import TopicsPane
from kbtui.tui.reader.reader import Reader

PLACES = tuple(
    commands_of([*APP_KEYS, *place])
    for place in (
        [*BrowserScreen.BINDINGS, *Reader.BINDINGS],
        [*BrowserScreen.BINDINGS, *Rows.BINDINGS],
        [*BrowserScreen.BINDINGS, *Rows.BINDINGS, *TopicsPane.BINDINGS],
        [*PAGE_KEYS, *PLAYER_KEYS, *LIST_KEYS, *VIDEO_KEYS, *Rows.BINDINGS],
        [*PAGE_KEYS, *PLAYER_KEYS, *LIST_KEYS, *MARKS_KEYS, *Rows.BINDINGS],
        [*PAGE_KEYS, *PLAYER_KEYS, *LIST_KEYS, *QUOTES_KEYS, *Rows.BINDINGS],
        [*PAGE_KEYS, *PLAYER_KEYS, *LIST_KEYS, *VIDEOS_KEYS, *Rows.BINDINGS],
        [*PAGE_KEYS, *PLAYER_KEYS, *LIST_KEYS, *WANTED_KEYS, *Rows.BINDINGS],
        [*PAGE_KEYS, *PLAYER_KEYS, *LIST_KEYS, *RELATED_KEYS, *Rows.BINDINGS],
        [*PAGE_KEYS, *PLAYER_KEYS, *PICTURE_KEYS],
        [*PAGE_KEYS, *PLAYER_KEYS, *SEARCH_KEYS],
        GOTO_KEYS,
    )
)
"""The commands that can be given at once: those of the program, the screen and one pane."""
