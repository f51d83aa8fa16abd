"""What is done with a moment on whatever screen one is: it is played, steered, marked and copied."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from kbtui.config import Config
from kbtui.tui.desk import Desk

if TYPE_CHECKING:
    from kbtui.tui.copying import Copying
    from kbtui.tui.marking import Marking
    from kbtui.tui.playing import Playing
    from kbtui.tui.steering import Steering


class Handling:
    """What works for the keys that do the same at the desk and on the pages over it.

    Each is made when it is wanted first: most runs end before that, and what starts at once must not import it.
    """

    def __init__(self, desk: Desk, config: Config, of_move: Callable[[str], None]) -> None:
        """`of_move` tells at the desk what came of a move in the note."""
        self.desk = desk
        self._config = config
        self._of_move = of_move

    @cached_property
    def playing(self) -> Playing:
        from kbtui.tui.playing import Playing

        return Playing(self._config, self.desk, self.desk.say)

    @cached_property
    def steering(self) -> Steering:
        from kbtui.tui.steering import Steering

        return Steering(self.desk, self.playing, self._of_move)

    @cached_property
    def marking(self) -> Marking:
        from kbtui.tui.marking import Marking

        return Marking(self.desk, self.playing.say)

    @cached_property
    def copying(self) -> Copying:
        from kbtui.tui.copying import Copying

        return Copying(self.desk, self.playing, self._config.media)

    def note_shown(self) -> None:
        """Another note is shown: where the player stands is marked in it."""
        if "steering" in vars(self):
            self.steering.show()

    def close(self) -> None:
        """Let go of the player, which ends or plays on as the config says."""
        if "playing" in vars(self):  # nobody played anything where it was never made
            self.playing.close()
