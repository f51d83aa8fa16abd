"""Asking what to copy: what is under the cursor first, then all moments of the place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from kbtui.moment_formats import Clip
from kbtui.tui.copies import Clips, Copy
from kbtui.tui.dialogs import Choice
from kbtui.tui.from_thread import from_thread
from kbtui.tui.row import Row
from kbtui.tui.sharing import Sharing
from kbtui.tui.wording import GONE

if TYPE_CHECKING:
    from kbtui.tui.browser import Browser

_ALL = "a"

Found = TypeVar("Found", str, Sequence[Clip])


def ask_what_to_copy(browser: Browser, copies: Sequence[Copy], what: str, clips: Clips) -> None:
    """Ask what to send to the terminal's clipboard, or whether all moments are to be handed on.

    Args:
        browser: The screen that one reads in.
        copies: What there is under the cursor.
        what: All moments of the place, in a few words: `these marks`.
        clips: Those moments.
    """

    def hand_on(found: Sequence[Clip]) -> None:
        Sharing(browser, what, found).ask()

    if not copies:
        _with(browser, clips, hand_on)
        return

    def chosen(number: int | None) -> None:
        if number == len(copies):
            _with(browser, clips, hand_on)
        elif number is not None:
            _with(browser, copies[number].text, partial(_send, browser, copies[number].name))

    rows = [Row(copy.name, lead=copy.letter) for copy in copies]
    if clips:
        rows.append(Row(f"{what}: copy, write to a file or play them", lead=_ALL))
    browser.app.push_screen(Choice("Copy", rows), chosen)


def _with(browser: Browser, what: Found | Callable[[], Found], then: Callable[[Found], None]) -> None:
    """Do something with what is known, or with what is read in a thread first."""
    if not callable(what):
        then(what)
        return
    tell = from_thread(browser)
    browser.run_worker(lambda: tell(then, what()), thread=True, exclusive=True, group="copying")


def _send(browser: Browser, name: str, text: str) -> None:
    if text:
        browser.app.copy_to_clipboard(text)
    browser.playing.say(f"Sent to the terminal's clipboard: {name}." if text else GONE)
