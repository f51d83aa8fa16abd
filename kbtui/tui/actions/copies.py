"""What can be copied where one is: addresses, moments, quotes, links, the note. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from kbtui.moment_formats import Clip, clip_of
from kbtui.note import Heading, Link, Moment, Note, Page, Quote, clock, video_url
from kbtui.tui.panes.topics import Topic, video_of_key
from kbtui.vault.vault import Vault


class Copy(Struct, frozen=True):
    """A text to copy."""

    letter: str
    """Picks it; the same kind of text has the same letter everywhere."""
    name: str
    text: str | Callable[[], str]
    """What is called, in a thread, reads it from its file; nothing is found where that is gone."""


Clips = Sequence[Clip] | Callable[[], Sequence[Clip]]
"""Moments that can be handed on. What is called, in a thread, reads them from their files."""

Copies = tuple[Sequence[Copy], str, Clips]
"""The texts, what all moments of the place are in a few words, and those moments."""

THESE = "this note's moments"


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


def heading_copy(note: Note, heading: Heading) -> Copy:
    """A link to a heading of a note."""
    return Copy("l", "a link to this heading", f"[[{note.stem}#{heading.text}|{heading.text}]]")


def note_copies(vault: Vault, path: str, moment: Moment | None) -> Copies:
    """What there is to copy of another note than the one that is read, and of a moment in it.

    Raises:
        KeyError: The vault has no note at `path`.
    """
    note = vault.graph.notes[path]
    whole = Copy("n", "the whole note", lambda: vault.page(path).text)
    copies = [*moment_copies(moment), note_copy(note, "a link to the note"), whole]
    return copies, THESE, lambda: page_clips(vault.page(path), vault)


def branch_copies(vault: Vault, branch: Topic) -> Copies:
    """What there is to copy of a video or a channel of the topics."""
    if branch.kind == "channel":
        channel = next((each for each in vault.graph.channels if each.folder == branch.key), None)
        index = channel.index if channel else None
        links = [note_copy(index, "a link to the channel's index")] if index else []
        return [*links, Copy("c", "the channel's name", branch.row.text)], "this channel's moments", ()
    video_id = video_of_key(branch.key)
    markdown = f"[{branch.row.text}]({video_url(video_id)})"
    copies = [video_copy(video_id), Copy("m", "the video as Markdown", markdown)]
    return copies, "this video's moments", lambda: _video_clips(vault, video_id)


def _video_clips(vault: Vault, video_id: str) -> list[Clip]:
    video = vault.graph.videos.get(video_id)
    found = [clip_of(each.note, each.moment, video.title if video else None) for each in vault.moments(video_id)]
    return [clip for clip in found if clip is not None]


def page_clips(page: Page, vault: Vault | None) -> list[Clip]:
    """A page's moments that can be played, in the order in which they are read."""
    videos = vault.graph.videos if vault is not None else {}
    clips = []
    for moment in page.moments:
        video = videos.get(moment.video_id or "")
        clip = clip_of(page.note, moment, video.title if video else None)
        clips += [clip] if clip is not None else []
    return clips


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
