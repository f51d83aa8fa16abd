"""The reader's keys: each is declared here, once, with what the help says of it."""

from __future__ import annotations

from textual.binding import Binding, BindingType

KEYS: list[BindingType] = [
    Binding("j,down", "line(1)", "Down", id="reader.down", show=False, tooltip="Scroll down a line"),
    Binding("k,up", "line(-1)", "Up", id="reader.up", show=False, tooltip="Scroll up a line"),
    Binding(
        "d,ctrl+d",
        "half(1)",
        "Half page down",
        id="reader.half-down",
        show=False,
        tooltip="Scroll down half a page",
    ),
    Binding(
        "u,ctrl+u",
        "half(-1)",
        "Half page up",
        id="reader.half-up",
        show=False,
        tooltip="Scroll up half a page",
    ),
    Binding(
        "space,pagedown",
        "page(1)",
        "Page down",
        id="reader.page-down",
        show=False,
        tooltip="Scroll down a page",
    ),
    Binding("b,pageup", "page(-1)", "Page up", id="reader.page-up", show=False, tooltip="Scroll up a page"),
    Binding("g,home", "top", "Top", id="reader.top", show=False, tooltip="Go to the note's beginning"),
    Binding("G,end", "bottom", "End", id="reader.bottom", show=False, tooltip="Go to the note's end"),
    Binding(
        "right_square_bracket",
        "heading(1)",
        "Next heading",
        id="reader.next-heading",
        show=False,
        tooltip="Go to the next heading",
    ),
    Binding(
        "left_square_bracket",
        "heading(-1)",
        "Previous heading",
        id="reader.previous-heading",
        show=False,
        tooltip="Go to the heading before",
    ),
    Binding(
        "l,right",
        "step(1)",
        "Link",
        id="reader.next",
        tooltip="Move to the next link or moment",
    ),
    Binding(
        "h,left",
        "step(-1)",
        "Previous link",
        id="reader.previous",
        show=False,
        tooltip="Move to the link or moment before",
    ),
    Binding(
        "enter",
        "act",
        "Follow",
        id="reader.act",
        tooltip="Follow the link, or play the moment, under the cursor",
    ),
    Binding(
        "f",
        "labels",
        "Pick",
        id="reader.pick",
        tooltip="Show a letter on every link and moment, and go to one by it",
    ),
    Binding("n", "find_next", "Next match", id="reader.find-next", show=False, tooltip="Go to the next match"),
    Binding(
        "N",
        "find_previous",
        "Previous match",
        id="reader.find-previous",
        show=False,
        tooltip="Go to the match before",
    ),
    Binding("w", "wide", "Wide", id="reader.wide", show=False, tooltip="Use the whole width, or a comfortable one"),
]
