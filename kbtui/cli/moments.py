"""`kbtui moments`: the moments of a note, or of a video from all its notes."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from rich.cells import cell_len

from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.formats import ABOUT_FORMATS, add_format, emit_found
from kbtui.cli.naming import find_subject
from kbtui.cli.output import fitted, line_width
from kbtui.cli.reading import open_vault
from kbtui.export import moment_record
from kbtui.moment_formats import Clip, clip_of
from kbtui.note import Moment, Note, clock
from kbtui.terminal import printable_name
from kbtui.vault.vault import Vault

ABOUT = f"""\
Print the moments of a note, or those of a video merged from all its notes, in
time order.

A line has the time, `~` where the time is not the one that is written (it was
wrong by 60), the words that it backs, and the note with the line. With
--json: path, and as in `kbtui export` seconds, written, label, line, claim,
repaired, video_id, url.

{ABOUT_FORMATS}"""

EXAMPLES = """\
  kbtui moments "AI safety and security measures"
  kbtui moments Nlkk3glap_U --json
  kbtui moments 'https://youtu.be/Nlkk3glap_U'
  kbtui moments Nlkk3glap_U --format m3u > moments.m3u && mpv --playlist=moments.m3u"""

_LEAST_CLAIM = 20
"""Cells of a terminal's line that a claim keeps, however long the path of its note."""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NOTE_OR_VIDEO", help="a note's path, stem or title; a video's id or address")
    add_format(parser)


def run(arguments: Namespace) -> ExitCode:
    vault, _ = open_vault(arguments)
    cited = _moments(vault, arguments.name)
    if not cited:
        raise Stop(ExitCode.NOTHING, f"there are no moments in {arguments.name}")
    emit_found(
        arguments,
        ({"path": note.path, **moment_record(moment)} for note, moment in cited),
        lambda: _clips(vault, cited),
        lambda: _table(cited, line_width()),
    )
    return ExitCode.DONE


def _moments(vault: Vault, name: str) -> list[tuple[Note, Moment]]:
    subject = find_subject(vault, name)
    if not isinstance(subject, Note):
        return [(cited.note, cited.moment) for cited in vault.moments(subject.video_id)]
    moments = vault.page(subject.path).moments
    return [(subject, moment) for moment in sorted(moments, key=_place)]


def _clips(vault: Vault, cited: Sequence[tuple[Note, Moment]]) -> list[Clip]:
    clips = (clip_of(note, moment, _video_title(vault, moment)) for note, moment in cited)
    return [clip for clip in clips if clip]


def _video_title(vault: Vault, moment: Moment) -> str | None:
    video = vault.graph.videos.get(moment.video_id or "")
    return video.title if video else None


def _place(moment: Moment) -> tuple[bool, int, int]:
    """By time, and what cannot be read last."""
    return (moment.seconds is None, moment.seconds or 0, moment.line)


def _table(cited: Sequence[tuple[Note, Moment]], width: int | None) -> list[str]:
    times = [_time(moment) for _, moment in cited]
    places = [printable_name(f"{note.path}:{moment.line}") for note, moment in cited]
    claims = [moment.claim for _, moment in cited]
    times_width = max(map(len, times))
    if width is not None:
        room = width - times_width - 5
        places = [fitted(place, max(room - _LEAST_CLAIM, 0)) for place in places]
        claims = [fitted(claim, room - cell_len(place)) for claim, place in zip(claims, places, strict=True)]
    rows = zip(times, cited, claims, places, strict=True)
    return [
        f"{time:>{times_width}} {'~' if moment.repaired else ' '} {claim}  {place}"
        for time, (_, moment), claim, place in rows
    ]


def _time(moment: Moment) -> str:
    return "?" if moment.seconds is None else clock(moment.seconds)
