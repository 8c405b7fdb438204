"""The whole list as an export of the common model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fwlint.dialects.source import Source
from fwlint.dialects.windows.console.direction import direction
from fwlint.dialects.windows.console.recognition import COLUMNS, english_headers, foreign_header
from fwlint.dialects.windows.store import unreadable
from fwlint.dialects.windows.table.collector import SHOWS_ALL
from fwlint.dialects.windows.table.export import export_of, legible
from fwlint.dialects.windows.table.record import Cell, Record
from fwlint.dialects.windows.table.rows import Headers, read_rows
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export


def read_export(source: Source, dialect: str) -> Export:
    """Return what the list says. One that fwlint cannot read has no policies."""
    text = legible(source)
    head = english_headers(text)
    if head is None:
        return unreadable(text, dialect, _unreadable(text))
    way, said = direction(text, head.names)
    records = _records(text, head, way)
    return export_of(text, dialect, records, said=[said] if said else [])


def _records(source: Source, head: Headers, way: str) -> Iterator[Record]:
    """Yield the rules under PowerShell's names of their columns, each with its direction."""
    renamed = replace(head, names=tuple(COLUMNS.get(name, name) for name in head.names))
    known = {"Direction": Cell(way, source.span(head.line))} if way else {}
    for record in read_rows(source, renamed):
        yield record if record.problem else replace(record, cells=record.cells | known)


def _unreadable(source: Source) -> Diagnostic:
    header = foreign_header(source)
    message = "this shows no rules as the console lists them"
    if header:
        message = (
            f"this list of the console's is not in English (first header {header!r}); "
            "fwlint does not read that language"
        )
    return Diagnostic(source.span(0), Trouble.UNREADABLE, message, SHOWS_ALL)
