"""The user's config: what it may say, and how a mistake in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbtui.config import Config, ConfigError, config_path, parse_config, read_config

FILE = Path("/home/ada/.config/kbtui/config.toml")
SETTINGS = "browser, close_player, command, keys, lead_in, media, player, theme, vault"
NO_WORDS = """'command' takes a list of words, such as command = ["vlc", "{url}"]"""


def test_everything_that_can_be_set() -> None:
    text = 'vault = "notes"\nbrowser = "firefox --new-window %s"\ntheme = "nord"\n[keys]\nplay = "p,ctrl+o"\n'
    assert parse_config(text, FILE) == Config(
        vault=FILE.parent / "notes", browser="firefox --new-window %s", theme="nord", keys={"play": "p,ctrl+o"}
    )


def test_everything_that_can_be_set_about_players() -> None:
    text = (
        'player = "command"\nmedia = "../videos"\ncommand = ["vlc", "--start-time={seconds}", "{url}"]\n'
        "lead_in = 3\nclose_player = true\n"
    )
    assert parse_config(text, FILE) == Config(
        player="command",
        media=FILE.parent / "../videos",
        command=("vlc", "--start-time={seconds}", "{url}"),
        lead_in=3,
        close_player=True,
    )


def test_an_id_may_be_an_argument_where_no_option_can_stand() -> None:
    for words in (("play", "--", "{id}"), ("play", "yt:{id}")):
        text = f"command = {list(words)}\n"
        assert parse_config(text, FILE).command == words


def test_nothing_has_to_be_set() -> None:
    assert parse_config("", FILE) == Config()


def test_the_vault_may_be_named_from_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.setenv("USERPROFILE", "/home/ada")
    assert parse_config('vault = "~/notes"', FILE).vault == Path("/home/ada/notes")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('theme = "nord"\nvault = notes\n', ":2: is no TOML: Invalid value (column 9)"),
        ('theme = "nord"\n\nvolt = "x"\n', ":3: there is no setting 'volt'; there are " + SETTINGS),
        ('[players]\nmpv = "x"\n', ":1: there is no setting 'players'; there are " + SETTINGS),
        ("theme = 5\n", """:1: 'theme' takes a text in quotes, such as theme = "…\""""),
        ('\nvault = ""\n', """:2: 'vault' takes a text in quotes, such as vault = "…\""""),
        ('keys = "p"\n', ":1: 'keys' is a table: write [keys], and below it a line for each command"),
        ("\nplayer = 1\n", """:2: 'player' takes a text in quotes, such as player = "…\""""),
        ('player = "vlc"\n', ":1: there is no player 'vlc'; there are browser, mpv, file, command"),
        ('player = "file"\n', """:1: the player 'file' needs one more line, such as media = "~/Videos\""""),
        (
            'player = "command"\n',
            """:1: the player 'command' needs one more line, such as command = ["vlc", "{url}"]""",
        ),
        ('command = "vlc {url}"\n', f":1: {NO_WORDS}"),
        ("command = []\n", f":1: {NO_WORDS}"),
        ('command = ["vlc", 5]\n', f":1: {NO_WORDS}"),
        (
            'command = ["{id}"]\n',
            ":1: 'command' begins with a program's name, which is the same for every video",
        ),
        (
            'command = ["vlc", "{seconds}"]\n',
            ":1: 'command' names no video: write {url} or {id} where it is to stand",
        ),
        (
            'command = ["play", "{id}"]\n',
            """:1: 'command' has {id} where an option could stand, and an id may be -xy: put "--" before it""",
        ),
        ("lead_in = -1\n", ":1: 'lead_in' takes whole seconds, such as lead_in = 3"),
        ("lead_in = true\n", ":1: 'lead_in' takes whole seconds, such as lead_in = 3"),
        ('close_player = "yes"\n', ":1: 'close_player' takes true or false, without quotes"),
        ("[keys]\nplay = 5\n", """:2: 'play' takes keys in quotes, such as "play" = "p,ctrl+o\""""),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text, FILE)
    assert str(caught.value) == f"{FILE}{message}"


def test_the_users_own_config_is_read(tmp_path: Path) -> None:
    (tmp_path / "kbtui").mkdir()
    (tmp_path / "kbtui" / "config.toml").write_text('theme = "nord"\n')
    assert read_config(None, {"XDG_CONFIG_HOME": str(tmp_path)}).theme == "nord"


def test_without_a_config_nothing_is_made(tmp_path: Path) -> None:
    assert read_config(None, {"XDG_CONFIG_HOME": str(tmp_path)}) == Config()
    assert list(tmp_path.iterdir()) == []


def test_a_relative_config_home_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.setenv("USERPROFILE", "/home/ada")
    assert config_path({"XDG_CONFIG_HOME": "relative"}) == FILE


def test_a_named_config_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: cannot be read \(No such file or directory\)"):
        read_config(tmp_path / "none.toml", {})


def test_a_config_that_is_no_utf8(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b'theme = "caf\xe9"\n')
    with pytest.raises(ConfigError, match="is not UTF-8; save it as UTF-8"):
        read_config(tmp_path / "config.toml", {})
