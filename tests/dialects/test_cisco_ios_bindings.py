"""What a whole Cisco IOS configuration does with its access lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from fwlint.analysis.verdict import Kind, decide
from fwlint.dialects.cisco.ios import DIALECT
from fwlint.dialects.source import read_source
from fwlint.model.diagnostic import Trouble
from fwlint.model.export import Direction, Export, Replies
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet

ROUTER = Path(__file__).parent.parent / "fixtures/cisco_ios/branch-router/running-config.cfg"


def parsed(*lines: str) -> Export:
    return DIALECT.parse(read_source("r1.cfg", "\n".join(lines).encode()))


@pytest.fixture(scope="module")
def router() -> Export:
    return DIALECT.parse(read_source(ROUTER.name, ROUTER.read_bytes()))


def verdict(export: Export, packet: str, stage: str) -> Kind:
    return decide(export.policies, (stage,), PacketSet.of([parse_packet(packet)])).kind


def test_a_running_configuration_is_read_without_complaint(router: Export) -> None:
    assert router.hostname == "rt01.corp.example"
    assert router.replies is Replies.BY_RULE
    assert [one.trouble for one in router.diagnostics] == [Trouble.ASSUMED]


def test_each_binding_is_a_path_through_its_list(router: Export) -> None:
    assert [(path.name, path.stages, path.families) for path in router.paths] == [
        ("GigabitEthernet0/0 in", ("CLIENTS-IN",), (4,)),
        ("GigabitEthernet0/0 out", ("110",), (4,)),
        ("GigabitEthernet0/0 in (ipv6)", ("CLIENTS-IN (ipv6)",), (6,)),
        ("GigabitEthernet0/1.20 in", ("NOT-THERE",), (4,)),
        ("Serial0/0/0 out", ("EMPTY",), (4,)),
        ("line vty 0 4 in", ("23",), (4,)),
    ]
    assert {path.direction for path in router.paths[:-1]} == {Direction.FORWARD}


def test_an_access_class_filters_logins_to_the_device_itself(router: Export) -> None:
    login = router.paths[-1]
    assert login.direction is Direction.IN
    for port, carried in ((22, True), (23, True), (443, False)):
        packet = parse_packet(f"tcp 10.9.9.1:50000 > 192.0.2.1:{port}")
        assert login.traffic.covers(PacketSet.of([packet])) is carried


def test_a_path_carries_the_traffic_of_its_interface(router: Export) -> None:
    traffic = {path.name: path.traffic for path in router.paths}

    def carries(path: str, packet: str) -> bool:
        return traffic[path].covers(PacketSet.of([parse_packet(packet)]))

    here = "in GigabitEthernet0/0"
    assert carries("GigabitEthernet0/0 in", f"udp 10.1.0.9:1 > 192.0.2.1:2 {here}")
    assert carries("GigabitEthernet0/0 in", f"udp 10.1.1.9:1 > 192.0.2.1:2 {here}")
    assert not carries("GigabitEthernet0/0 in", f"udp 10.1.2.9:1 > 192.0.2.1:2 {here}")
    assert not carries("GigabitEthernet0/0 in", "udp 10.1.0.9:1 > 192.0.2.1:2 in Vlan1")
    out = "udp 192.0.2.1:1 > 10.1.0.9:2 out GigabitEthernet0/0"
    assert carries("GigabitEthernet0/0 out", out)
    six = f"udp [2001:db8:1::9]:1 > [2001:db8:2::1]:2 {here}"
    assert carries("GigabitEthernet0/0 in (ipv6)", six)
    by_dhcp = "udp 203.0.113.9:1 > 192.0.2.1:2 in GigabitEthernet0/1.20"
    assert carries("GigabitEthernet0/1.20 in", by_dhcp)


def test_an_address_that_is_not_told_opens_the_interface_to_all_traffic() -> None:
    export = parsed(
        "interface GigabitEthernet 0/1",
        " ip address 10.1.0.1 255.255.255.0 secondary",
        " ip address negotiated",
        " ip access-group EDGE in",
    )
    (path,) = export.paths
    assert path.name == "GigabitEthernet0/1 in"
    packet = parse_packet("udp 203.0.113.9:1 > 192.0.2.1:2 in GigabitEthernet0/1")
    assert path.traffic.covers(PacketSet.of([packet]))


def test_a_bound_list_that_is_not_defined_permits_everything(router: Export) -> None:
    text = "list NOT-THERE is not defined: IOS permits everything"
    assert router.policies["NOT-THERE"].default_text == text
    assert verdict(router, "udp 192.0.2.1:1 > 10.0.0.1:2", "NOT-THERE") is Kind.OPEN
    (assumption,) = router.diagnostics
    assert (assumption.message, assumption.text) == (text, "ip access-group NOT-THERE in")


def test_a_list_that_may_be_lost_decides_nothing() -> None:
    export = parsed(
        "interface Vlan20",
        " ip access-group EDGE in",
        "ip access-list extended EDGE 7",
        " permit ip any any",
    )
    assert verdict(export, "udp 192.0.2.1:1 > 10.0.0.1:2", "EDGE") is Kind.CONDITIONAL
    assert [one.span.line for one in export.diagnostics] == [3, 4]


@pytest.mark.parametrize(
    ("ways", "ports"),
    [("ssh", [22]), ("telnet ssh", [22, 23]), ("all", [22, 23]), ("none", [])],
)
def test_an_access_class_filters_only_the_ways_to_log_in_that_there_are(
    ways: str, ports: list[int]
) -> None:
    lines = ("access-list 23 permit any", "line vty 0 4", " access-class 23 in")
    export = parsed("interface Vlan1", *lines, f" transport input {ways}")
    boxes = [box for path in export.paths for box in path.traffic]
    assert [port for box in boxes for port in (22, 23) if port in box.destination_port] == ports


def test_a_vlan_access_map_filters_by_what_its_lists_permit() -> None:
    export = parsed(
        "interface Vlan10",
        "access-list 101 permit tcp any any eq telnet",
        "vlan access-map GUARD 10",
        " match ip address 101",
        " action drop",
        "vlan access-map GUARD 20",
        " action forward",
        "vlan filter GUARD vlan-list 10,20",
    )
    assert not export.diagnostics
    (path,) = export.paths
    assert verdict(export, "tcp 10.0.0.1:1 > 192.0.2.1:23", path.stages[0]) is Kind.CLOSED
    assert verdict(export, "tcp 10.0.0.1:1 > 192.0.2.1:80", path.stages[0]) is Kind.OPEN


def test_a_list_for_snmp_is_a_policy_without_a_path(router: Export) -> None:
    reached = {policy.name for policy in router.filters()}
    assert "1" in set(router.policies) - reached


def test_a_banner_is_no_configuration(router: Export) -> None:
    assert "FROM-THE-BANNER" not in router.policies
    assert verdict(router, "tcp 192.0.2.1:1 > 10.0.0.1:2", "110") is Kind.CLOSED


@pytest.mark.parametrize(
    "banner",
    [
        ("banner motd #", "access-list 9 permit any", "#"),
        ("banner login ^Ckeep out", "access-list 9 permit any ^C"),
        ("banner motd ^Corp only^", "! access-list 9 permit any"),
        ("banner motd ^Corp only", "access-list 9 permit any", "^"),
        ("banner exec ^", "access-list 9 permit any", "^"),
        (" banner ^C", "access-list 9 permit any", "^C"),
    ],
)
def test_a_banner_ends_with_its_own_delimiter(banner: tuple[str, ...]) -> None:
    export = parsed(*banner, "access-list 10 permit any")
    assert list(export.policies) == ["10"]
    assert not export.diagnostics


def test_a_banner_without_an_end_hides_nothing() -> None:
    export = parsed("banner motd ^C", "keep out", "access-list 10 permit any")
    assert list(export.policies) == ["10"]
    assert [one.span.line for one in export.diagnostics] == [1]


def test_without_interfaces_every_list_is_a_path() -> None:
    export = parsed("access-list 10 permit any", "ipv6 access-list EDGE", " permit ipv6 any any")
    assert [(path.name, path.stages, path.families) for path in export.paths] == [
        ("10", ("10",), (4,)),
        ("EDGE", ("EDGE",), (6,)),
    ]


@pytest.mark.parametrize(
    ("lines", "at"),
    [
        (("interface Vlan1", " ip access-group A B in"), 2),
        (("interface range Gi0/1 - 4", " ip access-group A in"), 2),
        (("ip access-group A in",), 1),
    ],
)
def test_a_binding_not_understood_is_a_diagnostic(lines: tuple[str, ...], at: int) -> None:
    (problem,) = parsed(*lines).diagnostics
    assert (problem.span.line, problem.trouble) == (at, Trouble.NOT_UNDERSTOOD)
