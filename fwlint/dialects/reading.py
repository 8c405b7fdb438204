"""From a file to its export: bytes read, the dialect recognised, and errors a person can use."""

from __future__ import annotations

from pathlib import Path

from fwlint.dialects.dialect import Dialect, all_dialects
from fwlint.dialects.source import Source, read_source
from fwlint.dialects.surroundings import UNKNOWN, Surroundings
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export
from fwlint.model.source import Span

MAX_MEBIBYTES = 64
"""The largest input that is read; no device writes a larger export."""


class UnreadableError(Exception):
    """An input that holds no export; `diagnostic` says why and what to do."""

    def __init__(self, path: str, message: str, hint: str = "") -> None:
        super().__init__(f"{path}: {message}")
        self.diagnostic = Diagnostic(Span(path), Trouble.UNREADABLE, message, hint)


def read_export(
    path: str,
    data: bytes | None = None,
    dialect: Dialect | None = None,
    surroundings: Surroundings = UNKNOWN,
) -> Export:
    """Return the export that `data`, or else the file at `path`, holds.

    Without `dialect` it is recognised by the content. Raises UnreadableError.
    """
    content = bytes_of(path) if data is None else data
    _refuse_unless_fit(path, content)
    source = read_source(path, content, surroundings)
    return (dialect or recognise(source)).parse(source)


def recognise(source: Source) -> Dialect:
    """Return the dialect that `source` is written in; raises UnreadableError for none."""
    for dialect in all_dialects():
        if dialect.recognises(source):
            return dialect
    if not source.lines:
        raise UnreadableError(
            source.path,
            "is a binary file in no format that fwlint knows",
            "export the rules as text",
        )
    tried = ", ".join(f"{dialect.title} ({dialect.name})" for dialect in all_dialects())
    raise UnreadableError(
        source.path,
        f"is in no format that fwlint knows; tried {tried}",
        "if it is one of these all the same, say which with --dialect",
    )


def bytes_of(path: str) -> bytes:
    """Return what `path` holds; pipes are welcome, and nothing is read far beyond the limit.

    Raises UnreadableError.
    """
    if Path(path).is_dir():
        raise UnreadableError(path, "is a directory, not an export", "name the files in it")
    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_MEBIBYTES * 2**20 + 1)
    except FileNotFoundError:
        raise UnreadableError(path, "does not exist") from None
    except OSError as error:
        raise UnreadableError(path, f"cannot be read: {error.strerror}") from error


def _refuse_unless_fit(path: str, content: bytes) -> None:
    if len(content) > MAX_MEBIBYTES * 2**20:
        raise UnreadableError(
            path,
            f"is larger than {MAX_MEBIBYTES} MiB, the largest export that fwlint reads",
            "name the export itself, without logs or dumps around it",
        )
    if not content.strip():
        raise UnreadableError(path, "is empty")
