"""What all tests share: inputs that are drawn the same at every run, and a home that is none of the user's.

`KBTUI_FUZZ=1` draws new inputs, to look for what nobody thought of; what it finds becomes a case of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.mpv_fixtures import LONG, impatient
from tests.tui_fixtures import drained

# How long an example takes is no verdict: on a busy machine it takes as long as others let it.
settings.register_profile("any time", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("any time"), derandomize=True, database=None)
settings.register_profile("new", settings.get_profile("any time"), print_blob=True)
settings.load_profile("new" if os.environ.get("KBTUI_FUZZ") else "same")


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing that a test keeps goes where the user keeps things."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        yield


@pytest.fixture(scope="session", autouse=True)
def no_clocks() -> Iterator[None]:
    """Screens are painted when a test waits for them, not by the clock. Pilot waits for all that runs in the program,
    not for a process that does little: on a busy machine that may be one that gets no turn."""

    async def idle(*_: float) -> None:
        await drained()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.screen.UPDATE_PERIOD", 3600.0)
        patch.setattr("textual.pilot.wait_for_idle", idle)
        patch.setattr("textual.app.wait_for_idle", idle)
        yield


@pytest.fixture(scope="session", autouse=True)
def patience() -> Iterator[None]:
    """An mpv that gets no turn on a busy machine is waited for; tests of too little patience say what they have."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kbtui.players.mpv.Patience", impatient)
        patch.setattr("kbtui.players.mpv.PATIENCE", LONG)
        patch.setattr("kbtui.players.mpv_session._EXIT", LONG)
        yield
