"""A vault as plain records, schema 1: what scripts are given. Fields may be added; a changed one raises `SCHEMA`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kbtui.note import Heading, Link, Moment, Note, Page, Problem, Quote
from kbtui.vault.vault import Vault

SCHEMA = 1

Record = Mapping[str, Any]
"""An object of JSON."""


def records(vault: Vault) -> Iterator[Record]:
    """One record a note, in path order, each made when it is asked for."""
    return (note_record(vault, vault.page(path)) for path in vault.graph.notes)


def note_record(vault: Vault, page: Page) -> Record:
    note = page.note
    video = vault.graph.videos.get(note.video_id) if note.video_id else None
    return {
        "schema": SCHEMA,
        "path": note.path,
        "title": note.title,
        "channel": note.channel,
        "video_id": note.video_id,
        "video_title": video.title if video else None,
        "headings": [_heading_record(heading) for heading in page.headings],
        "links": [link_record(vault, note, link) for link in note.links],
        "backlinks": _backlinks(vault, note),
        "quotes": [quote_record(quote) for quote in page.quotes],
        "moments": [moment_record(moment) for moment in page.moments],
        "problems": [problem_record(problem) for problem in vault.problems(note.path)],
    }


def _heading_record(heading: Heading) -> Record:
    return {"level": heading.level, "text": heading.text, "line": heading.line}


def link_record(vault: Vault, note: Note, link: Link) -> Record:
    return {
        "target": link.target,
        "alias": link.alias,
        "heading": link.heading,
        "line": link.line,
        "resolved": vault.graph.resolve(note, link).path,
        "embed": link.embed,
    }


def _backlinks(vault: Vault, note: Note) -> list[str]:
    return sorted({citing.path for citing, _ in vault.graph.citing(note.path)} - {note.path})


def quote_record(quote: Quote) -> Record:
    return {"text": quote.text, "speaker": quote.speaker, "line": quote.line, "seconds": quote.seconds}


def moment_record(moment: Moment) -> Record:
    return {
        "seconds": moment.seconds,
        "written": moment.written,
        "label": moment.label,
        "line": moment.line,
        "claim": moment.claim,
        "repaired": moment.repaired,
        "video_id": moment.video_id,
        "url": moment.url,
    }


def problem_record(problem: Problem) -> Record:
    return {"line": problem.line, "kind": problem.kind, "message": problem.message}
