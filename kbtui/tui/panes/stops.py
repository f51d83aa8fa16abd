"""What the side panes list: a page's headings, quotes, backlinks and moments as rows that lead somewhere."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kbtui.note import Moment, Page
from kbtui.tui.lists.row import Row
from kbtui.tui.reader.page_source import moment_label
from kbtui.vault.vault import Backlink

REPAIRED = "~"
"""Stands after a time that was repaired."""


class Stop(Struct, frozen=True):
    """Where a row leads."""

    row: Row
    path: str
    line: int
    moment: Moment | None = None


def heading_stops(page: Page) -> list[Stop]:
    highest = min((heading.level for heading in page.headings), default=1)
    return [
        Stop(Row(heading.text or "(no words)", depth=heading.level - highest), page.note.path, heading.line)
        for heading in page.headings
    ]


def quote_stops(page: Page) -> list[Stop]:
    leads = aligned([quote.moment for quote in page.quotes])
    return [
        Stop(
            Row(f"“{quote.text}”", lead=lead, below=f"— {quote.speaker}" if quote.speaker else ""),
            page.note.path,
            quote.line,
            quote.moment,
        )
        for quote, lead in zip(page.quotes, leads, strict=True)
    ]


def moment_stops(page: Page) -> list[Stop]:
    leads = aligned(page.moments)
    claims = ["", *(moment.claim for moment in page.moments)]
    return [
        Stop(Row(news(before, moment.claim) or "(no words before it)", lead=lead), page.note.path, moment.line, moment)
        for before, moment, lead in zip(claims, page.moments, leads, strict=False)
    ]


def backlink_stops(backlinks: Sequence[Backlink]) -> list[Stop]:
    """A row for each line that links here, however often it does."""
    backlinks = list({(each.note.path, each.link.line, each.sentence): each for each in reversed(backlinks)}.values())
    backlinks.reverse()
    leads = aligned([each.moment for each in backlinks])
    return [
        Stop(
            Row(each.sentence or each.link.shown, lead=lead, below=f"in {each.note.title}"),
            each.note.path,
            each.link.line,
            each.moment,
        )
        for each, lead in zip(backlinks, leads, strict=True)
    ]


def aligned(moments: Sequence[Moment | None]) -> list[str]:
    """The moments' times, as wide as the widest of them and set to the right."""
    times = [timed(moment) for moment in moments]
    widest = max(map(len, times), default=0)
    return [time.rjust(widest) for time in times]


def news(before: str, claim: str) -> str:
    """What a claim adds to the one before it: a sentence with several stamps is not told again from its beginning."""
    if before and claim.startswith(before) and len(claim) > len(before):
        return "… " + claim[len(before) :].lstrip(" ,;:")
    return claim


def timed(moment: Moment | None) -> str:
    """A moment's time with its mark, as the lead of a row."""
    if moment is None:
        return ""
    if moment.seconds is None:
        return "?"
    return moment_label(moment) + (REPAIRED if moment.repaired else "")
