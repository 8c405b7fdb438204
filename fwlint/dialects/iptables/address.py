"""Addresses as `-s`, `-d` and the iprange match write them."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address

from fwlint.dialects.iptables.number import number
from fwlint.model.addresses import BITS, AddressSet

_ADDRESS = {4: IPv4Address, 6: IPv6Address}
_SHORT = re.compile(r"\d+(\.\d+){0,2}")


def networks(text: str, family: int) -> AddressSet | None:
    """Return the union of a comma list of addresses, each with a prefix length or a mask.

    Returns None where a host name stands in the list, for only the device's resolver knows it.
    Raises ValueError for what is neither.
    """
    parts = [_network(part, family) for part in text.split(",")]
    known = [part for part in parts if part is not None]
    return AddressSet.union(known) if len(known) == len(parts) else None


def has_host_name(text: str) -> bool:
    """Return whether a host name, which may have several addresses, stands in a comma list."""
    return any(_is_name(part.partition("/")[0]) for part in text.split(","))


def address_range(text: str, family: int) -> AddressSet:
    """Return the addresses of `first-last`, or of `first` alone; none where they are reversed."""
    first, _, last = text.partition("-")
    return AddressSet.range(_address(first, family), _address(last or first, family), family)


def _network(text: str, family: int) -> AddressSet | None:
    host, _, mask = text.partition("/")
    if _is_name(host):
        return None
    free = ~_mask(mask, family) & ((1 << BITS[family]) - 1)
    return AddressSet.wildcard(_address(host, family), free, family)


def _is_name(host: str) -> bool:
    return ":" not in host and any(letter.isalpha() for letter in host)


def _address(text: str, family: int) -> int:
    if family == 4 and _SHORT.fullmatch(text):  # iptables completes 10.1 to 10.1.0.0
        text += ".0" * (3 - text.count("."))
    return int(_ADDRESS[family](text))


def _mask(text: str, family: int) -> int:
    bits = BITS[family]
    if not text:
        return (1 << bits) - 1
    if not text.isdecimal():
        return int(_ADDRESS[family](text))
    length = number(text, bits, f"IPv{family} prefix length")
    return ((1 << length) - 1) << (bits - length)
