"""What becomes of packets, from the dump to the verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from fwlint.analysis.verdict import Kind, Verdict, decide
from fwlint.dialects.iptables import DIALECT
from fwlint.dialects.source import read_source
from fwlint.model.export import Direction, Export
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet

FIXTURES = Path(__file__).parent.parent / "fixtures" / "iptables"


def read(data: bytes) -> Export:
    return DIALECT.parse(read_source("rules", data))


def verdict(export: Export, packet: str, direction: Direction = Direction.IN) -> Verdict:
    [path] = [one for one in export.paths if one.direction is direction]
    query = PacketSet((parse_packet(packet),)) & path.traffic
    return decide(export.policies, path.stages, query)


@pytest.fixture(scope="module")
def host() -> Export:
    return read((FIXTURES / "all_tables" / "rules.v4").read_bytes())


@pytest.mark.parametrize(
    ("packet", "kind"),
    [
        ("tcp 198.51.100.9:40000 > 10.0.0.1:80", Kind.OPEN),
        ("tcp 198.51.100.9:40000 > 10.0.0.1:443", Kind.OPEN),
        ("tcp 198.51.100.9:40000 > 10.0.0.1:22", Kind.CLOSED),
        ("tcp 10.1.0.9:40000 > 10.0.0.1:22", Kind.OPEN),
        ("udp 198.51.100.9:40000 > 10.0.0.1:69", Kind.CLOSED),
        ("udp 198.51.100.9:40000 > 10.0.0.1:69 state established", Kind.OPEN),
    ],
    ids=["web", "multiport", "not-for-all", "chain", "policy", "reply"],
)
def test_a_packet_takes_the_chains_in_order(host: Export, packet: str, kind: Kind) -> None:
    assert verdict(host, packet).kind is kind


def test_returned_packets_go_on_behind_the_jump(host: Export) -> None:
    result = verdict(host, "tcp 10.9.0.1:40000 > 10.0.0.1:443")
    assert result.kind is Kind.CLOSED
    assert [one.rule.text for one in result.outcomes if one.rule][-1] == (
        "-A INPUT -p tcp -j REJECT --reject-with tcp-reset"
    )


def test_packets_that_return_from_a_goto_skip_the_rest_of_the_chain_that_sent_them() -> None:
    export = read(
        b"*filter\n:INPUT DROP\n:a -\n:b -\n-A INPUT -j a\n-A INPUT -p udp -j ACCEPT\n"
        b"-A a -g b\n-A a -j DROP\n-A b -p tcp -j DROP\nCOMMIT\n"
    )
    assert verdict(export, "udp 10.0.0.1:1 > 10.0.0.2:2").kind is Kind.OPEN


def test_accept_in_one_table_does_not_save_a_packet_from_the_next(host: Export) -> None:
    before = verdict(host, "tcp 203.0.113.9:40000 > 10.0.0.1:80")
    assert before.kind is Kind.CLOSED
    assert before.outcomes[-1].policy.name == "raw/PREROUTING"
    behind = verdict(host, "tcp 198.51.100.9:40000 > 10.0.0.1:23")
    assert behind.kind is Kind.CLOSED
    assert behind.outcomes[-1].policy.name == "mangle/INPUT"


def test_a_rate_limit_makes_an_opening_conditional(host: Export) -> None:
    packet = "udp 198.51.100.9:40000 > 10.0.0.1:4011"
    result = verdict(host, packet)
    assert result.kind is Kind.CONDITIONAL
    assert result.conditions(result.conditional) == ("-m limit --limit 50/sec",)


def test_a_packet_that_may_be_sent_to_another_host_has_no_sure_verdict(host: Export) -> None:
    result = verdict(host, "tcp 198.51.100.9:40000 > 10.0.0.1:8081")
    assert result.kind is Kind.CONDITIONAL
    assert any("--to-destination 10.0.0.5:80" in one for one in result.conditions(result.query))


def test_later_packets_of_what_may_be_translated_have_no_sure_verdict(host: Export) -> None:
    later = "tcp 198.51.100.9:40000 > 10.0.0.1:8081 state established"
    assert verdict(host, later).kind is Kind.CONDITIONAL
    untouched = "tcp 198.51.100.9:40000 > 10.0.0.1:22 state established"
    assert verdict(host, untouched).kind is Kind.OPEN


def test_outbound_packets_take_the_output_chains(host: Export) -> None:
    out = Direction.OUT
    assert verdict(host, "udp 10.0.0.1:1 > 198.51.100.1:2", out).kind is Kind.CLOSED
    assert verdict(host, "udp 10.0.0.1:1 > 192.0.2.1:2", out).kind is Kind.OPEN


def test_an_opaque_rule_makes_later_verdicts_conditional() -> None:
    export = read(b"*filter\n:INPUT ACCEPT\n-A INPUT -dport 22 -j DROP\nCOMMIT\n")
    result = verdict(export, "tcp 10.0.0.1:1 > 10.0.0.2:22")
    assert result.kind is Kind.CONDITIONAL
    assert result.conditions(result.query) == ("line 3 is not understood",)


def test_a_policy_that_is_not_in_the_export_makes_a_verdict_conditional() -> None:
    export = read(b"*filter\n-A INPUT -p tcp -j ACCEPT\nCOMMIT\n")
    assert verdict(export, "tcp 10.0.0.1:1 > 10.0.0.2:22").kind is Kind.OPEN
    result = verdict(export, "udp 10.0.0.1:1 > 10.0.0.2:22")
    assert result.kind is Kind.CONDITIONAL
    assert result.conditions(result.query) == ("policy of filter/INPUT is not in the export",)


def test_an_accepted_negation_leaves_exactly_the_rest_closed() -> None:
    export = read(
        b"*filter\n:INPUT DROP\n-A INPUT ! -s 10.0.0.0/255.0.255.0 -p udp -j ACCEPT\nCOMMIT\n"
    )
    assert verdict(export, "udp 10.7.0.1:1 > 192.0.2.1:2").kind is Kind.CLOSED
    assert verdict(export, "udp 10.7.1.1:1 > 192.0.2.1:2").kind is Kind.OPEN
