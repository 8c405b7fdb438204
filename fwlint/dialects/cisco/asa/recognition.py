"""By which lines an ASA configuration is told from those of its relatives."""

from __future__ import annotations

import re

from fwlint.dialects.source import Source

_ASA = re.compile(
    r"\s*access-list \S+ (?:line \d+ )?(?:extended|standard|webtype|ethertype) "
    r"|\s*access-list \S+ line \d+ (?:permit|deny|remark) "
    r"|\s*access-list (?!\d+ )\S+ (?:permit|deny|remark) "
    r"|access-list \S+; \d+ elements"
    r"|access-group \S+ (?:(?:in|out) interface |global)"
    r"|(?:ASA|PIX|FWSM)(?: Firewall)? Version \d|:? ?ASA Version \d"
    r"|\s*nameif \S|object (?:network|service) \S+\s*$|same-security-traffic permit "
)
_FIRST = frozenset("aAPF:nos")
"""The letters that any of those lines begins with."""


def is_asa(source: Source) -> bool:
    """Return whether `source` has a line that only ASA, PIX or FWSM writes."""
    return any(line.lstrip()[:1] in _FIRST and _ASA.match(line) for line in source.lines)
