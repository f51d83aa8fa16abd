"""The commands of the program and of the screen that one reads in, each declared once."""

from __future__ import annotations

from textual.binding import BindingType

from kbtui.tui.keys.commands import command
from kbtui.tui.keys.player_keys import PLAYER_KEYS

APP_KEYS: list[BindingType] = [
    command("quit", "q", "quit", "Leave kbtui", footer="Quit"),
    command("suspend", "ctrl+z", "suspend_process", "Back to the shell for a while; its fg goes on", priority=True),
    command("quit.now", "ctrl+q", "quit", "Leave kbtui, from a dialog or while typing too", priority=True),
]

BROWSER_KEYS: list[BindingType] = [
    command("moment.play", "o", "play", "Play the moment here in the video", footer="Play"),
    command("moment.with", "O", "play_with", "Choose what plays it, or show its address"),
    *PLAYER_KEYS,
    command("pane.next", "tab", "pane(1)", "The next pane", footer="Pane", priority=True),
    command("pane.previous", "shift+tab", "pane(-1)", "The pane before", priority=True),
    command("pane.topics", "0", "go('topics')", "Topics: channels, videos, notes"),
    command("topics.flat", "T", "flat", "Topics: all notes by title, or by channel and video"),
    command("pane.headings", "1", "go('headings')", "The note's headings"),
    command("pane.quotes", "2", "go('quotes')", "What is said here, and by whom"),
    command("pane.backlinks", "3", "go('backlinks')", "Notes that link here"),
    command("pane.moments", "4,t", "go('moments')", "Moments, with their claims"),
    command("pane.reader", "escape", "leave", "Show all of a list again; to the note"),
    command("search", "s", "search", "Search all notes", footer="Search"),
    command("find", "slash", "find", "Find in the note, or narrow the list", footer="Find"),
    command("history.back", "backspace,H,alt+left", "travel(-1)", "Back to the line one came from", footer="Back"),
    command("history.forward", "L,alt+right", "travel(1)", "Forward again"),
    command("goto", "ctrl+o", "goto", "Go to a note or a video by letters of its title"),
    command("preview", "K", "preview", "Look where it leads without leaving"),
    command("copy", "y", "copy", "Copy a moment, a quote, a link or the note"),
    command("video", "v", "video", "All that is said of the video, by all its notes"),
    command("picture", "x", "picture", "The notes around this one, as a picture"),
    command("related", "r", "related", "Notes related to this one, and why"),
    command("quotes", "Q", "quotes", "The quotes of all notes, narrowed as you type"),
    command("videos", "V", "videos", "All videos, with their notes"),
    command("wanted", "W", "wanted", "Topics that links ask for and no note answers"),
    command("mark", "m", "mark", "Mark the moment here, and name it"),
    command("marks", "apostrophe,M", "marks", "The moments that you marked"),
    command("edit", "e", "edit", "Edit the note with $VISUAL or $EDITOR"),
    command("problems", "exclamation_mark", "problems", "What is wrong in this note"),
    command("help", "question_mark,f1", "help", "The keys of where you are", footer="Keys"),
]
"""Footer, help, palette and the user's keymap all read these."""
