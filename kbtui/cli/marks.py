"""`kbtui marks`: the moments that the user marked."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from kbtui.bookmarks import Bookmark, Bookmarks, BookmarksError, Kept, bookmarks_path
from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.formats import ABOUT_FORMATS, add_format, emit_found
from kbtui.cli.location import location
from kbtui.cli.naming import read_video
from kbtui.cli.output import fitted, line_width, say
from kbtui.index.words import folded
from kbtui.moment_formats import Clip
from kbtui.note import clock
from kbtui.terminal import printable_name

ABOUT = f"""\
Print the moments that you marked, in the order in which you did: of all
vaults, or with --vault of that one; with QUERY, those in whose name, claim or
note every word of it occurs.

A line has the time, the mark's name, the words that it backs, and the note,
with its vault where that is not the one that kbtui would open here.
With --json: name, vault, path, video_id, seconds, claim, created, url.

{ABOUT_FORMATS}"""

EXAMPLES = """\
  kbtui marks
  kbtui marks "train model" --format m3u > marks.m3u && mpv --playlist=marks.m3u
  kbtui marks --remove --video Nlkk3glap_U --all"""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("query", nargs="?", default="", metavar="QUERY", help="words of the name, claim or note")
    parser.add_argument("--video", metavar="ID[@TIME]", help="only of this video, or of this second of it")
    parser.add_argument("--remove", action="store_true", help="remove the mark that is meant; print it")
    parser.add_argument("--all", action="store_true", help="with --remove: all that are meant, where they are several")
    add_format(parser)


def run(arguments: Namespace) -> ExitCode:
    bookmarks = Bookmarks(bookmarks_path(os.environ))
    try:
        marks = _told(bookmarks.load())
        if not marks:
            raise Stop(ExitCode.NOTHING, "nothing is marked yet; in the browser, m marks the moment where you read")
        found = _matching(marks, arguments)
        if not found:
            raise Stop(ExitCode.NOTHING, "there are no such marks")
        if arguments.remove:
            _check_removal(found, arguments)
            _told(bookmarks.drop(found))
    except BookmarksError as error:
        raise Stop(ExitCode.USAGE, str(error)) from error
    _print(found, arguments)
    return ExitCode.DONE


def _told(kept: Kept) -> tuple[Bookmark, ...]:
    if kept.notice:
        say(kept.notice)
    return kept.marks


def _matching(marks: Sequence[Bookmark], arguments: Namespace) -> list[Bookmark]:
    vault = str(location(arguments).root.resolve()) if arguments.vault else None
    video = read_video(arguments.video) if arguments.video else None
    words = folded(arguments.query).split()
    return [
        mark
        for mark in marks
        if vault in (None, mark.vault)
        and (video is None or (video.video_id == mark.video_id and video.seconds in (None, mark.seconds)))
        and all(word in folded(f"{mark.name} {mark.claim} {mark.path}") for word in words)
    ]


def _check_removal(found: Sequence[Bookmark], arguments: Namespace) -> None:
    """Nothing is removed by a word that means more than was thought."""
    if len(found) > 1 and not arguments.all:
        marks = "\n".join(f"  {line}" for line in _table(found, _here(arguments), None))
        raise Stop(ExitCode.USAGE, f"several marks are meant; say which, or --all:\n{marks}")


def _print(marks: Sequence[Bookmark], arguments: Namespace) -> None:
    emit_found(
        arguments,
        map(_record, marks),
        lambda: [Clip(mark.video_id, mark.seconds, mark.claim, mark.name, mark.path) for mark in marks],
        lambda: _table(marks, _here(arguments), line_width()),
    )


def _record(mark: Bookmark) -> dict[str, str | int]:
    return {
        "name": mark.name,
        "vault": mark.vault,
        "path": mark.path,
        "video_id": mark.video_id,
        "seconds": mark.seconds,
        "claim": mark.claim,
        "created": mark.created,
        "url": mark.url,
    }


def _here(arguments: Namespace) -> str | None:
    """The vault that kbtui would open here, as marks name it; None where there is none."""
    try:
        return str(location(arguments).root.resolve())
    except Stop:
        return None


def _table(marks: Sequence[Bookmark], here: str | None, columns: int | None) -> list[str]:
    """Marks, one a line; a note of another vault than `here` is named with its vault."""
    times = [clock(mark.seconds) for mark in marks]
    widest = max(map(len, times))
    lines = [
        printable_name(f"{time:>{widest}} {': '.join(filter(None, (mark.name, mark.claim)))}  {_note(mark, here)}")
        for time, mark in zip(times, marks, strict=True)
    ]
    return lines if columns is None else [fitted(line, columns) for line in lines]


def _note(mark: Bookmark, here: str | None) -> str:
    return mark.path if mark.vault == here else f"{mark.path} of {mark.vault}"
