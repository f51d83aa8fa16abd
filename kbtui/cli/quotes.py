"""`kbtui quotes`: what was said, across a vault."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.naming import read_video
from kbtui.cli.output import emit_json, say_unknown
from kbtui.cli.parser import add_json
from kbtui.cli.passage import emit_passage
from kbtui.cli.reading import open_vault
from kbtui.export import quote_record
from kbtui.index.words import folded
from kbtui.note import Note, Quote
from kbtui.search.vault_quotes import Sieve, VaultQuotes

ABOUT = """\
Print the quotes of a vault, or those that QUERY asks for; letter case and
accents do not matter.

QUERY: words, each the whole or the beginning of one in the quote, its speaker,
or the names of its note, video and channel; "words in this order"; -not; this
OR that; and in fields quote: speaker: title: tag: channel: video: has:moment.
A query that begins with - is written behind --.

A line has path:line, the time, the words, and who said them. With --json:
path, text, speaker, line, seconds, video_id, url."""

EXAMPLES = """\
  kbtui quotes
  kbtui quotes "train model" --speaker amodei
  kbtui quotes 'interpretability speaker:amodei channel:dwarkesh'
  kbtui quotes --video Nlkk3glap_U --json"""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("query", nargs="?", default="", metavar="QUERY", help="what to look for")
    parser.add_argument("--channel", metavar="NAME", help="only of this channel")
    parser.add_argument("--speaker", metavar="NAME", help="only by speakers with this in their name")
    parser.add_argument("--video", metavar="ID", help="only of this video")
    add_json(parser)


def run(arguments: Namespace) -> ExitCode:
    video_id = read_video(arguments.video).video_id if arguments.video else None
    vault, _ = open_vault(arguments)
    quotes, sieve = VaultQuotes(), Sieve(arguments.query)
    say_unknown(sieve.unknown)
    found = False
    for path in quotes.order(vault, sieve):
        if _is_meant(vault.graph.notes[path], arguments.channel, video_id):
            for said in quotes.at(vault, path, sieve):
                if arguments.speaker is None or folded(arguments.speaker) in folded(said.quote.speaker or ""):
                    _print(said.note, said.quote, as_json=arguments.json)
                    found = True
    if not found:
        raise Stop(ExitCode.NOTHING, "there are no such quotes")
    return ExitCode.DONE


def _is_meant(note: Note, channel: str | None, video_id: str | None) -> bool:
    of_channel = channel is None or folded(note.channel) == folded(channel)
    return of_channel and (video_id is None or note.video_id == video_id)


def _print(note: Note, quote: Quote, *, as_json: bool) -> None:
    moment = quote.moment
    if as_json:
        video_id = moment.video_id if moment else note.video_id
        url = moment.url if moment else None
        emit_json({"path": note.path, **quote_record(quote), "video_id": video_id, "url": url})
        return
    speaker = f" — {quote.speaker}" if quote.speaker else ""
    emit_passage(note.path, quote.line, quote.seconds, f"“{quote.text}”{speaker}")
