"""The keys of the pages over the desk, apart from them: the keymap is checked before any of them is wanted."""

from __future__ import annotations

from textual.binding import BindingType

from kbtui.tui.keys.commands import command

PAGE_KEYS: list[BindingType] = [
    command("moment.play", "o", "play", "Play the moment under the cursor", footer="Play"),
    command("moment.with", "O", "play_with", "Choose what plays it, or show its address"),
    command("preview", "K", "preview", "Look at where the row leads without leaving", footer="Look"),
    command("mark", "m", "mark", "Mark the moment under the cursor, and name it"),
    command("copy", "y", "copy", "Copy what is under the cursor, or hand on all moments of the list"),
    command("help", "question_mark,f1", "help", "The keys of this page", footer="Keys"),
]
"""The keys that do on every page what they do on the screen that one reads in. They are called alike in a config."""
LIST_KEYS: list[BindingType] = [
    command("page.close", "escape,backspace", "close", "Show the whole list again; back to the note", footer="Back"),
    command("find", "slash", "narrow", "List only what holds the words that are typed", footer="Narrow"),
]
VIDEO_KEYS: list[BindingType] = [
    command("video", "v", "dismiss", "Back to the note"),
]
MARKS_KEYS: list[BindingType] = [
    command("marks", "M,apostrophe", "dismiss", "Back to the note"),
    command("marks.remove", "D,delete", "remove", "Remove the mark under the cursor, after asking", footer="Remove"),
]
QUOTES_KEYS: list[BindingType] = [
    command("quotes", "Q", "dismiss", "Back to the note; what narrows the quotes is kept"),
]
VIDEOS_KEYS: list[BindingType] = [
    command("videos", "V", "dismiss", "Back to the note"),
    command("videos.open", "l,right", "open_branch", "Show the video's notes; go to the note", footer="Notes"),
    command("videos.shut", "h,left", "close_branch", "Hide the video's notes again"),
]
WANTED_KEYS: list[BindingType] = [
    command("wanted", "W", "dismiss", "Back to the note"),
    command("moment.play", "o", "play", "Play the moment under the cursor, where there is one"),
]
RELATED_KEYS: list[BindingType] = [
    command("related", "r", "dismiss", "Back to the note"),
]
PICTURE_KEYS: list[BindingType] = [
    command("picture", "x", "dismiss", "Back to the note"),
    command("picture.up", "k,up", "step('up')", "To the note above"),
    command("picture.down", "j,down", "step('down')", "To the note below"),
    command("picture.left", "h,left", "step('left')", "To the notes that link here"),
    command("picture.right", "l,right", "step('right')", "To the notes that this one links to"),
    command("picture.go", "enter", "go", "Go to the note under the cursor", footer="Go"),
    command("picture.centre", "c,space", "centre", "Put the note under the cursor in the middle", footer="Centre"),
    command("page.close", "escape,backspace", "close", "Back to the note", footer="Back"),
    command("moment.play", "o", "play", "Play the video of the note under the cursor"),
]
SEARCH_KEYS: list[BindingType] = [
    command("search.close", "escape", "close", "Back to the note; the query is kept", footer="Back"),
    command("search.open", "enter", "open", "Go to the line of the hit", footer="Go", priority=True),
    command("search.down", "down,ctrl+n", "step(1)", "The next hit"),
    command("search.up", "up", "step(-1)", "The hit before"),
    command("search.page-down", "pagedown", "page(1)", "A page of hits down"),
    command("search.page-up", "pageup", "page(-1)", "A page of hits up"),
    command("search.switch", "tab,shift+tab", "switch", "To the hits, or back to what is typed", footer="Hits"),
    command("find", "slash", "edit", "Change what is searched for"),
    command("search", "s", "close", "Back to the note; the query is kept"),
]
GOTO_KEYS: list[BindingType] = [
    command("goto.close", "escape", "close", "Stay here", footer="Close"),
    command("goto.down", "down,ctrl+n,tab", "step(1)", "The next title", priority=True),
    command("goto.up", "up,shift+tab", "step(-1)", "The title before", priority=True),
    command("goto.page-down", "pagedown", "page(1)", "A page of titles down"),
    command("goto.page-up", "pageup", "page(-1)", "A page of titles up"),
]
