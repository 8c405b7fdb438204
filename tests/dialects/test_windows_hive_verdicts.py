"""What a .wfw means: the rules and profiles of a server, decided on packets."""

from __future__ import annotations

from pathlib import Path

import pytest

from fwlint.analysis.verdict import Kind, Verdict, decide
from fwlint.dialects.source import read_source
from fwlint.dialects.windows.hive import DIALECT
from fwlint.model.diagnostic import Trouble
from fwlint.model.export import Export
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet

SERVER = Path(__file__).parent.parent / "fixtures" / "windows" / "hive_server"


@pytest.fixture(scope="module", params=["policy.wfw", "policy_by_hivex.wfw"])
def server(request: pytest.FixtureRequest) -> Export:
    return DIALECT.parse(read_source(request.param, (SERVER / request.param).read_bytes()))


def judge(export: Export, packet: str) -> Verdict:
    return decide(export.policies, ("Inbound",), PacketSet.of([parse_packet(packet)]))


def test_every_rule_of_the_server_is_understood(server: Export) -> None:
    assert server.dialect == "windows-hive"
    assert {one.trouble for one in server.diagnostics} == {Trouble.ASSUMED}
    rules = [one for one in server.policies["Inbound"].rules if "FirewallRules" in one.span.entry]
    assert len({one.span.entry for one in rules}) == 10


def test_a_rule_opens_what_it_says_in_its_profile_only(server: Export) -> None:
    remote_desktop = "tcp 198.51.100.7:50000 > 10.0.0.1:3389"
    assert judge(server, f"{remote_desktop} profile domain").kind is Kind.OPEN
    assert judge(server, f"{remote_desktop} profile private").kind is Kind.CLOSED
    assert judge(server, f"{remote_desktop} profile public").kind is Kind.CLOSED


def test_a_finding_names_the_rule_by_its_place_in_the_hive(server: Export) -> None:
    verdict = judge(server, "tcp 198.51.100.7:50000 > 10.0.0.1:3389 profile domain")
    (rule,) = (one.rule for one in verdict.outcomes if one.rule)
    assert rule.span.entry == "FirewallRules\\{6F9A1C52-0B7E-4C58-9A4D-2F1B7C9E0001}"
    assert rule.name == "Fernwartung für Büro Zürich"


def test_the_end_of_a_text_beyond_256_characters_counts(server: Export) -> None:
    assert judge(server, "tcp 203.0.113.9:5 > 10.0.0.1:10006 profile domain").kind is Kind.OPEN
    assert judge(server, "tcp 203.0.113.8:5 > 10.0.0.1:10006 profile domain").kind is Kind.CLOSED


def test_the_end_of_a_text_in_segments_counts(server: Export) -> None:
    verdict = judge(server, "tcp 192.0.2.76:5 > 10.0.0.1:445 profile domain")
    assert verdict.kind is Kind.CONDITIONAL
    assert {one.conditions for one in verdict.outcomes if one.rule} == {("program System",)}
    assert judge(server, "tcp 192.0.2.77:5 > 10.0.0.1:445 profile domain").kind is Kind.CLOSED


def test_a_rule_with_a_name_in_four_scripts_blocks(server: Export) -> None:
    verdict = judge(server, "tcp 192.0.2.66:5 > 10.0.0.1:445 profile domain")
    assert verdict.kind is Kind.CLOSED
    assert [one.rule.name for one in verdict.outcomes if one.rule] == ["規則一 против червей 🐛"]
