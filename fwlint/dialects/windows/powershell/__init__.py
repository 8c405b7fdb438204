"""Windows Firewall, as PowerShell's Get-NetFirewallRule and its filters are exported."""

from __future__ import annotations

from fwlint.dialects.dialect import Dialect
from fwlint.dialects.source import Source
from fwlint.dialects.windows.powershell.recognition import shape
from fwlint.model.export import Export


class WindowsPowerShell:
    """Get-NetFirewallRule, joined with its filters or not, as CSV, as JSON or as a list."""

    name = "windows-powershell"
    title = "Windows Firewall (PowerShell)"

    def recognises(self, source: Source) -> bool:
        """Return whether properties go by the names that rules or profiles have in PowerShell."""
        return shape(source) is not None

    def parse(self, source: Source) -> Export:
        """Return the export that `source` holds."""
        from fwlint.dialects.windows.powershell.export import read_export

        return read_export(source, self.name)


DIALECT: Dialect = WindowsPowerShell()
