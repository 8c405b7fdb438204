"""A new destination, which may be where packets go anyway."""

from __future__ import annotations

import pytest

from fwlint.model.addresses import EVERYWHERE, AddressSet
from fwlint.model.intervals import IntervalSet
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Rewrite

HOST = 0x0A000005
ONE = AddressSet.range(HOST, HOST, 4)
TWO = AddressSet.range(HOST, HOST + 1, 4)
NET = AddressSet(((0x0A000000, 0xFFFFFF00),))
PORT = IntervalSet(((80, 81),))
PORTS = IntervalSet(((80, 82),))


@pytest.mark.parametrize(
    ("rewrite", "packet", "moved"),
    [
        (Rewrite(ONE), "10.0.0.6:80", True),
        (Rewrite(ONE), "10.0.0.5:80", False),
        (Rewrite(ONE, PORT), "10.0.0.5:80", False),
        (Rewrite(ONE, PORT), "10.0.0.5:81", True),
        (Rewrite(TWO, PORT), "10.0.0.5:80", None),
        (Rewrite(TWO, PORT), "10.0.0.5:81", True),
        (Rewrite(None, PORTS), "10.0.0.5:80", None),
        (Rewrite(None, PORTS), "10.0.0.5:82", True),
        (Rewrite(NET, kept=0xFF), "10.0.0.5:80", False),
        (Rewrite(NET, kept=0xFF), "10.0.1.5:80", True),
        (Rewrite(EVERYWHERE, to_this_host=True), "10.0.0.5:80", None),
        (Rewrite(EVERYWHERE, PORT, to_this_host=True), "10.0.0.5:81", True),
    ],
)
def test_packets_go_elsewhere_unless_they_went_there_before(
    rewrite: Rewrite, packet: str, moved: bool | None
) -> None:
    packets = PacketSet((parse_packet(f"tcp 192.0.2.1:40000 > {packet}"),))
    assert list(rewrite.told_apart(packets)) == [(packets, moved)]


def test_packets_to_many_hosts_are_told_apart() -> None:
    to_net = PacketSet((parse_packet("tcp 192.0.2.1 > 10.0.0.5")._replace(destination=NET),))
    [(elsewhere, moved), (same, unmoved)] = Rewrite(ONE).told_apart(to_net)
    assert (moved, unmoved) == (True, False)
    assert same.covers(to_net & PacketSet((parse_packet("tcp 192.0.2.1 > 10.0.0.5"),)))
    assert not elsewhere.meets(same)
    assert (elsewhere | same).covers(to_net)
