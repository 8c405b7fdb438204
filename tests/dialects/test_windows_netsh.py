"""What a netsh listing means: rules and profiles decided on packets."""

from __future__ import annotations

import pytest

from fwlint.analysis.verdict import Kind, Verdict, decide
from fwlint.dialects.source import read_source
from fwlint.dialects.windows.netsh import DIALECT
from fwlint.model.export import Direction, Export, Replies
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action

USUAL = {
    "Enabled": "Yes",
    "Direction": "In",
    "Profiles": "Domain,Private,Public",
    "Grouping": "",
    "LocalIP": "Any",
    "RemoteIP": "Any",
    "Protocol": "TCP",
    "LocalPort": "Any",
    "RemotePort": "Any",
    "Edge traversal": "No",
    "InterfaceTypes": "Any",
    "Security": "NotRequired",
    "Rule source": "Local Setting",
    "Action": "Allow",
}
WEB = "tcp 198.51.100.7:50000 > 192.0.2.20:443"


def rule(*icmp: str, **changed: str) -> str:
    """Return a verbose block: an inbound TCP allow, but for the labels and ICMP rows given."""
    entries = USUAL | changed
    if entries["Protocol"] not in ("TCP", "UDP"):
        entries = {label: value for label, value in entries.items() if not label.endswith("Port")}
    lines = ["Rule Name:    Rule under test", "-" * 70]
    for label, value in entries.items():
        lines.append(f"{label}:    {value}")
        if label == "Protocol" and icmp:
            lines += ["              Type    Code", *(f"              {row}" for row in icmp)]
    return "\n".join(lines) + "\n\n"


def terse(block: str) -> str:
    """Return a verbose block as the listing without `verbose` shows it."""
    hidden = ("Program:", "Service:", "InterfaceTypes:", "Security:", "Rule source:")
    return "\n".join(line for line in block.split("\n") if not line.startswith(hidden))


def profile(name: str, state: str = "ON", policy: str = "BlockInbound,AllowOutbound") -> str:
    lines = [f"{name} Profile Settings:", "-" * 70, f"State      {state}"]
    return "\n".join([*lines, f"Firewall Policy      {policy}", "", ""])


def export(listing: str) -> Export:
    return DIALECT.parse(read_source("netsh.txt", f"{listing}Ok.\n".encode()))


def judge(listing: str, packet: str, policy: str = "Inbound") -> Verdict:
    query = PacketSet.of([parse_packet(packet)])
    return decide(export(listing).policies, (policy,), query)


def inbound(listing: str, packet: str) -> Kind:
    return judge(listing, packet).kind


def outbound(listing: str, packet: str) -> Kind:
    return judge(listing, packet, "Outbound").kind


def test_windows_blocks_inbound_and_allows_outbound_where_no_rule_matches() -> None:
    assert inbound(rule(LocalPort="80"), WEB) is Kind.CLOSED
    assert outbound(rule(LocalPort="80"), WEB) is Kind.OPEN


def test_a_block_beats_an_allow_in_either_order() -> None:
    allow, block = rule(LocalPort="443"), rule(LocalPort="400-500", Action="Block")
    assert inbound(allow, WEB) is Kind.OPEN
    assert inbound(allow + block, WEB) is Kind.CLOSED
    assert inbound(block + allow, WEB) is Kind.CLOSED


def test_a_rule_for_the_domain_profile_does_not_open_the_public_one() -> None:
    listing = rule(LocalPort="443", Profiles="Domain")
    assert inbound(listing, f"{WEB} profile domain") is Kind.OPEN
    assert inbound(listing, f"{WEB} profile public") is Kind.CLOSED
    assert inbound(listing, WEB) is Kind.PARTLY


def test_a_disabled_rule_matches_nothing() -> None:
    assert inbound(rule(Enabled="No"), WEB) is Kind.CLOSED


def test_local_is_the_destination_inbound() -> None:
    listing = rule(LocalIP="192.0.2.20/32", RemoteIP="198.51.100.0/24", LocalPort="443")
    assert inbound(listing, "tcp 198.51.100.7:50000 > 192.0.2.20:443") is Kind.OPEN
    assert inbound(listing, "tcp 192.0.2.20:443 > 198.51.100.7:50000") is Kind.CLOSED


def test_local_is_the_source_outbound() -> None:
    listing = rule(
        Direction="Out",
        Action="Block",
        LocalIP="192.0.2.20",
        RemoteIP="198.51.100.0-198.51.100.255",
        RemotePort="25",
    )
    assert outbound(listing, "tcp 192.0.2.20:50000 > 198.51.100.7:25") is Kind.CLOSED
    assert outbound(listing, "tcp 198.51.100.7:25 > 192.0.2.20:50000") is Kind.OPEN
    assert inbound(listing + rule(), "tcp 192.0.2.20:50000 > 198.51.100.7:25") is Kind.OPEN


@pytest.mark.parametrize(
    ("addresses", "inside", "outside"),
    [
        ("10.1.0.0/255.255.0.0", "10.1.255.255", "10.2.0.0"),
        ("10.1.2.3", "10.1.2.3", "10.1.2.4"),
        ("10.1.0.3-10.1.0.5,10.9.0.0/16", "10.9.8.7", "10.1.0.6"),
        ("fe80::/64,ff02::1-ff02::1", "[ff02::1]", "[ff02::2]"),
        ("2001:db8::5", "[2001:db8::5]", "[2001:db8::6]"),
    ],
)
def test_every_form_of_address_is_exact(addresses: str, inside: str, outside: str) -> None:
    here = "[2001:db8::20]:443" if "[" in inside else "192.0.2.20:443"
    listing = rule(RemoteIP=addresses)
    assert inbound(listing, f"tcp {_at(inside)} > {here}") is Kind.OPEN
    assert inbound(listing, f"tcp {_at(outside)} > {here}") is Kind.CLOSED


def _at(address: str) -> str:
    return f"{address}:50000"


def test_addresses_of_one_family_do_not_open_the_other() -> None:
    assert inbound(rule(RemoteIP="2001:db8::/32"), WEB) is Kind.CLOSED
    assert inbound(rule(LocalIP="fe80::/64"), WEB) is Kind.CLOSED
    assert inbound(rule(RemoteIP="198.51.100.0/24"), "tcp [::1]:5 > [::1]:443") is Kind.CLOSED


def test_a_local_subnet_is_a_condition_and_the_addresses_beside_it_are_not() -> None:
    listing = rule(RemoteIP="LocalSubnet,203.0.113.0/24", LocalPort="443")
    assert inbound(listing, "tcp 203.0.113.7:50000 > 192.0.2.20:443") is Kind.OPEN
    verdict = judge(listing, WEB)
    assert verdict.kind is Kind.CONDITIONAL
    assert verdict.conditions(verdict.query) == ("RemoteIP LocalSubnet",)


def test_the_rpc_endpoint_mapper_is_port_135() -> None:
    listing = rule(LocalPort="RPC-EPMap,5985")
    assert inbound(listing, "tcp 198.51.100.7:50000 > 192.0.2.20:135") is Kind.OPEN
    assert inbound(listing, "tcp 198.51.100.7:50000 > 192.0.2.20:136") is Kind.CLOSED


def test_dynamic_rpc_ports_are_open_where_a_server_listens() -> None:
    verdict = judge(rule(LocalPort="445,RPC"), "tcp 198.51.100.7:50000 > 192.0.2.20:49666")
    assert verdict.kind is Kind.CONDITIONAL
    assert verdict.conditions(verdict.query) == ("LocalPort RPC (an RPC server listens there)",)


def test_the_rows_of_an_icmp_table_are_types_with_codes() -> None:
    listing = rule("8       Any ", "3       4   ", Protocol="ICMPv4")
    assert inbound(listing, "icmp 198.51.100.7 > 192.0.2.20 type 8 code 1") is Kind.OPEN
    assert inbound(listing, "icmp 198.51.100.7 > 192.0.2.20 type 3 code 4") is Kind.OPEN
    assert inbound(listing, "icmp 198.51.100.7 > 192.0.2.20 type 3 code 3") is Kind.CLOSED


def test_icmp_of_one_version_does_not_open_the_other() -> None:
    listing = rule("Any     Any ", Protocol="ICMPv6")
    assert inbound(listing, "icmpv6 [2001:db8::1] > [2001:db8::2] type 128") is Kind.OPEN
    assert inbound(listing, "icmp 198.51.100.7 > 192.0.2.20 type 8") is Kind.CLOSED
    assert inbound(rule(Protocol="ICMPv4"), "icmp [2001:db8::1] > [2001:db8::2]") is Kind.CLOSED


@pytest.mark.parametrize(("written", "packet"), [("47", "gre"), ("2", "igmp"), ("GRE", "gre")])
def test_other_protocols_go_by_number_or_name(written: str, packet: str) -> None:
    listing = rule(Protocol=written)
    assert inbound(listing, f"{packet} 198.51.100.7 > 192.0.2.20") is Kind.OPEN
    assert inbound(listing, WEB) is Kind.CLOSED


@pytest.mark.parametrize(
    ("label", "value", "condition"),
    [
        ("Program", r"C:\Example\example.exe", r"program C:\Example\example.exe"),
        ("Service", "dnscache", "service dnscache"),
        ("InterfaceTypes", "LAN,Wireless", "interface type lan,wireless"),
        ("Security", "Authenticate", "security authenticate"),
    ],
)
def test_what_packets_cannot_show_is_a_condition(label: str, value: str, condition: str) -> None:
    verdict = judge(rule(**{label: value}), WEB)
    assert verdict.kind is Kind.CONDITIONAL
    assert condition in verdict.conditions(verdict.query)


def test_a_port_of_a_protocol_that_has_none_is_a_condition() -> None:
    listing = rule(Protocol="47").replace("Edge traversal", "LocalPort:    80\nEdge traversal")
    verdict = judge(listing, "gre 198.51.100.7 > 192.0.2.20")
    assert verdict.conditions(verdict.query) == ("LocalPort 80",)


def test_edge_traversal_changes_nothing_for_ordinary_packets() -> None:
    assert inbound(rule(**{"Edge traversal": "Defer to user"}), WEB) is Kind.OPEN


def test_authenticated_bypass_may_pass_a_block() -> None:
    bypass = rule(Action="Bypass", Security="Authenticate")
    verdict = judge(rule(Action="Block") + bypass, WEB)
    assert verdict.kind is Kind.CONDITIONAL
    assert "the peer is authenticated by IPsec" in verdict.conditions(verdict.query)


def test_a_listing_that_is_not_verbose_proves_neither_an_opening_nor_a_block() -> None:
    assert inbound(rule() + terse(rule(Action="Block")), WEB) is Kind.CONDITIONAL
    verdict = judge(terse(rule()), WEB)
    assert verdict.kind is Kind.CONDITIONAL
    assert verdict.conditions(verdict.query) == (
        "the export is not verbose: program, service and users are not shown",
    )


def test_an_any_to_any_rule_may_be_for_one_app_that_netsh_does_not_name() -> None:
    verdict = judge(rule(Protocol="Any"), WEB)
    assert verdict.kind is Kind.CONDITIONAL
    assert "app packages" in verdict.conditions(verdict.query)[0]


def test_a_profile_that_is_off_accepts_everything_even_what_is_blocked() -> None:
    listing = rule(Action="Block") + profile("Public", state="OFF")
    verdict = judge(listing, f"{WEB} profile public")
    assert verdict.kind is Kind.OPEN
    assert verdict.outcomes[0].text == "Public Profile: State OFF"
    assert inbound(listing, f"{WEB} profile domain") is Kind.CLOSED


def test_blocking_always_ignores_the_rules_that_allow() -> None:
    listing = rule() + profile("Public", policy="BlockInboundAlways,AllowOutbound")
    assert inbound(listing, f"{WEB} profile public") is Kind.CLOSED
    assert inbound(listing, f"{WEB} profile private") is Kind.OPEN
    assert outbound(listing, f"{WEB} profile public") is Kind.OPEN


def test_each_profile_has_its_own_defaults() -> None:
    listing = (
        rule(Direction="Out", RemotePort="443")
        + profile("Domain", policy="AllowInbound,AllowOutbound")
        + profile("Private")
        + profile("Public", policy="BlockInbound,BlockOutbound")
    )
    assert inbound(listing, f"{WEB} profile domain") is Kind.OPEN
    assert inbound(listing, f"{WEB} profile private") is Kind.CLOSED
    assert outbound(listing, f"{WEB} profile public") is Kind.OPEN
    smtp = "tcp 192.0.2.20:50000 > 198.51.100.7:25"
    assert outbound(listing, f"{smtp} profile private") is Kind.OPEN
    closed = judge(listing, f"{smtp} profile public", "Outbound")
    assert closed.kind is Kind.CLOSED
    assert closed.outcomes[-1].text == "Public Profile: Firewall Policy BlockInbound,BlockOutbound"


def test_a_profile_whose_state_is_not_understood_leaves_its_packets_open() -> None:
    listing = rule() + profile("Public", state="MAYBE")
    assert inbound(listing, f"{WEB} profile public") is Kind.CONDITIONAL
    assert inbound(listing, f"{WEB} profile domain") is Kind.OPEN


def test_an_export_has_a_path_for_each_direction_and_remembers_flows() -> None:
    read = export(rule())
    assert [(path.direction, path.stages) for path in read.paths] == [
        (Direction.IN, ("Inbound",)),
        (Direction.OUT, ("Outbound",)),
    ]
    assert read.replies is Replies.AUTOMATIC
    assert [policy.default for policy in read.policies.values()] == [Action.DENY, Action.ACCEPT]
