"""What is done with a moment on whatever screen one is: it is played, steered, marked and copied."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from textual.screen import Screen

from kbtui.config import Config
from kbtui.note import Moment
from kbtui.tui.desk.desk import Desk
from kbtui.tui.keys.commands import keys_of
from kbtui.tui.panes.wording import no_moment

if TYPE_CHECKING:
    from kbtui.tui.actions.copying import Copying
    from kbtui.tui.actions.marking import Marking
    from kbtui.tui.actions.playing import Playing
    from kbtui.tui.actions.steering import Steering

Result = TypeVar("Result")


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
        from kbtui.tui.actions.playing import Playing

        return Playing(self._config, self.desk, self.desk.say)

    @cached_property
    def steering(self) -> Steering:
        from kbtui.tui.actions.steering import Steering

        return Steering(self.desk, self.playing, self._of_move)

    @cached_property
    def marking(self) -> Marking:
        from kbtui.tui.actions.marking import Marking

        return Marking(self.desk, self.playing.say)

    @cached_property
    def copying(self) -> Copying:
        from kbtui.tui.actions.copying import Copying

        return Copying(self.desk, self.playing, self._config.media)

    def note_shown(self) -> None:
        """Another note is shown: where the player stands is marked in it."""
        if "steering" in vars(self):
            self.steering.show()

    def close(self) -> None:
        """Let go of the player, which ends or plays on as the config says."""
        if "playing" in vars(self):  # nobody played anything where it was never made
            self.playing.close()


class Handled(Screen[Result]):
    """A screen whose keys do with a moment what they do on every other."""

    handling: Handling

    def say(self, words: str) -> None:
        """Tell something in the status line."""
        raise NotImplementedError

    @property
    def moment_here(self) -> Moment | None:
        """The moment under the cursor."""
        raise NotImplementedError

    @property
    def video_here(self) -> str | None:
        """The video under the cursor, where that is no moment of one."""
        return None

    def action_play(self) -> None:
        moment, video_id = self.moment_here, self.video_here
        if moment is not None:
            self.handling.playing.play(moment)
        elif video_id is not None:
            self.handling.playing.play_at(video_id, None)
        else:
            self.say(no_moment("play"))

    def action_play_with(self) -> None:
        moment, video_id = self.moment_here, self.video_here
        if moment is not None:
            self.handling.playing.offer(moment)
        elif video_id is not None:
            self.handling.playing.offer_at(video_id, None)
        else:
            self.say(no_moment("play"))

    def action_player(self, what: str, by: int = 0) -> None:
        self.handling.steering.do(what, by)

    def action_help(self) -> None:
        from kbtui.tui.dialogs.help import Help

        self.app.push_screen(Help(keys_of(self)))

    def action_press(self, key: str) -> None:
        """Act as if a key was pressed: a click on a key's name does."""
        self.app.simulate_key(key)
