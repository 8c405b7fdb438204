"""Demands against exports: for whom a flow is open, and whether its replies come back."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_network

from fwlint.analysis.judgement import Standing, judge
from fwlint.analysis.replies import replies_to
from fwlint.model.addresses import AddressSet
from fwlint.model.box import Box, interface
from fwlint.model.describe import sources
from fwlint.model.export import Direction, Export, Path, Replies
from fwlint.model.intervals import IntervalSet
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import ANYTHING, PacketSet
from fwlint.model.policy import Policy
from fwlint.model.requirement import Demand, Need
from fwlint.model.rule import Action, Rule
from fwlint.model.source import DocumentRow, Span

SPAN = Span("rules", 1)
ROW = DocumentRow("Ports", "Table", 1, "0" * 40)
BINL = parse_packet("udp 10.20.0.9:68 > 10.0.0.21:4011")


def accept(*boxes: Box) -> Rule:
    return Rule(PacketSet(boxes), Action.ACCEPT, SPAN, "accept")


def export(*inbound: Rule, outbound: tuple[Rule, ...] = (), replies: Replies) -> Export:
    return Export(
        "rules",
        "test",
        {
            "in": Policy("in", inbound, Action.DENY, "default", SPAN),
            "out": Policy("out", outbound, Action.DENY, "default", SPAN),
        },
        (
            Path("in", Direction.IN, ("in",), ANYTHING),
            Path("out", Direction.OUT, ("out",), ANYTHING),
        ),
        replies,
    )


def demand(box: Box, *existential: str) -> Demand:
    packets = PacketSet((box,))
    return Demand("r", "Product", Need.REQUIRED, "binl", Direction.IN, packets, existential, ROW)


def port(number: int) -> IntervalSet[int]:
    return IntervalSet(((number, number + 1),))


def network(text: str) -> AddressSet:
    return AddressSet.network(ip_network(text))


def test_named_peers_must_all_get_through() -> None:
    peers = BINL._replace(source=network("10.20.0.0/16"))
    some = accept(BINL._replace(source=network("10.20.0.0/17")))
    (judgement,) = judge(demand(peers), export(some, replies=Replies.AUTOMATIC))
    assert judgement.standing is Standing.UNMET
    assert sources(judgement.verdict.closed) == "10.20.128.0/17"


def test_where_the_site_names_no_peer_some_are_enough_and_are_named() -> None:
    anybody = BINL._replace(source=network("0.0.0.0/0"))
    some = accept(BINL._replace(source=network("10.20.0.0/17")))
    (judgement,) = judge(demand(anybody, "source"), export(some, replies=Replies.AUTOMATIC))
    assert judgement.standing is Standing.MET
    assert sources(judgement.met_for) == "10.20.0.0/17"


def test_some_peers_are_not_enough_when_no_one_of_them_gets_the_whole_service() -> None:
    http = parse_packet("tcp 10.0.0.1:50000 > 10.0.0.2:80")
    both = Box(4, protocol=http.protocol, destination_port=port(80) | port(443))
    one = accept(both._replace(destination_port=port(80), source=network("10.1.0.0/16")))
    other = accept(both._replace(destination_port=port(443), source=network("10.2.0.0/16")))
    (judgement,) = judge(demand(both, "source"), export(one, other, replies=Replies.AUTOMATIC))
    assert judgement.standing is Standing.UNMET


def test_a_flow_open_on_one_unnamed_interface_is_met_for_it() -> None:
    on_eth1 = accept(BINL._replace(in_interface=interface("eth1")))
    (judgement,) = judge(demand(BINL, "in_interface"), export(on_eth1, replies=Replies.AUTOMATIC))
    assert judgement.standing is Standing.MET


def test_a_condition_on_the_way_makes_the_demand_conditional() -> None:
    limited = replace(accept(BINL), conditions=("-m limit --limit 5/min",))
    (judgement,) = judge(demand(BINL), export(limited, replies=Replies.AUTOMATIC))
    assert judgement.standing is Standing.CONDITIONAL


def test_replies_of_a_filter_that_matches_state_are_judged_as_established() -> None:
    established = parse_packet("udp 10.0.0.21:4011 > 10.20.0.9:68 state established")
    silent = judge(demand(BINL), export(accept(BINL), replies=Replies.BY_STATE))
    assert [one.standing for one in silent] == [Standing.MET, Standing.UNMET]
    assert silent[1].on_replies
    answering = export(accept(BINL), outbound=(accept(established),), replies=Replies.BY_STATE)
    assert [one.standing for one in judge(demand(BINL), answering)] == [Standing.MET, Standing.MET]


def test_replies_pass_by_themselves_where_the_device_remembers_the_flow() -> None:
    judgements = judge(demand(BINL), export(accept(BINL), replies=Replies.AUTOMATIC))
    assert [one.standing for one in judgements] == [Standing.MET]


def test_an_export_without_a_filter_in_the_way_has_nothing_to_say() -> None:
    elsewhere = Export("rules", "test", {}, (), Replies.BY_RULE)
    assert judge(demand(BINL), elsewhere) == []


def test_replies_exchange_the_ends_and_answer_in_kind() -> None:
    syn = parse_packet("tcp 10.0.0.1:50000 > 10.0.0.2:80 in eth0")
    back = parse_packet("tcp 10.0.0.2:80 > 10.0.0.1:50000 state established out eth0")
    assert replies_to(PacketSet((syn,))).covers(PacketSet((back,)))
    ping = PacketSet((parse_packet("icmp 10.0.0.1 > 10.0.0.2 type 8 code 0"),))
    pong = PacketSet((parse_packet("icmp 10.0.0.2 > 10.0.0.1 type 0 code 0 state established"),))
    assert replies_to(ping).covers(pong)
    unreachable = PacketSet((parse_packet("icmp 10.0.0.1 > 10.0.0.2 type 3 code 1"),))
    assert not replies_to(unreachable)
