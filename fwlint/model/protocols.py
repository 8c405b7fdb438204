"""IP protocol numbers, by IANA's registry, and the coordinates each of them carries."""

from __future__ import annotations

from fwlint.model.bitset import BitSet

ICMP, IGMP, TCP, UDP, DCCP, ICMPV6, SCTP, UDPLITE = 1, 2, 6, 17, 33, 58, 132, 136

NUMBERS = {
    "icmp": ICMP,
    "igmp": IGMP,
    "ipencap": 4,
    "tcp": TCP,
    "egp": 8,
    "igp": 9,
    "udp": UDP,
    "dccp": DCCP,
    "ipv6": 41,
    "rsvp": 46,
    "gre": 47,
    "esp": 50,
    "ah": 51,
    "icmpv6": ICMPV6,
    "eigrp": 88,
    "ospf": 89,
    "pim": 103,
    "vrrp": 112,
    "l2tp": 115,
    "sctp": SCTP,
    "udplite": UDPLITE,
}
"""Lower-case names that mean the same everywhere; a dialect adds its own."""

_NAMES = {number: name for name, number in NUMBERS.items()}

WITH_PORTS = BitSet.of((TCP, UDP, DCCP, SCTP, UDPLITE))
WITH_ICMP = BitSet.of((ICMP, ICMPV6))


def name_of(number: int) -> str:
    """Return the usual name of a protocol number, or the number itself."""
    return _NAMES.get(number, str(number))
