"""What the codes of `port` say of a packet's header, in the coordinates of a box.

The kernel reads no code from a later fragment of what has ports or ICMP types, nor, of IPv6, from
any later fragment, nor where the protocol is 0 (net/netfilter/ipset/ip_set_getport.c).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from fwlint.dialects.ipset.port import EVERY_CODE, PORTS, UNREADABLE, WITH_PORTS, WITH_TYPES
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_FRAGMENT, ANY_ICMP, ANY_PORT, ANY_PROTOCOL, FRAGMENT, WHOLE
from fwlint.model.intervals import IntervalSet

_NONE = BitSet.of(())
_ZERO = BitSet.of((0,))
_FIRST = BitSet.of((WHOLE,))
_LATER = BitSet.of((FRAGMENT,))
_WITH_MORE = WITH_PORTS | WITH_TYPES
_HIDDEN_LATER = {4: _WITH_MORE, 6: ANY_PROTOCOL - _ZERO}
"""The protocols of which a later fragment shows no code."""


class Header(NamedTuple):
    """The coordinates of a box that codes speak of."""

    source_port: IntervalSet[int] = ANY_PORT
    destination_port: IntervalSet[int] = ANY_PORT
    icmp: IntervalSet[int] = ANY_ICMP
    fragment: BitSet = ANY_FRAGMENT
    protocol: BitSet = ANY_PROTOCOL


@lru_cache(maxsize=4096)
def headers(source: IntervalSet[int], destination: IntervalSet[int], family: int) -> list[Header]:
    """Return the headers whose code is in `source` as a sender's, in `destination` as a receiver's.

    No two of them have a packet in common.
    """
    if source == destination == EVERY_CODE:
        return [Header()]
    limited: dict[Header, BitSet] = {}
    free = _without_more(source) & _without_more(destination)
    for protocol in _WITH_MORE:
        header = _readable(protocol, source, destination)
        if header == Header():
            free |= BitSet.of((protocol,))
        elif header:
            first = header._replace(fragment=_FIRST)
            limited[first] = limited.get(first, _NONE) | BitSet.of((protocol,))
    hidden = _HIDDEN_LATER[family]
    if UNREADABLE in source and UNREADABLE in destination:
        limited |= {Header(): free | _ZERO, Header(fragment=_LATER): hidden - free}
    else:
        limited |= {Header(): free - hidden, Header(fragment=_FIRST): free & hidden}
    return [header._replace(protocol=several) for header, several in limited.items() if several]


def _without_more(codes: IntervalSet[int]) -> BitSet:
    """Return the protocols without ports or types whose one code is in `codes`."""
    bits = 0
    for start, end in codes.spans:
        bits |= (1 << -(-end // PORTS)) - (1 << -(-start // PORTS))
    return BitSet(bits) & ANY_PROTOCOL - _WITH_MORE - _ZERO


def _readable(
    protocol: int, source: IntervalSet[int], destination: IntervalSet[int]
) -> Header | None:
    """Return what is left of a protocol with ports or types, or None for nothing."""
    sent, received = _ports(protocol, source), _ports(protocol, destination)
    if protocol in WITH_TYPES:
        both = sent & received
        return Header(icmp=ANY_ICMP if both == ANY_ICMP else both) if both else None
    return Header(sent, received) if sent and received else None


def _ports(protocol: int, codes: IntervalSet[int]) -> IntervalSet[int]:
    """Return the ports, or types and codes, that `codes` hold of a protocol."""
    start = protocol * PORTS
    within = codes & IntervalSet(((start, start + PORTS),))
    ports = IntervalSet(tuple((first - start, end - start) for first, end in within.spans))
    return ANY_PORT if ports == ANY_PORT else ports
