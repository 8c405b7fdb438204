"""The forms of addresses, each as a set; those of groups are in `groups`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from socket import AF_INET, AF_INET6, inet_pton

from fwlint.dialects.cisco.words import MeaninglessError, column
from fwlint.model.addresses import EVERYWHERE, AddressSet

_ALL = 0xFFFFFFFF
_ALL6 = (1 << 128) - 1


def ipv4_address(word: str) -> int:
    """Return an IPv4 address as a number; raises MeaninglessError."""
    try:
        return int.from_bytes(inet_pton(AF_INET, word))
    except (OSError, ValueError):
        raise MeaninglessError(f"{str(word)!r} is no IPv4 address", column(word)) from None


def ipv6_address(word: str) -> int:
    """Return an IPv6 address as a number; raises MeaninglessError."""
    try:
        return int.from_bytes(inet_pton(AF_INET6, word))
    except (OSError, ValueError):
        raise MeaninglessError(f"{str(word)!r} is no IPv6 address", column(word)) from None


@lru_cache(maxsize=4096)
def _care(wildcard: str) -> int:
    return ~ipv4_address(wildcard) & _ALL


@lru_cache(maxsize=4096)
def _mask(length: str) -> int:
    return -1 << (32 - int(length)) & _ALL


def _cube(value: int, care: int) -> AddressSet:
    return AddressSet(((value & care, care),)) if care else EVERYWHERE


def _any(_words: Sequence[str]) -> AddressSet:
    return EVERYWHERE


def _host(words: Sequence[str]) -> AddressSet:
    return AddressSet(((ipv4_address(words[0]), _ALL),))


def _wildcard(words: Sequence[str]) -> AddressSet:
    """Return `A WILDCARD`: set bits of the wildcard are free, in any pattern."""
    return _cube(ipv4_address(words[0]), _care(words[1]))


def _netmask(words: Sequence[str]) -> AddressSet:
    """Return `A NETMASK`: the other way about, as object groups of IOS and all of ASA have it."""
    return _cube(ipv4_address(words[0]), ipv4_address(words[1]))


def _prefix4(words: Sequence[str]) -> AddressSet:
    address, _, length = words[0].partition("/")
    if not length.isdecimal() or int(length) > 32:
        raise MeaninglessError(f"{str(words[0])!r} is no IPv4 prefix", column(words[0]))
    return _cube(ipv4_address(address), _mask(length))


def _host6(words: Sequence[str]) -> AddressSet:
    return AddressSet(((ipv6_address(words[0]), _ALL6),))


def _prefix6(words: Sequence[str]) -> AddressSet:
    address, _, length = words[0].partition("/")
    if not length.isdecimal() or int(length) > 128:
        raise MeaninglessError(f"{str(words[0])!r} is no IPv6 prefix", column(words[0]))
    care = -1 << (128 - int(length)) & _ALL6
    return _cube(ipv6_address(address), care)


def _range4(words: Sequence[str]) -> AddressSet:
    return AddressSet.range(ipv4_address(words[0]), ipv4_address(words[1]), 4)


def _range6(words: Sequence[str]) -> AddressSet:
    return AddressSet.range(ipv6_address(words[0]), ipv6_address(words[1]), 6)


FORMS: Mapping[str, Callable[[Sequence[str]], AddressSet]] = {
    "any": _any,
    "host": _host,
    "alone": _host,
    "wildcard": _wildcard,
    "shown_wildcard": _wildcard,
    "netmask": _netmask,
    "prefix4": _prefix4,
    "address_range": _range4,
    "host6": _host6,
    "prefix": _prefix6,
    "address_range6": _range6,
}
"""What each form of the grammar makes of its words; all raise MeaninglessError."""
