"""The types of sets, by ipset(8): a way of storage and what an element is made of."""

from __future__ import annotations

KINDS = (
    *("bitmap:ip", "bitmap:ip,mac", "bitmap:port"),
    *("hash:ip", "hash:ip,mac", "hash:ip,mark", "hash:ip,port", "hash:ip,port,ip"),
    *("hash:ip,port,net", "hash:mac", "hash:net", "hash:net,iface", "hash:net,net"),
    *("hash:net,port", "hash:net,port,net"),
    "list:set",
)

_OF_BOTH_FAMILIES = ("bitmap:port", "hash:mac", "list:set")
_OF_IPV4 = ("bitmap:ip", "bitmap:ip,mac")
_WITH_EVERY_NETWORK = ("hash:net,iface", "hash:net,port,net")
_WITHOUT_ZERO = ("hash:ip", "hash:ip,port")


def parts_of(kind: str) -> tuple[str, ...]:
    """Return what an element of such a set is made of: `ip`, `net`, `port` and so on."""
    return tuple(kind.partition(":")[2].split(","))


def family_of(kind: str, named: int | None) -> int | None:
    """Return the address family of a set whose `create` names `named`; None is both."""
    if kind in _OF_BOTH_FAMILIES:
        return None
    return 4 if kind in _OF_IPV4 else named or 4


def takes_nomatch(kind: str) -> bool:
    """Return whether an element may be an exception, which `nomatch` makes it."""
    return "net" in parts_of(kind)


def takes_every_network(kind: str) -> bool:
    """Return whether a network may have the prefix length 0."""
    return kind in _WITH_EVERY_NETWORK


def takes_zero(kind: str) -> bool:
    """Return whether the first address may be all zeros."""
    return kind not in _WITHOUT_ZERO
