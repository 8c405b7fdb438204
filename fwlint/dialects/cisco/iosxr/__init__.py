"""Cisco IOS XR: access lists, and the interfaces that a configuration binds them to."""

from __future__ import annotations

from fwlint.dialects.cisco.iosxr.recognition import is_iosxr
from fwlint.dialects.source import Source
from fwlint.model.export import Export


class CiscoIosXr:
    """IPv4 and IPv6 access lists, in a running configuration or alone.

    The output of `show access-lists` is read, too.
    """

    name = "cisco-iosxr"
    title = "Cisco IOS XR"

    def recognises(self, source: Source) -> bool:
        """Return whether `source` looks like IOS XR, and not like its relatives."""
        return is_iosxr(source)

    def parse(self, source: Source) -> Export:
        """Return the export; what is not understood is in its diagnostics. Never raises."""
        from fwlint.dialects.cisco.iosxr.headers import OPENERS
        from fwlint.dialects.cisco.iosxr.platform import IOSXR
        from fwlint.dialects.cisco.reading import read

        return read(source, IOSXR, OPENERS, self.name)


DIALECT = CiscoIosXr()
