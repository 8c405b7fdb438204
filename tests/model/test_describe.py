"""Sets in words."""

from __future__ import annotations

from ipaddress import ip_network

from fwlint.model.addresses import EVERYWHERE, AddressSet
from fwlint.model.box import ANY_INTERFACE, Box, interface, interfaces_beginning
from fwlint.model.describe import destinations, interfaces, networks, sources
from fwlint.model.packetset import ANYTHING, PacketSet


def prefixes(*texts: str) -> AddressSet:
    return AddressSet.union(AddressSet.network(ip_network(text)) for text in texts)


def test_neighbouring_prefixes_are_joined() -> None:
    assert networks(prefixes("10.0.0.0/25", "10.0.0.128/25", "10.0.1.1/32"), 4) == [
        "10.0.0.0/24",
        "10.0.1.1",
    ]


def test_everything_is_any_even_in_pieces() -> None:
    assert networks(prefixes("0.0.0.0/1", "128.0.0.0/1"), 4) == ["any"]
    assert networks(EVERYWHERE, 6) == ["any"]


def test_what_no_prefix_says_is_a_wildcard() -> None:
    odd = AddressSet.wildcard(0x0A000001, 0xFE, 4)
    assert networks(odd, 4) == ["10.0.0.1 wildcard 0.0.0.254"]


def test_a_long_list_is_cut_with_its_rest_counted() -> None:
    boxes = [Box(4, source=prefixes(f"10.0.{n}.0/24")) for n in (1, 3, 5, 7, 9)]
    assert sources(PacketSet.of(boxes)) == "10.0.1.0/24, 10.0.3.0/24, 10.0.5.0/24 and 2 more"


def test_both_families_at_once_are_any() -> None:
    assert destinations(ANYTHING) == "any"


def test_interfaces_are_names_beginnings_or_what_they_are_not() -> None:
    assert interfaces(interface("eth0") | interfaces_beginning("tun")) == ["eth0", "tun*"]
    assert interfaces(ANY_INTERFACE - interface("lo")) == ["not lo"]
