"""Stand-ins for addresses: the same for the same, of the same kind, and prefixes stay prefixes."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwlint.reports.pseudonyms import Address, Pseudonyms

HIDE = Pseudonyms(b"salt")

ADDRESSES = st.one_of(
    st.tuples(st.ip_addresses(v=4), st.ip_addresses(v=4)),
    st.tuples(st.ip_addresses(v=6), st.ip_addresses(v=6)),
)


def common_bits(one: Address, other: Address) -> int:
    return one.max_prefixlen - (int(one) ^ int(other)).bit_length()


@given(ADDRESSES)
def test_two_addresses_share_as_much_as_their_stand_ins(pair: tuple[Address, Address]) -> None:
    one, other = pair

    assert common_bits(HIDE.address(one), HIDE.address(other)) == common_bits(one, other)


@pytest.mark.parametrize(
    "network",
    ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "2000::/3"],
)
def test_an_address_stays_of_its_kind_and_is_another(network: str) -> None:
    kind = ip_network(network)
    inside = kind.network_address + 0x1234

    assert HIDE.address(inside) in kind
    assert HIDE.address(inside) != inside


@given(st.ip_addresses(v=4).filter(lambda one: one.is_global and not one.is_multicast))
def test_a_public_address_never_becomes_a_private_one(address: Address) -> None:
    kinds = ("10.0.0.0/8", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3")

    assert not any(HIDE.address(address) in ip_network(kind) for kind in kinds)


@pytest.mark.parametrize(
    "text", ["0.0.0.0", "127.0.0.1", "224.0.0.251", "255.255.255.255", "::", "::1", "ff02::1:2"]
)
def test_what_means_the_same_everywhere_stays(text: str) -> None:
    assert HIDE.address(ip_address(text)) == ip_address(text)


def test_another_salt_gives_other_stand_ins() -> None:
    address = ip_address("10.20.30.40")

    assert HIDE.address(address) == Pseudonyms(b"salt").address(address)
    assert HIDE.address(address) != Pseudonyms(b"pepper").address(address)
    assert HIDE.name("host", "DP01") == Pseudonyms(b"salt").name("host", "dp01")
    assert HIDE.name("host", "dp01") != Pseudonyms(b"pepper").name("host", "dp01")
