"""Cisco NX-OS: access lists of routed interfaces, ports and VLANs."""

from __future__ import annotations

from fwlint.dialects.cisco.nxos.recognition import is_nxos
from fwlint.dialects.source import Source
from fwlint.model.export import Export


class CiscoNxos:
    """IPv4 and IPv6 access lists, in a running configuration or alone.

    The output of `show access-lists` is read, too.
    """

    name = "cisco-nxos"
    title = "Cisco NX-OS"

    def recognises(self, source: Source) -> bool:
        """Return whether `source` looks like NX-OS, and not like its relatives."""
        return is_nxos(source)

    def parse(self, source: Source) -> Export:
        """Return the export; what is not understood is in its diagnostics. Never raises."""
        from fwlint.dialects.cisco.nxos.headers import OPENERS
        from fwlint.dialects.cisco.nxos.platform import NXOS
        from fwlint.dialects.cisco.reading import read

        return read(source, NXOS, OPENERS, self.name)


DIALECT = CiscoNxos()
