"""The bytes of files, and why there are none."""

from __future__ import annotations

import os
from os.path import realpath, relpath
from pathlib import Path

from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.source import Span

MAX_MEBIBYTES = 64
"""The largest input that is read; no device writes a larger export."""


class UnreadableError(Exception):
    """An input that cannot be read; `diagnostic` says why and what to do."""

    def __init__(self, path: str, message: str, hint: str = "") -> None:
        super().__init__(f"{path}: {message}")
        self.diagnostic = Diagnostic(Span(path), Trouble.UNREADABLE, message, hint)


class NoExportError(UnreadableError):
    """An input that was read and holds no export."""


def bytes_of(path: str, root: str = "") -> bytes:
    """Return what `path` holds; pipes are welcome, and nothing is read far beyond the limit.

    Where there is a `root`, no link may lead out of that folder. Raises UnreadableError.
    """
    if root and leads_out(path, root):
        raise UnreadableError(
            path,
            f"is a link that leads out of {root}, and is not followed",
            "name the file that it leads to",
        )
    try:
        if Path(path).is_dir():
            os.scandir(path).close()
            raise UnreadableError(path, "is a directory, not an export", "name the files in it")
        with Path(path).open("rb") as file:
            return file.read(MAX_MEBIBYTES * 2**20 + 1)
    except FileNotFoundError:
        raise UnreadableError(path, "does not exist") from None
    except OSError as error:
        raise UnreadableError(path, f"cannot be read: {error.strerror}") from error


def leads_out(path: str, root: str) -> bool:
    """Return whether `path` stands below the folder `root`, and links lead elsewhere from there."""
    is_below = not relpath(path, root).startswith("..")
    return is_below and not Path(realpath(path)).is_relative_to(realpath(root))
