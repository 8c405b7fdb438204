"""From an input's text to the export it is: every line once, in the section that it stands in."""

from __future__ import annotations

from fwlint.dialects.cisco.asa.commands import COMMANDS, Section
from fwlint.dialects.cisco.asa.configuration import Configuration
from fwlint.dialects.cisco.asa.export import lower
from fwlint.dialects.cisco.asa.statements import commands
from fwlint.dialects.cisco.statements import Statement
from fwlint.dialects.source import Source
from fwlint.model.export import Export
from fwlint.model.uncollected import uncollected


@uncollected()
def read(source: Source, dialect: str) -> Export:
    """Return the export that `source` holds, marked as one of `dialect`."""
    into = Configuration(source)
    into.diagnostics += source.diagnostics
    section: Section | None = None
    for line, text, indent, first in commands(source, into.diagnostics):
        command = COMMANDS.get(first)
        if not (command or section):
            continue
        statement = Statement(line, text, indent, first)
        if section and section.takes(statement):
            continue
        if command:
            section = command(into, statement)
        elif not indent:
            section = None
    return lower(into, dialect)
