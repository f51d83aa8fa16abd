"""The video that a note without one in its front matter shows in its text, as notes of many programs do."""

from __future__ import annotations

import re

from kbtui.late_pattern import late_pattern
from kbtui.youtube import read_address

_PLAYED = late_pattern(
    r"(?:!\[[^\[\]\n]{0,200}\]\(<?|\{\{(?:\[\[)?(?:video|youtube)(?:\]\])?:? ?|<iframe\b[^<>]{0,300}?\bsrc=[\"']?"
    r"|^[ \t]{0,9}(?:[-*+] )?(?:url|source|video|youtube|link)::? ?(?:<|\[[^\[\]\n]{0,200}\]\()?)"
    r"(?P<address>[^\s()<>\"'{}\]]{0,40}youtu[^\s()<>\"'{}\]]{1,300})",
    re.IGNORECASE | re.MULTILINE,
)
"""A player (`![](…)`, `{{video …}}`, `{{[[youtube]]: …}}`, `<iframe src=…>`), or a line such as `URL: …`."""


def video_played(prose: str) -> str | None:
    """The video that a text plays; None where it plays none, or several."""
    if "youtu" not in prose:
        return None
    addresses = (read_address(match["address"]) for match in _PLAYED.finditer(prose))
    videos = {address.video_id for address in addresses if address}
    return videos.pop() if len(videos) == 1 else None
