"""Asking what to copy: what is under the cursor first, then all moments of the place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kbtui.moment_formats import Clip
from kbtui.tui.copies import Copy
from kbtui.tui.dialogs import Choice
from kbtui.tui.row import Row
from kbtui.tui.sharing import Sharing

if TYPE_CHECKING:
    from kbtui.tui.browser import Browser

_ALL = "a"


def ask_what_to_copy(browser: Browser, copies: Sequence[Copy], what: str, clips: Sequence[Clip]) -> None:
    """Ask what to send to the terminal's clipboard, or whether all moments are to be handed on.

    Args:
        browser: The screen that one reads in.
        copies: What there is under the cursor.
        what: All moments of the place, in a few words: `these marks`.
        clips: Those moments.
    """
    sharing = Sharing(browser, what, clips)
    if not copies:
        sharing.ask()
        return

    def chosen(number: int | None) -> None:
        if number == len(copies):
            sharing.ask()
        elif number is not None:
            browser.app.copy_to_clipboard(copies[number].text)
            browser.playing.say(f"Sent to the terminal's clipboard: {copies[number].name}.")

    rows = [Row(copy.name, lead=copy.letter) for copy in copies]
    if clips:
        rows.append(Row(f"{what}: copy, write to a file or play them", lead=_ALL))
    browser.app.push_screen(Choice("Copy", rows), chosen)
