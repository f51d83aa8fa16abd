"""What it takes to start mpv here, and how it is started."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from kbtui.players.openers import Surroundings, has_display, no_display
from kbtui.players.program import Program

_FETCHERS = ("yt-dlp", "yt-dlp_x86", "youtube-dl")
"""The programs that mpv looks for to stream a video."""


def mpv_program(mpv: str, arguments: tuple[str, ...], socket: Path, first: tuple[str, int] | None) -> Program:
    """mpv, to take commands at `socket` and to play what is told `first`: a source, from its second on.

    Without that it waits for what it is to play, and ends once that is played. It reads no terminal, and goes to the
    second it is told, even where it remembers one of its own. Nothing after `--` is an option.
    """
    own = (mpv, *arguments, "--no-terminal", "--no-resume-playback", f"--input-ipc-server={socket}")
    if first is None:
        return Program((*own, "--idle=once"))
    source, seconds = first
    return Program((*own, f"--start={seconds}", "--", source))


def no_mpv(surroundings: Surroundings) -> str | None:
    """Why mpv cannot be used here; None where it can."""
    if surroundings.platform == "win32":
        return "mpv is steered through a Unix socket, which Python does not offer on Windows"
    if not surroundings.which("mpv"):
        return "mpv is not installed"
    if surroundings.platform != "darwin" and not has_display(surroundings.environment):
        return no_display(surroundings.environment)
    return None


def no_stream(surroundings: Surroundings) -> str | None:
    """Why mpv could not play a video from its address; None where it might."""
    if any(surroundings.which(name) for name in _FETCHERS):
        return None
    if any(_names_a_fetcher(folder) for folder in _config_folders(surroundings.environment)):
        return None
    return "mpv needs yt-dlp to stream it (install it, or keep the video in the media folder)"


def _config_folders(environment: Mapping[str, str]) -> tuple[Path, ...]:
    home = Path(environment.get("HOME", ""))
    base = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    folders = (Path(environment["MPV_HOME"]),) if environment.get("MPV_HOME") else (base / "mpv", home / ".mpv")
    return tuple(folder for folder in folders if folder.is_absolute())


def _names_a_fetcher(folder: Path) -> bool:
    """Whether mpv's own config folder holds the program, or says where it is."""
    if any((folder / name).is_file() for name in _FETCHERS):
        return True
    for config in (folder / "mpv.conf", folder / "script-opts" / "ytdl_hook.conf"):
        with suppress(OSError):  # most people have neither file
            if "ytdl_path" in config.read_text(encoding="utf-8", errors="replace"):
                return True
    return False
