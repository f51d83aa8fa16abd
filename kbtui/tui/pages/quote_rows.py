"""What the page of quotes lists: quotes as rows and as moments to hand on, and in which order they come. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from kbtui.moment_formats import Clip
from kbtui.search.hits import marks_in
from kbtui.search.vault_quotes import Said, Sieve
from kbtui.tui.lists.row import Row
from kbtui.tui.panes.stops import REPAIRED, timed
from kbtui.tui.widgets.bars import SEPARATOR

_TIME = len(f"1:38:11{REPAIRED}")
"""Columns of the widest time: quotes come in while they are listed, so how wide theirs is, is not known."""


class Found:
    """What was found and is not listed yet. Of notes that were read before, what is found by their names alone waits
    until all others of those are listed; while notes are being read, nothing waits."""

    def __init__(self) -> None:
        self.said: list[Said] = []
        self._later: list[Said] = []
        self._is_known = True

    def add(self, said: Sequence[Said]) -> None:
        """Some more was found."""
        for each in said:
            (self._later if each.by_name and self._is_known else self.said).append(each)

    def end_known(self) -> None:
        """The notes that were read before are through."""
        self._is_known = False
        self.said += self._later
        self._later.clear()

    def taken(self) -> list[Said]:
        """What is to be listed now, which is then no more here."""
        taken, self.said = self.said, []
        return taken


def quote_rows(said: Sequence[Said], sieve: Sieve) -> list[Row]:
    """Quotes as rows: when, the words, and who said them where."""
    return [_row(each, sieve) for each in said]


def _row(said: Said, sieve: Sieve) -> Row:
    quote = said.quote
    text = f"“{quote.text}”"
    speaker = f"— {quote.speaker} · " if quote.speaker else ""
    where = SEPARATOR.join(dict.fromkeys(filter(None, (said.note.channel, said.note.title))))
    marks = marks_in(text, sieve.of_words)
    lead = timed(quote.moment)
    lead = lead.rjust(_TIME) if lead.endswith(REPAIRED) else f"{lead} ".rjust(_TIME)
    return Row(text, lead=lead, below=f"{speaker}{where}", marks=marks)


def clip_of_quote(said: Said) -> Clip | None:
    """A quote, handed on as the moment at which it is said; None where that cannot be played."""
    quote = said.quote
    if quote.moment is None or quote.moment.seconds is None or quote.moment.video_id is None:
        return None
    words = f"“{quote.text}” — {quote.speaker}" if quote.speaker else f"“{quote.text}”"
    return Clip(quote.moment.video_id, quote.moment.seconds, words, source=said.note.title, video=said.video)
