"""Object groups of Cisco IOS: what they stand for, and what is left open where they are broken."""

from __future__ import annotations

import time

import pytest

from fwlint.analysis.verdict import Kind
from fwlint.dialects.cisco import network_limit
from fwlint.model.export import Export
from tests.dialects.cisco import accepted, parsed, verdict


def ios(*lines: str) -> Export:
    return parsed("cisco-ios", *lines)


def test_a_group_of_networks_has_netmasks_hosts_ranges_and_other_groups() -> None:
    export = ios(
        "object-group network CLIENTS",
        " description all of them",
        " 10.1.0.0 255.255.0.0",
        " host 10.2.0.1",
        " range 10.3.0.10 10.3.0.12",
        " group-object MORE",
        "object-group network MORE",
        " 10.4.0.0 /24".replace(" /", "/"),
        "ip access-list extended EDGE",
        " permit ip object-group CLIENTS any",
    )
    assert not export.diagnostics
    for source, hit in (
        ("10.1.200.3", True),
        ("10.2.0.1", True),
        ("10.3.0.11", True),
        ("10.3.0.13", False),
        ("10.4.0.77", True),
        ("10.5.0.1", False),
    ):
        assert accepted(export, f"udp {source}:1 > 192.0.2.1:2", "EDGE") is hit


def test_a_group_of_services_has_protocols_ports_and_messages() -> None:
    export = ios(
        "object-group service MANAGED",
        " tcp eq 443 8443",
        " udp source range 1000 1010 eq snmp",
        " tcp-udp eq domain",
        " icmp echo",
        " esp",
        "ip access-list extended EDGE",
        " permit object-group MANAGED any any",
    )
    assert not export.diagnostics
    for packet, hit in (
        ("tcp 192.0.2.1:1 > 10.0.0.1:8443", True),
        ("udp 192.0.2.1:1005 > 10.0.0.1:161", True),
        ("udp 192.0.2.1:1011 > 10.0.0.1:161", False),
        ("udp 192.0.2.1:1 > 10.0.0.1:53", True),
        ("tcp 192.0.2.1:1 > 10.0.0.1:53", True),
        ("icmp 192.0.2.1 > 10.0.0.1 type 8 code 0", True),
        ("icmp 192.0.2.1 > 10.0.0.1 type 0 code 0", False),
        ("50 192.0.2.1 > 10.0.0.1", True),
        ("51 192.0.2.1 > 10.0.0.1", False),
    ):
        assert accepted(export, packet, "EDGE") is hit, packet


def test_a_group_may_stand_where_the_destination_port_does() -> None:
    export = ios(
        "object-group service WEB",
        " tcp eq 80",
        " udp eq 443",
        "ip access-list extended EDGE",
        " permit tcp any host 10.0.0.1 object-group WEB",
    )
    assert accepted(export, "tcp 192.0.2.1:1 > 10.0.0.1:80", "EDGE")
    assert not accepted(export, "tcp 192.0.2.1:1 > 10.0.0.1:443", "EDGE")


def test_a_deny_of_services_passes_over_fragments_where_it_asks_for_ports() -> None:
    export = ios(
        "object-group service S",
        " tcp eq 80",
        "ip access-list extended EDGE",
        " deny object-group S any any",
        " permit ip any any",
    )
    assert accepted(export, "tcp 192.0.2.1 > 10.0.0.1 fragment", "EDGE")
    assert not accepted(export, "tcp 192.0.2.1:1 > 10.0.0.1:80", "EDGE")


@pytest.mark.parametrize(
    ("groups", "condition"),
    [
        ((), "object-group G is not defined"),
        (("object-group network G",), "object-group G has no members"),
        (("object-group network G", " group-object H"), "object-group G: H is not defined"),
        (("object-group network G", " 10.0.0.0"), ""),
        (("object-group network G", " 10.0.0.0/33"), "object-group G: line 2 is not understood"),
        (("object-group network G", " hosts A"), "object-group G: line 2 is not understood"),
    ],
)
def test_what_a_broken_group_leaves_open_is_a_condition(
    groups: tuple[str, ...], condition: str
) -> None:
    export = ios(*groups, "ip access-list extended EDGE", " permit ip object-group G any")
    assert export.policies["EDGE"].rules[0].conditions == ((condition,) if condition else ())
    expected = Kind.CONDITIONAL if condition else Kind.CLOSED
    assert verdict(export, "udp 203.0.113.1:1 > 192.0.2.1:2", "EDGE") is expected


def test_a_group_nested_in_itself_is_an_error_and_leaves_its_entries_open() -> None:
    export = ios(
        "object-group network A",
        " group-object B",
        "object-group network B",
        " group-object A",
        " host 10.0.0.1",
        "object-group network C",
        " group-object A",
        " host 10.0.0.2",
        "ip access-list extended EDGE",
        " permit ip object-group C any",
    )
    said = [(one.span.line, one.message) for one in export.diagnostics]
    assert said == [(1, "A is nested in itself"), (3, "B is nested in itself")]
    assert verdict(export, "udp 10.0.0.1:1 > 192.0.2.1:2", "EDGE") is Kind.CONDITIONAL


def test_groups_nested_ten_thousand_deep_are_read_in_linear_time() -> None:
    lines = []
    for number in range(10_000):
        lines += [f"object-group network G{number}", f" group-object G{number + 1}"]
    lines += ["object-group network G10000", " host 10.0.0.1"]
    start = time.perf_counter()
    export = ios(*lines, "ip access-list extended EDGE", " permit ip object-group G0 any")
    assert accepted(export, "udp 10.0.0.1:1 > 192.0.2.1:2", "EDGE")
    assert not accepted(export, "udp 10.0.0.2:1 > 192.0.2.1:2", "EDGE")
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize(
    ("dialect", "member", "entry"),
    [
        ("cisco-ios", " host {}", " permit tcp object-group G any eq {}"),
        (
            "cisco-asa",
            " network-object host {}",
            "access-list EDGE permit tcp object-group G any {}",
        ),
    ],
)
def test_entries_with_the_same_group_share_its_addresses(
    dialect: str, member: str, entry: str
) -> None:
    members = [member.format(f"10.0.{number >> 8}.{number & 255}") for number in range(500)]
    head = ["ip access-list extended EDGE"] if dialect == "cisco-ios" else []
    ports = ("80", "443") if dialect == "cisco-ios" else ("eq 80", "eq 443")
    entries = [entry.format(port) for port in ports]
    export = parsed(dialect, "object-group network G", *members, *head, *entries)
    first, second = export.policies["EDGE"].rules[:2]
    assert first.packets.boxes[0].source is second.packets.boxes[0].source
    assert len(first.packets.boxes[0].source.cubes) == 500


@pytest.mark.parametrize(
    ("dialect", "member", "head", "entry", "phrase"),
    [
        (
            "cisco-ios",
            " host 10.0.0.{}",
            ("ip access-list extended EDGE",),
            " permit tcp object-group G{} any",
            "object-group G2",
        ),
        (
            "cisco-asa",
            " network-object host 10.0.0.{}",
            (),
            "access-list EDGE permit tcp object-group G{} any",
            "G2",
        ),
    ],
)
def test_groups_beyond_the_limit_are_left_open_and_named(
    dialect: str,
    member: str,
    head: tuple[str, ...],
    entry: str,
    phrase: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(network_limit, "LIMIT", 3)
    groups = [
        line
        for number in range(3)
        for line in (
            f"object-group network G{number}",
            *(member.format(10 * number + host) for host in (1, 2)),
        )
    ]
    export = parsed(dialect, *groups, *head, *(entry.format(number) for number in range(3)))
    assert verdict(export, "tcp 10.0.0.12:1 > 192.0.2.1:80", "EDGE") is Kind.OPEN
    assert verdict(export, "tcp 10.0.0.22:1 > 192.0.2.1:80", "EDGE") is Kind.CONDITIONAL
    assert verdict(export, "tcp 10.0.0.23:1 > 192.0.2.1:80", "EDGE") is Kind.CONDITIONAL
    assert [rule.conditions for rule in export.policies["EDGE"].rules[:3]] == [
        (),
        (),
        (f"{phrase}: the groups before it hold more than 3 networks already",),
    ]


@pytest.mark.parametrize("dialect", ["cisco-ios", "cisco-asa"])
def test_ten_thousand_nested_groups_of_which_each_is_named_are_read_in_linear_time(
    dialect: str,
) -> None:
    is_ios = dialect == "cisco-ios"
    member = " host {}" if is_ios else " network-object host {}"
    entry = " permit ip object-group G{} any"
    lines = []
    for number in range(10_000):
        address = f"10.0.{number >> 8}.{number & 255}"
        lines += [f"object-group network G{number}", member.format(address)]
        lines += [f" group-object G{number + 1}"]
    lines += ["object-group network G10000", member.format("10.1.0.1")]
    lines += ["ip access-list extended EDGE"] if is_ios else []
    named = entry if is_ios else f"access-list EDGE{entry}"
    start = time.process_time()
    export = parsed(dialect, *lines, *(named.format(number) for number in range(10_000)))
    assert time.process_time() - start < 40
    assert accepted(export, "udp 10.1.0.1:1 > 192.0.2.1:2", "EDGE")
