"""Text of a file → `Note`: what the graph needs of every note, found in one pass without reading it as Markdown."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from msgspec import Struct

from kbtui.late_pattern import late_pattern
from kbtui.note import IndexedVideo, Link, Note, Property
from kbtui.paths import NOTE_ENDINGS, channel_of, folder_of
from kbtui.reading.hidden import blanked, uncommented
from kbtui.reading.markup import WIKILINK, heading_end, shown
from kbtui.reading.matter import Matter, read_matter
from kbtui.reading.played import video_played
from kbtui.reading.properties import properties_of
from kbtui.reading.video_named import video_named
from kbtui.stamps.stamps import Stamp, find_stamps
from kbtui.text import CleanText, one_line
from kbtui.youtube import read_address

_ALIAS = r"(?P<alias>(?:[^\[\]\n]|\n(?![ \t]*(?:\n|[-*+>#|]|\d{1,9}[.)]))|\[[^\[\]\n]*\]){0,1000})"
"""The words of a Markdown link; they may go on in the paragraph's next line."""
_TITLE = r"(?:[ \t]+(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'|\([^()\n]{0,500}\)))?[ \t]*"
_NOTE_LINK = late_pattern(
    rf"\[{_ALIAS}\]\((?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)?)){_TITLE}\)"
)
_REFERENCE = late_pattern(rf"\[(?<![\[\]\\]\[){_ALIAS}\](?:\[(?P<label>[^\[\]\n]{{0,200}})\])?(?![\[\](:])")
_DEFINITION = late_pattern(
    r"^ {0,3}\[(?P<label>[^\[\]\n^][^\[\]\n]{0,200})\]:[ \t]*"
    rf"(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s<>]+)){_TITLE}$",
    re.MULTILINE,
)
_TARGET = re.compile(r"\](?=[(:])")  # one sign is found in half the time that `in` takes for two
_NOTE_ADDRESS = late_pattern(r"\.(?:md|markdown)(?:[)#>\s]|\Z)", re.IGNORECASE)
_EMPTY = late_pattern(r" ?(?:\( *\)|\[ *\])")
"""Brackets that held nothing but a stamp."""
_SCHEME = late_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_INDEXED = late_pattern(r"#(?<=^#)#{0,5}[ \t]+\[(?P<title>.*)\]\((?P<url>[^\s()]+)\)[ \t]*$", re.MULTILINE)
_FIRST_HEADING = late_pattern(r"^ {0,3}#{1,6}[ \t]+(?P<text>.*)", re.MULTILINE)
_TAG = re.compile(r"#(?<![^\s(,;]#)(?<!\]\(#)([^\W\d_][\w/-]*|[\d_/-]+[^\W\d_][\w/-]*)")


class Facts(Struct, frozen=True):
    """A note together with what was found on the way and is needed to read it in full."""

    note: Note
    body: int
    """Where the text after the front matter begins, in characters."""
    prose: str
    """The text with front matter, code and comments blanked out; offsets as in the text."""
    stamps: tuple[Stamp, ...]
    properties: tuple[Property, ...] = ()


def parse(path: str, source: CleanText) -> Note:
    """The note that a file holds. No text makes it raise.

    Args:
        path: The file's path relative to the vault, with `/`.
        source: The file's text.
    """
    return _parsed(path, source)[0]


def gather(path: str, source: CleanText) -> Facts:
    """`parse`, with what `kbtui.reading.read` goes on from."""
    note, matter, prose = _parsed(path, source)
    stamps = tuple(find_stamps(prose, has_video=note.video_id is not None))
    return Facts(note, matter.body, prose, stamps, properties_of(source.text, matter, note.video_id))


def _parsed(path: str, source: CleanText) -> tuple[Note, Matter, str]:
    """A note, its front matter, and its prose."""
    text = source.text
    matter = read_matter(text)
    prose = blanked(text, matter.body)
    video_id, problems = video_named(text, matter)
    links = tuple(find_links(prose, text))
    indexed = tuple(_indexed(prose, text, links)) if video_id is None and _TARGET.search(prose) else ()
    if video_id is None and not indexed:
        video_id = video_played(prose)
    note = Note(
        path=path,
        title=_title(path, matter, prose, text),
        channel=channel_of(folder_of(path)),
        video_id=video_id,
        links=links,
        aliases=_texts(matter.values.get("aliases") or matter.values.get("alias"), ","),
        tags=_tags(matter.values, prose),
        indexed=indexed,
        problems=(*source.problems, *matter.problems, *problems),
    )
    return note, matter, prose


def find_links(prose: str, text: str) -> list[Link]:
    """The links to notes in a text, in its order.

    Args:
        prose: The text with code and comments blanked out.
        text: The text; offsets as in `prose`.
    """
    links = list(_wikilinks(prose, text)) if "[[" in prose else []
    if _TARGET.search(prose) and _NOTE_ADDRESS.search(prose):
        taken = {link.start for link in links}
        links += _note_links(prose, text, taken)
        links += _referring_links(prose, text, taken)
        links.sort(key=lambda link: link.start)
    return links


def _wikilinks(prose: str, text: str) -> Iterator[Link]:
    line = 1
    counted = 0
    for match in WIKILINK.finditer(prose):
        target, heading, alias, words = match.groups()
        start, end = match.span()
        line += prose.count("\n", counted, start)
        counted = start
        # A bar in a table is written `\\|`.
        target = target.strip(" \t\\")
        heading = heading and heading.strip("# \t\\")
        if start and prose[start - 1] == "\\" and _is_escaped(prose, start):
            continue
        if (target or heading) and not ("`" in target and prose[start:end] != text[start:end]):
            embed = start > 0 and prose[start - 1] == "!"
            words = _alias_words(prose, text, match) if words is None and alias else words and words.rstrip(" ")
            yield Link(target, words or None, heading or None, line, start - embed, end, embed)


def _is_escaped(text: str, at: int) -> bool:
    """Whether an odd number of backslashes stands before a place."""
    before = text[max(0, at - 100) : at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _alias_words(prose: str, text: str, match: re.Match[str]) -> str:
    """The words of an alias that is more than plain words: what follows its last bar, with its code."""
    start, end = match.span("alias")
    return _words(prose, text, max(start, text.rfind("|", start, end) + 1), end)


def _words(prose: str, text: str, start: int, end: int) -> str:
    """The words of a piece of a text, without its stamps; nothing where these leave no more than signs."""
    source = text[start:end].strip(" \\")
    if ":" not in source:
        return shown(uncommented(source))
    kept = []
    at = start
    for stamp in find_stamps(prose[start:end]):
        kept.append(text[at : start + stamp.start])
        at = start + stamp.end
    source = _EMPTY.sub("", "".join((*kept, text[at:end]))).strip(" \\")
    words = shown(uncommented(source))
    return words if not kept or any(map(str.isalnum, words)) else ""


def _note_links(prose: str, text: str, taken: set[int]) -> Iterator[Link]:
    """The links `[words](note.md)`, but those that begin where another one does."""
    line = 1
    counted = 0
    for match in _NOTE_LINK.finditer(prose):
        named = _note_named(match)
        if named is None or match.start() in taken:
            continue
        line += prose.count("\n", counted, match.start())
        counted = match.start()
        yield _link_by_path(prose, text, match, named, line)


def _referring_links(prose: str, text: str, taken: set[int]) -> Iterator[Link]:
    """The links `[words][label]` and `[label]` whose label names a note elsewhere: `[label]: note.md`."""
    named = {_label(match["label"]): note for match in _DEFINITION.finditer(prose) if (note := _note_named(match))}
    line = 1
    counted = 0
    for match in _REFERENCE.finditer(prose) if named else ():
        note = named.get(_label(match["label"] or match["alias"]))
        if note is None or match.start() in taken:
            continue
        line += prose.count("\n", counted, match.start())
        counted = match.start()
        yield _link_by_path(prose, text, match, note, line)


def _note_named(match: re.Match[str]) -> tuple[str, str] | None:
    """The path of the note that an address names, and the heading in it; None where it names something else."""
    path, _, heading = unquote(match["angled"] if match["angled"] is not None else match["bare"]).partition("#")
    return (path, heading) if path.lower().endswith(NOTE_ENDINGS) and not _SCHEME.match(path) else None


def _label(written: str) -> str:
    return " ".join(written.split()).casefold()


def _link_by_path(prose: str, text: str, match: re.Match[str], named: tuple[str, str], line: int) -> Link:
    path, heading = named
    start = match.start()
    embed = start > 0 and prose[start - 1] == "!"
    return Link(
        target=one_line(path),
        alias=_words(prose, text, *match.span("alias")) or None,
        heading=one_line(heading) or None,
        line=line,
        start=start - embed,
        end=match.end(),
        embed=embed,
        by_path=True,
    )


def _title(path: str, matter: Matter, prose: str, text: str) -> str:
    title = matter.values.get("title")
    if isinstance(title, str) and (words := one_line(title)):
        return words
    words = ""
    if heading := _FIRST_HEADING.search(prose, matter.body):
        end = heading_end(heading["text"], 0)
        words = _words(prose, text, heading.start("text"), heading.start("text") + end)
    return words or one_line(path.rpartition("/")[2].rpartition(".")[0])


def _indexed(prose: str, text: str, links: Sequence[Link]) -> Iterator[IndexedVideo]:
    """The sections of a channel index: a heading that is one link to a video, and the notes listed below it."""
    sections = list(_INDEXED.finditer(prose)) if "youtu" in prose else []
    ends = [*(section.start() for section in sections), len(prose)][1:]
    listed = [link for link in links if not link.by_path] if sections else []
    starts = [link.start for link in listed]
    for section, end in zip(sections, ends, strict=True):
        address = read_address(section["url"])
        title = shown(text[slice(*section.span("title"))])
        if address and title:
            below = listed[bisect_left(starts, section.end()) : bisect_left(starts, end)]
            yield IndexedVideo(address.video_id, title, tuple(link.target for link in below))


def _tags(values: Mapping[str, str | list[str]], prose: str) -> tuple[str, ...]:
    written = values.get("tags") or values.get("tag")
    tags = [tag.lstrip("#") for tag in _texts(written, ", ")] + [tag.rstrip("/-") for tag in _TAG.findall(prose)]
    return tuple(dict.fromkeys(filter(None, tags)))


def _texts(value: str | list[str] | None, separators: str) -> tuple[str, ...]:
    """A front matter value that may be a list or one text with separators."""
    if not value:
        return ()
    pieces = re.split(f"[{separators}]+", value) if isinstance(value, str) else value
    return tuple(dict.fromkeys(text for piece in pieces if (text := one_line(piece))))
