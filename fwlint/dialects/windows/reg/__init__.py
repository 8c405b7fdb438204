"""Windows Firewall, as a .reg file sets it: an export of Registry Editor, or a file for it."""

from __future__ import annotations

from fwlint.dialects.dialect import Dialect
from fwlint.dialects.source import Source
from fwlint.dialects.windows.reg.header import header
from fwlint.model.export import Export


class WindowsReg:
    """A .reg file with keys of the computer's own policy, of Group Policy, or of both."""

    name = "windows-reg"
    title = "Windows Firewall (.reg file)"

    def recognises(self, source: Source) -> bool:
        """Return whether this is a .reg file, of whatever keys."""
        return bool(header(source))

    def parse(self, source: Source) -> Export:
        """Return the export; a file without a key of the firewall has no policies."""
        from fwlint.dialects.windows.reg.export import read_export

        return read_export(source)


DIALECT: Dialect = WindowsReg()
