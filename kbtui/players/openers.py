"""Which programs could show an address to the person at this terminal. Pure: environment and platform are given."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping

from msgspec import Struct

from kbtui.players.program import Program, program_name
from kbtui.terminal import is_ssh

TEXT_BROWSERS = frozenset(
    "browsh carbonyl cha chawan edbrowse elinks felinks links links2 lynx netrik retawq w3m www-browser".split()
)
"""They would draw over the screen, and none plays a video."""

GRAPHICAL_BROWSERS = tuple(
    "x-www-browser firefox firefox-esr librewolf chromium chromium-browser google-chrome google-chrome-stable"
    " brave-browser microsoft-edge vivaldi opera falkon konqueror epiphany qutebrowser".split()
)

Which = Callable[[str], str | None]
"""Where a program is, like `shutil.which`."""


class Surroundings(Struct, frozen=True):
    """What decides how an address can be opened here."""

    environment: Mapping[str, str]
    platform: str
    """As `sys.platform`."""
    release: str
    """As `platform.release()`: tells the Linux that runs inside Windows."""
    which: Which


class Openers(Struct, frozen=True):
    """Programs to try in turn, and why others are not among them."""

    programs: tuple[Program, ...] = ()
    refused: tuple[str, ...] = ()

    def __add__(self, other: Openers) -> Openers:
        return Openers(self.programs + other.programs, self.refused + other.refused)


def commanded(commands: str, url: str, surroundings: Surroundings) -> Openers:
    """The programs of a list like `$BROWSER`'s: commands parted as in `PATH`, `%s` standing for the address."""
    separator = ";" if surroundings.platform == "win32" else ":"
    openers = Openers()
    for command in commands.split(separator):
        if command.strip():
            openers += command_opener(command, url, surroundings)
    return openers


def command_opener(command: str, url: str, surroundings: Surroundings) -> Openers:
    """One command, split into arguments as a shell would quote them; a text browser is refused."""
    try:
        words = shlex.split(command, posix=surroundings.platform != "win32")
    except ValueError as error:
        return Openers(refused=(f"{command.strip()!r} cannot be read as a command ({error})",))
    if len(words) > 1 and words[-1] == "&":
        words.pop()  # "in the background", which is where everything is started
    if not words:
        return Openers()
    if program_name(words[0]) in TEXT_BROWSERS:
        return Openers(refused=(f"{program_name(words[0])} is a text browser",))
    words = [word.strip('"') for word in words] if surroundings.platform == "win32" else words
    takes_place = any("%s" in word for word in words[1:])
    argv = [words[0], *(word.replace("%s", url) for word in words[1:])]
    return Openers((Program(tuple(argv if takes_place else [*argv, url])),))


def platform_openers(url: str, surroundings: Surroundings) -> Openers:
    """What the platform itself offers, best first."""
    if surroundings.platform == "darwin":
        return _local(surroundings, Program(("open", url)))
    if surroundings.platform == "win32":
        return _local(surroundings, Program(("rundll32.exe", "url.dll,FileProtocolHandler", url), failure_tells=False))
    if _inside_windows(surroundings):
        return _local(surroundings, *_windows_programs(url, surroundings.which))
    if not has_display(surroundings.environment):
        return Openers(refused=(no_display(surroundings.environment),))
    programs = tuple(_linux_programs(url, surroundings.which))
    return Openers(programs) if programs else Openers(refused=("neither xdg-open nor a graphical browser was found",))


def file_openers(path: str, surroundings: Surroundings) -> Openers:
    """What opens a file of this machine with the program that its owner chose for such files.

    `path` is absolute, so no program takes it for an option. None of these can be told a second to start at.
    """
    if surroundings.platform == "darwin":
        return _local(surroundings, Program(("open", path)))
    if surroundings.platform == "win32":
        return _local(surroundings, Program(("rundll32.exe", "url.dll,FileProtocolHandler", path), failure_tells=False))
    if _inside_windows(surroundings):
        # Of the ways into Windows this one alone knows Linux's paths, and no PowerShell reads the file's name.
        return _local(surroundings, *([Program(("wslview", path))] if surroundings.which("wslview") else []))
    if not has_display(surroundings.environment):
        return Openers(refused=(no_display(surroundings.environment),))
    programs = (Program(("xdg-open", path)), Program(("gio", "open", path)))
    found = tuple(program for program in programs if surroundings.which(program.argv[0]))
    return Openers(found) if found else Openers(refused=("xdg-open was not found",))


def _local(surroundings: Surroundings, *programs: Program) -> Openers:
    """Programs that open on this machine's own screen, which somebody who came over SSH does not see."""
    if is_ssh(surroundings.environment):
        return Openers(refused=("a session over SSH: a browser would open on the other machine",))
    return Openers(programs) if programs else Openers(refused=("Windows' own programs are not on the PATH",))


def _inside_windows(surroundings: Surroundings) -> bool:
    return "WSL_DISTRO_NAME" in surroundings.environment or "microsoft" in surroundings.release.lower()


def _windows_programs(url: str, which: Which) -> list[Program]:
    """From inside WSL. `cmd.exe` is not among them: it would read the `&` of the address."""
    start_process = ("-NoProfile", "-NonInteractive", "-Command", f"Start-Process '{url}'")
    programs = (
        Program(("wslview", url)),
        Program(("powershell.exe", *start_process)),
        Program(("explorer.exe", url), failure_tells=False),
    )
    return [program for program in programs if which(program.argv[0])]


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether a program started here could open a window, on systems where a variable tells."""
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def no_display(environment: Mapping[str, str]) -> str:
    """Why no window can open here."""
    if is_ssh(environment):
        return "a session over SSH without a forwarded display"
    return "no display: neither DISPLAY nor WAYLAND_DISPLAY is set"


def _linux_programs(url: str, which: Which) -> list[Program]:
    programs = [Program(("xdg-open", url)), Program(("gio", "open", url))]
    programs += [Program((browser, url)) for browser in GRAPHICAL_BROWSERS]
    return [program for program in programs if which(program.argv[0])]
