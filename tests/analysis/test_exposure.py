"""Who reaches what on a path, and how that is said."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address, ip_network

from fwlint.analysis.exposure import exposure, first_packets, is_internal, strangers
from fwlint.analysis.openings import openings, services
from fwlint.model.addresses import EVERYWHERE, AddressSet
from fwlint.model.box import Box
from fwlint.model.export import Direction, Export, Path, Replies
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.protocols import TCP, UDP
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

SPAN = Span("rules", 1)
PORTS: IntervalSet[int] = IntervalSet(((22, 24),))
KNOCKS = PacketSet((first_packets(4, TCP, PORTS),))


def network(text: str) -> AddressSet:
    return AddressSet.network(ip_network(text))


def port(number: int) -> IntervalSet[int]:
    return IntervalSet(((number, number + 1),))


def rule(action: Action, box: Box, *conditions: str) -> Rule:
    return Rule(PacketSet((box,)), action, SPAN, "rule", conditions)


def export(*rules: Rule) -> Export:
    policy = Policy("in", rules, Action.DENY, "default", SPAN)
    paths = (Path("in", Direction.IN, ("in",)),)
    return Export("rules", "test", {"in": policy}, paths, Replies.AUTOMATIC)


def test_what_is_accepted_is_said_from_where_to_where() -> None:
    telnet = first_packets(4, TCP, port(23), source=network("10.0.0.0/8"))
    here = telnet._replace(destination=network("192.0.2.0/24"))
    asked = export(rule(Action.ACCEPT, here))
    found = exposure(asked, asked.paths[0], KNOCKS)
    assert found
    assert openings(found.surely) == ["tcp 23 from 10.0.0.0/8 to 192.0.2.0/24"]
    assert openings(found.possibly) == openings(found.surely)


def test_a_condition_makes_the_difference_between_surely_and_possibly() -> None:
    asked = export(
        rule(Action.ACCEPT, first_packets(4, TCP, port(22))),
        rule(Action.ACCEPT, first_packets(4, TCP, port(23)), "in the daytime"),
    )
    found = exposure(asked, asked.paths[0], KNOCKS)
    assert found
    assert services(found.surely) == "tcp 22"
    assert services(found.possibly) == "tcp 22-23"


def test_a_path_that_carries_none_of_the_packets_has_no_answer() -> None:
    asked = export()
    ipv6_only = replace(asked.paths[0], traffic=PacketSet((Box(6),)))
    assert exposure(asked, ipv6_only, KNOCKS) is None


def test_sources_that_the_path_is_not_known_to_carry_count() -> None:
    asked = export(rule(Action.ACCEPT, first_packets(4, TCP, port(23))))
    narrow = replace(asked.paths[0], traffic=PacketSet((Box(4, source=network("10.0.0.0/8")),)))
    found = exposure(asked, narrow, KNOCKS)
    assert found
    assert openings(found.surely) == ["tcp 23 from any to any"]


def test_what_has_both_ends_in_common_is_one_entry() -> None:
    boxes = (
        first_packets(4, TCP, port(23)),
        first_packets(4, UDP, port(69)),
        first_packets(4, TCP, port(80), source=network("10.0.0.0/8")),
    )
    assert openings(PacketSet(boxes)) == [
        "tcp 23 and udp 69 from any to any",
        "tcp 80 from 10.0.0.0/8 to any",
    ]


def test_a_long_list_of_ports_is_cut() -> None:
    many = IntervalSet.union((2 * number, 2 * number + 1) for number in range(9))
    assert services(PacketSet((first_packets(4, TCP, many),))) == "tcp 0, 2, 4, 6, 8 and 4 more"
    assert services(PacketSet((first_packets(4, TCP),))) == "tcp"
    assert services(PacketSet((Box(4),))) == "any protocol"


def test_strangers_come_from_the_internet() -> None:
    for family in (4, 6):
        for value, _ in strangers(family).cubes:
            assert ip_address(value).is_global


def test_a_path_of_private_networks_alone_is_internal() -> None:
    def path(source: AddressSet) -> Path:
        return Path("in", Direction.FORWARD, ("in",), PacketSet((Box(4, source=source),)))

    assert is_internal(path(network("10.1.0.0/16") | network("192.168.0.0/24")))
    assert not is_internal(path(network("10.1.0.0/16") | network("198.51.100.0/24")))
    assert not is_internal(path(EVERYWHERE))
