"""Objects and object groups of ASA, and what is wrong with some of them."""

from __future__ import annotations

import time

import pytest

from fwlint.analysis.verdict import Kind
from fwlint.model.diagnostic import Trouble
from fwlint.model.export import Export
from fwlint.model.rule import Rule
from tests.dialects.cisco import accepted, parsed, verdict

GROUPS = (
    "object network web",
    " host 10.1.1.10",
    " nat (dmz,outside) static 198.51.100.20",
    "object network mail",
    " host 10.1.1.25",
    "object service alt",
    " service tcp source gt 1023 destination eq 8443",
    "object-group network SERVERS",
    " description all of them",
    " network-object object web",
    " network-object 10.1.5.0 255.255.255.0",
    " group-object MORE",
    "object-group network MORE",
    " network-object host 2001:db8::25",
    " network-object object mail",
    "object-group service WEB tcp",
    " port-object eq https",
    " port-object range 8080 8081",
    "object-group service NAMES tcp-udp",
    " port-object eq domain",
    "object-group service MIXED",
    " service-object tcp destination eq ssh",
    " service-object icmp echo",
    " service-object object alt",
    " service-object esp",
    "object-group protocol TUNNELS",
    " protocol-object esp",
    " protocol-object gre",
    "object-group icmp-type PINGS",
    " icmp-object echo",
    " icmp-object time-exceeded",
)


def list_of(*entries: str, groups: tuple[str, ...] = GROUPS) -> Export:
    return parsed("cisco-asa", *groups, *(f"access-list A extended {one}" for one in entries))


def only_rule(export: Export) -> Rule:
    (found,) = export.policies["A"].rules
    return found


def passes(entry: str, packet: str) -> bool:
    export = list_of(entry)
    assert not export.diagnostics
    return accepted(export, packet, "A")


def test_a_group_holds_objects_networks_and_groups() -> None:
    entry = "permit ip any object-group SERVERS"
    for address in ("10.1.1.10", "10.1.5.77", "10.1.1.25"):
        assert passes(entry, f"tcp 192.0.2.1:5 > {address}:80")
    assert passes(entry, "tcp [2001:db8::1]:5 > [2001:db8::25]:80")
    assert not passes(entry, "tcp 192.0.2.1:5 > 10.1.1.11:80")


@pytest.mark.parametrize(
    ("entry", "passing", "stopped"),
    [
        ("permit tcp any any object-group WEB", "5 > 10.0.0.1:8081", "443 > 10.0.0.1:80"),
        ("permit tcp any object-group WEB any", "443 > 10.0.0.1:80", "5 > 10.0.0.1:8081"),
        (
            "permit tcp object-group SERVERS object-group WEB object-group SERVERS",
            "8080 > 10.1.1.10:9",
            "9 > 10.1.1.10:8080",
        ),
        (
            "permit tcp object-group SERVERS object-group SERVERS object-group WEB",
            "9 > 10.1.1.10:8080",
            "8080 > 10.1.1.10:9",
        ),
    ],
)
def test_a_group_of_ports_may_stand_on_either_side(entry: str, passing: str, stopped: str) -> None:
    assert passes(entry, f"tcp 10.1.5.1:{passing}")
    assert not passes(entry, f"tcp 10.1.5.1:{stopped}")


def test_ports_for_tcp_and_udp_serve_each_of_them() -> None:
    assert passes("permit udp any any object-group NAMES", "udp 192.0.2.1:5 > 10.0.0.1:53")
    assert passes("permit tcp any any object-group NAMES", "tcp 192.0.2.1:5 > 10.0.0.1:53")
    assert not passes("permit tcp any any object-group NAMES", "tcp 192.0.2.1:5 > 10.0.0.1:54")


def test_a_group_of_services_stands_in_the_place_of_the_protocol() -> None:
    entry = "permit object-group MIXED any any"
    assert passes(entry, "tcp 192.0.2.1:5 > 10.0.0.1:22")
    assert passes(entry, "icmp 192.0.2.1 > 10.0.0.1 type 8 code 0")
    assert passes(entry, "tcp 192.0.2.1:1024 > 10.0.0.1:8443")
    assert passes(entry, "esp 192.0.2.1 > 10.0.0.1")
    assert not passes(entry, "tcp 192.0.2.1:1023 > 10.0.0.1:8443")
    assert not passes(entry, "icmp 192.0.2.1 > 10.0.0.1 type 0 code 0")
    assert passes("permit object alt any any", "tcp 192.0.2.1:1024 > 10.0.0.1:8443")


def test_groups_of_protocols_and_of_icmp_types() -> None:
    assert passes("permit object-group TUNNELS any any", "gre 192.0.2.1 > 10.0.0.1")
    assert not passes("permit object-group TUNNELS any any", "udp 192.0.2.1:5 > 10.0.0.1:5")
    pings = "permit icmp any any object-group PINGS"
    assert passes(pings, "icmp 192.0.2.1 > 10.0.0.1 type 11 code 0")
    assert not passes(pings, "icmp 192.0.2.1 > 10.0.0.1 type 0 code 0")


def test_a_host_name_is_a_condition() -> None:
    names = ("object network mirror", " fqdn v4 mirror.corp.example")
    export = list_of("permit tcp any object mirror eq 443", groups=names)
    assert only_rule(export).conditions == ("fqdn mirror.corp.example",)
    assert {box.family for box in only_rule(export).packets} == {4}


def test_what_is_not_defined_may_be_anything() -> None:
    export = list_of("permit tcp object-group LOST host 10.0.0.1 object-group NO-PORTS", groups=())
    rule = only_rule(export)
    assert rule.conditions == ("LOST is not defined", "NO-PORTS is not defined")
    assert [one.trouble for one in export.diagnostics] == [Trouble.ASSUMED, Trouble.ASSUMED]
    assert verdict(export, "tcp 192.0.2.1:5 > 10.0.0.1:80", "A") is Kind.CONDITIONAL
    assert verdict(export, "udp 192.0.2.1:5 > 10.0.0.1:80", "A") is Kind.CLOSED
    assert verdict(export, "tcp 192.0.2.1:5 > 10.0.0.2:80", "A") is Kind.CLOSED


def test_a_member_that_is_not_understood_leaves_the_group_open() -> None:
    broken = ("object-group network G", " network-object host 10.0.0.1", " network-object 10.0.0")
    export = list_of("deny ip any object-group G", groups=broken)
    assert [one.span.line for one in export.diagnostics] == [3]
    assert only_rule(export).conditions == ("line 3 is not understood",)


def test_a_group_of_the_wrong_kind_is_refused() -> None:
    for entry in ("permit ip object-group WEB any", "permit object-group SERVERS any any"):
        export = list_of(entry)
        assert export.diagnostics
        assert only_rule(export).conditions


def test_groups_nested_in_themselves_are_errors() -> None:
    circle = (
        "object-group network A1",
        " group-object A2",
        "object-group network A2",
        " network-object host 10.0.0.1",
        " group-object A1",
        "object-group network FINE",
        " network-object host 10.0.0.2",
    )
    export = list_of("permit ip any object-group A1", groups=circle)
    assert [one.message for one in export.diagnostics] == [
        "A1 is nested in itself",
        "A2 is nested in itself",
    ]
    assert only_rule(export).conditions == ("A1 is nested in itself", "A2 is nested in itself")


def test_an_empty_group_is_a_doubt() -> None:
    export = list_of("permit ip any object-group E", groups=("object-group network E",))
    assert only_rule(export).conditions == ("E has no members",)


def test_groups_nested_ten_thousand_deep_are_read() -> None:
    deep = [
        line
        for depth in range(10_000)
        for line in (f"object-group network G{depth}", f" group-object G{depth + 1}")
    ]
    last = ("object-group network G10000", " network-object host 10.0.0.9")
    started = time.process_time()
    export = list_of("permit ip any object-group G0", groups=(*deep, *last))
    assert time.process_time() - started < 20
    assert accepted(export, "tcp 192.0.2.1:5 > 10.0.0.9:80", "A")
    assert not accepted(export, "tcp 192.0.2.1:5 > 10.0.0.8:80", "A")


def test_an_object_may_be_gone_on_with_for_its_translation() -> None:
    twice = (*GROUPS, "object network web", " nat (dmz,outside) dynamic interface")
    export = list_of("permit ip any object web", groups=twice)
    assert accepted(export, "tcp 192.0.2.1:5 > 10.1.1.10:80", "A")
