"""Windows Firewall, as `netsh advfirewall export` saves it: a registry hive (.wfw).

A computer's SYSTEM and SOFTWARE hives hold such a policy, too. The format is that of M. Suhanov's
"Windows registry file format specification".

Hives come from machines that may be hostile, and a rule that is lost changes verdicts. So the few
records that a policy needs are read here, each checked against the cell that holds it; the
libraries for hives cannot be held to that from outside. regipy passes over every value after a
broken one in silence, turns each letter of a name that is not ASCII into U+FFFD, looks at no
cell's bounds, and copies as many bytes as a value claims, as often as a list names it, before its
caller can look. python-registry ends a string after the first character that follows a letter of
ASCII and whose low byte is zero, such as 一; record by record it leaves sizes, bounds and text to
its caller. The tests have this reader judged by regipy and hivex.
"""

from __future__ import annotations

from fwlint.dialects.dialect import Dialect
from fwlint.dialects.source import Source
from fwlint.model.export import Export


class WindowsHive:
    """The binary file of `netsh advfirewall export`, and any hive with a firewall policy."""

    name = "windows-hive"
    title = "Windows Firewall (.wfw)"

    def recognises(self, source: Source) -> bool:
        """Return whether this is a registry hive, of whatever kind."""
        return source.data.startswith(b"regf")

    def parse(self, source: Source) -> Export:
        """Return the export; a damaged hive, or one of something else, has no policies."""
        from fwlint.dialects.windows.hive.export import read_export

        return read_export(source)


DIALECT: Dialect = WindowsHive()
