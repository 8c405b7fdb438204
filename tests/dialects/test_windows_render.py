"""Rules of Windows Firewall written and read again: an equal rule, in every shape of export."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fwlint.dialects.rendering import Renderer
from fwlint.dialects.windows.console import render as console
from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.hive import render as hive
from fwlint.dialects.windows.match import ANY_PORTS, ANYWHERE, NOWHERE, Addresses, Ports, Protocol
from fwlint.dialects.windows.netsh import render as netsh
from fwlint.dialects.windows.netsh.losses import HIDDEN_PACKAGE, PLAY_TO_AS_ANY
from fwlint.dialects.windows.pol import render as pol
from fwlint.dialects.windows.powershell import render as powershell
from fwlint.dialects.windows.reg import render as reg
from fwlint.dialects.windows.render.taking_apart import take_apart
from fwlint.dialects.windows.script import render as script
from fwlint.dialects.windows.script.render import cmdlet
from fwlint.model import protocols
from fwlint.model.addresses import AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import Box
from fwlint.model.export import Direction
from fwlint.model.intervals import IntervalSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action
from tests.dialects.windows_rules import (
    DOMAIN_COMPUTERS,
    LATER_KEYWORDS,
    PLACE,
    Vocabulary,
    assert_same,
    firewall_rules,
    meaning,
    parsed,
    policies_of,
    rule_of,
)

PEERS = {"remote_users": ("", DOMAIN_COMPUTERS), "remote_computers": ("", DOMAIN_COMPUTERS)}
APPS = {
    "package": ("", "S-1-15-2-1-2-3"),
    "owner": ("", "S-1-5-21-1-2-3-1001"),
    "local_users": ("", DOMAIN_COMPUTERS),
}
VERSIONS = ("Windows version 6.2 or later", "Windows version 6.1 or 6.2")
IN_LISTINGS = Vocabulary(
    local_ports=("RPC", "Teredo", "IPHTTPS", "Ply2Disc", "mDNS", "DHCP"),
    remote_ports=("IPHTTPS", "RPC"),
    addresses=("LocalSubnet", "LocalSubnet6", "DNS", *LATER_KEYWORDS),
    local_addresses=("LocalSubnet",),
)
IN_COMMANDS = Vocabulary(local_addresses=("LocalSubnet",), limits=PEERS, groups=("",))
IN_REGISTRY = Vocabulary(
    local_ports=(*IN_LISTINGS.local_ports, "TcpCDPSvc", "CortanaOut"),
    addresses=("LocalSubnet", "LocalSubnet4", "DHCP6", "WINS", *LATER_KEYWORDS),
    limits={**PEERS, **APPS, "interfaces": ((), ("{6A1B2C3D-0000-4000-8000-000000000001}",))},
    others=(VERSIONS[0], "trust tuple Proximity,WFDPrint"),
)
IN_POWERSHELL = Vocabulary(
    local_ports=("RPC", "Teredo", "IPHTTPS", "Ply2Disc", "mDNS"),
    addresses=(*IN_REGISTRY.addresses, "DefaultGateway"),
    local_addresses=("LocalSubnet",),
    limits={**PEERS, **APPS, "interfaces": ((), ("Ethernet 2", "Wi-Fi"))},
    others=(VERSIONS[1], "trust tuple ProxSharing"),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """One way of writing an export, and what it has words for."""

    dialect: str
    vocabulary: Vocabulary
    write: Callable[[Mapping[str, Policy]], bytes]


RENDERERS: dict[str, Renderer] = {
    f"windows-{name}": module.RENDERER
    for name, module in {
        "netsh": netsh,
        "script": script,
        "hive": hive,
        "reg": reg,
        "pol": pol,
        "powershell": powershell,
        "console": console,
    }.items()
}
SHAPES = {
    "netsh listing": Shape("windows-netsh", IN_LISTINGS, netsh.RENDERER.export),
    "netsh commands": Shape("windows-script", IN_COMMANDS, script.RENDERER.export),
    "cmdlets": Shape("windows-script", IN_POWERSHELL, lambda p: cmdlet.script(take_apart(p))),
    "hive": Shape("windows-hive", IN_REGISTRY, hive.RENDERER.export),
    "reg": Shape("windows-reg", IN_REGISTRY, reg.RENDERER.export),
    "pol": Shape("windows-pol", IN_REGISTRY, pol.RENDERER.export),
    "json": Shape("windows-powershell", IN_POWERSHELL, powershell.RENDERER.export),
    "csv": Shape("windows-powershell", IN_POWERSHELL, powershell.write_csv),
}


def as_read(rule: FirewallRule, name: str) -> FirewallRule:
    """Return `rule` with what is lost in its export, and known to be lost when it is read.

    A netsh listing does not show app packages, so that a rule for anything may be for one of them,
    and neither Play-To renderers, for which rules of a group with their port may be.
    """
    if name != "netsh listing":
        return rule
    lost = []
    if rule.is_any_to_any and not rule.program and not rule.service:
        lost.append(HIDDEN_PACKAGE)
    if "Ply2Disc" in rule.local_ports.keywords and rule.group and rule.remote == ANYWHERE:
        lost.append(PLAY_TO_AS_ANY)
    return replace(rule, others=tuple(lost))


@pytest.mark.parametrize("name", SHAPES)
@settings(max_examples=25)
@given(data=st.data())
def test_what_is_written_reads_as_an_equal_rule(name: str, data: st.DataObject) -> None:
    rule = data.draw(firewall_rules(SHAPES[name].vocabulary))
    written = SHAPES[name].write(policies_of([rule]))
    export = parsed(SHAPES[name].dialect, written)
    assert_same(meaning(policies_of([as_read(rule, name)])), meaning(export.policies))
    assert {one.trouble.value for one in export.diagnostics} <= {"assumed"}


def lines(rule: FirewallRule, dialect: str = "windows-script") -> tuple[str, ...]:
    (policy,) = (one for one in policies_of([rule]).values() if one.rules)
    return tuple(line for one in policy.rules for line in RENDERERS[dialect].rule(one, policy.name))


RULE = FirewallRule(
    "SQL",
    PLACE,
    "",
    Action.ACCEPT,
    (Direction.IN,),
    protocol=Protocol.number(protocols.TCP),
    local_ports=Ports(IntervalSet(((1433, 1434), (5000, 5011)))),
)
ADD = "netsh advfirewall firewall add rule"


def test_a_rule_is_the_command_that_an_administrator_types() -> None:
    assert lines(RULE) == (
        f'{ADD} name="SQL" dir=in action=allow protocol=tcp localport=1433,5000-5010',
    )


@pytest.mark.parametrize("dialect", ["windows-netsh", "windows-hive", "windows-reg", "windows-pol"])
def test_a_rule_for_a_listing_or_a_hive_is_the_same_command(dialect: str) -> None:
    assert lines(RULE, dialect) == lines(RULE)


def test_a_rule_can_be_a_call_of_powershell() -> None:
    ((policy, lowered),) = (
        (name, one.rules) for name, one in policies_of([RULE]).items() if one.rules
    )
    named = replace(lowered[0], name="Bob’s rule")
    assert script.powershell_lines(named, policy) == (
        "New-NetFirewallRule -DisplayName 'Bob’’s rule' -Direction Inbound -Action Allow"
        " -Protocol TCP -LocalPort 1433,5000-5010",
    )
    assert RENDERERS["windows-powershell"].rule(named, policy) == script.powershell_lines(
        named, policy
    )


def test_a_long_list_of_addresses_stays_one_argument() -> None:
    hosts = AddressSet.union(AddressSet.range(n, n, 4) for n in range(0x0A000001, 0x0A0003E8, 2))
    (line,) = lines(replace(RULE, remote=Addresses(hosts, NOWHERE)))
    (listed,) = (word for word in line.split() if word.startswith("remoteip="))
    assert listed.count(",") == len(hosts.cubes) - 1


def test_one_family_only_is_said_by_the_range_of_its_addresses() -> None:
    only = Addresses(ANYWHERE.v4, NOWHERE)
    (line,) = lines(replace(RULE, remote=only))
    assert "remoteip=0.0.0.0-255.255.255.255" in line.split()
    echo = replace(RULE, protocol=Protocol.number(1), local_ports=ANY_PORTS, remote=only)
    assert "remoteip" not in lines(echo)[0]


def test_each_icmp_type_is_a_command_of_netsh() -> None:
    types = IntervalSet(((3 * 256 + 4, 3 * 256 + 5), (8 * 256, 9 * 256)))
    rule = replace(RULE, protocol=Protocol.number(1), icmp=types, local_ports=ANY_PORTS)
    assert [line.rpartition(" ")[2] for line in lines(rule)] == [
        "protocol=icmpv4:3,4",
        "protocol=icmpv4:8,any",
    ]


def test_what_is_no_product_becomes_rules_of_one_name() -> None:
    home, away = (AddressSet.range(n, n, 4) for n in (0xC0000205, 0xC6336407))
    tcp = Box(4, protocol=BitSet.of((protocols.TCP, protocols.UDP)), source=home, destination=away)
    crossed = tcp._replace(protocol=BitSet.of((47,)), source=away, destination=home)
    both = rule_of(tcp, crossed)
    assert script.RENDERER.rule(both, "Inbound") == tuple(
        f'{ADD} name="R" dir=in action=allow protocol={word} localip={here} remoteip={there}'
        for word, here, there in (
            ("tcp", "198.51.100.7", "192.0.2.5"),
            ("udp", "198.51.100.7", "192.0.2.5"),
            ("47", "192.0.2.5", "198.51.100.7"),
        )
    )
