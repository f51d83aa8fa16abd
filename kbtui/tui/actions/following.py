"""Following a link: to the note it names, to one of several that it may name, to a file, or out of the vault."""

from __future__ import annotations

from kbtui.graph.graph import NoteGraph
from kbtui.graph.linking import names_attachment
from kbtui.note import Link, Note
from kbtui.tui.actions.attachments import open_attachment
from kbtui.tui.actions.handling import Handling
from kbtui.tui.desk.desk import Desk
from kbtui.tui.desk.visiting import Visiting
from kbtui.tui.dialogs.dialogs import Choice
from kbtui.tui.from_thread import gather
from kbtui.tui.panes.wording import choice_rows


class Following:
    """Goes where the links of the note lead; where that is not sure, it asks."""

    def __init__(self, desk: Desk, handling: Handling, visiting: Visiting) -> None:
        self._desk = desk
        self._handling = handling
        self._visiting = visiting

    def follow(self, link: Link) -> None:
        """Go where a link of the note that is read leads."""
        desk = self._desk
        if desk.vault is None or desk.page is None:
            return
        note = desk.page.note
        graph = desk.vault.graph
        if graph.is_settled or graph.resolve_at_once(note, link) is not None:
            self._follow(graph, note, link)
            return

        def follow_on(_: object) -> None:
            if desk.is_waited_at and desk.path == note.path:
                self._follow(graph, note, link)

        desk.say("Looking where it leads …")
        gather(desk, graph.settle, follow_on, group="follow")

    def follow_address(self, address: str) -> None:
        """Open an address, or the file of the vault that it is the path of."""
        if self._desk.page is not None and "://" not in address and names_attachment(address):
            open_attachment(self._desk, self._desk.page.note.folder, address)
        else:
            self._handling.playing.open_address(address)

    def _follow(self, graph: NoteGraph, note: Note, link: Link) -> None:
        resolution = graph.resolve(note, link)
        if resolution.state == "external":
            self._handling.playing.open_address(link.target)
        elif resolution.path == note.path and not link.heading:
            self._desk.say("That is the note you are in.")
        elif resolution.path is not None:
            self._visiting.visit(resolution.path, heading=link.heading)
        elif resolution.state == "ambiguous":
            self._choose(f"“{link.target}” may be any of these:", resolution.candidates)
        elif names_attachment(link.target):
            open_attachment(self._desk, note.folder, link.target)
        elif near := graph.suggest(note, link.target):
            self._choose(f"No note is named “{link.target}”. Near to it:", near)
        else:
            self._desk.say(f"No note is named “{link.target}”, and none is near.")

    def _choose(self, question: str, paths: tuple[str, ...]) -> None:
        """Ask which of several notes to go to."""
        if self._desk.vault is None:
            return

        def chosen(number: int | None) -> None:
            if number is not None:
                self._visiting.visit(paths[number])

        self._desk.app.push_screen(Choice(question, choice_rows(self._desk.vault.graph, paths)), chosen)
