"""`kbtui quotes`: what was said, across a vault."""

from __future__ import annotations

import unicodedata
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.location import open_vault
from kbtui.cli.naming import read_video
from kbtui.cli.output import emit, emit_json
from kbtui.cli.parser import add_json
from kbtui.export import quote_record
from kbtui.note import Note, Quote, clock
from kbtui.terminal import printable_name
from kbtui.vault import Vault

ABOUT = """\
Print the quotes of a vault, or those in which every word of QUERY occurs;
letter case and accents do not matter.

A line has path:line, the time, the words, and who said them. With --json:
path, text, speaker, line, seconds, video_id, url."""

EXAMPLES = """\
  kbtui quotes
  kbtui quotes "train model" --speaker amodei
  kbtui quotes --video Nlkk3glap_U --json"""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("query", nargs="?", default="", metavar="QUERY", help="words that the quote holds")
    parser.add_argument("--channel", metavar="NAME", help="only of this channel")
    parser.add_argument("--speaker", metavar="NAME", help="only by speakers with this in their name")
    parser.add_argument("--video", metavar="ID", help="only of this video")
    add_json(parser)


def run(arguments: Namespace) -> ExitCode:
    video_id = read_video(arguments.video).video_id if arguments.video else None
    vault, _ = open_vault(arguments)
    found = False
    for note in _notes(vault, arguments.channel, video_id):
        for quote in vault.page(note.path).quotes:
            if _matches(quote, arguments.query, arguments.speaker):
                _print(note, quote, as_json=arguments.json)
                found = True
    if not found:
        raise Stop(ExitCode.NOTHING, "there are no such quotes")
    return ExitCode.DONE


def _notes(vault: Vault, channel: str | None, video_id: str | None) -> Iterator[Note]:
    for note in vault.graph.notes.values():
        of_channel = channel is None or folded(note.channel) == folded(channel)
        if of_channel and (video_id is None or note.video_id == video_id):
            yield note


def _matches(quote: Quote, query: str, speaker: str | None) -> bool:
    if speaker is not None and folded(speaker) not in folded(quote.speaker or ""):
        return False
    text = folded(quote.text)
    return all(word in text for word in folded(query).split())


def _print(note: Note, quote: Quote, *, as_json: bool) -> None:
    moment = quote.moment
    if as_json:
        video_id = moment.video_id if moment else note.video_id
        url = moment.url if moment else None
        emit_json({"path": note.path, **quote_record(quote), "video_id": video_id, "url": url})
        return
    time = f" {clock(quote.seconds)}" if quote.seconds is not None else ""
    speaker = f" — {quote.speaker}" if quote.speaker else ""
    emit(printable_name(f"{note.path}:{quote.line}:{time} “{quote.text}”{speaker}"))


def folded(text: str) -> str:
    """`text` without letter case and accents, for comparing."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
