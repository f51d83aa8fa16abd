"""The keys that steer the player, declared once for every screen that has them."""

from __future__ import annotations

from textual.binding import BindingType

from kbtui.tui.keys.commands import command

PLAYER_KEYS: list[BindingType] = [
    command("player.pause", "p", "player('pause')", "Pause mpv, or let it play on"),
    command("player.back", "comma", "player('seek', -5)", "mpv: 5 seconds back"),
    command("player.on", "full_stop", "player('seek', 5)", "mpv: 5 seconds on"),
    command("player.far-back", "less_than_sign", "player('seek', -30)", "mpv: 30 seconds back"),
    command("player.far-on", "greater_than_sign", "player('seek', 30)", "mpv: 30 seconds on"),
    command("player.previous", "left_parenthesis", "player('note', -1)", "mpv: to this note's moment before"),
    command("player.next", "right_parenthesis", "player('note', 1)", "mpv: to this note's next moment"),
    command("player.video-previous", "left_curly_bracket", "player('video', -1)", "mpv: to any note's moment before"),
    command("player.video-next", "right_curly_bracket", "player('video', 1)", "mpv: to any note's next moment"),
    command("player.follow", "F", "player('follow')", "Let the note go along as mpv plays, or stop that"),
]
"""A screen that has them answers `action_player`."""
