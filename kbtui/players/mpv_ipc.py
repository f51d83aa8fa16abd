"""One connection to mpv's JSON IPC: commands and their answers, and what mpv tells of itself.

mpv's manual, "JSON IPC": one JSON object a line, both ways, over a Unix socket. An answer carries the `request_id` of
its command and an `error`, which is `success` where there was none; what carries an `event` answers nothing.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

CONNECTING = 1.0
"""Seconds in which a program that listens takes a connection."""
_LONGEST = 1 << 20
"""Bytes of a line, at most; mpv's are far shorter."""

Message = dict[str, object]


class IpcError(Exception):
    """mpv did not do as it was told. Its text is the part of a sentence that follows a colon."""


class RefusedError(IpcError):
    """mpv answered that it will not."""

    def __init__(self, error: str) -> None:
        super().__init__(f"mpv refused ({error})")
        self.error = error


class SilentError(IpcError):
    """No answer in time: mpv hangs, or another program listens."""


class GoneError(IpcError):
    """The connection has ended."""

    def __init__(self) -> None:
        super().__init__("mpv has ended")


class Connection:
    """Commands may come from several threads; `hear` and `ended` are called from the connection's own."""

    def __init__(self, server: socket.socket, hear: Callable[[Message], None], ended: Callable[[], None]) -> None:
        self._server = server
        self._hear = hear
        self._ended = ended
        self._numbers = count(1)
        self._waiting: dict[int, SimpleQueue[Message | None]] = {}
        self._over = False

    def listen(self) -> None:
        """Begin to hear and to be answered. To be called once, when whoever hears is ready."""
        Thread(target=self._read, name="reader of mpv", daemon=True).start()

    def ask(self, *command: object, patience: float) -> object:
        """Send a command and return the `data` of its answer, which comes within `patience` seconds.

        Raises:
            IpcError: it refused, did not answer in time, or is gone.
        """
        number = next(self._numbers)
        answers: SimpleQueue[Message | None] = SimpleQueue()
        self._waiting[number] = answers
        try:
            self._send(number, command)
            answer = answers.get(timeout=patience)
        except Empty:
            raise SilentError(f"mpv did not answer within {patience:g} s") from None
        finally:
            self._waiting.pop(number, None)
        if answer is None:
            raise GoneError
        if answer.get("error") != "success":
            raise RefusedError(str(answer.get("error")))
        return answer.get("data")

    def tell(self, *command: object) -> None:
        """Send a command and wait for no answer.

        Raises:
            IpcError: it does not read, or is gone.
        """
        self._send(next(self._numbers), command)

    def close(self) -> None:
        """End the connection; the reader then calls `ended`."""
        with suppress(OSError):  # it had ended by itself
            self._server.shutdown(socket.SHUT_RDWR)

    def _send(self, number: int, command: tuple[object, ...]) -> None:
        message = json.dumps({"command": command, "request_id": number}, ensure_ascii=False)
        line = message.encode("utf-8", "surrogateescape") + b"\n"  # files' names go as they are on disk
        if self._over:
            raise GoneError
        try:
            sent = self._server.send(line, socket.MSG_DONTWAIT)
        except BlockingIOError:
            sent = 0
        except OSError as error:
            raise GoneError from error
        if sent < len(line):
            # Many commands lie unread before this one; half a line would spoil the next.
            self.close()
            raise SilentError("mpv takes no commands any more")

    def _read(self) -> None:
        # However it ends, by mpv's end, by an error of the socket or by what is no JSON, it is one thing: over.
        with suppress(OSError, ValueError):
            for line in _lines(self._server):
                self._take(_message(line))
        self._over = True
        self._server.close()
        for answers in list(self._waiting.values()):
            answers.put(None)
        self._ended()

    def _take(self, message: Message) -> None:
        if "event" in message:
            self._hear(message)
            return
        number = message.get("request_id")
        answers = self._waiting.get(number) if isinstance(number, int) else None
        if answers is not None:
            answers.put(message)


def connect(path: Path, hear: Callable[[Message], None], ended: Callable[[], None]) -> Connection:
    """Connect to what listens at `path`.

    Raises:
        OSError: nothing does (`ConnectionRefusedError` where something did once), or it takes no connection.
    """
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.settimeout(CONNECTING)
    try:
        server.connect(str(path))
    except OSError:
        server.close()
        raise
    server.settimeout(None)
    return Connection(server, hear, ended)


def _lines(server: socket.socket) -> Iterator[bytes]:
    rest = b""
    while chunk := server.recv(1 << 16):
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
        if len(rest) > _LONGEST:
            raise ValueError("this is not mpv")


def _message(line: bytes) -> Message:
    message = json.loads(line.decode("utf-8", "surrogateescape"))  # files' names come as they are on disk
    if not isinstance(message, dict):
        raise ValueError("this is not mpv")  # noqa: TRY004  a wrong value from outside, no wrong type of ours
    return message
