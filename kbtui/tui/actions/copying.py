"""Asking what to copy: what is under the cursor first, then all moments of the place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from kbtui.moment_formats import Clip
from kbtui.tui.actions.copies import Clips, Copy
from kbtui.tui.actions.playing import Playing
from kbtui.tui.actions.sharing import Sharing
from kbtui.tui.desk.desk import Desk
from kbtui.tui.dialogs.dialogs import Choice
from kbtui.tui.from_thread import gather
from kbtui.tui.lists.row import Row
from kbtui.tui.panes.wording import GONE

_ALL = "a"

Found = TypeVar("Found", str, Sequence[Clip])


class Copying:
    """Sends what is picked to the terminal's clipboard, or hands moments on."""

    def __init__(self, desk: Desk, playing: Playing, media: Path | None) -> None:
        """`media` is the folder of downloaded videos."""
        self._desk = desk
        self._playing = playing
        self._media = media

    def ask(self, copies: Sequence[Copy], what: str, clips: Clips) -> None:
        """Ask what to send to the terminal's clipboard, or whether all moments are to be handed on.

        Args:
            copies: What there is under the cursor.
            what: All moments of the place, in a few words: `these marks`.
            clips: Those moments.
        """
        hand_on = partial(self._hand_on, what)
        if not copies:
            self._with(clips, hand_on)
            return

        def chosen(number: int | None) -> None:
            if number == len(copies):
                self._with(clips, hand_on)
            elif number is not None:
                self._with(copies[number].text, partial(self._send, copies[number].name))

        rows = [Row(copy.name, lead=copy.letter) for copy in copies]
        if clips:
            rows.append(Row(f"{what}: copy, write to a file or play them", lead=_ALL))
        self._desk.app.push_screen(Choice("Copy", rows), chosen)

    def _hand_on(self, what: str, found: Sequence[Clip]) -> None:
        Sharing(self._desk, self._playing, self._media, what, found).ask()

    def _with(self, what: Found | Callable[[], Found], then: Callable[[Found], None]) -> None:
        """Do something with what is known, or with what is read in a thread first."""
        if callable(what):
            gather(self._desk, what, then, group="copying")
        else:
            then(what)

    def _send(self, name: str, text: str) -> None:
        if text:
            self._desk.app.copy_to_clipboard(text)
        self._playing.say(f"Sent to the terminal's clipboard: {name}." if text else GONE)
