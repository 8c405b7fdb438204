"""From an input's text to the export it is: every line once, in the section that it stands in."""

from __future__ import annotations

from fwlint.dialects.cisco.asa.commands import Section, command
from fwlint.dialects.cisco.asa.configuration import Configuration
from fwlint.dialects.cisco.asa.export import lower
from fwlint.dialects.cisco.asa.statements import statements
from fwlint.dialects.source import Source
from fwlint.model.export import Export
from fwlint.model.uncollected import uncollected


@uncollected()
def read(source: Source, dialect: str) -> Export:
    """Return the export that `source` holds, marked as one of `dialect`."""
    into = Configuration(source)
    into.diagnostics += source.diagnostics
    section: Section | None = None
    for statement in statements(source, into.diagnostics):
        if section and section.takes(statement):
            continue
        known, new = command(into, statement)
        if known or not statement.indent:
            section = new
    return lower(into, dialect)
