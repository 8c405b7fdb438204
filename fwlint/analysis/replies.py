"""The packets that answer a flow."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.model import protocols
from fwlint.model.bitset import BitSet
from fwlint.model.box import ACK, ANY_TCP_FLAGS, ESTABLISHED, SYN, Box
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet

_ANSWERS = {8: 0, 128: 129}
"""ICMP and ICMPv6 types that ask, and what answers them (RFC 792, RFC 4443)."""


def replies_to(flow: PacketSet) -> PacketSet:
    """Return the replies to the first packets of a flow: both ends exchanged, state established.

    TCP answers with SYN and ACK, and goes on with ACK; ICMP answers echo requests only.
    """
    return PacketSet.of(reply for box in flow for reply in _replies(box))


def _replies(box: Box) -> Iterator[Box]:
    tcp = BitSet.of((protocols.TCP,))
    back = box._replace(
        source=box.destination,
        destination=box.source,
        source_port=box.destination_port,
        destination_port=box.source_port,
        in_interface=box.out_interface,
        out_interface=box.in_interface,
        state=BitSet.of((ESTABLISHED,)),
        tcp_flags=ANY_TCP_FLAGS,
    )
    yield back._replace(protocol=box.protocol & tcp, tcp_flags=BitSet.of((SYN | ACK, ACK)))
    yield back._replace(protocol=box.protocol - tcp - protocols.WITH_ICMP)
    yield back._replace(
        protocol=box.protocol & protocols.WITH_ICMP,
        icmp=IntervalSet.union(
            (256 * answer, 256 * answer + 256)
            for question, answer in _ANSWERS.items()
            if 256 * question in box.icmp
        ),
    )
