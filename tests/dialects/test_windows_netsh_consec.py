"""Connection security rules: which packets they are about, and what they ask of them."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import pytest

from fwlint.dialects.source import read_source
from fwlint.dialects.surroundings import UNKNOWN, Surroundings
from fwlint.dialects.windows.netsh import DIALECT
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rule
from tests.dialects.test_windows_netsh import profile, rule

FIXTURES = Path(__file__).parents[1] / "fixtures" / "windows"
CONSEC = (FIXTURES / "netsh_consec" / "verbose.txt").read_text(encoding="utf-8")
FIREWALL = rule(LocalPort="443")


def parse(listing: str, known: Surroundings = UNKNOWN) -> Export:
    return DIALECT.parse(read_source("netsh.txt", listing.encode(), known))


def security(export: Export) -> tuple[Rule, ...]:
    return export.policies["Connection security"].rules


def complaints(export: Export) -> list[Diagnostic]:
    return [one for one in export.diagnostics if one.trouble is not Trouble.ASSUMED]


def matches(one: Rule, packet: str) -> bool:
    return one.packets.covers(PacketSet.of([parse_packet(packet)]))


@pytest.mark.parametrize("listing", [FIREWALL + CONSEC, CONSEC + FIREWALL], ids=["last", "first"])
def test_both_kinds_of_rules_in_one_file_are_told_apart(listing: str) -> None:
    export = parse(listing)
    assert complaints(export) == []
    assert [one.name for one in export.policies["Inbound"].rules] == ["Rule under test"]
    assert [one.name for one in security(export)] == [
        "Server isolation",
        "Media is exempt",
        "Branch",
    ]
    assert not any("Connection security" in path.stages for path in export.paths)


def test_a_rule_is_about_packets_in_both_directions_and_decides_nothing() -> None:
    isolation = security(parse(FIREWALL + CONSEC))[0]
    assert isolation.action is Action.CONTINUE
    assert matches(isolation, "tcp 203.0.113.9:5000 > 10.20.0.5:443 profile domain")
    assert matches(isolation, "tcp 10.20.0.5:443 > 203.0.113.9:5000 profile domain")
    assert not matches(isolation, "tcp 203.0.113.9:5000 > 10.30.0.5:443 profile domain")
    assert not matches(isolation, "tcp 203.0.113.9:5000 > 10.20.0.5:443 profile public")


def test_what_a_rule_asks_for_is_a_note() -> None:
    isolation, exempt, branch = security(parse(FIREWALL + CONSEC))
    assert dict(isolation.notes) == {
        "action": "RequireInRequestOut",
        "mode": "Transport",
        "type": "Static",
        "auth1": "ComputerKerb,ComputerCert",
        "auth2": "UserKerb",
    }
    assert exempt.note("action") == "NoAuthentication"
    assert (branch.note("mode"), branch.enabled) == ("Tunnel", False)


def test_ports_belong_to_their_endpoints() -> None:
    known = Surroundings(addresses={"LocalSubnet": (ip_network("192.0.2.0/24"),)})
    exempt = security(parse(FIREWALL + CONSEC, known))[1]
    assert exempt.conditions == ()
    assert matches(exempt, "udp 192.0.2.10:50000 > 192.0.2.77:9")
    assert matches(exempt, "udp 192.0.2.77:9 > 192.0.2.10:59999")
    assert not matches(exempt, "udp 192.0.2.77:50000 > 192.0.2.10:9")
    assert not matches(exempt, "tcp 192.0.2.10:50000 > 192.0.2.77:9")


def test_a_keyword_that_the_site_leaves_open_is_a_condition() -> None:
    assert security(parse(FIREWALL + CONSEC))[1].conditions == ("Endpoint2 LocalSubnet",)


def test_what_packets_cannot_show_is_a_condition() -> None:
    assert security(parse(FIREWALL + CONSEC))[2].conditions == (
        "interface type lan",
        "ExemptIPsecProtectedConnections Yes",
    )
    terse = "".join(f"{line}\n" for line in CONSEC.split("\n") if "InterfaceTypes" not in line)
    assert security(parse(FIREWALL + terse))[0].conditions == (
        "the export is not verbose: interface types are not shown",
    )


def test_a_shared_key_is_told_to_nobody() -> None:
    export = parse(FIREWALL + CONSEC)
    assert "correct horse" in CONSEC
    assert not any("correct horse" in f"{one.text}{one.notes}" for one in security(export))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("RequireInRequestOut", "RequireInMaybeOut"), "this Action is not understood"),
        (("10.20.0.0/16", "10.20.0.0/99"), "'10.20.0.0/99'"),
        (("Endpoint2:   ", "Endpoint3:   "), "fwlint does not know the label 'Endpoint3'"),
        (("Rule source:", "Direction:   In\nRule source:"), ""),
    ],
)
def test_what_is_not_understood_is_a_condition(wrong: tuple[str, str], said: str) -> None:
    export = parse(FIREWALL + CONSEC.replace(*wrong, 1))
    assert any(said in one.message for one in complaints(export))
    every = [*security(export), *export.policies["Inbound"].rules]
    (doubtful,) = [one for one in every if one.name == "Server isolation"]
    assert doubtful.conditions


def test_local_rules_may_not_count_where_group_policy_says_so() -> None:
    off = profile("Public").replace("State ", "LocalConSecRules      Disable\nState ")
    isolation, exempt, _ = security(parse(FIREWALL + CONSEC + off))
    assert isolation.conditions == (
        "Public Profile: LocalConSecRules Disable: this rule is not local",
    )
    assert exempt.conditions == ("Endpoint2 LocalSubnet",)


def test_a_description_that_speaks_of_endpoints_makes_no_connection_security_rule() -> None:
    told = FIREWALL.replace("Enabled:", "Description:    see\nEndpoint1: the server\nEnabled:")
    export = parse(told)
    assert "Connection security" not in export.policies
    (doubtful,) = export.policies["Inbound"].rules
    assert doubtful.conditions
    assert [one.text for one in complaints(export)] == ["Endpoint1: the server"]


FRENCH = {"Rule Name:": "Nom de la règle :", "Enabled:": "Activé :", "Protocol:": "Protocole :"}


def test_a_connection_security_rule_in_another_language_is_no_firewall_rule() -> None:
    french = CONSEC
    for label, other in FRENCH.items():
        french = french.replace(label, other)
    export = parse(FIREWALL + french)
    assert len(export.policies["Inbound"].rules) == 1
    assert len(security(export)) == 3
    assert all("Endpoint2: " in " ".join(one.conditions) for one in security(export))
    assert {one.trouble for one in complaints(export)} == {Trouble.NOT_UNDERSTOOD}


def test_a_flood_of_keywords_does_not_multiply() -> None:
    keywords = "DNS,DHCP,WINS,DefaultGateway,LocalSubnet,Internet,Intranet"
    flooded = CONSEC.replace("192.0.2.10/32", keywords).replace("LocalSubnet\n", f"{keywords}\n")
    flooded = flooded.replace("50000-59999", "RPC,Teredo,DHCP").replace("Port2:    ", "Port2: RPC,")
    every = [one for one in security(parse(FIREWALL + flooded)) if one.name == "Media is exempt"]
    assert len(every) <= 256
    assert all(one.conditions for one in every)


def test_connection_security_rules_alone_are_no_empty_firewall() -> None:
    (diagnostic,) = parse(CONSEC).diagnostics
    assert diagnostic.trouble is Trouble.UNREADABLE
    assert "connection security rules, but no rules of the firewall" in diagnostic.message
