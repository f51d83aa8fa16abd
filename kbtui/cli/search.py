"""`kbtui search`: passages of a whole vault that hold some words, best first."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.formats import ABOUT_FORMATS, add_format, emit_found
from kbtui.cli.indexing import open_index
from kbtui.cli.output import count, fitted, line_width, say, say_unknown
from kbtui.cli.parser import add_limit, add_no_index
from kbtui.cli.reading import open_vault, say_empty
from kbtui.moment_formats import Clip, clips_of_hits
from kbtui.search.hits import Hit, Span, snippet
from kbtui.search.query import unknown_field
from kbtui.search.search import Found, Search
from kbtui.terminal import printable_name
from kbtui.vault.files import list_notes

ABOUT = f"""\
Search every note of a vault, best hits first. Letter case and accents do not
matter, and the last word may be the beginning of one.

QUERY: words; "words in this order"; begin*; -not; this OR that; and in fields
title: heading: quote: tag: channel: video: (its id, or words of its title)
has:moment. A query that begins with - is written behind --.

A hit has path:line, the passage, and the address of the moment nearest to the
words. With --json: path, title, channel, section, line, text, marks (where the
words stand in the text), seconds, repaired, video_id, url.

{ABOUT_FORMATS}
Hits without a moment are left out of all but JSON."""

EXAMPLES = """\
  kbtui search fourier
  kbtui search '"interpretability" channel:dwarkesh has:moment' --limit 5
  kbtui search 'quote:"scaling laws"' --json
  kbtui search fourier --format m3u > fourier.m3u && mpv --playlist=fourier.m3u"""

_ROOM = 160
"""Characters of a passage that are shown where no terminal says how many there are."""
_LEAST_ROOM = 40
_MARK, _UNMARK = "\x1b[1m", "\x1b[22m"
"""Bold, and no more so."""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", help="what to search for")
    add_limit(parser, "hits", 20)
    add_no_index(parser)
    add_format(parser)


def run(arguments: Namespace) -> ExitCode:
    index = open_index(arguments)
    try:
        found = Search(index).find(arguments.query, arguments.limit)
    finally:
        index.close()
    say_unknown(unknown_field(arguments.query) or "")
    for slip in found.slips:
        say(f"nothing holds “{slip.typed}”; looked for “{slip.meant}” instead")
    if not found.hits:
        if not list_notes(index.root):
            say_empty(index.root)
        raise Stop(ExitCode.NOTHING, "nothing was found")
    _print(found, arguments)
    return ExitCode.DONE


def _print(found: Found, arguments: Namespace) -> None:
    width = line_width()
    emit_found(
        arguments,
        map(_record, found.hits),
        lambda: _clips(found, arguments),
        lambda: (line for hit in found.hits for line in _lines(hit, width)),
    )


def _clips(found: Found, arguments: Namespace) -> list[Clip]:
    # Markdown alone shows the titles of videos, for which the notes have to be read.
    videos = open_vault(arguments)[0].graph.videos if arguments.format == "md" else {}
    clips = clips_of_hits(found.hits, videos)
    if without := len(found.hits) - len(clips):
        say(f"left out, having no moment: {count(without, 'hit')}")
    return clips


def _record(hit: Hit) -> dict[str, object]:
    moment = hit.moment
    return {
        "path": hit.path,
        "title": hit.title,
        "channel": hit.channel,
        "section": hit.section or None,
        "line": hit.line,
        "text": hit.text,
        "marks": [list(span) for span in hit.marks],
        "seconds": moment.seconds if moment else None,
        "repaired": moment.repaired if moment else None,
        "video_id": moment.video_id if moment else None,
        "url": moment.url if moment else None,
    }


def _lines(hit: Hit, width: int | None) -> list[str]:
    """A hit on one line for programs; on a terminal on two or three, the words in bold."""
    place = printable_name(f"{hit.path}:{hit.line}")
    url = hit.moment.url if hit.moment else None
    if width is None:
        text, _ = snippet(hit.text, hit.marks, _ROOM)
        return [f"{place}: {text}" + (f"  {url}" if url else "")]
    text, marks = snippet(hit.text, hit.marks, max(_LEAST_ROOM, 2 * width - 8))
    lines = [fitted(place, width), f"  {_marked(text, marks)}"]
    if url:
        lines.append(f"  {url}")
    return lines


def _marked(text: str, marks: Sequence[Span]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in marks:
        pieces += text[at:start], _MARK, text[start:end], _UNMARK
        at = end
    return "".join((*pieces, text[at:]))
