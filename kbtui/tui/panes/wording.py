"""What the screen says of links and moments, and where they lead. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kbtui.graph.graph import NoteGraph
from kbtui.graph.linking import is_attachment
from kbtui.graph.names import name_key
from kbtui.layout.source import MOMENT_KINDS, Target
from kbtui.note import Link, Moment, Note, Page, Problem, clock
from kbtui.tui.lists.row import Row
from kbtui.tui.panes.stops import Stop
from kbtui.tui.reader.page_source import moment_label
from kbtui.vault.vault import Vault

if TYPE_CHECKING:
    from kbtui.players.remote import Playhead


READING = "The vault is still being read …"
GONE = "That note is gone: its file is no longer in the vault."
"""What is told where a row or a step back leads to a note that is not there."""

NO_PREVIEW = "Nothing here can be previewed."
"""What is told where a key looks at what there is not."""


def no_moment(what: str) -> str:
    """What is told where there is no moment to `play`, to `mark`."""
    return f"There is no moment here to {what}."


def amount_of(number: int, what: str) -> str:
    """How many there are of something that is counted: `no notes`, `one note`, `2 notes`."""
    return f"one {what}" if number == 1 else f"{number or 'no'} {what}s"


def does(target: Target, page: Page, vault: Vault) -> str:
    """What Enter will do with a target, in a line."""
    if target.kind in MOMENT_KINDS or target.kind == "unread":
        return _moment_line(page.moments[target.index])
    if target.kind == "url":
        return f"Enter opens {target.address}"
    if target.kind == "fold":
        return "Enter folds or unfolds the callout"
    if target.kind == "footnote":
        return "Enter goes to the footnote"
    if target.kind == "footnote-back":
        return "Enter goes back to where the footnote is called"
    if target.index < 0:
        return f"Enter goes to {target.address}"
    return _link_line(page.note.links[target.index], page, vault)


def _moment_line(moment: Moment) -> str:
    if moment.seconds is None:
        return f"“{moment.written}” is no time in a video, so it cannot be played"
    if moment.url is None:
        return "This note names no video, so the moment cannot be played"
    if moment.repaired:
        return f"Plays {moment_label(moment)} · {moment.why}"
    return f"Enter plays {moment_label(moment)}"


def _link_line(link: Link, page: Page, vault: Vault) -> str:
    resolution = vault.graph.resolve_at_once(page.note, link)
    if resolution is None:
        return f"Enter follows “{link.target}”"
    if resolution.state == "external":
        return f"Enter opens {link.target}"
    if resolution.path is not None:
        heading = f" › {link.heading}" if link.heading else ""
        return f"Enter opens {vault.graph.notes[resolution.path].title}{heading}"
    if resolution.state == "ambiguous":
        return f"“{link.target}” may be any of {len(resolution.candidates)} notes: Enter offers them"
    if is_attachment(link):
        return f"Enter opens {link.target}"
    near = vault.graph.suggest(page.note, link.target, 1) if vault.graph.is_settled else ()
    hint = f"; near: {vault.graph.notes[near[0]].title}" if near else ""
    return f"Wanted: no note is named “{link.target}”{hint}"


def problems_line(problems: Sequence[Problem]) -> str:
    """How many problems a note has, and the first of them."""
    if not problems:
        return ""
    count = "One problem" if len(problems) == 1 else f"{len(problems)} problems"
    return f"{count} in this note (! lists them): line {problems[0].line}: {problems[0].message}"


def stop_line(stop: Stop) -> str:
    """What there is to say of a row of a side pane: how its moment was repaired, else its words in full."""
    moment = stop.moment
    if moment is not None and (moment.repaired or moment.url is None):
        return _moment_line(moment)
    return f"{stop.row.text} {stop.row.below}".strip()


def found_words(current: int, total: int, is_whole: bool) -> str:
    """How much was found: `3 of 17`, with `+` while the rest of the note is being looked through."""
    if not total:
        return "not found" if is_whole else "…"
    return f"{current} of {total}{'' if is_whole else '+'}"


def choice_rows(graph: NoteGraph, paths: Sequence[str]) -> list[Row]:
    """Notes to choose from."""
    return [Row(graph.notes[path].title, below=path) for path in paths]


def fragment_line(page: Page, fragment: str) -> int | None:
    """The line that a link's fragment names: a heading, or a block's `^id`; None where the note has neither."""
    if fragment.startswith("^"):
        lines = page.text.split("\n")
        return next((number for number, line in enumerate(lines, 1) if line.rstrip().endswith(f" {fragment}")), None)
    key = name_key(fragment.rpartition("#")[2])
    return next((heading.line for heading in page.headings if name_key(heading.text) == key), None)


def section_at(page: Page, line: int) -> int | None:
    """Which of the page's headings a line stands under; None above the first."""
    place = bisect_right([heading.line for heading in page.headings], line) - 1
    return place if place >= 0 else None


def section_path(page: Page, number: int) -> str:
    """A heading after the headings that it stands under."""
    path = [page.headings[number]]
    for heading in reversed(page.headings[:number]):
        if heading.level < path[0].level:
            path.insert(0, heading)
    return " › ".join(heading.text for heading in path)


def scrolled_words(percent: int | None) -> str:
    """How far a note is scrolled, in a word: `Top`, `42%`, `End`, or `All` where nothing of it is out of sight."""
    if percent is None:
        return "All"
    return {0: "Top", 100: "End"}.get(percent, f"{percent}%")


def trail_of(note: Note, graph: NoteGraph) -> tuple[str, ...]:
    """Channel, video and note, each where there is one and it says something new."""
    return tuple(_trail(note, graph))


def actions_of_trail(note: Note, graph: NoteGraph) -> tuple[str, ...]:
    """What of the screen leads to each piece of a note's trail; nothing to the note itself."""
    return tuple(_trail(note, graph).values())


def _trail(note: Note, graph: NoteGraph) -> dict[str, str]:
    video = graph.videos.get(note.video_id) if note.video_id else None
    pieces = ((note.channel, "screen.videos"), (video.title if video else None, "screen.video"), (note.title, ""))
    trail: dict[str, str] = {}
    for words, action in pieces:
        if words:
            trail.setdefault(words, action)
    return trail


def shown_playhead(head: Playhead | None, follows: bool) -> str:
    """Where the player stands, in a few columns; nothing where none plays."""
    if head is None or head.video_id is None:
        return ""
    sign = "▶" if head.playing else "‖"
    at = f" {clock(int(head.seconds))}" if head.seconds is not None else " …"
    return f"{sign}{at} along" if follows else f"{sign}{at}"
