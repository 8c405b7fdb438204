"""Protocols as `-p` names them."""

from __future__ import annotations

from fwlint.dialects.netfilter.number import number_of_any_base
from fwlint.model import protocols
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PROTOCOL

_ANY = ("all", "ip", "hopopt")
"""Names of protocol 0, which iptables takes for every protocol."""

_NAMES = {
    "ipv6-icmp": protocols.ICMPV6,
    "ggp": 3,
    "st": 5,
    "pup": 12,
    "hmp": 20,
    "xns-idp": 22,
    "rdp": 27,
    "iso-tp4": 29,
    "xtp": 36,
    "ddp": 37,
    "idpr-cmtp": 38,
    "ipv6-route": 43,
    "ipv6-frag": 44,
    "idrp": 45,
    "skip": 57,
    "ipv6-nonxt": 59,
    "ipv6-opts": 60,
    "rspf": 73,
    "vmtp": 81,
    "ospfigp": 89,
    "ax.25": 93,
    "ipip": 94,
    "etherip": 97,
    "encap": 98,
    "ipcomp": 108,
    "isis": 124,
    "fc": 133,
    "mh": 135,
    "ipv6-mh": 135,
    "mobility-header": 135,
    "mpls-in-ip": 137,
    "manet": 138,
    "hip": 139,
    "shim6": 140,
    "wesp": 141,
    "rohc": 142,
    **protocols.NUMBERS,
}


def name_of(text: str) -> str:
    """Return the name of a protocol that a rule names or numbers."""
    name = text.lower()
    return protocols.name_of(int(name)) if name.isdecimal() else name


def protocol(text: str) -> BitSet | None:
    """Return the protocols that a name or number stands for, or None for an unknown name.

    Raises ValueError for a number that is no protocol.
    """
    name = text.lower()
    if name in _ANY:
        return ANY_PROTOCOL
    if text[0].isdecimal():
        value = number_of_any_base(text, 255, "protocol")
        return BitSet.of((value,)) if value else ANY_PROTOCOL
    return BitSet.of((_NAMES[name],)) if name in _NAMES else None
