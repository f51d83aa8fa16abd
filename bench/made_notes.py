"""Notes of a size, like those of a generated vault; each says its name in its first words."""

from __future__ import annotations


def made_note(kilobytes: int, name: str) -> str:
    """A note like those of a generated vault, of about that size."""
    parts = ["---\ntitle: Made\nvideoId: AAAAAAAAAAA\n---\n\nFrom: [[channel]] <br/> \n\n"]
    parts.append(f"Beginning of {name} in plain words that both programs show.\n\n")
    size, number = 0, 0
    while size < kilobytes * 1000:
        number += 1
        clock = f"00:{number % 60:02}:{number * 7 % 60:02}"
        stamp = f'<a class="yt-timestamp" data-t="{clock}">[{clock}]</a>'
        parts.append(
            f"## Section {number} about [[topic_{number} | a topic]]\n\nA claim of *some* **weight** that is made in "
            f"many words, as claims are, and backed by [[note_{number} | what was said]] in `code` {stamp}. Another, "
            f"shorter {stamp}.\n\n*   **First point**: it is so, with [[other_{number} | a link]] and a stamp {stamp}\n"
            f"    *   nested, with $x^2$ and more words\n*   **Second point**: that it is not {stamp}\n\n"
            f"> [!info] Aside {number}\n> A callout's words {stamp}.\n\n"
        )
        size += len(parts[-1])
    return "".join(parts)


def made_index(kilobytes: int, name: str) -> str:
    """A channel index of about that size."""
    parts = ["---\ntitle: Index\n---\n\n", f"Beginning of {name} in plain words that both programs show.\n\n"]
    size, number = 0, 0
    while size < kilobytes * 1000:
        number += 1
        links = "".join([f"- [[topic_number_{number}_{at} | Topic number {number}.{at}]]\n" for at in range(6)])
        parts.append(f"### [The title of video {number}](https://www.youtube.com/watch?v=AAAAAAAAAAA)\n{links}\n")
        size += len(parts[-1])
    return "".join(parts)
