"""The option `--format` of the commands that print moments."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.location import settings
from kbtui.cli.output import count, emit, say
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


def emit_clips(clips: Sequence[Clip], arguments: Namespace) -> None:
    """Print moments in the format that was asked for, except JSON, of which each command has its own.

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
