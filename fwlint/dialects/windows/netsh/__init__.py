"""Windows Firewall, as `netsh advfirewall` lists it on an English Windows."""

from __future__ import annotations

from fwlint.dialects.dialect import Dialect
from fwlint.dialects.source import Source
from fwlint.dialects.windows.netsh.recognition import foreign_label, is_english
from fwlint.model.export import Export


class WindowsNetsh:
    """The text of `netsh advfirewall firewall show rule name=all`, verbose or not."""

    name = "windows-netsh"
    title = "Windows Firewall (netsh)"

    def recognises(self, source: Source) -> bool:
        """Return whether this is a netsh listing of rules or profiles, in whatever language."""
        return is_english(source) or bool(foreign_label(source))

    def parse(self, source: Source) -> Export:
        """Return the export; a listing in a language other than English has no policies."""
        from fwlint.dialects.windows.netsh.export import read_export

        return read_export(source)


DIALECT: Dialect = WindowsNetsh()
