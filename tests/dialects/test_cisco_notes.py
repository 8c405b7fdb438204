"""What Cisco's lists say besides, and what the site says of the networks around a device."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from fwlint.dialects.surroundings import Surroundings
from tests.dialects.cisco import accepted, parsed


def test_remarks_numbers_and_counters_are_notes() -> None:
    export = parsed(
        "cisco-ios",
        "ip access-list extended EDGE",
        " remark web servers",
        " remark since May",
        " 10 permit tcp any any eq 80 (17 matches)",
        " 20 permit tcp any any eq 443 log (1 match)",
        " permit udp any any",
    )
    notes = [dict(rule.notes) for rule in export.policies["EDGE"].rules]
    assert notes == [
        {"sequence": "10", "hits": "17", "remark": "web servers\nsince May"},
        {"sequence": "20", "hits": "1"},
        {},
    ]


def test_a_numbered_list_has_its_remarks_on_lines_of_their_own() -> None:
    export = parsed(
        "cisco-ios",
        "access-list 10 remark branch office",
        "access-list 10 permit 10.1.0.0 0.0.0.255",
    )
    assert export.policies["10"].rules[0].note("remark") == "branch office"


@pytest.mark.parametrize("name", ["Vlan10", "CLIENTS-IN"])
def test_the_site_may_say_what_is_behind_an_interface_or_a_list(name: str) -> None:
    known = Surroundings({name: (ip_network("10.30.0.0/16"),)})
    export = parsed(
        "cisco-ios",
        "interface Vlan10",
        " ip address 192.0.2.1 255.255.255.252",
        " ip access-group CLIENTS-IN in",
        "ip access-list extended CLIENTS-IN",
        " permit ip any any",
        surroundings=known,
    )
    (box,) = export.paths[0].traffic
    assert 0x0A1E0105 in box.source
    assert 0xC0000202 not in box.source


@pytest.mark.parametrize(
    ("entry", "packet", "hit"),
    [
        ("permit tcp any any log-input", "tcp 192.0.2.1:1 > 10.0.0.1:80", True),
        ("permit tcp any any eq 80 log-input", "tcp 192.0.2.1:1 > 10.0.0.1:81", False),
        ("permit ip any any fragments", "tcp 192.0.2.1:1 > 10.0.0.1:80", False),
        ("permit ip any any fragments", "tcp 192.0.2.1 > 10.0.0.1 fragment", True),
        ("permit tcp any any gt 65535", "tcp 192.0.2.1:1 > 10.0.0.1:65535", False),
        ("permit tcp any any lt 0", "tcp 192.0.2.1:1 > 10.0.0.1:0", False),
        ("permit tcp any any range 90 80", "tcp 192.0.2.1:1 > 10.0.0.1:85", False),
        ("permit tcp any any established", "tcp 192.0.2.1:1 > 10.0.0.1:85 flags rst", True),
    ],
)
def test_what_others_read_wrong_is_exact(entry: str, packet: str, hit: bool) -> None:
    export = parsed("cisco-ios", "ip access-list extended EDGE", f" {entry}")
    assert not export.diagnostics
    assert accepted(export, packet, "EDGE") is hit
