"""A packet that crosses a device meets the lists of the interfaces that it takes."""

from __future__ import annotations

import pytest

from fwlint.analysis.trace import Trace, trace
from fwlint.model.packet_syntax import parse_packet
from tests.dialects.cisco import parsed

EDGE = parsed(
    "cisco-ios",
    "interface GigabitEthernet0/0",
    " ip address 10.0.0.1 255.255.255.0",
    " ip access-group SERVERS in",
    "interface GigabitEthernet0/1",
    " ip address 192.0.2.1 255.255.255.252",
    " ip access-group PROVIDER in",
    " ip access-group LEAVING out",
    "ip access-list extended SERVERS",
    " permit ip 10.0.0.0 0.0.0.255 any",
    "ip access-list extended PROVIDER",
    " permit tcp any host 10.0.0.5 eq 443",
    "ip access-list extended LEAVING",
    " deny tcp any any eq 25",
    " permit ip any any",
)


def ask(packet: str) -> Trace:
    return trace(EDGE, parse_packet(packet))


@pytest.mark.parametrize(
    ("packet", "verdict", "policy"),
    [
        ("tcp 198.51.100.7:9 > 10.0.0.5:443 in GigabitEthernet0/1", "open", "PROVIDER"),
        ("tcp 198.51.100.7:9 > 10.0.0.5:80 in GigabitEthernet0/1", "closed", "PROVIDER"),
        ("tcp 10.0.0.9:9 > 10.0.0.5:80 in GigabitEthernet0/1", "closed", "PROVIDER"),
        ("tcp 10.0.0.9:9 > 8.8.8.8:25 out GigabitEthernet0/1", "closed", "LEAVING"),
    ],
)
def test_an_interface_that_is_named_is_taken(packet: str, verdict: str, policy: str) -> None:
    found = ask(packet)

    assert (found.verdict, found.policy) == (verdict, policy)


def test_addresses_tell_the_interface_where_they_lie_behind_one() -> None:
    found = ask("tcp 10.0.0.9:9 > 192.0.2.2:443")

    assert (found.verdict, found.conditions) == ("open", ())


def test_an_address_behind_no_interface_may_come_through_any() -> None:
    found = ask("tcp 198.51.100.7:9 > 10.0.0.5:80")

    assert found.verdict == "conditional"
    assert found.policy in ("SERVERS", "PROVIDER")
    assert found.conditions == (f"the packet takes {INTERFACE_OF[found.policy]}",)


INTERFACE_OF = {"SERVERS": "GigabitEthernet0/0 in", "PROVIDER": "GigabitEthernet0/1 in"}


def test_one_that_leaves_for_an_address_behind_none_does_so_too() -> None:
    mail, web = ask("tcp 10.0.0.9:9 > 8.8.8.8:25"), ask("tcp 10.0.0.9:9 > 8.8.8.8:443")

    assert (mail.verdict, mail.policy) == ("conditional", "LEAVING")
    assert mail.conditions == ("the packet takes GigabitEthernet0/1 out",)
    assert (web.verdict, web.conditions) == ("open", ())
