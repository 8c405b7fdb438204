"""Windows Firewall, as its console (wf.msc) writes a list of rules with Export List."""

from __future__ import annotations

from fwlint.dialects.dialect import Dialect
from fwlint.dialects.source import Source
from fwlint.dialects.windows.console.recognition import english_headers, foreign_header
from fwlint.model.export import Export


class WindowsConsole:
    """The tab-separated list of inbound or of outbound rules."""

    name = "windows-console"
    title = "Windows Firewall (console)"

    def recognises(self, source: Source) -> bool:
        """Return whether this is a list of the console's, in whatever language."""
        return english_headers(source) is not None or bool(foreign_header(source))

    def parse(self, source: Source) -> Export:
        """Return the export; a list in a language other than English has no policies."""
        from fwlint.dialects.windows.console.export import read_export

        return read_export(source, self.name)


DIALECT: Dialect = WindowsConsole()
