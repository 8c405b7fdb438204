"""The packets that answer a flow."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.model import protocols
from fwlint.model.bitset import BitSet
from fwlint.model.box import ACK, ANY_TCP_FLAGS, ESTABLISHED, INVALID, NEW, SYN, UNTRACKED, Box
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet

_ANSWERS = {8: 0, 128: 129}
"""ICMP and ICMPv6 types that ask, and what answers them (RFC 792, RFC 4443)."""

_UNTRACKED = BitSet.of((UNTRACKED,))
_KNOWN = (BitSet.of((ESTABLISHED,)),) * 3
_STRAY = BitSet.of((NEW,)), BitSet.of((INVALID,)), BitSet.of((NEW,))
"""The states of packets that could open a flow, that only answer one, and that go on with one."""


def replies_to(flow: PacketSet) -> PacketSet:
    """Return the replies to the first packets of a flow: both ends exchanged, state established.

    TCP answers with SYN and ACK, and goes on with ACK; ICMP answers echo requests only. Where the
    flow is not tracked, its replies seem to open one, or, where they cannot, are invalid.
    """
    return PacketSet.of(reply for box in flow for reply in _replies(box))


def _replies(box: Box) -> Iterator[Box]:
    tcp = BitSet.of((protocols.TCP,))
    opening, answer, later = _STRAY if box.state == _UNTRACKED else _KNOWN
    back = box._replace(
        source=box.destination,
        destination=box.source,
        source_port=box.destination_port,
        destination_port=box.source_port,
        in_interface=box.out_interface,
        out_interface=box.in_interface,
        state=opening,
        tcp_flags=ANY_TCP_FLAGS,
    )
    by_tcp = back._replace(protocol=box.protocol & tcp)
    yield by_tcp._replace(state=answer, tcp_flags=BitSet.of((SYN | ACK,)))
    yield by_tcp._replace(state=later, tcp_flags=BitSet.of((ACK,)))
    yield back._replace(protocol=box.protocol - tcp - protocols.WITH_ICMP)
    yield back._replace(
        protocol=box.protocol & protocols.WITH_ICMP,
        state=answer,
        icmp=IntervalSet.union(
            (256 * kind, 256 * kind + 256)
            for question, kind in _ANSWERS.items()
            if 256 * question in box.icmp
        ),
    )
