"""Text of a vault is data: whatever stands in titles, links and quotes is shown to the letter, and obeyed nowhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.tui_fixtures import NARROW, USUAL, Seen, opened, vault_of

TITLES = {
    "markup": "Rick [/Astley] [Official Video] [b]x[/b] [@click=app.quit]q[/] [red $primary {x} %s",
    "controls": "a \x1b]0;owned\x07 \x1b[31mred\x1b[0m bell\x07 nul\x00 \u202eevil\u2066",
    "wide": "한국어 제목과 中文標題 👩‍👩‍👧‍👦 family 🏳️‍🌈 ❤️ e\u0301 שלום עולם",
    "long": "A title that goes on " * 30,
}
"""Titles by what is strange in them."""

YAML = {
    name: '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in title) + '"'
    for name, title in TITLES.items()
}


def notes_about(name: str) -> dict[str, str]:
    """Notes whose titles, video's title, headings, quotes, links and moments are all of the same strange words."""
    title = "".join(max(char, " ") for char in TITLES[name])
    stamp = '<a class="yt-timestamp" data-t="00:01:00">[00:01:00]</a>'
    front = f"---\ntitle: {YAML[name]}\nvideoId: abcdefghijk\n---\n"
    return {
        "chan/chan.md": f"---\ntitle: chan\n---\n## [{title}](https://youtu.be/abcdefghijk)\n\n- [[one]]\n- [[two]]\n",
        "chan/one.md": f"{front}From: [[chan]]\n\n## {title}\n\n{title} {stamp}.\n\n> {title} are some words {stamp}\n"
        f">\n> — {title}\n\n[[two]] [[twoo]]\n",
        "chan/two.md": f"{front}Back to {title} [[one | {title}]] {stamp}.\n",
    }


@pytest.mark.parametrize("name", list(TITLES))
async def test_a_title_is_shown_to_the_letter_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delenv("BROWSER", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    size = NARROW if name == "long" else USUAL
    async with opened(vault_of(tmp_path, notes_about(name)), "chan/one.md", size=size) as seen:
        note = seen.browser.page and seen.browser.page.note
        assert note is not None
        title = note.title
        letters = shown_letters(title)[:8]
        for key in ("0", "1", "2", "3", "4", "escape"):
            await seen.press(key, "j", "k")
            assert no_controls(seen)
        await seen.press("0")
        assert letters in shown_letters(seen.words(seen.topics.rows))
        assert letters in shown_letters(seen.status)
        await seen.press("T", "slash")
        await seen.press("[", "b", "]", "enter", "escape")
        await seen.press("1")
        assert letters in shown_letters(seen.words(seen.pane("headings")))
        await seen.press("escape", "l", "l")
        for _ in range(3):
            await seen.press("l", "K")
            assert no_controls(seen)
            await seen.press("escape", "y", "escape")
        await seen.press("h")
        await seen.walk("l", "Wanted")
        await seen.press("enter")
        assert seen.dialog == "Choice"
        assert no_controls(seen)
        await seen.press("escape", "o")
        assert seen.dialog == "Address"
        assert no_controls(seen)
        await seen.press("escape", "e")
        assert letters[:6] in shown_letters(seen.lines[0])
        assert seen.path == "chan/one.md"


def shown_letters(text: str) -> str:
    return "".join(text.split()).rstrip("…")


def no_controls(seen: Seen) -> bool:
    """Nothing that a terminal would obey is sent as text."""
    text = "".join(seen.lines)
    return not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 or char in "\u202e\u202d" for char in text)


@pytest.mark.skipif(os.name == "nt", reason="such names are none on Windows")
@pytest.mark.parametrize("name", ["Rick [/Astley] [b]x[/b]", "a\nb $x \x1b[31m", "한국어 \u2068cleo\u2069"])
async def test_a_folder_and_file_of_any_name(tmp_path: Path, name: str) -> None:
    root = tmp_path / name
    async with opened(vault_of(root, {f"{name}/{name}.md": "[[b]]", f"{name}/b.md": f"# {name}"})) as seen:
        await seen.press("0", "g", "l", "l", "l", "enter", "escape", "l", "enter", "K", "escape", "e")
        assert no_controls(seen)
        assert seen.path.startswith(name)
