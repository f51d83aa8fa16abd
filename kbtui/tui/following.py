"""Following a link: to the note it names, to one of several that it may name, or out of the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbtui.graph.graph import NoteGraph
from kbtui.note import Link, Note
from kbtui.tui.from_thread import from_thread
from kbtui.tui.wording import choice_rows

if TYPE_CHECKING:
    from kbtui.tui.browser import Browser


def follow(browser: Browser, link: Link) -> None:
    """Go where a link of the note leads; where that is not sure, ask."""
    if browser.vault is None or browser.page is None:
        return
    note = browser.page.note
    graph = browser.vault.graph
    if graph.is_settled or graph.resolve_at_once(note, link) is not None:
        _follow(browser, graph, note, link)
        return

    tell = from_thread(browser)

    def settle() -> None:
        graph.settle()
        tell(follow_on)

    def follow_on() -> None:
        if browser.is_waited_at and browser.page is not None and browser.page.note.path == note.path:
            _follow(browser, graph, note, link)

    browser.say("Looking where it leads …")
    browser.run_worker(settle, thread=True, exclusive=True, group="follow")


def _follow(browser: Browser, graph: NoteGraph, note: Note, link: Link) -> None:
    resolution = graph.resolve(note, link)
    if resolution.state == "external":
        browser.playing.open_address(link.target)
    elif resolution.path == note.path and not link.heading:
        browser.say("That is the note you are in.")
    elif resolution.path is not None:
        browser.visit(resolution.path, heading=link.heading)
    elif resolution.state == "ambiguous":
        choose(browser, f"“{link.target}” may be any of these:", resolution.candidates)
    elif near := graph.suggest(note, link.target):
        choose(browser, f"No note is named “{link.target}”. Near to it:", near)
    else:
        browser.say(f"No note is named “{link.target}”, and none is near.")


def choose(browser: Browser, question: str, paths: tuple[str, ...]) -> None:
    """Ask which of several notes to go to."""
    if browser.vault is None:
        return

    def chosen(number: int | None) -> None:
        if number is not None:
            browser.visit(paths[number])

    from kbtui.tui.dialogs import Choice

    browser.app.push_screen(Choice(question, choice_rows(browser.vault.graph, paths)), chosen)
