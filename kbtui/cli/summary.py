"""What a vault holds, in numbers: shown where no screen can be."""

from __future__ import annotations

from argparse import Namespace

from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.naming import find_note, read_video
from kbtui.cli.output import emit, say
from kbtui.cli.reading import open_vault
from kbtui.vault.vault import Vault


def print_summary(arguments: Namespace) -> None:
    """Print it of the vault that the arguments of `kbtui` mean, which are checked as the screen would.

    Raises:
        Stop: One of them cannot be used.
    """
    video = read_video(arguments.video) if arguments.video else None
    vault, _ = open_vault(arguments)
    if video is not None and video.video_id not in vault.graph.videos:
        raise Stop(ExitCode.NOTHING, f"no note in this vault is about the video {video.video_id}")
    if arguments.note:
        find_note(vault, arguments.note)
    for unread in vault.unread:
        say(f"{unread.path}: {unread.message}")
    for line in summary(vault):
        emit(line)


def summary(vault: Vault) -> list[str]:
    """One `key: value` a line, always in this order. Reads every note in full."""
    moments = repaired = 0
    for path in vault.graph.notes:
        page = vault.page(path)
        moments += len(page.moments)
        repaired += sum(moment.repaired is not None for moment in page.moments)
    graph = vault.graph
    numbers = {
        "notes": len(graph.notes),
        "channels": sum(1 for channel in graph.channels if channel.folder),
        "videos": len(graph.videos),
        "moments": moments,
        "repaired": repaired,
        "links": sum(len(note.links) for note in graph.notes.values()),
        "wanted": len(graph.wanted),
    }
    return [f"{key}: {number}" for key, number in numbers.items()]
