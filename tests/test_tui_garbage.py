"""When garbage is looked for: where it is quiet, and not while somebody works or a page is open."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from kbtui.tui.garbage import QUIET, Tidying, let_go, settle_memory


class Value:
    """A value that can be watched."""


class Loop:
    """A value that holds itself, and so is only found where garbage is looked for."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """The test's process looks for garbage as it did, among what it did."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def garbage() -> weakref.ref[Loop]:
    """Some that has been there for a while."""
    value = Loop()
    for _ in range(30):
        gc.collect(1)
    return weakref.ref(value)


def tidying(screens: int = 1) -> Tidying:
    app: Any = SimpleNamespace(screen_stack=[None] * screens)
    return Tidying(app)


def test_where_it_is_quiet_garbage_is_taken_away() -> None:
    settle_memory()
    gone, tidier = garbage(), tidying()
    for _ in range(QUIET):
        tidier.look()
        assert gone() is not None
    tidier.look()
    assert gone() is None


def test_while_somebody_works_it_stays() -> None:
    settle_memory()
    gone, tidier = garbage(), tidying()
    tidier.look()
    gc.collect(0)  # as happens when many values come to be
    tidier.look()
    assert gone() is not None


def test_while_a_page_is_open_it_stays() -> None:
    settle_memory()
    gone, tidier = garbage(), tidying(screens=2)
    tidier.look()
    tidier.look()
    assert gone() is not None


@pytest.mark.parametrize("count", [0, 3, 20_000])
def test_what_is_let_go_of_is_gone_soon(count: int) -> None:
    values = [Value() for _ in range(count)]
    last = [weakref.ref(value) for value in values[-1:]]
    let_go(values)
    for thread in threading.enumerate():
        if thread.name == "letting go":
            thread.join()
    assert not values
    assert all(value() is None for value in last)
