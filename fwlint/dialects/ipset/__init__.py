"""The output of `ipset save` and `ipset list`: sets that the rules of an iptables dump match."""

from __future__ import annotations

import re

from fwlint.dialects.dialect import Dialect
from fwlint.dialects.source import Source
from fwlint.model.export import Export

_TELLING = re.compile(
    r"\s*(?:"
    r"(?P<rule>\*[a-z]+\s*$|:\S+\s+\S+\s+\[|(?:\[\d+:\d+\]\s*)?-[AI]\s+\S+\s+[-!\d])"
    r"|(?:(?:-\S+\s+)?(?:create|n)\s+\S+|Type:)\s+(?:bitmap|hash|list):[a-z]"
    r")"
)
"""Sets, and tables, chains and rules, which make the file a dump with sets in it."""


class Ipset:
    """The dialect `ipset`; see ipset(8)."""

    name = "ipset"
    title = "ipset save"

    def recognises(self, source: Source) -> bool:
        """Return whether some line creates a set, or heads a listing, and none is a rule."""
        found = False
        for line in filter(None, map(_TELLING.match, source.lines)):
            if line["rule"]:
                return False
            found = True
        return found

    def parse(self, source: Source) -> Export:
        """Return an export without rules; its diagnostics are those of the sets."""
        from fwlint.dialects.ipset.export import export_of

        return export_of(source)


DIALECT: Dialect = Ipset()
