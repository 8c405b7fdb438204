"""What rules are like before any dialect writes them."""

from __future__ import annotations

from fwlint.dialects.rendering import usual
from fwlint.model.bitset import BitSet
from fwlint.model.box import Box
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from fwlint.model.protocols import TCP
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span


def to_port(family: int, port: int) -> Box:
    ports = IntervalSet(((port, port + 1),))
    return Box(family, protocol=BitSet.of((TCP,)), destination_port=ports)


def test_a_rule_without_addresses_is_for_all_families_and_keeps_its_order() -> None:
    ports = (443, 80, 8080, 22, 3389, 25, 5061)
    rule = Rule(PacketSet(tuple(to_port(4, p) for p in ports)), Action.ACCEPT, Span(""), "")
    boxes = usual(rule, (4, 6)).packets.boxes
    assert boxes == tuple(to_port(family, port) for family in (4, 6) for port in ports)
