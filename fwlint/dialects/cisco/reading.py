"""From an input's text to the export it is: every line once, in the section that it stands in."""

from __future__ import annotations

from fwlint.dialects.cisco.configuration import Configuration
from fwlint.dialects.cisco.export import CiscoExport
from fwlint.dialects.cisco.headers import Openers
from fwlint.dialects.cisco.lowering import lower
from fwlint.dialects.cisco.platform import Platform
from fwlint.dialects.cisco.recognition import has, lines_like
from fwlint.dialects.cisco.sections import OtherSection, nowhere
from fwlint.dialects.cisco.statements import statements
from fwlint.dialects.source import Source
from fwlint.model.uncollected import uncollected

_INTERFACE = lines_like(r"interface[ \t]")


@uncollected()
def read(source: Source, platform: Platform, openers: Openers, dialect: str) -> CiscoExport:
    """Return the export that `source` holds, marked as one of `dialect`."""
    configuration = Configuration(source, platform, has_interfaces=has(source, _INTERFACE))
    configuration.diagnostics += source.diagnostics
    section = nowhere(configuration)
    for statement in statements(source, configuration.diagnostics):
        opener = openers.get(statement.first)
        if opener and (new := opener(configuration, statement)):
            section = new
        elif not section.takes(statement):
            section = OtherSection(configuration, statement.text.strip(), statement.indent)
            if statement.first == "hostname":
                configuration.hostname = " ".join(statement.text.split()[1:])
    return lower(configuration, dialect)
