"""What entries of Cisco IOS do with fragments behind the first, by Cisco's own description."""

from __future__ import annotations

from fwlint.analysis.verdict import Kind, decide
from fwlint.dialects.cisco.ios import DIALECT
from fwlint.dialects.source import read_source
from fwlint.model.diagnostic import Trouble
from fwlint.model.export import Export
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet


def extended(*entries: str) -> Export:
    lines = ("ip access-list extended EDGE", *(f" {entry}" for entry in entries))
    return DIALECT.parse(read_source("r1.cfg", "\n".join(lines).encode()))


def accepted(export: Export, packet: str) -> bool:
    query = PacketSet.of([parse_packet(packet)])
    found = decide(export.policies, ("EDGE",), query).kind
    assert found in (Kind.OPEN, Kind.CLOSED), found
    return found is Kind.OPEN


def test_an_entry_without_ports_decides_later_fragments_too() -> None:
    export = extended("deny tcp any host 10.0.0.1", "permit ip any any")
    assert not accepted(export, "tcp 192.0.2.1 > 10.0.0.1 fragment")


def test_a_permit_with_ports_lets_later_fragments_through_by_address() -> None:
    export = extended("permit tcp any host 10.0.0.1 eq 80")
    assert accepted(export, "tcp 192.0.2.1 > 10.0.0.1 fragment")
    assert not accepted(export, "tcp 192.0.2.1 > 10.0.0.2 fragment")
    assert not accepted(export, "udp 192.0.2.1 > 10.0.0.1 fragment")


def test_a_deny_with_ports_passes_over_later_fragments() -> None:
    export = extended("deny tcp any any eq 80", "permit ip any any")
    assert accepted(export, "tcp 192.0.2.1 > 10.0.0.1 fragment")
    assert not accepted(export, "tcp 192.0.2.1:1 > 10.0.0.1:80")


def test_fragments_matches_only_later_fragments() -> None:
    export = extended("deny ip any any fragments", "permit ip any any")
    assert not accepted(export, "udp 192.0.2.1 > 10.0.0.1 fragment")
    assert accepted(export, "udp 192.0.2.1:1 > 10.0.0.1:2")


def test_fragments_with_a_transport_header_mean_nothing() -> None:
    for entry in ("deny tcp any any eq 80 fragments", "deny tcp any any fragments established"):
        (problem,) = extended(entry).diagnostics
        assert problem.trouble is Trouble.NOT_UNDERSTOOD
        assert problem.span.column == entry.index("fragments") + 2
