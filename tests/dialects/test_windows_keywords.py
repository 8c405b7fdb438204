"""Keywords of Windows Firewall: sets that the site binds, and conditions where it does not."""

from __future__ import annotations

from ipaddress import ip_network

from fwlint.analysis.verdict import Kind, Verdict, decide
from fwlint.dialects.source import read_source
from fwlint.dialects.surroundings import UNKNOWN, Surroundings
from fwlint.dialects.windows.netsh import DIALECT
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from tests.dialects.test_windows_netsh import rule

KNOWN = Surroundings(
    addresses={"LocalSubnet": (ip_network("10.20.0.0/16"), ip_network("2001:db8:20::/64"))},
    ports={"RPC": ((5000, 5100),)},
)
FROM_THE_SUBNET = "tcp 10.20.3.4:50000 > 10.20.0.21:445"
FROM_ELSEWHERE = "tcp 10.30.3.4:50000 > 10.20.0.21:445"


def verdict(block: str, packet: str, known: Surroundings = UNKNOWN) -> Verdict:
    export = DIALECT.parse(read_source("netsh.txt", f"{block}Ok.\n".encode(), known))
    return decide(export.policies, ("Inbound",), PacketSet.of([parse_packet(packet)]))


def test_local_subnet_is_a_condition_until_the_site_says_what_it_is() -> None:
    block = rule(RemoteIP="LocalSubnet", LocalPort="445")
    unbound = verdict(block, FROM_THE_SUBNET)
    assert unbound.kind is Kind.CONDITIONAL
    assert unbound.conditions(unbound.query) == ("RemoteIP LocalSubnet",)
    assert verdict(block, FROM_THE_SUBNET, KNOWN).kind is Kind.OPEN
    assert verdict(block, FROM_ELSEWHERE, KNOWN).kind is Kind.CLOSED
    assert verdict(block, "tcp [2001:db8:20::7]:5 > [2001:db8::1]:445", KNOWN).kind is Kind.OPEN


def test_rpc_is_the_dynamic_range_or_the_one_that_the_site_says() -> None:
    block = rule(LocalPort="RPC")
    dynamic = "tcp 192.0.2.7:50000 > 10.20.0.21:49666"
    narrowed = "tcp 192.0.2.7:50000 > 10.20.0.21:5000"
    assert verdict(block, dynamic).kind is Kind.CONDITIONAL
    assert verdict(block, narrowed).kind is Kind.CLOSED
    assert verdict(block, dynamic, KNOWN).kind is Kind.CLOSED
    assert verdict(block, narrowed, KNOWN).kind is Kind.OPEN
