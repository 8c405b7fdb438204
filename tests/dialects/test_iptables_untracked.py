"""NOTRACK: packets that connection tracking passes over, and what that means for the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from fwlint.analysis.judgement import judge
from fwlint.analysis.trace import Trace, trace
from fwlint.dialects.reading import read_export
from fwlint.model.export import Direction, Export
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from fwlint.model.requirement import Demand, Need
from fwlint.model.source import DocumentRow

RESOLVER = Path(__file__).parent.parent / "fixtures" / "iptables" / "untracked" / "resolver.rules"
ROW = DocumentRow("Ports", "Table", 1, "0" * 40)
QUERY = "udp 192.0.2.9:40000 > 10.0.0.1:53"


@pytest.fixture(scope="module")
def resolver() -> Export:
    return read_export(str(RESOLVER))


def ask(export: Export, packet: str, direction: Direction = Direction.IN) -> Trace:
    return trace(export, parse_packet(packet), direction)


def test_an_untracked_packet_is_neither_new_nor_established(resolver: Export) -> None:
    for state in ("new", "established", "invalid"):
        found = ask(resolver, f"{QUERY} in eth0 state {state}")
        assert (found.verdict, found.line) == ("open", 20)


def test_what_no_rule_takes_from_tracking_keeps_its_state(resolver: Export) -> None:
    assert ask(resolver, f"{QUERY} in eth1").line == 21
    assert ask(resolver, f"{QUERY} in eth2").verdict == "closed"
    assert ask(resolver, f"{QUERY} in eth2 state established").line == 19


def test_table_nat_passes_over_untracked_packets(resolver: Export) -> None:
    assert ask(resolver, "tcp 192.0.2.9:40000 > 10.0.0.1:8080 in eth1").verdict == "closed"
    assert ask(resolver, "tcp 192.0.2.9:40000 > 10.0.0.1:8080 in eth0").line == 20


def test_an_untracked_reply_is_let_out_as_one(resolver: Export) -> None:
    reply = "udp 10.0.0.1:53 > 192.0.2.9:40000 out eth0"
    found = ask(resolver, f"{reply} state established", Direction.OUT)
    assert (found.verdict, found.line) == ("open", 25)


def test_tracking_that_depends_on_a_condition_names_it(resolver: Export) -> None:
    found = ask(resolver, "udp 192.0.2.9:40000 > 10.0.0.1:5353 in eth1")
    assert found.verdict == "conditional"
    assert found.conditions == ("-m limit --limit 5/sec",)


def demand(packet: str) -> Demand:
    packets = PacketSet((parse_packet(packet),))
    return Demand("r", "p", Need.REQUIRED, "s", Direction.IN, packets, (), ROW)


def test_the_replies_to_an_untracked_flow_are_not_established(resolver: Export) -> None:
    unanswered = read_export("rules", RESOLVER.read_bytes().replace(b"-o eth0", b"-o eth1"))
    standings = [
        [one.standing.value for one in judge(demand(f"{QUERY} in eth0"), export)]
        for export in (resolver, unanswered)
    ]
    assert standings == [["met", "met"], ["met", "unmet"]]


@pytest.mark.parametrize(
    ("port", "verdict", "line"), [(67, "closed", 9), (68, "conditional", 6), (69, "open", 12)]
)
def test_a_packet_with_a_connection_of_its_own_stays_tracked(
    port: int, verdict: str, line: int
) -> None:
    claimed = read_export(str(RESOLVER.with_name("claimed.rules")))

    found = ask(claimed, f"udp 192.0.2.9:40000 > 10.0.0.1:{port} in eth0")

    assert (found.verdict, found.line) == (verdict, line)
