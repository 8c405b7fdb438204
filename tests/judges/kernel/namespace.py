"""A network namespace that lives in a thread, and what is done inside of it."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

T = TypeVar("T")

_CLONE_NEWNET = 0x40000000


class RefusedError(Exception):
    """A command that failed; the message is the command and what it said."""


class Namespace:
    """A network namespace without a name: it exists as long as its one thread does.

    So nothing can be left behind, however this process ends, and nothing done here touches the
    interfaces, routes and rules of the machine. Raises OSError where namespaces are not allowed.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        try:
            self.do(_unshare)
        except OSError:
            self._thread.shutdown()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._thread.shutdown()

    def do(self, action: Callable[[], T]) -> T:
        """Return what `action` returns when it is called inside."""
        return self._thread.submit(action).result()

    @property
    def handle(self) -> str:
        """What ip-link(8) takes for this namespace."""
        return str(self.do(threading.get_native_id))

    def run(self, *command: str, given: str | None = None) -> str:
        """Return what a command prints; `given` is its input. Raises RefusedError."""
        done = self.do(
            lambda: subprocess.run(command, input=given, capture_output=True, text=True, timeout=30)
        )
        if done.returncode:
            raise RefusedError(f"{' '.join(command)}: {done.stderr.strip()}")
        return done.stdout

    def set(self, name: str, value: int) -> None:
        """Set a kernel parameter of this namespace, such as `net/ipv4/ip_forward`."""
        self.do(lambda: (Path("/proc/sys") / name).write_text(str(value)))

    def socket(self, family: int, kind: int, protocol: int = 0) -> socket.socket:
        """Return a socket that stays inside, whoever uses it."""
        return self.do(lambda: socket.socket(family, kind, protocol))


def _unshare() -> None:
    """Move the calling thread into a new network namespace (os.unshare came with Python 3.12)."""
    if ctypes.CDLL(None, use_errno=True).unshare(_CLONE_NEWNET):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
