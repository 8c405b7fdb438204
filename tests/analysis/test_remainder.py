"""What is left of packets, against the algebra that takes one set away after the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwlint.analysis.budget import Budget, OverLimitError
from fwlint.analysis.remainder import Remainder
from fwlint.model.addresses import AddressSet
from fwlint.model.box import Box
from fwlint.model.packetset import ANYTHING, PacketSet
from tests.tiny import PACKETS, holds, packet_sets

PLENTY = 100_000


@given(packet_sets(), st.lists(packet_sets(), max_size=6), packet_sets())
def test_what_is_left_is_what_nobody_took(
    whole: PacketSet, takers: list[PacketSet], asked: PacketSet
) -> None:
    remainder = Remainder(whole, Budget(PLENTY))
    left = whole
    for taker in takers:
        remainder.take(taker)
        left -= taker
        assert bool(remainder) == bool(left)
    packets, within = remainder.packets(), remainder.within(asked)
    for packet in PACKETS:
        assert holds(packets, packet) == holds(left, packet)
        assert holds(within, packet) == holds(left & asked, packet)


def test_thousands_of_hosts_are_taken_from_one_service_as_one_set() -> None:
    remainder = Remainder(ANYTHING, Budget(PLENTY))
    for host in range(3000):
        source = AddressSet.wildcard(host << 16, 0, 6)
        remainder.take(PacketSet((Box(6, source=source),)))
    ipv6 = [box for box in remainder.packets() if box.family == 6]
    assert len(ipv6) == 1
    assert 2999 << 16 not in ipv6[0].source
    assert 3000 << 16 in ipv6[0].source


def test_what_costs_more_than_there_is_is_not_answered() -> None:
    remainder = Remainder(ANYTHING, Budget(5))
    with pytest.raises(OverLimitError):
        remainder.within(ANYTHING)
