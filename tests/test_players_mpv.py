"""The real mpv, without window and sound: started once, sought, followed, and ended in every way it can end."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from kbtui.players.mpv import Mpv
from kbtui.players.mpv_session import ALL_PLAYED, SOME_PLAYED
from kbtui.players.mpv_start import mpv_program
from kbtui.players.mpv_watch import PACE
from kbtui.players.player import CannotOpen, Opened, Stretch
from kbtui.players.program import Started, launch
from kbtui.players.remote import Ended, NotSteered, Playhead
from kbtui.players.sockets import own_folder
from tests.mpv_fixtures import (
    BROKEN,
    FIRST,
    LONG,
    QUIET,
    SECOND,
    Ear,
    impatient,
    media,
    mpv_at,
    needs_mpv,
    runtime,
    silence,
)

__all__ = ["media", "runtime"]
pytestmark = needs_mpv


@pytest.fixture
def mpv(runtime: Path, media: Path) -> Iterator[Mpv]:
    mpv = mpv_at(runtime, media)
    yield mpv
    mpv.close()


@pytest.fixture
def ear(mpv: Mpv) -> Ear:
    ear = Ear()
    mpv.follow(ear)
    return ear


def asked(mpv: Mpv, name: str) -> Any:
    """A property of the mpv that plays, as it tells it."""
    assert mpv._session is not None
    return mpv._session._ask("get_property", name)


def at(video_id: str, seconds: float) -> Any:
    """Whether something heard is that video not long after that moment, and before the next one that a test plays."""
    return lambda heard: (
        isinstance(heard, Playhead)
        and heard.video_id == video_id
        and heard.seconds is not None
        and seconds - 0.01 <= heard.seconds < seconds + 25
    )


def ended(heard: object) -> bool:
    return isinstance(heard, Ended)


def test_started_once_and_from_then_on_sought(mpv: Mpv, ear: Ear) -> None:
    assert mpv.play(FIRST, 60) == Opened("mpv")
    ear.until(at(FIRST, 60))
    pid = asked(mpv, "pid")
    for seconds in (120, 30):
        assert mpv.play(FIRST, seconds) == Opened("mpv")
        ear.until(at(FIRST, seconds))
    assert asked(mpv, "pid") == pid
    assert asked(mpv, "playlist-count") == 1


def test_another_video_is_loaded_into_the_same_process(mpv: Mpv, ear: Ear) -> None:
    mpv.play(FIRST, 60)
    ear.until(at(FIRST, 60))
    pid = asked(mpv, "pid")
    assert mpv.play(SECOND, 90) == Opened("mpv")
    ear.until(at(SECOND, 90))
    mpv.play(FIRST)
    ear.until(at(FIRST, 0))
    assert asked(mpv, "pid") == pid


def test_moments_asked_for_before_the_last_one_plays(mpv: Mpv, ear: Ear) -> None:
    for video_id, seconds in ((FIRST, 60), (SECOND, 90), (SECOND, 30), (FIRST, 120)):
        assert mpv.play(video_id, seconds) == Opened("mpv")
    ear.until(at(FIRST, 120))


def test_the_start_holds_for_the_first_file_alone(mpv: Mpv, ear: Ear) -> None:
    mpv.play(FIRST, 60)
    ear.until(lambda heard: heard.seconds and heard.seconds > 60)  # time goes on, so the jump is over
    assert asked(mpv, "options/start") == "none"


def test_followers_hear_time_go_on_a_few_times_a_second(mpv: Mpv, ear: Ear) -> None:
    mpv.play(FIRST, 60)
    ear.until(at(FIRST, 60))
    ear.forget()
    begin = monotonic()
    ear.until(lambda heard: heard.seconds > 61)
    times = [heard.seconds for heard in ear.heard if isinstance(heard, Playhead) and heard.seconds is not None]
    assert times == sorted(times)
    assert len(times) <= (monotonic() - begin) / PACE + 2
    assert mpv.now is not None
    assert mpv.now.playing
    assert mpv.now.duration == 180


def test_who_no_longer_follows_hears_nothing(mpv: Mpv, ear: Ear) -> None:
    left = Ear()
    mpv.follow(left)()
    mpv.play(FIRST, 60)
    ear.until(at(FIRST, 60))
    assert left.heard == []


def test_pause_and_steps(mpv: Mpv, ear: Ear) -> None:
    mpv.play(FIRST, 60)
    ear.until(at(FIRST, 60))
    paused = mpv.pause()
    assert isinstance(paused, Playhead)
    assert paused.paused
    stopped = ear.until(lambda heard: heard.paused)
    assert not stopped.playing
    ear.forget()
    assert isinstance(mpv.seek_by(30), Playhead)
    further = ear.until(at(FIRST, 89))  # mpv counts from the sound that is heard, which lags by what lies buffered
    mpv.seek_by(-5)
    ear.until(lambda heard: at(FIRST, 80)(heard) and heard.seconds < further.seconds)
    assert mpv.now is not None
    assert mpv.now.paused


def test_a_moment_plays_even_where_the_player_was_paused(mpv: Mpv, ear: Ear) -> None:
    mpv.play(FIRST, 60)
    ear.until(at(FIRST, 60))
    mpv.pause()
    mpv.play(FIRST, 120)
    ear.until(lambda heard: at(FIRST, 120)(heard) and heard.playing)


def test_a_killed_player_is_one_calm_line_and_the_next_play_starts_another(mpv: Mpv, ear: Ear) -> None:
    mpv.play(FIRST, 60)
    pid = asked(mpv, "pid")
    os.kill(pid, signal.SIGKILL)
    assert ear.until(ended) == Ended("mpv was ended by signal 9")
    assert mpv.now is None
    assert mpv.seek_by(5) == NotSteered("no mpv of kbtui's runs; play a moment first")
    assert mpv.play(FIRST, 60) == Opened("mpv")
    assert asked(mpv, "pid") != pid


def test_a_player_that_hangs_is_let_go_and_ends_where_another_is_started(runtime: Path, media: Path) -> None:
    mpv, ear = mpv_at(runtime, media), Ear()
    mpv.follow(ear)
    with hung(mpv) as process:
        assert mpv.pause() == NotSteered("mpv did not answer within 0.2 s")
        assert ear.until(ended) == Ended("mpv did not answer within 0.2 s")
        assert mpv.now is None
        assert mpv.play(FIRST, 100) == Opened("mpv")
        assert asked(mpv, "pid") != process.pid
    process.wait(LONG)  # else both would play
    mpv.close()


def test_a_player_that_hung_for_a_while_is_still_ones_own(runtime: Path, media: Path) -> None:
    mpv = mpv_at(runtime, media)
    with hung(mpv) as process:
        assert isinstance(mpv.pause(), NotSteered)
    mpv._patience = impatient()
    assert mpv.attach() is not None
    assert asked(mpv, "pid") == process.pid
    mpv.close()
    assert process.wait(LONG) == 0


def test_a_player_that_hangs_ends_with_kbtui(runtime: Path, media: Path) -> None:
    mpv = mpv_at(runtime, media)
    with hung(mpv) as process:
        assert isinstance(mpv.pause(), NotSteered)
        mpv.close()
    process.wait(LONG)


@contextmanager
def hung(mpv: Mpv) -> Iterator[subprocess.Popen[bytes]]:
    """An mpv that was started and takes no turn, for which nobody waits long; what is asked of others is waited for."""
    mpv.play(FIRST, 60)
    session = mpv._session
    assert session is not None
    assert session.started is not None
    session._patience = 0.2
    mpv._patience = impatient(greeting=0.2)
    process = session.started.process
    process.send_signal(signal.SIGSTOP)
    yield process
    process.send_signal(signal.SIGCONT)


def test_a_player_that_the_user_closes(mpv: Mpv, ear: Ear) -> None:
    mpv.play(FIRST, 60)
    assert mpv._session is not None
    mpv._session._connection.tell("keypress", "q")
    assert ear.until(ended) == Ended("mpv was closed")


def test_the_end_of_the_video(mpv: Mpv, ear: Ear) -> None:
    mpv.play(FIRST, 150)
    ear.until(at(FIRST, 150))
    mpv.seek_by(28)
    assert ear.until(ended) == Ended("mpv came to the end of the video")


@pytest.mark.parametrize("before", [None, FIRST], ids=["at the start", "in a running mpv"])
def test_a_file_that_is_no_video(mpv: Mpv, ear: Ear, before: str | None) -> None:
    if before:
        mpv.play(before, 60)
    outcome = mpv.play(BROKEN, 5)
    assert isinstance(outcome, CannotOpen)
    assert outcome.reason in {
        "mpv could not play it (unrecognized file format)",
        "mpv could not play it",  # it ended before it took commands
    }


LIST = (Stretch(FIRST, 60, 90), Stretch(BROKEN, 0, 9), Stretch(FIRST, 120, 150), Stretch(SECOND, 30, 60))


@pytest.mark.parametrize("before", [None, SECOND], ids=["at the start", "in a running mpv"])
def test_a_list_is_played_as_one(mpv: Mpv, ear: Ear, before: str | None) -> None:
    """Each stretch in its turn, a broken one passed over, and nothing of a video but the stretch."""
    if before:
        mpv.play(before, 90)
        ear.until(at(before, 90))
        mpv.pause()
    ear.forget()
    assert mpv.play_all(LIST) == Opened("mpv")
    stretches = [each for each in LIST if each.video_id != BROKEN]
    for each in stretches:
        ear.until(at(each.video_id, each.start))
        mpv.seek_by(28)  # past its end, or what is left of it is played: all of it would take too long
    assert ear.until(ended) in {SOME_PLAYED, ALL_PLAYED}  # which, its exit code tells, if that is not long in coming
    heard = [each for each in ear.heard if isinstance(each, Playhead) and each.seconds]
    heard = [
        each for each in heard if each.video_id != before or (each.seconds or 0) < 89
    ]  # without what played before
    in_turn = list(map(stretch_of, heard))
    assert list(dict.fromkeys(in_turn)) == stretches


def stretch_of(playhead: Playhead) -> Stretch | None:
    """Which of the list plays, though one may have sought past its end; None where nothing of it does."""
    now = playhead.seconds or 0
    begun = [each for each in LIST if each.video_id == playhead.video_id and each.start <= now]
    return begun[-1] if begun else None


def test_a_moment_plays_on_where_a_list_played(mpv: Mpv, ear: Ear) -> None:
    mpv.play_all([Stretch(FIRST, 60, 90), Stretch(FIRST, 120, 150)])
    ear.until(at(FIRST, 60))
    assert asked(mpv, "playlist-count") == 2
    mpv.play(FIRST, 100)
    ear.until(at(FIRST, 100))
    assert asked(mpv, "end") == "none"
    assert asked(mpv, "playlist-count") == 1


def test_of_a_list_what_mpv_cannot_play_is_left_out(runtime: Path, media: Path) -> None:
    mpv = mpv_at(runtime, media, lambda name: "mpv" if name == "mpv" else None)
    assert mpv.play_all([Stretch("streamed_01", 1, 2), Stretch(FIRST, 60, 90)]) == Opened("mpv", left_out=1)
    alone = mpv.play_all([Stretch("streamed_01", 1, 2)])
    assert isinstance(alone, CannotOpen)
    assert alone.reason.startswith("mpv needs yt-dlp to stream it")
    mpv.close()


def test_a_file_whose_name_is_no_text(mpv: Mpv, ear: Ear, tmp_path: Path, runtime: Path) -> None:
    names = os.fsdecode(b"caf\xe9"), '--script=x, "y"; #%\n'
    for name, video_id in zip(names, (FIRST, SECOND), strict=True):
        silence(tmp_path / f"{name} [{video_id}].wav")
    odd = mpv_at(runtime, tmp_path)
    odd.follow(ear)
    for video_id in (FIRST, SECOND, FIRST):  # started with, loaded and loaded again
        assert odd.play(video_id, 60) == Opened("mpv")
        ear.until(at(video_id, 60))
    pid = asked(odd, "pid")
    odd.play(FIRST, 90)
    ear.until(at(FIRST, 90))
    assert (asked(odd, "pid"), asked(odd, "playlist-count")) == (pid, 1)
    ear.forget()
    assert odd.play_all([Stretch(SECOND, 30, 60), Stretch(FIRST, 120, 150)]) == Opened("mpv")
    ear.until(at(SECOND, 30))
    odd.seek_by(28)
    ear.until(at(FIRST, 120))
    odd.close()


def test_a_later_kbtui_finds_the_player_of_an_earlier_one(runtime: Path, media: Path, ear: Ear, mpv: Mpv) -> None:
    mpv.play(FIRST, 60)
    ear.until(at(FIRST, 60))
    later, other = mpv_at(runtime, media), Ear()
    later.follow(other)
    found = later.attach()
    assert at(FIRST, 60)(found)
    assert later.play(FIRST, 100) == Opened("mpv")
    ear.until(at(FIRST, 100))
    other.until(at(FIRST, 100))
    later.close()
    assert asked(mpv, "pid")  # it was not the later one's to end


def test_a_player_plays_on_after_kbtui_unless_it_is_to_end(runtime: Path, media: Path) -> None:
    mpv = mpv_at(runtime, media, ends_with_kbtui=False)
    mpv.play(FIRST, 60)
    assert mpv._session is not None
    started = mpv._session.started
    assert started is not None
    mpv.close()
    assert not started.ends_within(0.05)
    started.process.kill()
    assert started.ends_within(LONG)

    mpv = mpv_at(runtime, media, ends_with_kbtui=True)
    mpv.play(FIRST, 60)
    assert mpv._session is not None
    started = mpv._session.started
    assert started is not None
    mpv.close()
    assert started.ends_within(LONG)
    assert started.process.returncode == 0


def test_an_ended_player_leaves_nothing_behind(runtime: Path, media: Path) -> None:
    mpv = mpv_at(runtime, media)
    mpv.play(FIRST, 60)
    mpv.close()
    assert list((runtime / "kbtui").glob("*")) == []


def test_the_socket_of_a_killed_player_of_an_earlier_kbtui_is_cleared_away(
    runtime: Path, media: Path, mpv: Mpv, ear: Ear
) -> None:
    """The earlier one is started beside kbtui here, and so by nobody who could clear up after it."""
    left = own_folder({"XDG_RUNTIME_DIR": str(runtime)}) / "mpv-earlier.sock"
    earlier = launch(mpv_program("mpv", QUIET, left, (str(media / f"First [{FIRST}].wav"), 60)))
    assert isinstance(earlier, Started)
    while mpv.attach() is None:
        assert not earlier.ends_within(0.01)
    earlier.process.kill()
    ear.until(ended)
    assert earlier.ends_within(LONG)
    os.utime(left, (1, 1))  # it was made long ago
    assert mpv.attach() is None
    assert not left.exists()
    assert mpv.play(FIRST, 60) == Opened("mpv")


def test_the_folder_of_the_socket_is_the_users_alone(runtime: Path, media: Path, mpv: Mpv) -> None:
    mpv.play(FIRST, 60)
    assert (runtime / "kbtui").stat().st_mode & 0o777 == 0o700
