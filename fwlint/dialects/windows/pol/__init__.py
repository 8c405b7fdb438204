"""Windows Firewall, as Group Policy sets it: the file Registry.pol of a Group Policy object."""

from __future__ import annotations

from fwlint.dialects.dialect import Dialect
from fwlint.dialects.source import Source
from fwlint.model.export import Export

SIGNATURE = b"PReg"


class WindowsPol:
    """A Registry.pol, of whatever policies; most say nothing of the firewall."""

    name = "windows-pol"
    title = "Windows Firewall (Registry.pol)"

    def recognises(self, source: Source) -> bool:
        """Return whether the file has the signature of a registry policy."""
        return source.data.startswith(SIGNATURE)

    def parse(self, source: Source) -> Export:
        """Return the export; a policy that says nothing of the firewall has no policies in it."""
        from fwlint.dialects.windows.pol.export import read_export

        return read_export(source)


DIALECT: Dialect = WindowsPol()
