"""Access lists of Cisco IOS XR, judged by the packets that they let through."""

from __future__ import annotations

import pytest

from fwlint.analysis.verdict import Kind, decide
from fwlint.dialects.cisco.iosxr import DIALECT
from fwlint.dialects.source import read_source
from fwlint.model.export import Export
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from tests.dialects.cisco import accepted, parsed


def iosxr(*lines: str) -> Export:
    return parsed("cisco-iosxr", *lines)


def listed(*entries: str) -> Export:
    return iosxr("ipv4 access-list EDGE", *(f" {entry}" for entry in entries))


@pytest.mark.parametrize(
    ("lines", "own"),
    [
        (("ipv4 access-list EDGE", " 10 permit ipv4 any any"), True),
        (("interface Gi0/0/0/0", " ipv4 address 10.0.0.1 255.255.255.0"), True),
        (("!! IOS XR Configuration 7.3.2",), True),
        (("ip access-list extended EDGE",), False),
        (("ipv6 access-list EDGE",), False),
        (("ipv6 access-list EDGE", " permit ipv6 any any nexthop1 ipv6 2001:db8::1"), True),
    ],
)
def test_iosxr_is_recognised_by_its_own_lines(lines: tuple[str, ...], own: bool) -> None:
    assert DIALECT.recognises(read_source("x", "\n".join(lines).encode())) is own


def test_every_form_of_an_address_is_exact() -> None:
    export = listed(
        "10 permit tcp 10.1.0.0/16 any",
        "20 permit tcp 10.2.0.0 0.0.255.255 any",
        "30 permit tcp host 10.3.0.1 any",
        "40 permit 10.4.0.0 0.0.0.255",
        "50 permit 10.5.0.1",
    )
    assert not export.diagnostics
    for source, hit in (
        ("10.1.9.9", True),
        ("10.2.9.9", True),
        ("10.3.0.1", True),
        ("10.4.0.9", True),
        ("10.5.0.1", True),
        ("10.5.0.2", False),
    ):
        assert accepted(export, f"tcp {source}:1 > 192.0.2.1:2", "EDGE") is hit


def test_names_of_this_platform_are_known() -> None:
    export = listed("permit tcp any any eq https", "permit tcp any any eq ssh")
    assert not export.diagnostics
    assert accepted(export, "tcp 192.0.2.1:1 > 10.0.0.1:443", "EDGE")
    assert accepted(export, "tcp 192.0.2.1:1 > 10.0.0.1:22", "EDGE")


def test_groups_may_be_nested() -> None:
    export = iosxr(
        "object-group network ipv4 ALL",
        " object-group SERVERS",
        " 10.9.0.0/16",
        "object-group network ipv4 SERVERS",
        " host 10.0.0.1",
        " range 10.0.1.1 10.0.1.3",
        "object-group port WEB",
        " eq 80",
        " range 8000 8010",
        "ipv4 access-list EDGE",
        " 10 permit tcp any net-group ALL port-group WEB",
    )
    assert not export.diagnostics
    for address, port, hit in (
        ("10.0.0.1", 80, True),
        ("10.0.1.3", 8010, True),
        ("10.0.1.4", 80, False),
        ("10.9.1.1", 80, True),
        ("10.9.1.1", 81, False),
    ):
        assert accepted(export, f"tcp 192.0.2.1:1 > {address}:{port}", "EDGE") is hit


def test_a_next_hop_decides_where_packets_go_and_not_whether() -> None:
    export = listed(
        "permit tcp any any eq 80 nexthop1 ipv4 192.0.2.9 nexthop2 vrf A ipv4 192.0.2.8"
    )
    assert accepted(export, "tcp 192.0.2.1:1 > 10.0.0.1:80", "EDGE")


@pytest.mark.parametrize(
    ("entry", "conditions"),
    [
        ("permit tcp any any ttl range 180 250 log", ("ttl range 180 250",)),
        ("permit ipv4 any any packet-length eq 576", ("packet-length eq 576",)),
        ("permit ipv4 any any dscp ef capture", ("dscp ef",)),
        ("permit ipv4 any any counter ALL", ()),
        ("permit icmp any any echo icmp-off", ()),
    ],
)
def test_what_packets_cannot_say_is_a_condition(entry: str, conditions: tuple[str, ...]) -> None:
    export = listed(entry)
    assert not export.diagnostics
    assert export.policies["EDGE"].rules[0].conditions == conditions


def test_an_ipv6_list_lets_neighbour_discovery_in_before_its_implicit_deny() -> None:
    export = iosxr("ipv6 access-list SIX", " 10 permit tcp any any eq 443")
    assert accepted(export, "icmpv6 2001:db8::1 > 2001:db8::2 type 135 code 0", "SIX")
    assert not accepted(export, "icmpv6 2001:db8::1 > 2001:db8::2 type 134 code 0", "SIX")


def test_bindings_are_paths_with_the_traffic_of_their_interface() -> None:
    export = iosxr(
        "ipv4 access-list EDGE",
        " 10 permit ipv4 any any",
        "interface GigabitEthernet0/0/0/0",
        " ipv4 address 10.1.0.1 255.255.255.0",
        " ipv4 access-group EDGE ingress",
        " ipv4 access-group EDGE egress",
        "line default",
        " access-class ingress EDGE",
    )
    assert [(path.name, path.stages) for path in export.paths] == [
        ("GigabitEthernet0/0/0/0 in", ("EDGE",)),
        ("GigabitEthernet0/0/0/0 out", ("EDGE",)),
        ("line default in", ("EDGE",)),
    ]
    (going_in,), (going_out,) = export.paths[0].traffic, export.paths[1].traffic
    assert 0x0A010007 in going_in.source
    assert 0x0A010007 in going_out.destination


CHAIN = (
    "ipv4 access-list ALL",
    " 10 deny ipv4 10.66.0.0/16 any",
    " 20 permit tcp any any eq bgp",
    "ipv4 access-list OWN",
    " 10 permit tcp any host 10.0.0.21 eq https",
)


def bound(*lines: str, binding: str = "common ALL OWN ingress") -> Export:
    return iosxr("interface Gi0/0/0/0", f" ipv4 access-group {binding}", *lines)


@pytest.mark.parametrize(
    ("packet", "accepts"),
    [
        ("tcp 10.66.0.1:50000 > 10.0.0.21:443", False),
        ("tcp 10.1.0.1:50000 > 10.0.0.9:179", True),
        ("tcp 10.1.0.1:50000 > 10.0.0.21:443", True),
        ("tcp 10.1.0.1:50000 > 10.0.0.21:80", False),
    ],
)
def test_what_the_common_list_does_not_match_goes_on_to_the_own_one(
    packet: str, accepts: bool
) -> None:
    export = bound(*CHAIN)
    assert not export.diagnostics
    (path,) = export.paths
    assert accepted(export, packet, path.stages[0]) is accepts


def test_a_common_list_alone_ends_with_the_implicit_deny_and_elsewhere_leads_on() -> None:
    other = ("interface Gi0/0/0/1", " ipv4 access-group ALL ingress")
    export = bound(*CHAIN, *other)
    web = "tcp 10.1.0.1:50000 > 10.0.0.21:443"
    assert [accepted(export, web, path.stages[0]) for path in export.paths] == [True, False]
    (lone,) = bound(*CHAIN, binding="common ALL ingress").paths
    assert lone.stages == ("ALL",)


@pytest.mark.parametrize("missing", [(), ("ipv4 access-list OWN", " 10 remark later")])
def test_what_an_empty_list_does_behind_a_common_one_is_open(missing: tuple[str, ...]) -> None:
    export = bound(*CHAIN[:3], *missing)
    (path,) = export.paths
    for packet, kind in (
        ("tcp 10.66.0.1:50000 > 10.0.0.21:443", Kind.CLOSED),
        ("tcp 10.1.0.1:50000 > 10.0.0.21:443", Kind.CONDITIONAL),
    ):
        found = decide(export.policies, path.stages, PacketSet((parse_packet(packet),)))
        assert found.kind is kind


def test_a_list_may_be_called_common() -> None:
    export = iosxr("interface Gi0/0/0/0", " ipv4 access-group common ingress", *CHAIN)
    assert export.paths[0].stages == ("common",)


def test_more_than_one_common_list_is_not_understood() -> None:
    export = bound(*CHAIN, binding="common ALL common MORE OWN ingress")
    assert [one.span.line for one in export.diagnostics] == [2]
