"""What random packets through the Linux packet filter have taught us of its rules."""

from __future__ import annotations

import pytest

from fwlint.analysis.trace import trace
from fwlint.dialects.iptables import DIALECT
from fwlint.dialects.source import read_source
from fwlint.model.diagnostic import Trouble
from fwlint.model.export import Direction, Export
from fwlint.model.packet_syntax import parse_packet

FORWARDED = "tcp 192.0.2.9:40000 > 198.51.100.1:22 in eth0 out eth1"


def read(*lines: str) -> Export:
    return DIALECT.parse(read_source("rules", "\n".join([*lines, "COMMIT", ""]).encode()))


def verdict(export: Export, packet: str, direction: Direction = Direction.IN) -> str:
    return trace(export, parse_packet(packet), direction).verdict


def test_the_position_of_an_insertion_counts_every_address_of_a_list() -> None:
    export = read(
        "*filter",
        ":INPUT DROP",
        "-A INPUT -s 192.0.2.0/24,203.0.113.0/24 -p tcp -j ACCEPT",
        "-A INPUT -p tcp -j ACCEPT",
        "-I INPUT 3 -p tcp --dport 22 -j DROP",
    )
    assert not export.diagnostics
    assert verdict(export, "tcp 192.0.2.9:40000 > 192.0.2.1:22") == "open"
    assert verdict(export, "tcp 198.51.100.9:40000 > 192.0.2.1:22") == "closed"


@pytest.mark.parametrize("source", ["192.0.2.0/24,203.0.113.0/24", "dp01.corp.example"])
def test_an_insertion_between_the_rules_that_one_line_makes_is_refused(source: str) -> None:
    export = read("*filter", ":INPUT DROP", f"-A INPUT -s {source} -j ACCEPT", "-I INPUT 2 -j DROP")
    [trouble] = export.diagnostics
    assert trouble.trouble is Trouble.NOT_UNDERSTOOD
    assert trouble.message == "this counts on the number of rules that line 3 makes"
    assert (trouble.span.line, trouble.span.column) == (4, 10)
    assert verdict(export, "tcp 192.0.2.9:40000 > 192.0.2.1:22") == "conditional"


@pytest.mark.parametrize(
    ("ports", "expected"),
    [
        ((4011, 69), "open"),
        ((4011, 70), "conditional"),
        ((68, 69), "conditional"),
        ((68, 70), "conditional"),
    ],
)
def test_two_excluded_ports_depend_on_the_iptables_that_loads_them(
    ports: tuple[int, int], expected: str
) -> None:
    export = read("*filter", ":INPUT ACCEPT", "-A INPUT -p udp ! --sport 4011 ! --dport 69 -j DROP")
    source, destination = ports
    assert verdict(export, f"udp 192.0.2.9:{source} > 192.0.2.1:{destination}") == expected


@pytest.mark.parametrize(
    "options",
    ["! --sport 4011 ! --dport 69:70", "-m multiport ! --sports 4011 -m multiport ! --dports 69"],
)
def test_excluded_ranges_and_lists_do_not(options: str) -> None:
    export = read("*filter", ":INPUT ACCEPT", f"-A INPUT -p udp {options} -j DROP")
    assert verdict(export, "udp 192.0.2.9:4011 > 192.0.2.1:71") == "open"
    assert verdict(export, "udp 192.0.2.9:68 > 192.0.2.1:71") == "closed"


@pytest.mark.parametrize(
    ("option", "expected"), [("-o eth1", "open"), ("! -o eth1", "closed"), ("-o eth+", "open")]
)
def test_packets_have_no_out_interface_in_chains_that_prerouting_calls(
    option: str, expected: str
) -> None:
    early = ("-A PREROUTING -j early", f"-A early {option} -j DROP")
    export = read("*raw", ":PREROUTING ACCEPT", ":early -", *early)
    assert verdict(export, FORWARDED, Direction.FORWARD) == expected


def test_an_out_interface_is_a_condition_where_routed_packets_come_too() -> None:
    export = read(
        "*mangle",
        ":PREROUTING ACCEPT",
        ":FORWARD ACCEPT",
        ":both -",
        "-A PREROUTING -j both",
        "-A FORWARD -j both",
        "-A both -o eth1 -j DROP",
    )
    found = trace(export, parse_packet(FORWARDED), Direction.FORWARD)
    assert found.verdict == "conditional"
    assert found.conditions == (
        "-o, in a chain that packets pass before they are routed and after",
    )


@pytest.mark.parametrize(
    ("packet", "expected"),
    [
        ("icmp 192.0.2.9 > 198.51.100.1 type 8 code 0", "open"),
        ("icmp 192.0.2.9 > 198.51.100.1 type 3 code 1 state related", "conditional"),
        ("udp 192.0.2.9:20 > 198.51.100.1:40000 state related", "open"),
    ],
    ids=["of a new flow", "error about a flow", "of an expected flow"],
)
def test_icmp_errors_are_translated_only_as_their_connection_was(
    packet: str, expected: str
) -> None:
    export = read(
        "*nat",
        ":PREROUTING ACCEPT",
        "-A PREROUTING -d 198.51.100.1 -j DNAT --to-destination 198.51.100.2",
        "COMMIT",
        "*filter",
        ":FORWARD DROP",
        "-A FORWARD -d 198.51.100.2 -j ACCEPT",
    )
    assert verdict(export, packet, Direction.FORWARD) == expected


@pytest.mark.parametrize("port", ["80", "8081"])
def test_later_packets_are_translated_if_their_connection_was(port: str) -> None:
    export = read(
        "*nat",
        ":PREROUTING ACCEPT",
        "-A PREROUTING -p tcp --dport 8081 -j REDIRECT --to-ports 80",
        "COMMIT",
        "*filter",
        ":INPUT DROP",
        "-A INPUT -p tcp --dport 80 -j ACCEPT",
    )
    packet = f"tcp 192.0.2.10:5555 > 192.0.2.1:{port} state established in eth0"
    assert verdict(export, packet, Direction.IN) == {"80": "open", "8081": "conditional"}[port]
