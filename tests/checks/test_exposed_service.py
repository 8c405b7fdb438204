"""FW109: services that a rule opens to anybody, by verdict."""

from __future__ import annotations

import pytest

from fwlint.checks.risky_services import RISKY_SERVICES
from fwlint.model.finding import Finding, Level
from tests.checks.linting import access_list, chain, found


def exposed(*rules: str, policy: str = "DROP", more: str = "") -> list[Finding]:
    return found("FW109", "iptables", chain(*rules, policy=policy, more=more))


def test_a_permit_for_anybody_names_the_service_and_why_it_matters() -> None:
    (finding,) = exposed("-d 192.0.2.5 -p tcp --dport 23 -j ACCEPT")
    assert (finding.span.line, finding.level) == (5, Level.WARNING)
    assert finding.message == (
        "filter/INPUT accepts Telnet, which sends passwords in clear text:"
        " tcp 23 from any to 192.0.2.5"
    )
    assert finding.witness.endswith("> 192.0.2.5:23")


def test_one_finding_lists_all_services_of_a_rule() -> None:
    (finding,) = exposed("-p tcp -m multiport --dports 23,80,445,3306,5432 -j ACCEPT")
    assert "accepts Telnet, SMB, MySQL and PostgreSQL: tcp 23, 445, 3306, 5432" in finding.message


def test_every_risky_service_is_asked_for() -> None:
    named = {
        service.name
        for service in RISKY_SERVICES
        if exposed(
            f"-p {'tcp' if service.protocol == 6 else 'udp'} --dport {service.first} -j ACCEPT"
        )
    }
    assert named == {service.name for service in RISKY_SERVICES}


@pytest.mark.parametrize(
    "rule",
    [
        "-s 10.0.0.0/8 -p tcp --dport 23 -j ACCEPT",
        "-p tcp --dport 22 -j ACCEPT",
        "-p tcp --sport 53 --dport 1024:65535 -j ACCEPT",
        "-p tcp --dport 23 -m conntrack --ctstate ESTABLISHED -j ACCEPT",
        "-i eth1 -j ACCEPT",
        "-p tcp --dport 23 -j DROP",
    ],
)
def test_what_is_not_an_opening_of_a_service_to_anybody_is_left_alone(rule: str) -> None:
    assert exposed(rule) == []


def test_a_whole_host_for_anybody_exposes_its_services() -> None:
    (finding,) = found("FW109", "cisco-ios", access_list("permit ip any host 192.0.2.9"))
    assert "accepts Telnet, portmapper, RPC endpoint mapper and 24 more" in finding.message


def test_an_earlier_rule_that_denies_closes_the_door() -> None:
    assert exposed("-p tcp --dport 1:1000 -j DROP", "-p tcp --dport 23 -j ACCEPT") == []


def test_a_list_of_blocked_sources_does_not() -> None:
    blocked = [f"-s 203.0.113.{number} -j DROP" for number in range(20)]
    assert len(exposed(*blocked, "-p tcp --dport 23 -j ACCEPT")) == 1


def test_the_way_to_the_rule_counts() -> None:
    to_chain = ":web - [0:0]\n-A web -p tcp --dport 23 -j ACCEPT"
    assert exposed("-s 10.0.0.0/8 -j web", more=to_chain) == []
    assert "on eth1" in exposed("-i eth1 -j web", more=to_chain)[0].message


def test_under_a_condition_it_is_a_note_that_names_it() -> None:
    (finding,) = exposed("-p tcp --dport 23 -m time --timestart 09:00 -j ACCEPT")
    assert finding.level is Level.NOTE
    assert finding.conditions == ("-m time --timestart 09:00",)
    assert "may accept Telnet" in finding.message


def test_a_line_that_is_not_understood_exposes_nothing() -> None:
    assert exposed("-p tcp --nonsense -j ACCEPT") == []


def test_where_everything_is_permitted_others_say_so() -> None:
    assert exposed("-p tcp --dport 23 -j ACCEPT", policy="ACCEPT") == []
    assert found("FW109", "cisco-ios", access_list("permit ip any any")) == []


def test_a_service_that_the_host_is_known_not_to_need_is_said_once() -> None:
    text = chain("-p udp --dport 1434 -j ACCEPT", "-p tcp --dport 23 -j ACCEPT")
    role = "configmgr/site-database-server"
    assert [one.span.line for one in found("FW109", "iptables", text, role)] == [6]
    assert [one.span.line for one in found("FW204", "iptables", text, role)] == [5]


def test_ipv6_is_asked_too() -> None:
    text = "ipv6 access-list V6-IN\n permit tcp any host 2001:db8::5 eq telnet"
    (finding,) = found("FW109", "cisco-ios", text)
    assert finding.message.endswith("tcp 23 from any to 2001:db8::5")


def on_interface(network: str) -> list[Finding]:
    interface = f"interface Vlan1\n ip address {network}\n ip access-group EDGE-IN in"
    text = f"{interface}\n{access_list('permit tcp any any eq telnet')}"
    return found("FW109", "cisco-ios", text)


def test_any_on_an_inside_interface_may_be_meant_for_the_inside() -> None:
    (inside,) = on_interface("10.1.0.1 255.255.255.0")
    (outside,) = on_interface("198.51.100.1 255.255.255.252")
    assert (inside.level, outside.level) == (Level.NOTE, Level.WARNING)
    assert inside.conditions == ("Vlan1 in carries packets from outside 10.1.0.0/24",)


def test_a_redirected_service_is_followed_to_the_rule_that_accepts_it() -> None:
    nat = "\n".join(
        (
            "*nat",
            ":PREROUTING ACCEPT [0:0]",
            ":OUTPUT ACCEPT [0:0]",
            "-A PREROUTING -p tcp --dport 3389 -j DNAT --to-destination 10.0.0.5",
            "COMMIT",
            "*filter",
            ":INPUT DROP [0:0]",
            ":FORWARD DROP [0:0]",
            ":OUTPUT ACCEPT [0:0]",
            "-A FORWARD -d 10.0.0.5 -p tcp --dport 3389 -j ACCEPT",
            "COMMIT",
        )
    )
    assert [one.span.line for one in found("FW109", "iptables", nat)] == [10]


def test_what_a_role_needs_is_left_to_the_checks_on_requirements() -> None:
    text = chain("-p udp --dport 69 -j ACCEPT")
    assert found("FW109", "iptables", text)
    assert not found("FW109", "iptables", text, "configmgr/pxe-distribution-point")
