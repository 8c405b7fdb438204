"""From an input's text to the export it is: every line once, in the section that it stands in."""

from __future__ import annotations

from fwlint.dialects.cisco_ios.configuration import Configuration
from fwlint.dialects.cisco_ios.headers import opened
from fwlint.dialects.cisco_ios.lowering import lower
from fwlint.dialects.cisco_ios.sections import OtherSection, nowhere
from fwlint.dialects.cisco_ios.statements import statements
from fwlint.dialects.source import Source
from fwlint.model.export import Export


def read(source: Source, dialect: str) -> Export:
    """Return the export that `source` holds, marked as one of `dialect`."""
    configuration = Configuration(source)
    configuration.diagnostics += source.diagnostics
    section = nowhere(configuration)
    for statement in statements(source, configuration.diagnostics):
        if new := opened(configuration, statement):
            section = new
        elif not section.takes(statement):
            section = OtherSection(configuration, statement.text.strip(), statement.indent)
            if statement.first == "hostname":
                configuration.hostname = " ".join(statement.text.split()[1:])
    return lower(configuration, dialect)
