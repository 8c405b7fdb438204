"""Access lists of Cisco NX-OS, judged by the packets that they let through."""

from __future__ import annotations

import pytest

from fwlint.analysis.verdict import Kind
from fwlint.dialects.cisco.nxos import DIALECT
from fwlint.dialects.source import read_source
from fwlint.model.export import Export
from fwlint.model.rule import Action
from tests.dialects.cisco import accepted, parsed, verdict


def nxos(*lines: str) -> Export:
    return parsed("cisco-nxos", *lines)


def listed(*entries: str) -> Export:
    return nxos("ip access-list EDGE", *(f"  {entry}" for entry in entries))


@pytest.mark.parametrize(
    "lines",
    [
        ("ip access-list EDGE", "  10 permit ip any any"),
        ("IP access list EDGE", "        10 permit ip any any"),
        ("feature interface-vlan", "interface Vlan10"),
        ("version 9.3(8) Bios:version 05.42", "interface Ethernet1/1"),
    ],
)
def test_nxos_is_recognised_by_its_own_lines(lines: tuple[str, ...]) -> None:
    assert DIALECT.recognises(read_source("x", "\n".join(lines).encode()))


@pytest.mark.parametrize(
    "lines",
    [
        ("ip access-list extended EDGE", " permit ip any any"),
        ("ipv4 access-list EDGE", " 10 permit ipv4 any any"),
        ("! device: sw1 (DCS-7050, EOS-4.20)", "ip access-list EDGE", "   permit ip any any"),
    ],
)
def test_relatives_are_not_taken_for_nxos(lines: tuple[str, ...]) -> None:
    assert not DIALECT.recognises(read_source("x", "\n".join(lines).encode()))


def test_prefixes_wildcards_and_hosts_are_exact() -> None:
    export = listed(
        "10 permit tcp 10.1.0.0/16 any",
        "20 permit tcp 10.2.0.5 0.0.255.0 any",
        "30 permit tcp any host 10.0.0.9",
    )
    assert not export.diagnostics
    for source, hit in (("10.1.7.7", True), ("10.2.9.5", True), ("10.2.9.6", False)):
        assert accepted(export, f"tcp {source}:1 > 192.0.2.1:2", "EDGE") is hit
    assert accepted(export, "tcp 192.0.2.1:1 > 10.0.0.9:2", "EDGE")


@pytest.mark.parametrize(("port", "hit"), [(79, False), (80, True), (90, True), (91, False)])
def test_a_range_that_runs_backwards_is_turned_round(port: int, hit: bool) -> None:
    export = listed("permit tcp any any range 90 80")
    assert accepted(export, f"tcp 192.0.2.1:1 > 10.0.0.1:{port}", "EDGE") is hit


def test_entries_typed_out_of_order_stand_by_their_numbers() -> None:
    export = listed("30 permit ip any any", "10 deny tcp any any eq telnet")
    assert not accepted(export, "tcp 192.0.2.1:1 > 10.0.0.1:23", "EDGE")
    assert [rule.note("sequence") for rule in export.policies["EDGE"].rules] == ["10", "30"]


def test_flags_without_a_sign_must_all_be_set() -> None:
    export = listed("permit tcp any any ack fin")
    for flags, hit in (("ack,fin", True), ("ack", False), ("fin", False)):
        packet = f"tcp 192.0.2.1:80 > 10.0.0.1:50000 flags {flags}"
        assert accepted(export, packet, "EDGE") is hit


def test_a_list_of_ports_is_not_of_this_platform() -> None:
    export = listed("permit tcp any any eq 80 443")
    assert [one.span.line for one in export.diagnostics] == [2]
    assert verdict(export, "tcp 192.0.2.1:1 > 10.0.0.1:443", "EDGE") is Kind.CONDITIONAL


def test_groups_of_addresses_and_ports_are_exact_wherever_they_stand() -> None:
    export = nxos(
        "ip access-list EDGE",
        "  10 permit tcp addrgroup CLIENTS any portgroup WEB",
        "object-group ip address CLIENTS",
        "  10 host 10.1.1.1",
        "  20 10.2.0.0/16",
        "  30 10.3.0.0 0.0.0.255",
        "object-group ip port WEB",
        "  10 eq 80",
        "  20 range 8000 8010",
    )
    assert export.policies["EDGE"].rules[0].conditions == ()
    for source, port, hit in (
        ("10.1.1.1", 80, True),
        ("10.2.200.1", 8005, True),
        ("10.3.0.7", 80, True),
        ("10.3.1.7", 80, False),
        ("10.1.1.1", 81, False),
    ):
        assert accepted(export, f"tcp {source}:1 > 192.0.2.1:{port}", "EDGE") is hit


def test_an_ipv6_list_lets_no_neighbour_discovery_in_by_itself() -> None:
    export = nxos("ip access-list X", "ipv6 access-list SIX", "  10 permit tcp any any eq 443")
    assert accepted(export, "tcp [2001:db8::1]:1 > [2001:db8::2]:443", "SIX")
    assert not accepted(export, "icmpv6 2001:db8::1 > 2001:db8::2 type 135 code 0", "SIX")


@pytest.mark.parametrize(
    ("entry", "conditions"),
    [
        ("permit tcp any any eq 80 packet-length gt 100", ("packet-length gt 100",)),
        ("permit tcp any any http-method get", ("http-method get",)),
        ("permit ip any any redirect Ethernet1/2", ("redirect Ethernet1/2",)),
        ("permit ip any any ttl 5 dscp af11 log", ("ttl 5", "dscp af11")),
        ("permit udp any any nve vni 5000", ("nve vni 5000",)),
        ("permit tcp any any time-range NIGHT", ("time-range NIGHT",)),
    ],
)
def test_what_packets_cannot_say_is_a_condition(entry: str, conditions: tuple[str, ...]) -> None:
    export = listed(entry)
    assert not export.diagnostics
    assert export.policies["EDGE"].rules[0].conditions == conditions


def test_redirect_is_an_icmp_message_too() -> None:
    export = listed("deny icmp any any redirect", "permit ip any any")
    assert not accepted(export, "icmp 192.0.2.1 > 10.0.0.1 type 5 code 0", "EDGE")
    assert accepted(export, "icmp 192.0.2.1 > 10.0.0.1 type 8 code 0", "EDGE")


def test_an_empty_and_an_undefined_list_permit_everything() -> None:
    export = nxos(
        "ip access-list EMPTY",
        "  statistics per-entry",
        "interface Ethernet1/1",
        "  ip address 10.1.0.1/24",
        "  ip access-group NOT-THERE in",
        "  ip access-group EMPTY out",
    )
    for name in ("EMPTY", "NOT-THERE"):
        assert accepted(export, "udp 192.0.2.1:1 > 10.0.0.1:2", name)
        assert "NX-OS permits everything" in export.policies[name].default_text


def test_lists_of_ports_and_of_routed_interfaces_are_paths() -> None:
    export = nxos(
        "ip access-list EDGE",
        "  10 permit ip any any",
        "interface Vlan10",
        "  ip address 10.1.0.1/24",
        "  ip access-group EDGE in",
        "interface Ethernet1/1",
        "  ip port access-group EDGE in",
        "line vty",
        "  access-class EDGE in",
    )
    assert [path.name for path in export.paths] == ["Vlan10 in", "Ethernet1/1 in", "line vty in"]
    (box,) = export.paths[0].traffic
    assert 0x0A010007 in box.source
    assert 0x0A010007 not in box.destination


def test_a_vlan_access_map_acts_on_what_its_lists_permit() -> None:
    export = nxos(
        "ip access-list TELNET",
        "  10 deny tcp host 10.0.0.9 any eq telnet",
        "  20 permit tcp any any eq telnet",
        "ip access-list ANY",
        "  10 permit ip any any",
        "vlan access-map GUARD 10",
        "  match ip address TELNET",
        "  action drop",
        "vlan access-map GUARD 20",
        "  match ip address ANY",
        "  action forward",
        "vlan filter GUARD vlan-list 10-12",
    )
    (path,) = export.paths
    assert (path.name, path.families) == ("vlan filter GUARD 10-12", (4,))
    (stage,) = path.stages
    assert not accepted(export, "tcp 10.0.0.8:1 > 192.0.2.1:23", stage)
    assert accepted(export, "tcp 10.0.0.9:1 > 192.0.2.1:23", stage)
    assert accepted(export, "tcp 10.0.0.8:1 > 192.0.2.1:80", stage)


def test_an_entry_of_a_mac_list_is_refused_and_not_lost() -> None:
    export = nxos("feature x", "mac access-list M", "  10 permit 000e.000e.000e 0.0.0 any")
    assert [one.span.line for one in export.diagnostics] == [3]


def test_what_is_not_understood_keeps_its_action() -> None:
    export = listed("10 deny tcp any any eq nonsense", "20 permit ip any any")
    opaque = export.policies["EDGE"].rules[0]
    assert (opaque.action, opaque.conditions) == (Action.DENY, ("line 2 is not understood",))
