"""Taking over a terminal that is held already, and noting what is painted on it first."""

from __future__ import annotations

from textual.driver import Driver

from kbtui.startup.held_terminal import HeldTerminal


class Written:
    """What was written to the terminal so far, until that is asked for."""

    def __init__(self) -> None:
        self._pieces: list[str] | None = []

    def add(self, piece: str) -> None:
        if self._pieces is not None:
            self._pieces.append(piece)

    def end(self) -> list[str] | None:
        """All of it; None where it was asked for before."""
        pieces, self._pieces = self._pieces, None
        return pieces


def taking_over(driver: type[Driver], terminal: HeldTerminal, written: Written) -> type[Driver]:
    """A driver like another one, for a terminal that is held."""

    class TakingOver(driver):  # type: ignore[misc, valid-type]  # mypy takes no class that is known when it runs only
        def start_application_mode(self) -> None:
            terminal.handed_over()
            super().start_application_mode()

        def write(self, data: str) -> None:
            written.add(data)
            super().write(terminal.without_clearing(data))

    return TakingOver
