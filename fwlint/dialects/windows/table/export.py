"""A table of rules and profiles as an export of the common model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fwlint.dialects.source import Source, decode
from fwlint.dialects.windows.store import assemble, unreadable
from fwlint.dialects.windows.table.collector import SHOWS_ALL, Collector
from fwlint.dialects.windows.table.record import Record
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export

_CODE_PAGE = "cp1252"


def legible(source: Source) -> Source:
    """Return `source`, read in the code page of western Windows where it is no Unicode.

    That may misspell names, and nothing else that a table says.
    """
    read = decode(source, _CODE_PAGE) if source.diagnostics else None
    if read is None:
        return source
    message = f"this is no Unicode; names are read in code page {_CODE_PAGE.removeprefix('cp')}"
    hint = "export as UTF-8 if they are misspelled"
    return replace(read, diagnostics=(Diagnostic(source.span(1), Trouble.ASSUMED, message, hint),))


def export_of(
    source: Source,
    dialect: str,
    records: Iterable[Record],
    *,
    said: Iterable[Diagnostic] = (),
    settings_hint: str = SHOWS_ALL,
) -> Export:
    """Return the export that `records` make; `said` is what reading them has brought up already."""
    collector = Collector(source, diagnostics=[*source.diagnostics, *said])
    for record in records:
        collector.add(record)
    if not collector.finish():
        message = "this table holds no rules"
        trouble = Diagnostic(source.span(0), Trouble.UNREADABLE, message, SHOWS_ALL)
        return unreadable(source, dialect, trouble)
    return assemble(
        source,
        dialect,
        collector.local,
        group_policy=collector.policy,
        diagnostics=collector.diagnostics,
        settings_hint=settings_hint,
    )
