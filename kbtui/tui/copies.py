"""What can be copied where one is: addresses, moments, quotes, links, the note. Pure."""

from __future__ import annotations

from msgspec import Struct

from kbtui.note import Link, Moment, Note, Page, Quote, clock, video_url


class Copy(Struct, frozen=True):
    """A text to copy."""

    letter: str
    """Picks it; the same kind of text has the same letter everywhere."""
    name: str
    text: str


def copies_of(page: Page, moment: Moment | None, quote: Quote | None, link: Link | None) -> list[Copy]:
    """The texts that can be copied of a page, given what is under the cursor."""
    found = moment_copies(moment)
    if quote is not None:
        found.append(quote_copy(quote, page.note))
    if link is not None:
        found.append(Copy("l", "the link under the cursor", page.text[link.start : link.end]))
    return [*found, note_copy(page.note, "a link to this note"), Copy("n", "the whole note", page.text)]


def moment_copies(moment: Moment | None) -> list[Copy]:
    """A moment's address, and the moment with its claim; nothing where it cannot be played."""
    if moment is None or moment.url is None:
        return []
    return [
        Copy("u", "the moment's address", moment.url),
        Copy("m", "the moment as Markdown", f"{moment.claim} {_timed(moment)}".strip()),
    ]


def video_copy(video_id: str) -> Copy:
    """A video's address."""
    return Copy("u", "the video's address", video_url(video_id))


def quote_copy(quote: Quote, note: Note) -> Copy:
    """A quote of a note, with who said it, where and when."""
    source = [part for part in (quote.speaker, note.title, quote.moment and _timed(quote.moment)) if part]
    return Copy("q", "the quote with its source", f"> “{quote.text}”\n> — {', '.join(source)}")


def note_copy(note: Note, name: str) -> Copy:
    """A link to a note; `name` says which it is."""
    return Copy("t", name, f"[[{note.stem}|{note.title}]]")


def quote_near(page: Page, moment: Moment | None, line: int) -> Quote | None:
    """The quote that belongs to a moment, else the one that begins on a line."""
    of_moment = (quote for quote in page.quotes if moment is not None and quote.moment == moment)
    on_line = (quote for quote in page.quotes if quote.line == line)
    return next(of_moment, None) or next(on_line, None)


def _timed(moment: Moment) -> str:
    return f"[{clock(moment.seconds)}]({moment.url})" if moment.seconds is not None else ""
