"""The option `--format` of the commands that print moments."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.location import settings
from kbtui.cli.output import count, emit, say
from kbtui.moment_formats import FORMATS, Clip, FileOf, no_file, playable_file, written
from kbtui.players.media import Media

ABOUT_FORMATS = """\
With --format: `md` a list in Markdown; `urls` addresses; `m3u` a playlist for
mpv, which starts each address at its moment and plays 30 seconds of a video
that lies in the config's `media` folder; `edl` a list that mpv plays as one
video, of those in that folder alone; `json` as --json."""


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
        clips = _for_edl(clips, file_of, has_media=media is not None)
    if not clips:
        raise Stop(ExitCode.NOTHING, "none of these moments can be played")
    for line in written(clips, arguments.format, file_of):
        emit(line)


def _for_edl(clips: Sequence[Clip], file_of: FileOf, *, has_media: bool) -> Sequence[Clip]:
    """What an EDL may hold: one video that mpv cannot open would keep it from playing the others."""
    if not has_media:
        say("mpv plays an EDL of files alone: set `media` in the config, or take --format m3u")
        return clips
    found = {video_id: playable_file(video_id, file_of) for video_id in {clip.video_id for clip in clips}}
    missing = [video_id for video_id, file in found.items() if file is None]
    if missing:
        say(f"left out, having no file in the media folder: {count(len(missing), 'video')}")
    return [clip for clip in clips if found[clip.video_id]]
