"""The inputs of a run once more, for what their report shows of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fwlint.dialects.files import UnreadableError, bytes_of
from fwlint.dialects.source import read_source
from fwlint.reports.sources import Sources

if TYPE_CHECKING:
    from fwlint.config.site import Configuration
    from fwlint.dialects.dialect import Dialect
    from fwlint.inputs import Input


def sources_of(inputs: Sequence[Input]) -> Sources:
    """Return access to the files of a report on `inputs`."""
    given = {one.path: one.data for one in inputs if one.data is not None}

    def read(path: str) -> bytes | None:
        try:
            return given.get(path) or bytes_of(path)
        except UnreadableError:
            return None

    return Sources(read, split=lambda data: read_source("", data).lines)


def names_of(
    inputs: Sequence[Input], config: Configuration, dialect: Dialect | None
) -> Iterator[tuple[str, str]]:
    """Yield the names that the exports of `inputs` give to things.

    One that cannot be read has none to give: what its report quotes is hidden word by word.
    """

    from fwlint.dialects.reading import read_export
    from fwlint.reports.redaction import names_in

    for one in inputs:
        try:
            known = config.for_file(one.path).surroundings(one.path)
            export = read_export(one.path, one.data, dialect, known)
        except Exception:  # the report says already what is wrong with it
            continue
        yield from names_in(export)
