"""What the match conntrack asks of connections in terms of their first packet, as it came.

A new connection is known by what its first packet bore before table nat sent that elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from fwlint.dialects.iptables.address import networks
from fwlint.dialects.iptables.option import Option
from fwlint.dialects.netfilter.number import decimal_number
from fwlint.dialects.netfilter.port import ports
from fwlint.dialects.netfilter.protocol import protocol
from fwlint.model.addresses import BITS
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PROTOCOL, FRAGMENT, WHOLE, WHOLE_SPACE, Box
from fwlint.model.packetset import PacketSet
from fwlint.model.protocols import DCCP, ICMP, ICMPV6, NUMBERS, SCTP, TCP, UDP, UDPLITE, WITH_ICMP

Bounds = tuple[PacketSet, PacketSet]
"""The first packets for which something holds surely, and those for which it may."""

_PLAIN = re.compile(r"(?:(?:\d+\.){3}\d+|[\da-f:.]*:[\da-f:.]*)(?:/[^,]+)?$", re.IGNORECASE)
_ICMP_OF = {4: BitSet.of((ICMP,)), 6: BitSet.of((ICMPV6,))}
_WITH_PORTS = BitSet.of((TCP, UDP, SCTP))
_KERNELS_DIFFER = BitSet.of((DCCP, UDPLITE, NUMBERS["gre"]))
"""Protocols whose packets have ports, or a key in their place, by some kernels only."""
_WITH_HEADER = BitSet.of((WHOLE,))
_WITHOUT_HEADER = BitSet.of((FRAGMENT,))


def asks_origin(option: Option) -> bool:
    """Return whether the first packet of a connection, as it came, tells what `option` asks."""
    return option.name in _READERS


def origins(options: Iterable[Option], family: int) -> Bounds | None:
    """Return the packets that come with all that `options` ask; None where that cannot be told."""
    everything = PacketSet((WHOLE_SPACE[family],))
    surely = perhaps = everything
    for option in options:
        try:
            found = _READERS[option.name](str(option.value), family)
        except ValueError:
            found = None
        if found is None:
            return None
        one, other = found
        if option.negated:
            one, other = everything - other, everything - one
        surely, perhaps = surely & one, perhaps & other
    return surely, perhaps


def _address(coordinate: str, text: str, family: int) -> Bounds | None:
    """Return what comes with an address, of which iptables reads a host or a prefix here."""
    members = networks(text, family) if _PLAIN.match(text) else None
    if members is None or not all(_is_prefix(care, family) for _, care in members.cubes):
        return None
    return _exactly(_with(Box(family), coordinate, members))


def _is_prefix(care: int, family: int) -> bool:
    free = ~care & ((1 << BITS[family]) - 1)
    return not free & (free + 1)


def _protocol(text: str, family: int) -> Bounds | None:
    members = protocol(text)
    return _exactly(Box(family, members)) if members and len(members) == 1 else None


def _with(box: Box, coordinate: str, members: Any) -> Box:
    return box._replace(**{coordinate: members})


def _exactly(box: Box) -> Bounds:
    packets = PacketSet((box,))
    return packets, packets


def _port(coordinate: str, text: str, family: int) -> Bounds | None:
    """Return what comes with a port; type and code of ICMP stand for a destination's, else 0 does.

    The place of a source's port is taken by a number of ICMP that no box holds.
    """
    members = ports(text, decimal_number)
    if not members:
        return None
    header = Box(family, _WITH_PORTS, fragment=_WITH_HEADER)
    surely = [_with(header, coordinate, members)]
    known = _WITH_PORTS
    if coordinate == "destination_port":
        surely.append(header._replace(protocol=_ICMP_OF[family], icmp=members))
        known |= _ICMP_OF[family]
    if 0 in members:
        surely.append(Box(family, ANY_PROTOCOL - known - WITH_ICMP - _KERNELS_DIFFER))
    unsure = [
        Box(family, _KERNELS_DIFFER | (WITH_ICMP - known)),
        Box(family, known, fragment=_WITHOUT_HEADER),
    ]
    return PacketSet(tuple(surely)), PacketSet((*surely, *unsure))


_READERS: dict[str, Callable[[str, int], Bounds | None]] = {
    "--ctproto": _protocol,
    "--ctorigsrc": partial(_address, "source"),
    "--ctorigdst": partial(_address, "destination"),
    "--ctorigsrcport": partial(_port, "source_port"),
    "--ctorigdstport": partial(_port, "destination_port"),
}
