"""Whether the words of a link are its writer's own, or no more than a way to say `here is the video`."""

from __future__ import annotations

from kbtui.late_pattern import late_pattern

_WORD = late_pattern(r"[^\W\d_]+")
_TAG = late_pattern(r"<[^<>]*>")
_SAY_NOTHING = frozenset(
    "link here this source reference ref see at timestamp time video clip watch play jump youtube yt min minute minutes"
    " hour hours sec seconds from around to until start starts h m s t http https www hier ici aquí aqui qui tutaj"
    " burada здесь тут リンク यहाँ".split()
)
"""Words that stand for the moment itself, as its time does."""


def has_words(label: str) -> bool:
    """Whether what a link shows says more than a time, an address or `here`."""
    bare = label.strip()
    if "youtu" in bare and not any(map(str.isspace, bare)):
        return False
    return any(word.casefold() not in _SAY_NOTHING for word in _WORD.findall(_TAG.sub("", bare)))
