"""Which programs are taken on which platform; pure."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kbtui.players.openers import TEXT_BROWSERS, Openers, Surroundings, commanded, platform_openers

URL = "https://www.youtube.com/watch?v=Nlkk3glap_U&t=2867s"
DISPLAY = {"DISPLAY": ":0"}
SSH = {"SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}


def openers(platform: str, environment: Mapping[str, str], found: str = "", release: str = "6.1") -> Openers:
    programs = set(found.split())
    surroundings = Surroundings(
        environment, platform, release, lambda name: f"/usr/bin/{name}" if name in programs else None
    )
    return platform_openers(URL, surroundings)


def names(chosen: Openers) -> list[str]:
    return [program.argv[0] for program in chosen.programs]


def test_linux_with_a_display() -> None:
    chosen = openers("linux", DISPLAY, "firefox gio xdg-open chromium lynx w3m")
    assert names(chosen) == ["xdg-open", "gio", "firefox", "chromium"]
    assert [program.argv[-1] for program in chosen.programs] == [URL] * 4


def test_linux_under_wayland() -> None:
    assert names(openers("linux", {"WAYLAND_DISPLAY": "wayland-0"}, "xdg-open")) == ["xdg-open"]


def test_linux_with_text_browsers_alone() -> None:
    chosen = openers("linux", DISPLAY, " ".join(TEXT_BROWSERS))
    assert chosen == Openers(refused=("neither xdg-open nor a graphical browser was found",))


def test_linux_without_a_display() -> None:
    chosen = openers("linux", {"DISPLAY": ""}, "xdg-open firefox")
    assert not chosen.programs
    assert "no display" in chosen.refused[0]


def test_ssh_without_a_display() -> None:
    chosen = openers("linux", SSH, "xdg-open firefox")
    assert not chosen.programs
    assert "SSH" in chosen.refused[0]


def test_ssh_with_a_forwarded_display() -> None:
    assert names(openers("linux", {**SSH, "DISPLAY": "localhost:10.0"}, "xdg-open")) == ["xdg-open"]


def test_macos() -> None:
    assert [program.argv for program in openers("darwin", {}).programs] == [("open", URL)]


def test_windows_without_a_shell() -> None:
    (program,) = openers("win32", {}).programs
    assert program.argv == ("rundll32.exe", "url.dll,FileProtocolHandler", URL)


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_ssh_to_a_machine_with_a_screen_of_its_own(platform: str) -> None:
    assert not openers(platform, SSH).programs


@pytest.mark.parametrize(
    ("environment", "release"), [({"WSL_DISTRO_NAME": "Debian"}, "5.15"), ({}, "5.15.90.1-microsoft-standard-WSL2")]
)
def test_linux_inside_windows(environment: Mapping[str, str], release: str) -> None:
    chosen = openers("linux", environment, "cmd.exe explorer.exe powershell.exe wslview", release)
    assert names(chosen) == ["wslview", "powershell.exe", "explorer.exe"]
    assert chosen.programs[1].argv[-1] == f"Start-Process '{URL}'"
    assert not chosen.programs[2].failure_tells


@pytest.mark.parametrize("browser", sorted(TEXT_BROWSERS))
def test_text_browsers_are_refused_wherever_they_are(browser: str) -> None:
    surroundings = Surroundings({}, "linux", "6.1", lambda name: name)
    assert not commanded(f"{browser}:/usr/bin/{browser} -x %s", URL, surroundings).programs


def test_windows_commands_keep_their_backslashes() -> None:
    surroundings = Surroundings({}, "win32", "10", lambda name: name)
    chosen = commanded('"C:\\Program Files\\Mozilla\\firefox.exe" %s;C:\\lynx.exe', URL, surroundings)
    assert chosen.programs[0].argv == ("C:\\Program Files\\Mozilla\\firefox.exe", URL)
    assert chosen.programs[0].name == "firefox"
    assert chosen.refused == ("lynx is a text browser",)
