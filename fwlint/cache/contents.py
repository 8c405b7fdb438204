"""What is in files, as digests: whether one has changed."""

from __future__ import annotations

import hashlib
import stat
import time
from dataclasses import dataclass, field
from pathlib import Path

_MOMENT_NS = 100_000_000
"""How far back the clock of a file system may lie."""


@dataclass(slots=True)
class Contents:
    """Digests of files, each file read once."""

    _began: int = field(default_factory=time.time_ns)
    _known: dict[str, str | None] = field(default_factory=dict)

    def digest(self, path: str) -> str | None:
        """Return a word for what is in a file: "" for none, None where it cannot be said."""
        if path not in self._known:
            self._known[path] = _digest(path)
        return self._known[path]

    def lasting_digest(self, path: str) -> str | None:
        """Return the same, and None for a file that has changed since the run began."""
        try:
            if Path(path).stat().st_mtime_ns > self._began - _MOMENT_NS:
                return None
        except OSError:
            pass  # its digest says so
        return self.digest(path)


def _digest(path: str) -> str | None:
    try:
        status = Path(path).stat()
        if not stat.S_ISREG(status.st_mode):
            return None  # a pipe can be read but once
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
    except OSError:
        return None
