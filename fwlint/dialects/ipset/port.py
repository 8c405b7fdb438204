"""Protocols with ports or ICMP types, as elements write them and as the kernel compares them.

A packet has one code: its protocol and, for TCP, UDP, UDP-Lite and SCTP, its port, for ICMP its
type and code. Every other protocol goes with 0.
"""

from __future__ import annotations

from functools import lru_cache

from fwlint.dialects.ipset.line import parse
from fwlint.dialects.netfilter.icmp import icmp_type
from fwlint.dialects.netfilter.number import number
from fwlint.dialects.netfilter.port import ports
from fwlint.dialects.netfilter.protocol import protocol
from fwlint.model.bitset import BitSet
from fwlint.model.intervals import IntervalSet
from fwlint.model.protocols import ICMP, ICMPV6, SCTP, TCP, UDP, UDPLITE

WITH_PORTS = BitSet.of((TCP, UDP, SCTP, UDPLITE))
WITH_TYPES = BitSet.of((ICMP, ICMPV6))
PORTS = 1 << 16
UNREADABLE = 256 * PORTS
"""The code of a packet that shows none, which no element has."""

EVERY_CODE: IntervalSet[int] = IntervalSet(((0, UNREADABLE + 1),))

_BITMAP = BitSet.of((TCP, UDP))
_ICMP_FAMILIES = {"icmp": 4, "1": 4}
_ICMP = {4: ICMP, 6: ICMPV6}


@lru_cache(maxsize=4096)
def codes(text: str, family: int | None) -> IntervalSet[int] | None:
    """Return the codes of `80-90`, `udp:53`, `icmp:ping` or `gre:0`; None for an unknown name.

    Sets of no family hold ports of TCP and UDP at once. Raises ValueError for what is none, and
    lark's UnexpectedInput.
    """
    words = list(parse(text, "port").scan_values(lambda _: True))
    named = words.pop(0) if words[0].type in ("ICMP", "PROTOCOL") else "tcp"
    if words[0].type in ("ICMP_CODE", "ICMP_NAME"):
        return _message(str(named), str(words[0]), family)
    protocols = protocol(named)
    spans = [ports(word.strip("[]")) for word in words]
    if protocols is None or None in spans:
        return None
    members = [span for several in spans if several for span in several.spans]
    first, end = min(members)[0], max(members)[1]
    if end > 1 and not (_BITMAP if family is None else WITH_PORTS).covers(protocols):
        raise ValueError(f"{named} has no ports here")
    return _of_ports(first, end, protocols if family else _BITMAP)


def _of_ports(first: int, end: int, protocols: BitSet) -> IntervalSet[int]:
    return IntervalSet.union((PORTS * one + first, PORTS * one + end) for one in protocols)


def _message(named: str, text: str, family: int | None) -> IntervalSet[int]:
    of = _ICMP_FAMILIES.get(named.lower(), 6)
    if family != of:
        raise ValueError(f"{named} is for IPv{of} sets only")
    kind, slash, code = text.partition("/")
    if slash:
        message = 256 * number(kind, 255, "ICMP type") + number(code, 255, "ICMP code")
    else:
        [(message, end)] = icmp_type(text, family).spans
        if end > message + 256:
            raise ValueError(f"{text} is no single ICMP type")
    return _of_ports(message, message + 1, BitSet.of((_ICMP[family],)))
