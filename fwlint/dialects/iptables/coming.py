"""What is known of packets' tags as they come, as far as rules ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_STATE, NEW, UNTRACKED, Box
from fwlint.model.export import Direction, Tags
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.tag import CONNECTED, CONNECTION, MOVED, PACKET, Coming, OriginTest, Tag, TagTest

_NEW = BitSet.of((NEW,))
_UNTRACKED = BitSet.of((UNTRACKED,))
_LATER = ANY_STATE - _NEW - _UNTRACKED


class Asked(NamedTuple):
    """What rules ask: all `bits` of the kinds that they ask for or copy, and the `origins`."""

    bits: int
    origins: tuple[OriginTest, ...]


def asked_in(policies: Iterable[Policy]) -> Asked:
    """Return what the rules of `policies` ask."""
    bits = 0
    origins: dict[str, OriginTest] = {}
    for rule in (rule for policy in policies for rule in policy.rules):
        for test in rule.tag_tests:
            if isinstance(test, OriginTest):
                origins[test.condition] = test
            else:
                bits |= test.mask if isinstance(test, TagTest) else CONNECTED
        bits |= rule.tagging.copy if rule.tagging else 0
    wholly = sum(kind for kind in (PACKET, CONNECTION, MOVED, CONNECTED) if kind & bits)
    return Asked(wholly, tuple(origins.values()))


def tags(direction: Direction, traffic: Box, asked: Asked) -> Tags:
    """Return what is known of `traffic` as it comes: it has no marks yet, and no connection.

    What this host sends may have a mark, by a socket's option, and may answer for a connection. A
    new packet is the first of its connection, which has no mark then. Packets of the loopback
    interface, which bring all that from the way out, are not among the traffic.
    """
    sent = direction is Direction.OUT
    always = 0 if sent else PACKET
    before = 0 if sent else PACKET | CONNECTED
    first = always | CONNECTION | CONNECTED | MOVED
    found: dict[tuple[int, tuple[OriginTest, ...]], BitSet] = {}
    for state, bits, origins in (
        (_NEW, first, asked.origins),
        (_LATER, before, ()),
        (_UNTRACKED, always, ()),
    ):
        known = bits & asked.bits, origins
        found[known] = found.get(known, BitSet.below(0)) | state
    return tuple(
        Coming(PacketSet((traffic._replace(state=state),)), Tag(known=bits), origins)
        for (bits, origins), state in found.items()
        if bits or origins
    )
