"""What one entry of a Cisco IOS access list says, judged by the packets that it lets through."""

from __future__ import annotations

import pytest

from fwlint.analysis.verdict import Kind, decide
from fwlint.dialects.cisco.ios import DIALECT
from fwlint.dialects.source import read_source
from fwlint.model.addresses import EVERYWHERE
from fwlint.model.diagnostic import Trouble
from fwlint.model.export import Export
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action


def parsed(*lines: str) -> Export:
    return DIALECT.parse(read_source("r1.cfg", "\n".join(lines).encode()))


def extended(*entries: str) -> Export:
    return parsed("ip access-list extended EDGE", *(f" {entry}" for entry in entries))


def verdict(export: Export, packet: str, stage: str = "EDGE") -> Kind:
    return decide(export.policies, (stage,), PacketSet.of([parse_packet(packet)])).kind


def accepted(export: Export, packet: str, stage: str = "EDGE") -> bool:
    found = verdict(export, packet, stage)
    assert found in (Kind.OPEN, Kind.CLOSED), found
    return found is Kind.OPEN


@pytest.mark.parametrize(
    ("source", "hit"),
    [
        ("10.0.0.5", True),
        ("10.0.254.5", True),
        ("10.0.1.5", False),
        ("10.0.2.6", False),
        ("10.1.2.5", False),
    ],
)
def test_a_discontiguous_wildcard_frees_exactly_its_set_bits(source: str, hit: bool) -> None:
    even_third_octet = extended("permit ip 10.0.0.5 0.0.254.0 any")
    assert accepted(even_third_octet, f"tcp {source}:1 > 192.0.2.1:2") is hit


def test_address_bits_under_the_wildcard_say_nothing() -> None:
    export = extended("permit ip 10.0.0.99 0.0.0.255 any")
    assert accepted(export, "udp 10.0.0.1:1 > 192.0.2.1:2")


def test_a_netmask_in_the_wildcards_place_means_what_the_device_makes_of_it() -> None:
    export = extended("permit ip 10.1.1.7 255.255.255.0 any")
    assert accepted(export, "tcp 192.0.2.7:1 > 192.0.2.1:2")
    assert not accepted(export, "tcp 10.1.1.8:1 > 192.0.2.1:2")


def test_a_wildcard_of_ones_is_the_same_as_any() -> None:
    (rule,) = extended("permit ip 10.0.0.0 255.255.255.255 any").policies["EDGE"].rules
    (box,) = rule.packets
    assert box.source is EVERYWHERE


def test_host_matches_one_address() -> None:
    export = extended("permit ip any host 10.0.0.21")
    assert accepted(export, "tcp 192.0.2.1:1 > 10.0.0.21:2")
    assert not accepted(export, "tcp 192.0.2.1:1 > 10.0.0.22:2")


@pytest.mark.parametrize(
    ("ports", "hits", "misses"),
    [
        ("eq www", (80,), (79, 81)),
        ("eq www 443 8530", (80, 443, 8530), (81, 444)),
        ("neq 80 443", (79, 81, 442, 444), (80, 443)),
        ("lt 3", (0, 2), (3, 4)),
        ("gt 65533", (65534, 65535), (65533,)),
        ("range ftp-data telnet", (20, 22, 23), (19, 24)),
        ("lt 0", (), (0, 1, 65535)),
        ("gt 65535", (), (0, 65535)),
        ("range 90 80", (), (80, 85, 90)),
    ],
)
def test_port_operators_are_exact(
    ports: str, hits: tuple[int, ...], misses: tuple[int, ...]
) -> None:
    to, coming_from = (
        extended(f"permit tcp any any {ports}"),
        extended(f"permit tcp any {ports} any"),
    )
    for port in hits + misses:
        expected = port in hits
        assert accepted(to, f"tcp 192.0.2.1:50000 > 10.0.0.1:{port}") is expected
        assert accepted(coming_from, f"tcp 10.0.0.1:{port} > 192.0.2.1:50000") is expected


def test_a_port_name_means_the_port_of_its_protocol() -> None:
    export = extended("permit tcp any any eq exec", "permit udp any any eq biff")
    assert accepted(export, "tcp 192.0.2.1:1 > 10.0.0.1:512")
    assert accepted(export, "udp 192.0.2.1:1 > 10.0.0.1:512")
    assert extended("permit udp any any eq exec").diagnostics


@pytest.mark.parametrize(
    ("name", "number"),
    [("ahp", 51), ("ipinip", 4), ("nos", 94), ("igrp", 9), ("sctp", 132), ("112", 112)],
)
def test_protocols_are_known_by_name_and_number(name: str, number: int) -> None:
    export = extended(f"permit {name} any any")
    assert accepted(export, f"{number} 192.0.2.1 > 10.0.0.1")
    assert not accepted(export, f"{number + 1} 192.0.2.1 > 10.0.0.1")


def test_protocol_zero_may_be_every_protocol() -> None:
    export = extended("permit 0 any any")
    assert verdict(export, "tcp 192.0.2.1:1 > 10.0.0.1:2") is Kind.CONDITIONAL
    assert export.policies["EDGE"].rules[0].conditions == ("protocol 0",)


def test_icmp_messages_are_exact_by_name_and_number() -> None:
    export = extended(
        "permit icmp any any echo", "permit icmp any any 3 13", "permit icmp any any 11"
    )
    assert accepted(export, "icmp 192.0.2.1 > 10.0.0.1 type 8 code 0")
    assert accepted(export, "icmp 192.0.2.1 > 10.0.0.1 type 3 code 13")
    assert not accepted(export, "icmp 192.0.2.1 > 10.0.0.1 type 3 code 1")
    assert accepted(export, "icmp 192.0.2.1 > 10.0.0.1 type 11 code 1")
    named = extended("permit icmp any any administratively-prohibited")
    assert accepted(named, "icmp 192.0.2.1 > 10.0.0.1 type 3 code 13")
    assert not accepted(named, "icmp 192.0.2.1 > 10.0.0.1 type 3 code 12")


@pytest.mark.parametrize(
    ("flags", "hit"),
    [("syn", False), ("ack", True), ("syn,ack", True), ("rst", True), ("fin", False)],
)
def test_established_is_ack_or_rst(flags: str, hit: bool) -> None:
    export = extended("permit tcp any any established")
    assert accepted(export, f"tcp 192.0.2.1:80 > 10.0.0.1:50000 flags {flags}") is hit


@pytest.mark.parametrize(
    ("test", "hits", "misses"),
    [
        ("ack fin", ("ack", "fin", "ack,fin"), ("syn", "none")),
        ("match-any +ack -syn", ("ack", "none", "syn,ack"), ("syn",)),
        ("match-all +ack -syn", ("ack", "fin,ack"), ("syn,ack", "none")),
        ("match-all +ack -ack", (), ("ack", "none")),
    ],
)
def test_tcp_flag_tests_are_exact(
    test: str, hits: tuple[str, ...], misses: tuple[str, ...]
) -> None:
    export = extended(f"permit tcp any any {test}")
    for flags in hits + misses:
        packet = f"tcp 192.0.2.1:80 > 10.0.0.1:50000 flags {flags}"
        assert accepted(export, packet) is (flags in hits)


@pytest.mark.parametrize(
    ("entry", "conditions"),
    [
        ("permit ip any any dscp ef", ("dscp ef",)),
        ("permit ip any any precedence critical tos 4", ("precedence critical", "tos 4")),
        ("permit ip any any ttl range 1 5", ("ttl range 1 5",)),
        ("permit ip any any option any-options", ("option any-options",)),
        ("permit tcp any any eq 80 time-range NIGHT log", ("time-range NIGHT",)),
        (
            "permit ip object-group A addrgroup B",
            ("object-group A is not defined", "addrgroup B is not defined"),
        ),
        ("permit ip any interface Vlan1", ("interface Vlan1",)),
        ("permit object-group SERVICES any any", ("object-group SERVICES is not defined",)),
        ("permit tcp any any portgroup WEB", ("portgroup WEB is not defined",)),
        ("permit udp any any object-group WEB", ("object-group WEB is not defined",)),
        ("permit igmp any any host-report", ("igmp host-report",)),
        ("dynamic door timeout 5 permit ip any any", ("dynamic door timeout 5",)),
        ("evaluate MIRROR", ("evaluate MIRROR",)),
    ],
)
def test_what_packets_cannot_say_is_a_condition_in_the_configurations_words(
    entry: str, conditions: tuple[str, ...]
) -> None:
    export = extended(entry)
    (rule,) = export.policies["EDGE"].rules
    assert not export.diagnostics
    assert rule.action is Action.ACCEPT
    assert rule.conditions == conditions


@pytest.mark.parametrize(
    "entry",
    [
        "permit tcp any any eq 80 log",
        "permit tcp any any eq 80 log-input alarm_7",
        "permit tcp any any eq 80 log log",
        "permit tcp any any eq 80 reflect MIRROR timeout 30",
        "permit tcp any any eq 80 log (17 matches)",
    ],
)
def test_logging_reflection_and_counters_change_nothing_for_the_packet(entry: str) -> None:
    export = extended(entry)
    assert accepted(export, "tcp 192.0.2.1:1 > 10.0.0.1:80")
    assert not accepted(export, "tcp 192.0.2.1:1 > 10.0.0.1:81")


@pytest.mark.parametrize(
    ("entry", "column", "action"),
    [
        ("permit tcp any any eq https", 24, Action.ACCEPT),
        ("deny tcp any any eq 70000", 22, Action.DENY),
        ("permit ip 10.0.0.0/8 any", 12, Action.ACCEPT),
        ("permit ip 10.0.0.256 0.0.0.0 any", 12, Action.ACCEPT),
        ("permit ip any", 15, Action.ACCEPT),
        ("permit quic any any", 9, Action.ACCEPT),
        ("permit tcp any any established psh", 33, Action.ACCEPT),
        ("permt ip any any", 2, Action.UNKNOWN),
    ],
)
def test_an_entry_not_understood_is_a_diagnostic_and_an_opaque_rule(
    entry: str, column: int, action: Action
) -> None:
    export = extended("permit tcp any any eq 22", entry)
    (problem,) = export.diagnostics
    assert (problem.span.line, problem.span.column) == (3, column)
    assert problem.trouble is Trouble.NOT_UNDERSTOOD
    opaque = export.policies["EDGE"].rules[1]
    assert opaque.action is action
    assert opaque.conditions == ("line 3 is not understood",)
    assert verdict(export, "tcp 192.0.2.1:1 > 10.0.0.1:22") is Kind.OPEN
    decided = verdict(export, "udp 192.0.2.1:1 > 10.0.0.1:9")
    assert decided is (Kind.CLOSED if action is Action.DENY else Kind.CONDITIONAL)


def test_a_diagnostic_names_what_was_expected() -> None:
    (problem,) = extended("permit ip any").diagnostics
    assert "the end of the line" in problem.message
    assert "any, host" in problem.hint


def test_a_standard_list_judges_the_source_alone() -> None:
    export = parsed(
        "access-list 10 deny host 10.0.0.9",
        "access-list 10 permit 10.0.0.0 0.0.0.255 log",
        "access-list 10 permit 10.2.2.2",
    )
    for source, hit in (
        ("10.0.0.9", False),
        ("10.0.0.8", True),
        ("10.2.2.2", True),
        ("10.2.2.3", False),
    ):
        assert accepted(export, f"udp {source}:1 > 192.0.2.1:2", "10") is hit
    assert export.policies["10"].default_text == "implicit deny any"


def test_ipv6_entries_are_exact() -> None:
    export = parsed(
        "ipv6 access-list EDGE",
        " sequence 10 deny tcp any host 2001:DB8::21 eq telnet",
        " permit tcp 2001:db8:1::/48 any",
        " permit icmp any any echo-request",
    )
    assert not accepted(export, "tcp [2001:db8:1::1]:1 > [2001:db8::21]:23")
    assert accepted(export, "tcp [2001:db8:1::1]:1 > [2001:db8::21]:24")
    assert not accepted(export, "tcp [2001:db8:2::1]:1 > [2001:db8::21]:24")
    assert accepted(export, "icmpv6 2001:db8::1 > 2001:db8::21 type 128 code 0")
    assert not accepted(export, "icmp 192.0.2.1 > 10.0.0.1 type 8 code 0")


def test_an_ipv6_list_lets_neighbour_discovery_in_before_its_implicit_deny() -> None:
    export = parsed("ipv6 access-list EDGE", " permit tcp any any")
    for kind, hit in ((135, True), (136, True), (134, False)):
        packet = f"icmpv6 2001:db8::1 > 2001:db8::21 type {kind} code 0"
        assert accepted(export, packet) is hit
    explicit = parsed("ipv6 access-list EDGE", " deny ipv6 any any")
    assert not accepted(explicit, "icmpv6 2001:db8::1 > 2001:db8::21 type 135 code 0")
