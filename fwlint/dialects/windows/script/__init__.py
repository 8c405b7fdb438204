"""Windows Firewall, as scripts configure it: netsh commands and PowerShell cmdlets."""

from __future__ import annotations

from fwlint.dialects.dialect import Dialect
from fwlint.dialects.source import Source
from fwlint.dialects.windows.script.recognition import is_script
from fwlint.model.export import Export


class WindowsScript:
    """Batch files and PowerShell scripts that change the firewall of the computer they run on."""

    name = "windows-script"
    title = "Windows Firewall (script)"

    def recognises(self, source: Source) -> bool:
        """Return whether some command of this is one that changes Windows Firewall."""
        return is_script(source)

    def parse(self, source: Source) -> Export:
        """Return what the script leaves behind where it finds no rules but its own."""
        from fwlint.dialects.windows.script.export import read_export

        return read_export(source, self.name)


DIALECT: Dialect = WindowsScript()
