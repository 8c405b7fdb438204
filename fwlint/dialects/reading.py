"""From an input to its export: the dialect recognised, and errors a person can use."""

from __future__ import annotations

from collections.abc import Collection

from fwlint.dialects.dialect import Dialect, all_dialects
from fwlint.dialects.files import MAX_MEBIBYTES, NoExportError, bytes_of
from fwlint.dialects.source import Source, read_source
from fwlint.dialects.surroundings import UNKNOWN, Surroundings
from fwlint.model.export import Export


def read_export(
    path: str,
    data: bytes | None = None,
    dialect: Dialect | None = None,
    surroundings: Surroundings = UNKNOWN,
    *,
    sought: bool = False,
) -> Export:
    """Return the export that `data`, or else the file at `path`, holds.

    Without `dialect` it is recognised by the content, and where it was `sought`, it must be of that
    one. Raises UnreadableError, and where there is no export NoExportError.
    """
    content = bytes_of(path) if data is None else data
    _refuse_unless_fit(path, content)
    source = read_source(path, content, surroundings)
    if dialect is None or sought:
        dialect = recognise(source, (dialect,) if dialect else all_dialects())
    return dialect.parse(source)


def recognise(source: Source, dialects: Collection[Dialect]) -> Dialect:
    """Return which of `dialects` `source` is written in; raises NoExportError for none."""
    for dialect in dialects:
        if dialect.recognises(source):
            return dialect
    if not source.lines:
        raise NoExportError(
            source.path,
            "is a binary file in no format that fwlint knows",
            "export the rules as text",
        )
    tried = ", ".join(f"{dialect.title} ({dialect.name})" for dialect in dialects)
    raise NoExportError(
        source.path,
        f"is in no format that fwlint knows; tried {tried}",
        "if it is one of these all the same, say which with --dialect",
    )


def _refuse_unless_fit(path: str, content: bytes) -> None:
    if len(content) > MAX_MEBIBYTES * 2**20:
        raise NoExportError(
            path,
            f"is larger than {MAX_MEBIBYTES} MiB, the largest export that fwlint reads",
            "name the export itself, without logs or dumps around it",
        )
    if not content.strip():
        raise NoExportError(path, "is empty")
