"""Access lists of Cisco IOS put together from their lines, wherever these stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from fwlint.analysis.verdict import Kind, decide
from fwlint.dialects.cisco.ios import DIALECT
from fwlint.dialects.source import read_source
from fwlint.model.diagnostic import Trouble
from fwlint.model.export import Export
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action

SHOWN = Path(__file__).parent.parent / "fixtures/cisco_ios/show-access-lists/output.txt"


def parsed(*lines: str) -> Export:
    return DIALECT.parse(read_source("r1.cfg", "\n".join(lines).encode()))


def verdict(export: Export, packet: str, stage: str) -> Kind:
    return decide(export.policies, (stage,), PacketSet.of([parse_packet(packet)])).kind


def texts(export: Export, name: str) -> list[str]:
    return [rule.text for rule in export.policies[name].rules]


def test_a_numbered_list_may_be_in_several_places() -> None:
    export = parsed(
        "access-list 101 permit tcp any any eq 80",
        "access-list 102 permit ip any any",
        "access-list 101 deny udp any any",
        "ip access-list extended 101",
        " permit ip any any",
    )
    assert [rule.span.line for rule in export.policies["101"].rules] == [1, 3, 5]
    assert verdict(export, "udp 192.0.2.1:1 > 10.0.0.1:2", "101") is Kind.CLOSED
    assert verdict(export, "tcp 192.0.2.1:1 > 10.0.0.1:2", "101") is Kind.OPEN


def test_entries_stand_in_the_order_of_their_sequence_numbers() -> None:
    export = parsed(
        "ip access-list extended EDGE",
        " 30 deny ip any any",
        " 10 permit tcp any any eq 80",
        " permit udp any any",
        " 20 permit tcp any any eq 443",
        " 45 permit gre any any",
    )
    assert [rule.span.line for rule in export.policies["EDGE"].rules] == [3, 5, 2, 4, 6]
    assert verdict(export, "tcp 192.0.2.1:1 > 10.0.0.1:443", "EDGE") is Kind.OPEN
    assert verdict(export, "udp 192.0.2.1:1 > 10.0.0.1:443", "EDGE") is Kind.CLOSED


def test_a_sequence_number_used_twice_leaves_both_entries_in_doubt() -> None:
    export = parsed(
        "ip access-list extended EDGE", " 10 permit tcp any any", " 10 permit udp any any"
    )
    (problem,) = export.diagnostics
    assert problem.span.line == 3
    for protocol in ("tcp", "udp"):
        packet = f"{protocol} 192.0.2.1:1 > 10.0.0.1:2"
        assert verdict(export, packet, "EDGE") is Kind.CONDITIONAL


def test_remarks_are_no_rules_and_share_numbers_with_entries() -> None:
    export = parsed(
        "ip access-list extended EDGE",
        " 10 remark permit ip any any",
        " 10 permit tcp any any",
        " remark the end",
    )
    assert texts(export, "EDGE") == ["10 permit tcp any any"]
    assert not export.diagnostics


def test_what_no_entry_decides_is_denied_implicitly() -> None:
    export = parsed("ip access-list extended EDGE", " permit tcp any any")
    policy = export.policies["EDGE"]
    assert (policy.default, policy.default_text) == (Action.DENY, "implicit deny ip any any")
    assert policy.span.line == 1
    assert verdict(export, "udp 192.0.2.1:1 > 10.0.0.1:2", "EDGE") is Kind.CLOSED


def test_a_list_without_entries_permits_everything() -> None:
    export = parsed("ip access-list extended EMPTY", " remark nothing yet")
    assert verdict(export, "udp 192.0.2.1:1 > 10.0.0.1:2", "EMPTY") is Kind.OPEN
    assert "has no entries" in export.policies["EMPTY"].default_text


def test_a_line_that_takes_an_entry_away_puts_the_whole_list_in_doubt() -> None:
    for line in (" no 10", "no ip access-list extended EDGE"):
        export = parsed("ip access-list extended EDGE", " 10 permit ip any any", line)
        assert verdict(export, "udp 192.0.2.1:1 > 10.0.0.1:2", "EDGE") is Kind.CONDITIONAL
        assert [one.span.line for one in export.diagnostics] == [3]


def test_a_script_may_clear_a_list_before_it_begins() -> None:
    export = parsed(
        "no ip access-list extended EDGE", "ip access-list extended EDGE", " permit ip any any"
    )
    assert not export.diagnostics
    assert verdict(export, "udp 192.0.2.1:1 > 10.0.0.1:2", "EDGE") is Kind.OPEN


@pytest.mark.parametrize("number", [200, 299, 700, 1100, 1199, 2700])
def test_lists_of_other_protocols_are_refused_line_by_line(number: int) -> None:
    export = parsed(f"access-list {number} permit 0x0806 0x0000", f"access-list {number} deny 1 2")
    assert not export.policies
    assert [one.span.line for one in export.diagnostics] == [1, 2]


@pytest.mark.parametrize(
    ("number", "standard"), [(99, True), (1300, True), (199, False), (2699, False)]
)
def test_the_number_says_whether_a_list_is_standard(number: int, standard: bool) -> None:
    entry = "10.0.0.1" if standard else "ip any any"
    export = parsed(f"access-list {number} permit {entry}")
    assert str(number) in export.policies
    assert not export.diagnostics


def test_settings_that_only_look_like_lists_are_passed_over() -> None:
    export = parsed(
        "access-list compiled",
        "access-list rate-limit 5 00:00:5e:00:53:01",
        "ip access-list logging interval 10",
        "ip access-list log-update threshold 5",
        "ip access-list resequence EDGE 10 10",
        "ipv6 access-list log-update threshold 5",
        "ip prefix-list P seq 5 permit 10.0.0.0/8",
        "ip as-path access-list 1 permit ^65000$",
        "route-map R permit 10",
    )
    assert not export.policies
    assert not export.diagnostics


def test_a_list_without_its_kind_is_kept_and_not_understood() -> None:
    export = parsed("ip access-list EDGE", " 10 permit tcp 10.0.0.0/8 any")
    assert [one.span.line for one in export.diagnostics] == [2]
    assert verdict(export, "tcp 10.0.0.1:1 > 192.0.2.1:2", "EDGE") is Kind.CONDITIONAL


def test_an_entry_that_has_lost_its_list_is_not_dropped() -> None:
    export = parsed(
        "ip access-list extended EDGE",
        "permit tcp any host 10.0.0.1",
        "eq 80",
        "permit udp any any",
    )
    (problem,) = export.diagnostics
    assert problem.span.line == 4
    assert verdict(export, "udp 192.0.2.1:1 > 10.0.0.2:2", "EDGE") is Kind.CONDITIONAL


def test_an_entry_under_a_foreign_header_is_not_dropped() -> None:
    export = parsed("class-map match-all WEB", " permit tcp any any eq 80")
    assert [one.span.line for one in export.diagnostics] == [2]


def test_a_pagers_prompt_is_named_and_the_line_behind_it_is_read() -> None:
    export = parsed(
        "ip access-list extended EDGE",
        " permit tcp any any eq 80",
        " --More-- \b\b\b\b\b\b\b\b\b          \b\b\b\b permit tcp any any eq 443",
    )
    (problem,) = export.diagnostics
    assert (problem.span.line, problem.trouble) == (3, Trouble.ASSUMED)
    assert verdict(export, "tcp 192.0.2.1:1 > 10.0.0.1:443", "EDGE") is Kind.OPEN


def test_lists_pasted_without_indentation_are_read_the_same() -> None:
    export = parsed(
        "interface Vlan20",
        "ip address 10.1.0.1 255.255.255.0",
        "ip access-group EDGE in",
        "ip access-list extended EDGE",
        "permit tcp any any eq 80",
        "ip route 0.0.0.0 0.0.0.0 10.0.0.1",
    )
    assert not export.diagnostics
    assert texts(export, "EDGE") == ["permit tcp any any eq 80"]
    assert [path.name for path in export.paths] == ["Vlan20 in"]


def test_the_output_of_show_access_lists_is_read() -> None:
    export = DIALECT.parse(read_source("output.txt", SHOWN.read_bytes()))
    assert list(export.policies) == ["10", "EDGE", "EDGE (ipv6)"]
    assert not export.diagnostics
    assert verdict(export, "udp 10.1.7.7:1 > 10.0.0.1:2", "10") is Kind.OPEN
    assert verdict(export, "tcp 192.0.2.1:1 > 10.0.0.21:80", "EDGE") is Kind.OPEN
    assert export.policies["EDGE"].rules[1].conditions == ("time-range NIGHT",)
    assert verdict(export, "tcp [2001:db8::1]:1 > [2001:db8::21]:80", "EDGE (ipv6)") is Kind.OPEN
