"""`kbtui open`: a video at a second, from the shell."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace

from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.location import settings
from kbtui.cli.naming import TIMES, VideoAt, find_moment
from kbtui.cli.output import emit, say
from kbtui.cli.reading import open_vault
from kbtui.note import Note, video_url
from kbtui.players.browser import Browser, here
from kbtui.players.player import CannotOpen, Opened
from kbtui.terminal import clipboard_sequence, hyperlink

ABOUT = f"""\
Open the video of a note, or a video, in the browser, at TIME where one is
given: {TIMES}.

Where nothing here can open it (over SSH, without a display), prints its
address on stdout and ends with 3. The browser is the config's `browser`, else
$BROWSER, else the platform's own."""

EXAMPLES = """\
  kbtui open "AI safety and security measures@47:47"
  kbtui open Nlkk3glap_U@2867
  kbtui open --print Nlkk3glap_U@47:47"""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NOTE_OR_VIDEO[@TIME]", help="a note's path, stem or title; a video's id")
    parser.add_argument("--print", action="store_true", help="print the address and open nothing")


def run(arguments: Namespace) -> ExitCode:
    vault, _ = open_vault(arguments)
    subject, seconds = find_moment(vault, arguments.name)
    video = _video(subject)
    seconds = video.seconds if seconds is None else seconds
    if arguments.print:
        emit(video_url(video.video_id, seconds))
        return ExitCode.DONE
    return _play(Browser(here(), settings(arguments).browser), video.video_id, seconds)


def _video(subject: Note | VideoAt) -> VideoAt:
    if isinstance(subject, VideoAt):
        return subject
    if subject.video_id is None:
        raise Stop(ExitCode.NOTHING, f"{subject.path} is about no video")
    return VideoAt(subject.video_id)


def _play(browser: Browser, video_id: str, seconds: int | None) -> ExitCode:
    outcome = browser.play(video_id, seconds)
    if isinstance(outcome, Opened):
        say(f"opened by {outcome.by}")
        return ExitCode.DONE
    _show(outcome)
    return ExitCode.CANNOT_OPEN


def _show(refusal: CannotOpen) -> None:
    """Hand over the address: to whoever reads stdout, and to the clipboard of a terminal that does."""
    message = f"nothing here can open the video ({refusal.reason}); open its address yourself"
    if sys.stdout is None or not sys.stdout.isatty():
        say(message)
        emit(refusal.url)
        return
    say(f"{message}; it was sent to the terminal's clipboard")
    emit(hyperlink(refusal.url, refusal.url) + clipboard_sequence(refusal.url, os.environ))
