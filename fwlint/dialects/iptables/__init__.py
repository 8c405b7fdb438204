"""The output of iptables-save and ip6tables-save, whole or in fragments."""

from __future__ import annotations

import re

from fwlint.dialects.dialect import Dialect
from fwlint.dialects.source import Source
from fwlint.model.export import Export

_UNMISTAKABLE = re.compile(
    r"""\s*(?:
        \*(?:filter|nat|mangle|raw|security)\s*$
      | :\S+\s+(?:ACCEPT|DROP|-)\s+\[\d+:\d+\]
      | (?:\[\d+:\d+\]\s*)?(?:-A|-I|--append|--insert)\s+[^\s-]\S*\s+[-!\d]
    )""",
    re.VERBOSE,
)


class Iptables:
    """The dialect `iptables`; see iptables-save(8), iptables-extensions(8)."""

    name = "iptables"
    title = "iptables-save"

    def recognises(self, source: Source) -> bool:
        """Return whether some line is a table, a chain with its policy and counters, or a rule."""
        return any(map(_UNMISTAKABLE.match, source.lines))

    def parse(self, source: Source) -> Export:
        """Return the export of one dump, or of an IPv4 and an IPv6 dump in one file."""
        from fwlint.dialects.iptables.lowering import lower

        return lower(source)


DIALECT: Dialect = Iptables()
