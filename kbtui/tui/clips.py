"""What can be copied where one is: addresses, moments, quotes, links, the note. Pure."""

from __future__ import annotations

from msgspec import Struct

from kbtui.note import Link, Moment, Page, Quote, clock


class Clip(Struct, frozen=True):
    """A text to copy."""

    letter: str
    """Picks it."""
    name: str
    text: str


def clips(page: Page, moment: Moment | None, quote: Quote | None, link: Link | None) -> list[Clip]:
    """The texts that can be copied of a page, given what is under the cursor."""
    found: list[Clip] = []
    if moment is not None and moment.url is not None:
        found += [
            Clip("u", "the moment's address", moment.url),
            Clip("m", "the moment as Markdown", f"{moment.claim} {_timed(moment)}".strip()),
        ]
    if quote is not None:
        found.append(Clip("q", "the quote with its source", _quoted(quote, page)))
    if link is not None:
        found.append(Clip("l", "the link under the cursor", page.text[link.start : link.end]))
    return [
        *found,
        Clip("t", "a link to this note", f"[[{page.note.stem}|{page.note.title}]]"),
        Clip("n", "the whole note", page.text),
    ]


def quote_near(page: Page, moment: Moment | None, line: int) -> Quote | None:
    """The quote that belongs to a moment, else the one that begins on a line."""
    of_moment = (quote for quote in page.quotes if moment is not None and quote.moment == moment)
    on_line = (quote for quote in page.quotes if quote.line == line)
    return next(of_moment, None) or next(on_line, None)


def _timed(moment: Moment) -> str:
    return f"[{clock(moment.seconds)}]({moment.url})" if moment.seconds is not None else ""


def _quoted(quote: Quote, page: Page) -> str:
    source = [part for part in (quote.speaker, page.note.title, quote.moment and _timed(quote.moment)) if part]
    return f"> “{quote.text}”\n> — {', '.join(source)}"
