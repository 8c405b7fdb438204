"""Lines cut into rows of cells, and rows made records by the headers above them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from fwlint.dialects.source import Source
from fwlint.dialects.windows.table.record import Cell, Record, record
from fwlint.model.source import Span

_BEFORE_HEADERS = ("#TYPE ", "sep=")
"""How lines begin that PowerShell and spreadsheets put above the headers."""
_QUOTING: dict[bool, Literal[0, 3]] = {True: csv.QUOTE_MINIMAL, False: csv.QUOTE_NONE}
_MISTAKES = 100
"""How many rows that cannot be cut are put up with; each may take a while to find."""


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of a table, the line they stand on, and how its cells are set apart."""

    line: int
    names: tuple[str, ...]
    delimiter: str
    quoted: bool


def headers(source: Source, delimiter: str, *, quoted: bool) -> Headers | None:
    """Return the first line of the table cut at `delimiter`, or None where it cannot be."""
    for number, line in enumerate(source.lines, 1):
        if not line.strip() or line.startswith(_BEFORE_HEADERS):
            continue
        try:
            (names,) = csv.reader([line], delimiter=delimiter, quoting=_QUOTING[quoted])
        except csv.Error:
            return None
        while names and not names[-1].strip():  # the console ends each line with a tab
            names.pop()
        return Headers(number, tuple(name.strip() for name in names), delimiter, quoted)
    return None


def read_rows(source: Source, head: Headers) -> Iterator[Record]:
    """Yield a record for each row below the headers.

    A row that cannot be cut, or has too many or too few cells, is a record with a problem; the
    reading goes on in the line below. After many of them it ends, with a problem for all the rest.
    """
    first = head.line
    for _ in range(_MISTAKES):
        lines = (f"{line}\n" for line in source.lines[first:])
        quoting = _QUOTING[head.quoted]
        rows = csv.reader(lines, delimiter=head.delimiter, quoting=quoting, strict=True)
        read = 0
        try:
            for row in rows:
                if any(cell.strip() for cell in row):
                    yield _record(source.span(first + read + 1), head, row)
                read = rows.line_num
            return
        except csv.Error as error:
            yield Record(source.span(first + read + 1), {}, f"this row cannot be read: {error}")
            first += read + 1
    yield Record(source.span(first), {}, "the table cannot be read from here on")


def _record(span: Span, head: Headers, row: list[str]) -> Record:
    width = len(head.names)
    if len(row) < width or any(cell.strip() for cell in row[width:]):
        return Record(span, {}, f"this row has {len(row)} cells, and there are {width} headers")
    cells = (Cell(text.strip(), span) for text in row)
    return record(span, zip(head.names, cells, strict=False))
