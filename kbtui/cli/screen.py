"""`kbtui` on a terminal: what the browser opens with."""

from __future__ import annotations

from argparse import Namespace

from kbtui.cli.exit_code import ExitCode, Stop
from kbtui.cli.location import Location
from kbtui.config import Config, ConfigError
from kbtui.startup.beginning import Beginning
from kbtui.startup.first_screen import Circumstances
from kbtui.startup.held_terminal import HeldTerminal
from kbtui.startup.start import Start


def open_screen(
    arguments: Namespace, found: Location, config: Config, terminal: HeldTerminal, kept_for: Circumstances | None
) -> ExitCode:
    """Open the browser on a terminal, until it is closed.

    Raises:
        Stop: The arguments or the config cannot be used.
    """
    start = _start(arguments, found, config, kept_for)
    from kbtui.tui.app import browse  # a third of a second that only the screen is worth

    try:
        return ExitCode(browse(start, terminal))
    except ConfigError as error:
        raise Stop(ExitCode.USAGE, str(error)) from error


def _start(arguments: Namespace, found: Location, config: Config, kept_for: Circumstances | None) -> Start:
    keep_index = not arguments.no_index
    note, known, video = found.note, None, None
    if arguments.video:
        from kbtui.cli.naming import read_video

        video = read_video(arguments.video)
    if arguments.note:
        from kbtui.cli.naming import find_note
        from kbtui.cli.reading import read_catalogue
        from kbtui.vault.vault import Vault

        known = read_catalogue(found.root, arguments)
        note = find_note(Vault.of(known), arguments.note).path
    return Start(
        root=found.root,
        note=note,
        video=(video.video_id, video.seconds) if video else None,
        config=config,
        sample=found.sample,
        beginning=Beginning(found.root, note, keep_index=keep_index, known=known),
        keep_index=keep_index,
        kept_for=kept_for,
    )
