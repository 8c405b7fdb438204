"""The packets of a flow as a rule would name them: without what only its first packet has."""

from __future__ import annotations

from fwlint.model.bitset import BitSet
from fwlint.model.box import (
    ACK,
    ANY_FRAGMENT,
    ANY_PORT,
    ANY_STATE,
    ANY_TCP_FLAGS,
    ESTABLISHED,
    RST,
    Box,
    any_tcp_flag,
)
from fwlint.model.export import Replies
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from fwlint.model.protocols import TCP

_MANY = 1000
"""From so many source ports on they are any port of a client's, and not worth a word."""


def opening(packets: PacketSet, flow: PacketSet) -> PacketSet:
    """Return what a rule has to match for `packets` to pass, no narrower than people write it.

    `packets` are some of the `flow` that is asked for; interfaces are said as far as that says
    them.
    """
    (first, *_) = flow
    return PacketSet.of(
        _plain(box)._replace(
            source_port=_unless_many(box.source_port),
            in_interface=first.in_interface,
            out_interface=first.out_interface,
        )
        for box in packets
    )


def reply_opening(packets: PacketSet, flow: PacketSet, replies: Replies) -> PacketSet:
    """Return the same for `packets` that are some of the replies to `flow`; they keep their ports.

    A filter that knows connections is told that they belong to one. To any other, those of TCP are
    the segments that no connection begins with.
    """
    (first, *_) = flow
    widen = _of_connection if replies is Replies.BY_STATE else _unlike_a_first
    return PacketSet.of(
        widen(box)._replace(in_interface=first.out_interface, out_interface=first.in_interface)
        for box in packets
    )


def _of_connection(box: Box) -> Box:
    return _plain(box)._replace(state=BitSet.of((ESTABLISHED,)))


def _unlike_a_first(box: Box) -> Box:
    is_tcp = box.protocol == BitSet.of((TCP,))
    return _plain(box)._replace(tcp_flags=any_tcp_flag(ACK | RST) if is_tcp else ANY_TCP_FLAGS)


def _plain(box: Box) -> Box:
    return box._replace(state=ANY_STATE, fragment=ANY_FRAGMENT, tcp_flags=ANY_TCP_FLAGS)


def _unless_many(ports: IntervalSet[int]) -> IntervalSet[int]:
    return ANY_PORT if sum(end - start for start, end in ports.spans) >= _MANY else ports
