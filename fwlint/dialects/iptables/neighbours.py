"""The names of the files that belong to a dump when they lie beside it.

They are those under which netfilter-persistent, the services of the distributions and people keep
the rules of either family and the sets.
"""

from __future__ import annotations

from pathlib import PurePath

_PAIRS = ((".v4", ".v6"), ("iptables", "ip6tables"), ("rules-save", "rules6-save"))
"""What the names of an IPv4 and of an IPv6 dump have in their place."""

_SETS = (
    *("ipsets", "ipset", "ipset.conf", "ipset.save", "ipset.rules"),
    *("rules.ipset", "rules.ipsets"),
)


def neighbours(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the names that may belong to a dump called `name`, of each group at most one.

    The first group is the dump of the other family, the second the sets.
    """
    return _other_family(name), (f"{PurePath(name).stem}.ipset", *_SETS)


def family_by_name(name: str) -> int:
    """Return the family that the name of a dump tells, 4 where it tells none."""
    return 6 if any(six in name for _, six in _PAIRS) else 4


def _other_family(name: str) -> tuple[str, ...]:
    for four, six in _PAIRS:
        if six in name:
            return (name.replace(six, four),)
        if four in name:
            return (name.replace(four, six),)
    return ()
