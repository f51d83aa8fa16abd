"""The browser as a player."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from urllib.parse import quote

from msgspec import Struct

from kbtui.note import video_url
from kbtui.players.openers import Openers, Surroundings, command_opener, commanded, platform_openers
from kbtui.players.player import CannotOpen, Opened, Outcome
from kbtui.players.program import PATIENCE, start, told

_KEPT = "%/:=&?~#+!$,;@()*[]-._"
"""What stays in an address as it is; all else, quotes and spaces among it, is written as `%` and two digits."""


def here() -> Surroundings:
    """This process's surroundings."""
    return Surroundings(os.environ, sys.platform, platform.release(), shutil.which)


class Browser(Struct, frozen=True):
    """Opens addresses: by the configured command, by `$BROWSER`, by what the platform has, in this order."""

    surroundings: Surroundings
    command: str | None = None
    """From the config: one command, in which `%s` stands for the address."""
    patience: float = PATIENCE
    """Seconds that each program is given to fail."""

    def play(self, video_id: str, seconds: int | None = None) -> Outcome:
        return self.show(video_url(video_id, seconds))

    def show(self, address: str) -> Outcome:
        """Open an address of the web, whatever page it is.

        Raises:
            ValueError: It is no `http` or `https` address; such a one could be a file or an option of a program.
        """
        if not address.lower().startswith(("https://", "http://")):
            raise ValueError(f"not a web address: {address!r}")
        url = quote(address, safe=_KEPT, errors="replace")
        openers = self._openers(url)
        failures: list[str] = []
        for program in openers.programs:
            failure = start(program, self.patience)
            if failure is None:
                return Opened(program.name)
            failures.append(failure)
        return CannotOpen(url, told((*failures, *openers.refused)))

    def why_not(self) -> str | None:
        """Why nothing here could show an address; None where something might."""
        openers = self._openers("https://www.youtube.com/")
        return None if openers.programs else told(openers.refused)

    def _openers(self, url: str) -> Openers:
        surroundings = self.surroundings
        openers = Openers()
        if self.command:
            openers += command_opener(self.command, url, surroundings)
        openers += commanded(surroundings.environment.get("BROWSER", ""), url, surroundings)
        return openers + platform_openers(url, surroundings)
