"""The option `--format` of the commands that print moments."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.location import settings
from kbtui.cli.output import count, emit, emit_json, say
from kbtui.moment_formats import FORMATS, Clip, no_file, with_files, written
from kbtui.players.media import Media

ABOUT_FORMATS = """\
With --format: `md` a list in Markdown; `urls` addresses; `m3u` a playlist for
mpv, in which a video that lies in the config's `media` folder plays for 30
seconds from its moment, or up to the next one, and an address from its moment
to the end of the video; `edl` the same of files alone, which mpv plays as one
video; `json` as --json."""


def add_format(parser: ArgumentParser) -> None:
    """`--format` and its short form `--json`; `arguments.format` is None where neither is given."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--json", action="store_const", const="json", dest="format", help="print one JSON object a line")
    group.add_argument("--format", choices=FORMATS, metavar="FORMAT", help=f"print as {', '.join(FORMATS)}")


def emit_found(
    arguments: Namespace,
    records: Iterable[Mapping[str, object]],
    clips: Callable[[], Sequence[Clip]],
    lines: Callable[[], Iterable[str]],
) -> None:
    """Print what was found in the format that was asked for; where none was, as lines to read.

    Args:
        arguments: The command's.
        records: What was found as JSON objects, made as they are printed.
        clips: Gives its moments.
        lines: Gives it as lines.

    Raises:
        Stop: there is nothing that can be played.
    """
    if arguments.format == "json":
        for record in records:
            emit_json(record)
    elif arguments.format:
        _emit_clips(clips(), arguments)
    else:
        for line in lines():
            emit(line)


def _emit_clips(clips: Sequence[Clip], arguments: Namespace) -> None:
    """Print moments in a format other than JSON.

    Raises:
        Stop: there is nothing that can be played.
    """
    media = settings(arguments).media
    file_of = Media(media).find if media else no_file
    if arguments.format == "edl":
        clips = _for_edl(clips, media)
    if not clips:
        raise Stop(ExitCode.NOTHING, "none of these moments can be played")
    for line in written(clips, arguments.format, file_of):
        emit(line)


def _for_edl(clips: Sequence[Clip], media: Path | None) -> Sequence[Clip]:
    if media is None:
        message = "an EDL holds files alone, and the config names no `media` folder; --format m3u plays addresses too"
        raise Stop(ExitCode.NOTHING, message)
    found, missing = with_files(clips, Media(media).find)
    if missing:
        say(f"left out, having no file in the media folder: {count(missing, 'video')}")
    return found
