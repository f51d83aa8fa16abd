"""Finding in the note and narrowing the lists: what `/` asks for, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable

from kbtui.tui.panes.columns import Columns
from kbtui.tui.panes.prompt import Prompt
from kbtui.tui.panes.wording import found_words
from kbtui.tui.reader.reader import Reader


class Finding:
    """Knows what is sought; the prompt asks for it, the note or the list in use answers."""

    def __init__(self, columns: Columns, prompt: Prompt, say: Callable[[str], None]) -> None:
        self._columns = columns
        self._prompt = prompt
        self._say = say
        self._sought = ""
        self.found = ""
        """What was sought in the note and how much was found, in words; empty where nothing is marked."""

    def ask(self) -> None:
        """Open the prompt for where one is."""
        narrowed = self._columns.list_in_use
        self._say("")
        self._prompt.ask(narrowed.narrowed_by if narrowed is not None else self._sought)

    def change(self, query: str) -> None:
        """Find or narrow by what is typed so far."""
        if self._columns.list_in_use is not None:
            self.narrow(query)
        else:
            self._sought = query
            self._columns.reader.find(query)

    def close(self, *, kept: bool) -> None:
        """The prompt was closed: keep what was found, or drop it."""
        if not kept:
            self._sought = ""
            self.narrow("")
            self.end()
        elif self._columns.list_in_use is None:
            self._say(self.found)

    def narrow(self, query: str) -> None:
        """Show only the rows of the list in use that hold every word."""
        narrowed = self._columns.list_in_use
        if narrowed is not None:
            narrowed.narrow(query)

    def again(self) -> None:
        """Look for the same in another note."""
        if self._sought:
            self._columns.reader.find(self._sought)
        else:
            self._say("Nothing has been sought yet: / finds in the note.")

    def end(self) -> None:
        """Take the marks in the note away."""
        self.found = ""
        self._columns.reader.find_end()

    def count(self, event: Reader.FindCount) -> None:
        """Tell how much was found."""
        is_finding = self._columns.reader.is_finding
        words = found_words(event.current, event.total, event.is_whole) if is_finding else ""
        self.found = f"/{self._sought}  {words}" if is_finding else ""
        if self._columns.list_in_use is None:
            self._prompt.found(words)
        if not self._prompt.is_open and self.found:
            self._say(self.found)
