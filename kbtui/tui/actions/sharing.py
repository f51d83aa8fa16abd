"""Handing moments on: to the clipboard of the terminal, into a file that the user names, or to mpv that plays them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from secrets import token_hex

from kbtui.moment_formats import ENDINGS, USUAL_ENDINGS, Clip, Format, no_file, parts_of, with_files, written
from kbtui.players.media import Media
from kbtui.players.player import CannotOpen, Stretch
from kbtui.tui.actions.playing import Playing
from kbtui.tui.desk.desk import Desk
from kbtui.tui.dialogs.dialogs import Choice
from kbtui.tui.dialogs.naming import Naming
from kbtui.tui.from_thread import from_thread
from kbtui.tui.lists.row import Row
from kbtui.tui.panes.wording import amount_of, no_moment
from kbtui.whole_file import write_whole

_COPIES: tuple[tuple[str, Format, str], ...] = (
    ("m", "md", "as Markdown"),
    ("a", "urls", "as addresses"),
    ("p", "m3u", "as a playlist (m3u)"),
    ("e", "edl", "as a playlist of files (EDL)"),
    ("J", "json", "as JSON"),
)
"""Letter, format and words of what moments are sent to the clipboard as."""
_ASKED = f"Its ending tells what is written: {', '.join(USUAL_ENDINGS)}"


class UnwritableError(Exception):
    """A file that is not written. The message says why, as the part of a sentence that follows a colon."""


class Sharing:
    """Some moments, and the ways to hand them on. One mechanism for marks, a video, a note and a search."""

    def __init__(self, desk: Desk, playing: Playing, media: Path | None, what: str, clips: Sequence[Clip]) -> None:
        """
        Args:
            desk: Where one reads.
            playing: Plays them.
            media: The folder of downloaded videos.
            what: What the moments are, in a few words: `these marks`.
            clips: The moments.
        """
        self._desk = desk
        self._playing = playing
        self._media = media
        self._tell = from_thread(desk)
        self._what = what
        self._clips = clips

    def ask(self) -> None:
        """Ask what to do with them."""
        if not self._clips:
            self._say(no_moment("hand on"))
            return
        rows = [Row(f"copy {words}", lead=letter) for letter, _, words in _COPIES]
        others = [Row("write to a file …", lead="w"), Row("play in mpv, one after the other", lead="o")]
        title = f"{self._what[:1].upper()}{self._what[1:]} ({len(self._clips)})"
        self._desk.app.push_screen(Choice(title, [*rows, *others]), self._chosen)

    def _chosen(self, number: int | None) -> None:
        if number is None:
            return
        if number < len(_COPIES):
            _, form, words = _COPIES[number]
            self._start(lambda: self._copy(form, words))
        elif number == len(_COPIES):
            self._ask_name()
        else:
            self._say("Opening the videos …")
            self._start(self._play)

    # The clipboard

    def _copy(self, form: Format, words: str) -> None:
        text, left_out = self._text(form)
        self._tell(lambda: self._send(text, words, left_out))

    def _send(self, text: str, words: str, left_out: str) -> None:
        if text:
            self._desk.app.copy_to_clipboard(text)
            self._say(f"Sent to the terminal's clipboard{left_out or f': {self._what} {words}'}.")
        else:
            self._say(f"Nothing was sent{left_out}.")

    # A file

    def _ask_name(self, name: str = "moments.m3u", problem: str = "") -> None:
        def named(typed: str | None) -> None:
            if typed:
                self._start(lambda: self._write(typed, over=False))

        about = f"Not written: {problem}. {_ASKED}" if problem else _ASKED
        hint = "a file's name; Enter writes it"
        self._desk.app.push_screen(Naming(f"Write {self._what} to a file", about, name, hint), named)

    def _write(self, typed: str, *, over: bool) -> None:
        try:
            path, form = target(typed, self._root)
            if path.exists() and not over:
                self._tell(lambda: self._ask_over(typed, path))
                return
            text, left_out = self._text(form)
            if text:
                write_whole(path, text.encode("utf-8"), path.with_name(f".{path.name}.{token_hex(4)}"))
        except UnwritableError as error:
            problem = str(error)
        except OSError as error:
            problem = (error.strerror or str(error)).lower()
        else:
            done = f"Wrote {path}{left_out}." if text else f"Nothing was written{left_out}."
            self._tell(lambda: self._say(done))
            return
        self._tell(lambda: self._ask_name(typed, problem))

    def _ask_over(self, typed: str, path: Path) -> None:
        def chosen(number: int | None) -> None:
            if number == 0:
                self._start(lambda: self._write(typed, over=True))
            else:
                self._say("Nothing was written.")

        rows = [Row("Replace it", lead="y"), Row("Keep it", lead="n")]
        self._desk.app.push_screen(Choice(f"There is a file {path} already.", rows), chosen)

    @property
    def _root(self) -> Path:
        """The vault, which nothing is written into."""
        vault = self._desk.vault
        if vault is None:
            raise UnwritableError("no vault is open")
        return vault.root

    # mpv

    def _play(self) -> None:
        stretches = [
            Stretch(part.clip.video_id, part.clip.seconds, part.clip.seconds + part.length)
            for part in parts_of(self._clips)
        ]
        outcome = self._playing.players().play_all(stretches)
        if isinstance(outcome, CannotOpen):
            words = f"Not played: {outcome.reason}."
        else:
            left_out = (
                f"; left out, as it cannot play them: {amount_of(outcome.left_out, 'video')}"
                if outcome.left_out
                else ""
            )
            words = f"{outcome.by} plays them one after the other{left_out}."
        self._tell(lambda: self._say(words))

    def _text(self, form: Format) -> tuple[str, str]:
        """What is handed on, which may be nothing, and what to say of what is left out. Looks for files."""
        media = self._media
        file_of = Media(media).find if media else no_file
        clips, left_out = self._clips, ""
        if form == "edl":
            clips, missing = with_files(clips, file_of)
            where = "" if media else " (the config names no media folder)"
            left_out = f"; left out, having no file: {amount_of(missing, 'video')}{where}" if missing else ""
        return ("\n".join(written(clips, form, file_of)) + "\n" if clips else ""), left_out

    def _start(self, work: Callable[[], None]) -> None:
        self._desk.run_worker(work, thread=True, group="sharing")

    def _say(self, words: str) -> None:
        self._playing.say(words)


def target(typed: str, vault: Path) -> tuple[Path, Format]:
    """The file that somebody named, and what it is to hold. Looks at folders.

    Raises:
        UnwritableError: the name says no format, or the file would lie in the vault, or where there is no folder.
    """
    path = Path(os.path.realpath(os.path.expanduser(typed)))  # noqa: PTH111  Path.expanduser raises without a home
    form = ENDINGS.get(path.suffix.lower())
    if form is None:
        raise UnwritableError(f"{path.name} ends otherwise")
    if not path.parent.is_dir():
        raise UnwritableError(f"there is no folder {path.parent}")
    if any(folder.samefile(vault) for folder in path.parents):
        raise UnwritableError(f"{path.name} would lie in the vault, which kbtui never writes into")
    if path.exists() and not path.is_file():
        raise UnwritableError(f"{path.name} is no file")
    return path, form
