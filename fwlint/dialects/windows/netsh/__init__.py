"""Windows Firewall, as `netsh advfirewall` lists it in the display language of Windows."""

from __future__ import annotations

from fwlint.dialects.dialect import Dialect
from fwlint.dialects.source import Source
from fwlint.dialects.windows.netsh.recognition import language_of, says_no_rules, unknown_headings
from fwlint.model.export import Export


class WindowsNetsh:
    """The text of `netsh advfirewall firewall show rule name=all`, verbose or not."""

    name = "windows-netsh"
    title = "Windows Firewall (netsh)"

    def recognises(self, source: Source) -> bool:
        """Return whether this is a netsh listing of rules or profiles, in whatever language."""
        lines = source.lines
        return bool(language_of(lines)) or any(unknown_headings(lines)) or says_no_rules(lines)

    def parse(self, source: Source) -> Export:
        """Return the export; one whose language fwlint does not know has no policies."""
        from fwlint.dialects.windows.netsh.export import read_export

        return read_export(source)


DIALECT: Dialect = WindowsNetsh()
