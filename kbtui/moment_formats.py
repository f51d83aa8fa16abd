"""Moments written for others: as Markdown, as addresses, as playlists that mpv plays as one, as JSON. Pure.

Text from notes is made one harmless line before anything else is done with it; what is played is an address that kbtui
made, or a file's absolute path told with its length. So nothing from a note ends a line, is markup, or is an option.

mpv starts an address of an m3u at its `t=` (through yt-dlp) and plays on from there; of a file it plays the moment
alone. It opens no page of YouTube's inside an EDL, which is only of use for videos that are on this machine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

from msgspec import Struct

from kbtui.graph.channels import Video
from kbtui.layout.widths import shortened
from kbtui.note import Moment, Note, clock, video_url
from kbtui.search.hits import Hit
from kbtui.terminal import printable_name
from kbtui.text import one_line

Format = Literal["md", "urls", "m3u", "edl", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)
USUAL_ENDINGS: Mapping[str, Format] = {".md": "md", ".txt": "urls", ".m3u": "m3u", ".edl": "edl", ".jsonl": "json"}
ENDINGS: Mapping[str, Format] = {**USUAL_ENDINGS, ".markdown": "md", ".m3u8": "m3u", ".json": "json"}
"""What a file holds that is named so."""

CLIP = 30
"""Seconds that a moment is played for in a playlist."""
_LONGEST_NAME = 200
"""Columns of a name in a playlist: mpv drops lines of more than 8 kB."""

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$&%=^!@:])")
"""What Markdown, or an editor's dialect of it, may read as more than itself within a line."""

FileOf = Callable[[str], Path | None]
"""Where on this machine a video is, by its id."""


class Clip(Struct, frozen=True):
    """A moment as it is handed on."""

    video_id: str
    seconds: int
    claim: str = ""
    name: str = ""
    """What the user calls it; mostly empty."""
    source: str = ""
    """The title or the path of the note that it is from."""
    video: str = ""
    """The video's title; empty where nobody knows it."""

    @property
    def url(self) -> str:
        return video_url(self.video_id, self.seconds)

    @property
    def words(self) -> str:
        """What is said of it, in one harmless line."""
        return _harmless(": ".join(filter(None, (self.name, self.claim))))


def clip_of(note: Note, moment: Moment, video: str | None = None) -> Clip | None:
    """A note's moment, handed on; None where it cannot be played.

    Args:
        note: The note that it is from.
        moment: The moment.
        video: The title of its video.
    """
    if moment.seconds is None or moment.video_id is None:
        return None
    return Clip(moment.video_id, moment.seconds, moment.claim, source=note.title, video=video or "")


def clips_of_hits(hits: Iterable[Hit], videos: Mapping[str, Video]) -> list[Clip]:
    """The moments nearest to what a search found, handed on with the passages; what has none is left out.

    Args:
        hits: What the search found.
        videos: By id, for their titles.
    """
    found: list[Clip] = []
    for hit in hits:
        moment = hit.moment
        if moment is not None and moment.seconds is not None and moment.video_id is not None:
            video = videos.get(moment.video_id)
            title = (video.title if video else None) or ""
            found.append(Clip(moment.video_id, moment.seconds, hit.text, source=hit.title, video=title))
    return found


def no_file(_video_id: str) -> Path | None:
    """For where no video is on this machine."""
    return None


def written(clips: Sequence[Clip], form: Format, file_of: FileOf = no_file, length: int = CLIP) -> list[str]:
    """The lines of a file that holds the moments.

    Args:
        clips: The moments, in the order in which they are played.
        form: What is made of them.
        file_of: Where a video is on this machine, for the playlists.
        length: For how many seconds a playlist plays a moment at most; it ends where the next one begins.
    """
    if form == "md":
        return list(_markdown(clips))
    if form == "urls":
        return list(dict.fromkeys(clip.url for clip in clips))
    if form == "json":
        return [json.dumps(_record(clip), ensure_ascii=False) for clip in clips]
    parts = parts_of(clips, length)
    return list(_m3u(parts, file_of) if form == "m3u" else _edl(parts, file_of))


def with_files(clips: Sequence[Clip], file_of: FileOf) -> tuple[list[Clip], int]:
    """What an EDL holds, and how many videos are left out of it, having no file."""
    found = {video_id: playable_file(video_id, file_of) for video_id in {clip.video_id for clip in clips}}
    missing = sum(file is None for file in found.values())
    return [clip for clip in clips if found[clip.video_id]], missing


def playable_file(video_id: str, file_of: FileOf) -> str | None:
    """The file of a video, where there is one whose path can be told in a line."""
    file = file_of(video_id)
    path = str(file.absolute()) if file else ""
    is_plain = printable_name(path) == path and path.encode("utf-8", "replace").decode("utf-8") == path
    return path if path and is_plain else None


def _markdown(clips: Sequence[Clip]) -> Iterator[str]:
    """A list of moments under their videos, which are headings as in a channel index."""
    of_video: dict[str, list[Clip]] = {}
    for clip in clips:
        of_video.setdefault(clip.video_id, []).append(clip)
    for place, (video_id, found) in enumerate(of_video.items()):
        if place:
            yield ""
        title = next((clip.video for clip in found if clip.video), video_id)
        yield f"### [{_plain(title)}]({video_url(video_id)})"
        yield ""
        yield from map(_item, found)


def _item(clip: Clip) -> str:
    name = f" **{_plain(clip.name)}**" if _harmless(clip.name) else ""
    claim = f" {_plain(clip.claim)}" if clip.claim else ""
    source = f" — {_plain(clip.source)}" if clip.source else ""
    return f"- [{clock(clip.seconds)}]({clip.url}){name}{claim}{source}"


def _plain(text: str) -> str:
    """`text` as Markdown that shows just it."""
    return _MARKUP.sub(r"\\\1", _harmless(text))


def _harmless(text: str) -> str:
    return printable_name(one_line(text))


def _record(clip: Clip) -> dict[str, str | int | None]:
    return {
        "video_id": clip.video_id,
        "video_title": _harmless(clip.video) or None,
        "seconds": clip.seconds,
        "url": clip.url,
        "name": _harmless(clip.name) or None,
        "claim": _harmless(clip.claim),
        "source": _harmless(clip.source),
    }


class Part(Struct, frozen=True):
    """A moment in a playlist."""

    clip: Clip
    length: int
    """In seconds."""

    @property
    def name(self) -> str:
        shown = f"{clock(self.clip.seconds)} {self.clip.words}".rstrip()
        source = _harmless(self.clip.source)
        return shortened(f"{shown} · {source}" if source else shown, _LONGEST_NAME)


def parts_of(clips: Iterable[Clip], length: int = CLIP) -> list[Part]:
    """The moments, each once and no longer than to the one that follows it in its video."""
    once: dict[tuple[str, int], Clip] = {}
    for clip in clips:
        once.setdefault((clip.video_id, clip.seconds), clip)
    ordered = list(once.values())
    return [_part(clip, following, length) for clip, following in zip(ordered, [*ordered[1:], None], strict=False)]


def _part(clip: Clip, following: Clip | None, length: int) -> Part:
    gap = following.seconds - clip.seconds if following and following.video_id == clip.video_id else 0
    return Part(clip, min(length, gap) if gap > 0 else length)


def _m3u(parts: Iterable[Part], file_of: FileOf) -> Iterator[str]:
    yield "#EXTM3U"
    for part in parts:
        file = playable_file(part.clip.video_id, file_of)
        yield f"#EXTINF:{part.length if file else -1},{part.name}"
        yield f"edl://{_counted(file)},{part.clip.seconds},{part.length}" if file else part.clip.url


def _edl(parts: Iterable[Part], file_of: FileOf) -> Iterator[str]:
    yield "# mpv EDL v0"
    for part in parts:
        file = playable_file(part.clip.video_id, file_of)
        if file is not None:  # an address would keep mpv from playing the others
            yield f"{_counted(file)},{part.clip.seconds},{part.length},title={_counted(part.name)}"


def _counted(text: str) -> str:
    """A value of an EDL told with its length in bytes: nothing in it means anything."""
    return f"%{len(text.encode('utf-8'))}%{text}"
