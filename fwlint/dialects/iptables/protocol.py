"""Protocols as `-p` names them."""

from __future__ import annotations

from fwlint.dialects.iptables.number import number
from fwlint.model import protocols
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PROTOCOL

_ANY = ("all", "ip", "hopopt")
"""Names of protocol 0, which iptables takes for every protocol."""

_NAMES = {
    "ipv6-icmp": protocols.ICMPV6,
    "ggp": 3,
    "ipip": 94,
    "ipv6-route": 43,
    "ipv6-frag": 44,
    "ipv6-nonxt": 59,
    "ipv6-opts": 60,
    "etherip": 97,
    "encap": 98,
    "ipcomp": 108,
    "isis": 124,
    "mh": 135,
    "ipv6-mh": 135,
    "mobility-header": 135,
    "mpls-in-ip": 137,
    "hip": 139,
    **protocols.NUMBERS,
}


def protocol(text: str) -> BitSet | None:
    """Return the protocols that a name or number stands for, or None for an unknown name.

    Raises ValueError for a number that is no protocol.
    """
    name = text.lower()
    if name in _ANY:
        return ANY_PROTOCOL
    if text[0].isdecimal():
        value = number(text, 255, "protocol")
        return BitSet.of((value,)) if value else ANY_PROTOCOL
    return BitSet.of((_NAMES[name],)) if name in _NAMES else None
