"""Entries of ASA access lists: each line and the packets that it speaks of."""

from __future__ import annotations

import pytest

from fwlint.analysis.verdict import Kind
from fwlint.model.diagnostic import Trouble
from fwlint.model.packetset import ANYTHING, PacketSet
from fwlint.model.rule import Action, Rule
from tests.dialects.cisco import accepted, parsed, verdict

DEFINED = (
    "object network web",
    " host 10.1.1.10",
    "object network clients6",
    " subnet 2001:db8:1::/48",
    "object network pool",
    " range 10.1.2.5 10.1.2.9",
)


def passes(entry: str, packet: str, *before: str) -> bool:
    export = parsed("cisco-asa", *before, f"access-list EDGE extended {entry}")
    assert not export.diagnostics, export.diagnostics
    return accepted(export, packet, "EDGE")


def rule(entry: str, *before: str) -> Rule:
    export = parsed("cisco-asa", *before, f"access-list EDGE extended {entry}")
    (found,) = export.policies["EDGE"].rules
    return found


@pytest.mark.parametrize(
    ("entry", "inside", "outside"),
    [
        ("permit ip any any", "tcp [2001:db8::1]:5 > [2001:db8::2]:80", ""),
        ("permit ip any4 any4", "gre 192.0.2.1 > 192.0.2.2", "gre 2001:db8::1 > 2001:db8::2"),
        ("permit ip any6 any6", "gre 2001:db8::1 > 2001:db8::2", "gre 192.0.2.1 > 192.0.2.2"),
        (
            "permit tcp 10.1.0.0 255.255.0.0 host 192.0.2.5 eq https",
            "tcp 10.1.255.1:5 > 192.0.2.5:443",
            "tcp 10.2.0.1:5 > 192.0.2.5:443",
        ),
        (
            "permit udp any4 eq domain any4 gt 1023",
            "udp 192.0.2.1:53 > 10.0.0.1:1024",
            "udp 192.0.2.1:53 > 10.0.0.1:1023",
        ),
        (
            "permit tcp any any neq telnet",
            "tcp 192.0.2.1:5 > 10.0.0.1:22",
            "tcp 192.0.2.1:5 > 10.0.0.1:23",
        ),
        (
            "permit tcp any any range 20 ftp",
            "tcp 192.0.2.1:5 > 10.0.0.1:21",
            "tcp 192.0.2.1:5 > 10.0.0.1:22",
        ),
        (
            "permit icmp any any unreachable 4",
            "icmp 192.0.2.1 > 10.0.0.1 type 3 code 4",
            "icmp 192.0.2.1 > 10.0.0.1 type 3 code 3",
        ),
        (
            "permit icmp6 any6 any6 echo",
            "icmpv6 2001:db8::1 > 2001:db8::2 type 128 code 0",
            "icmpv6 2001:db8::1 > 2001:db8::2 type 129 code 0",
        ),
        ("permit pptp any any", "gre 192.0.2.1 > 10.0.0.1", "esp 192.0.2.1 > 10.0.0.1"),
        (
            "permit tcp 2001:db8:1::/48 host 2001:db8:2::5 lt 1024",
            "tcp [2001:db8:1::9]:5 > [2001:db8:2::5]:1023",
            "tcp [2001:db8:3::9]:5 > [2001:db8:2::5]:1023",
        ),
    ],
)
def test_an_entry_decides_its_packets_and_no_others(entry: str, inside: str, outside: str) -> None:
    assert passes(entry, inside)
    assert not outside or not passes(entry, outside)


@pytest.mark.parametrize("ports", ["lt 0", "gt 65535"])
def test_a_comparison_that_no_port_meets_matches_nothing(ports: str) -> None:
    assert not rule(f"permit tcp any any {ports}").packets


def test_a_name_of_a_port_depends_on_the_protocol() -> None:
    assert passes("permit udp any any eq radius", "udp 192.0.2.1:5 > 10.0.0.1:1645")
    assert passes("permit tcp any any eq ldaps", "tcp 192.0.2.1:5 > 10.0.0.1:636")
    export = parsed("cisco-asa", "access-list EDGE extended permit tcp any any eq radius")
    (problem,) = export.diagnostics
    assert (problem.span.column, problem.message) == (49, "there is no tcp port 'radius'")


def test_fragments_share_the_fate_of_their_packet() -> None:
    entry = "deny tcp any any eq 80"
    export = parsed(
        "cisco-asa", f"access-list A extended {entry}", "access-list A extended permit ip any any"
    )
    assert not accepted(export, "tcp 192.0.2.1:5 > 10.0.0.1:80 fragment", "A")


def test_objects_stand_for_addresses_of_their_family() -> None:
    entry = "permit tcp object clients6 any6 eq www"
    assert passes(entry, "tcp [2001:db8:1::5]:5 > [2001:db8:9::1]:80", *DEFINED)
    assert not passes(entry, "tcp [2001:db8:2::5]:5 > [2001:db8:9::1]:80", *DEFINED)
    entry = "permit ip object pool object web"
    assert passes(entry, "udp 10.1.2.9:5 > 10.1.1.10:5", *DEFINED)
    assert not passes(entry, "udp 10.1.2.10:5 > 10.1.1.10:5", *DEFINED)


def test_the_table_of_names_stands_for_addresses() -> None:
    names = ("names", "name 10.9.0.0 branch-9", "name 10.1.1.7 www7")
    entry = "permit tcp branch-9 255.255.0.0 host www7 eq 80"
    assert passes(entry, "tcp 10.9.200.1:5 > 10.1.1.7:80", *names)
    assert not passes(entry, "tcp 10.8.200.1:5 > 10.1.1.7:80", *names)


def test_a_label_that_nobody_gave_is_refused() -> None:
    export = parsed("cisco-asa", "access-list EDGE extended permit ip any host nowhere")
    assert "no address is named 'nowhere'" in export.diagnostics[0].message
    assert export.policies["EDGE"].rules[0].conditions == ("line 1 is not understood",)


def test_an_interface_is_its_own_address() -> None:
    interface = (
        "interface GigabitEthernet0/0",
        " nameif outside",
        " ip address 198.51.100.2 255.255.255.0",
    )
    entry = "permit tcp any interface outside eq 443"
    assert passes(entry, "tcp 192.0.2.1:5 > 198.51.100.2:443", *interface)
    assert not passes(entry, "tcp 192.0.2.1:5 > 198.51.100.3:443", *interface)
    assert rule(entry).conditions == ("interface outside",)


def test_a_mask_turned_round_is_refused_and_one_with_gaps_is_not() -> None:
    export = parsed("cisco-asa", "access-list EDGE extended permit ip 10.1.1.0 0.0.0.255 any")
    (problem,) = export.diagnostics
    assert problem.trouble is Trouble.NOT_UNDERSTOOD
    assert "is this a wildcard?" in problem.message
    assert problem.span.column == 46
    (opaque,) = export.policies["EDGE"].rules
    assert (opaque.packets, opaque.action) == (ANYTHING, Action.ACCEPT)
    gaps = "permit ip 10.0.0.5 255.0.0.255 any4"
    assert passes(gaps, "gre 10.77.1.5 > 192.0.2.1")
    assert not passes(gaps, "gre 10.77.1.6 > 192.0.2.1")


@pytest.mark.parametrize(
    ("entry", "condition"),
    [
        ("permit tcp any any eq 22 time-range NIGHT", "time-range NIGHT"),
        ("permit ip user CORP\\anna any any", "user CORP\\anna"),
        ("permit ip object-group-user ADMINS any any", "object-group-user ADMINS"),
        ("permit ip security-group tag 7 any any", "security-group tag 7"),
        ("permit ip any any security-group name DB", "security-group name DB"),
    ],
)
def test_what_packets_do_not_show_is_a_condition(entry: str, condition: str) -> None:
    assert rule(entry).conditions == (condition,)


def test_logging_changes_nothing() -> None:
    found = rule("permit ip any any log informational interval 300")
    assert found.packets == ANYTHING
    assert not found.conditions
    assert found.note("log") == "log informational interval 300"


def test_an_inactive_entry_matches_nothing() -> None:
    assert not rule("permit ip any any inactive").enabled
    assert not passes("permit ip any any inactive", "gre 192.0.2.1 > 192.0.2.2")


def test_a_line_number_puts_an_entry_before_the_ones_already_there() -> None:
    export = parsed(
        "cisco-asa",
        "access-list EDGE remark first",
        "access-list EDGE extended permit ip any any",
        "access-list EDGE line 2 extended deny ip any4 any4",
    )
    assert [one.action for one in export.policies["EDGE"].rules] == [Action.DENY, Action.ACCEPT]
    assert export.policies["EDGE"].rules[1].note("remark") == "first"


def test_pix_leaves_extended_out() -> None:
    export = parsed(
        "cisco-asa",
        "access-list EDGE permit tcp any host 10.0.0.1 eq www",
        "ipv6 access-list EDGE6 permit tcp any host 2001:db8::1 eq www",
    )
    assert accepted(export, "tcp 192.0.2.1:5 > 10.0.0.1:80", "EDGE")
    assert accepted(export, "tcp [2001:db8::5]:5 > [2001:db8::1]:80", "EDGE6")


def test_before_nine_any_is_of_ipv4_alone() -> None:
    lines = ("ASA Version 8.4(7)", "access-list EDGE extended permit ip any any")
    (found,) = parsed("cisco-asa", *lines).policies["EDGE"].rules
    assert {box.family for box in found.packets} == {4}


def test_a_standard_list_names_destinations() -> None:
    export = parsed("cisco-asa", "access-list SPLIT standard permit 10.1.0.0 255.255.0.0")
    assert accepted(export, "tcp 192.0.2.1:5 > 10.1.2.3:80", "SPLIT")
    assert not export.paths


def test_what_is_not_understood_is_a_rule_that_may_match_anything() -> None:
    export = parsed(
        "cisco-asa",
        "access-list EDGE extended permit tcp any any eq 80 surprise",
        "access-list EDGE extended permit quic any any",
        "access-list EDGE extended frobnicate ip any any",
    )
    assert [one.span.line for one in export.diagnostics] == [1, 2, 3]
    rules = export.policies["EDGE"].rules
    assert [one.action for one in rules] == [Action.ACCEPT, Action.ACCEPT, Action.UNKNOWN]
    assert all(one.packets == ANYTHING and one.conditions for one in rules)
    assert verdict(export, "tcp 192.0.2.1:5 > 10.0.0.1:80", "EDGE") is Kind.CONDITIONAL


def test_ports_of_a_protocol_that_has_none_are_refused() -> None:
    export = parsed("cisco-asa", "access-list EDGE extended permit ip any any eq 80")
    assert "ip has no ports" in export.diagnostics[0].message


def test_an_entry_of_two_protocols_is_one_rule() -> None:
    group = ("object-group protocol EITHER", " protocol-object tcp", " protocol-object udp")
    found = rule("permit object-group EITHER any4 any4 eq 53", *group)
    assert len(found.packets.boxes) == 2
    assert PacketSet(found.packets.boxes).meets(ANYTHING)
