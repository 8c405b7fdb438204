"""Cisco IOS and IOS XE: access lists, and the interfaces that a configuration binds them to."""

from __future__ import annotations

from fwlint.dialects.cisco.ios.recognition import is_ios
from fwlint.dialects.source import Source
from fwlint.model.export import Export


class CiscoIos:
    """Standard, extended and IPv6 access lists, in a running configuration or alone.

    The output of `show access-lists` is read, too.
    """

    name = "cisco-ios"
    title = "Cisco IOS"

    def recognises(self, source: Source) -> bool:
        """Return whether `source` looks like IOS, and not like ASA, NX-OS or IOS XR."""
        return is_ios(source)

    def parse(self, source: Source) -> Export:
        """Return the export; what is not understood is in its diagnostics. Never raises."""
        from fwlint.dialects.cisco.ios.headers import OPENERS
        from fwlint.dialects.cisco.ios.platform import IOS
        from fwlint.dialects.cisco.reading import read

        return read(source, IOS, OPENERS, self.name)


DIALECT = CiscoIos()
