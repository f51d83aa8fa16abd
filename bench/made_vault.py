"""A made vault of any number of notes: the same each time, with the proportions of vaults in the wild.

    python -m bench.made_vault FOLDER [NOTES]

Proportions: 6.6 kB a note in the middle and 22 kB at the 99th percentile, with one of 986 kB; 3.4 notes a video; 83
channels of very different sizes, each with an index; 10 links a note, of which 20% are wanted; 35 stamps a note, of
which 15% are wrong by 60; stems that repeat across channels; words as frequent as words are (Zipf).
"""

from __future__ import annotations

import random
import sys
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

NOTES = 21_000
_CHANNELS = 83
_WORDS = 60_000
_LARGEST = 986_000
_SYLLABLES = "a be ci do fu ga he in jo ka le mi no or pa qui re so ta un ve wi xo ya zen tion ing er al".split()


@dataclass(frozen=True, slots=True)
class Words:
    """A vocabulary, drawn from as people use words: the first few make up most of a text."""

    words: list[str]
    sums: list[float]

    @classmethod
    def made(cls, chance: random.Random) -> Words:
        words: dict[str, None] = dict.fromkeys("the of and to in is that a for it as with are this".split())
        while len(words) < _WORDS:
            words["".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 5)))] = None
        return cls(list(words), list(accumulate(1 / (rank + 2.7) for rank in range(len(words)))))

    def some(self, chance: random.Random, count: int) -> list[str]:
        top = self.sums[-1]
        return [self.words[bisect(self.sums, chance.random() * top)] for _ in range(count)]

    def title(self, chance: random.Random) -> str:
        return " ".join(chance.choices(self.words[30:20_000], k=chance.randint(3, 8))).capitalize()


@dataclass(frozen=True, slots=True)
class Topic:
    channel: str
    video_id: str
    title: str

    @property
    def stem(self) -> str:
        return self.title.lower().replace(" ", "_")


def make_vault(folder: Path, notes: int = NOTES) -> None:
    """Write the vault's files below a folder."""
    chance = random.Random(21)  # noqa: S311  it is to be the same each time
    words = Words.made(chance)
    topics = list(_topics(chance, words, notes))
    stems = [topic.stem for topic in topics]
    videos: dict[str, list[Topic]] = {}
    for topic in topics:
        (folder / topic.channel).mkdir(parents=True, exist_ok=True)
        videos.setdefault(topic.channel, []).append(topic)
    for number, topic in enumerate(topics):
        size = _LARGEST if number == notes // 2 else _size(chance)
        text = "".join(_note(chance, words, topic, stems, size))
        (folder / topic.channel / f"{topic.stem}.md").write_text(text, encoding="utf-8")
    for channel, listed in videos.items():
        text = "".join(_index(chance, words, listed))
        (folder / channel / f"{channel}.md").write_text(text, encoding="utf-8")


def _topics(chance: random.Random, words: Words, notes: int) -> Iterator[Topic]:
    shares = list(accumulate(1 / (rank + 1) for rank in range(_CHANNELS)))
    made = 0
    while made < notes:
        channel = f"channel{bisect(shares, chance.random() * shares[-1]):02}"
        video_id = "".join(chance.choices("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789_-", k=11))
        for _ in range(min(chance.choice((1, 1, 1, 1, 5, 5, 5, 6, 8, 2)), notes - made)):
            # Fifty stems are the same in several channels.
            title = "Introduction to the channel" if made % 420 == 0 else f"{words.title(chance)} {made}"
            yield Topic(channel, video_id, title)
            made += 1


def _size(chance: random.Random) -> int:
    return min(60_000, max(400, round(chance.lognormvariate(8.78, 0.5))))


def _note(chance: random.Random, words: Words, topic: Topic, stems: list[str], size: int) -> Iterator[str]:
    yield f"---\ntitle: {topic.title}\nvideoId: {topic.video_id}\n---\n\nFrom: [[{topic.channel}]] <br/> \n\n"
    length, seconds, short = 120, 5, chance.random() < 0.08
    own = Words(subject := words.some(chance, 50), list(accumulate([1.0] * len(subject))))
    section = 0
    while length < size:
        paragraph = _paragraph(chance, words, own, stems, seconds, short)
        seconds += chance.randint(20, 120)
        section += 1
        if section % 4 == 1:
            paragraph = f"## {words.title(chance)}\n\n{paragraph}"
        length += len(paragraph)
        yield paragraph


def _paragraph(chance: random.Random, words: Words, own: Words, stems: list[str], seconds: int, short: bool) -> str:
    """A paragraph: a third of its words are those that its note is about."""
    text = " ".join(
        (own if chance.random() < 1 / 3 else words).some(chance, 1)[0] for _ in range(chance.randint(20, 70))
    )
    if chance.random() < 0.5:
        linked = chance.choice(stems) if chance.random() < 0.8 else f"wanted_{chance.randrange(20_000)}"
        text += f" [[{linked} | {' '.join(words.some(chance, 3))}]]"
    if chance.random() < 0.12:
        text = f'"{text}"' if chance.random() < 0.6 else f"> {text}"
    minutes, rest = divmod(seconds % 7200, 60)
    time = f"{minutes % 60:02}:{rest:02}:00" if short else f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}"
    stamp = f' <a class="yt-timestamp" data-t="{time}">[{time}]</a>' if chance.random() < 0.85 else ""
    return f"{'- ' if chance.random() < 0.4 else ''}{text}{stamp}.\n\n"


def _index(chance: random.Random, words: Words, topics: list[Topic]) -> Iterator[str]:
    yield f"---\ntitle: {topics[0].channel}\n---\n\n"
    video_id = ""
    for topic in topics:
        if topic.video_id != video_id:
            video_id = topic.video_id
            yield f"\n### [{words.title(chance)}](https://www.youtube.com/watch?v={video_id})\n\n"
        yield f"- [[{topic.stem} | {topic.title}]]\n"


if __name__ == "__main__":
    make_vault(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else NOTES)
