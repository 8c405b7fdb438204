"""Sets of addresses, ports and ICMP types in words; the inverse of `literals`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from ipaddress import IPv4Address, IPv6Address

from fwlint.dialects.rendering import CannotRenderError
from fwlint.dialects.windows.match import ANY_PORTS, ANY_PROTOCOLS, ANYWHERE, Addresses, Ports
from fwlint.dialects.windows.match import Protocol as Protocols
from fwlint.model import protocols
from fwlint.model.addresses import BITS, AddressSet, Cube
from fwlint.model.intervals import IntervalSet

ANY = "Any"

_PROTOCOLS = {
    protocols.TCP: "TCP",
    protocols.UDP: "UDP",
    protocols.ICMP: "ICMPv4",
    protocols.ICMPV6: "ICMPv6",
}


def networks(addresses: AddressSet, family: int) -> list[str]:
    """Return `addresses` as single ones, prefixes and ranges, in their order.

    All addresses of a family are a range, too: Windows has no prefix of length 0. Raises
    CannotRenderError for a wildcard that is none of these.
    """
    runs = IntervalSet.union(_run(cube, family) for cube in addresses.cubes)
    return [_network(start, stop - 1, family) for start, stop in runs.spans]


def address_list(addresses: Addresses, keywords: Mapping[str, str] | None = None) -> list[str]:
    """Return the words for `addresses`: its keywords, then IPv4 and IPv6; `Any` for all.

    `keywords` are those that the shape of export has, by netsh's names; without, these are.
    Raises CannotRenderError for others.
    """
    if addresses == ANYWHERE:
        return [ANY]
    words = translated(addresses.keywords, keywords)
    return [*words, *networks(addresses.v4, 4), *networks(addresses.v6, 6)]


def port_list(ports: Ports, keywords: Mapping[str, str] | None = None) -> list[str]:
    """Return the words for `ports`: its keywords, then ports and ranges; `Any` for all."""
    if ports == ANY_PORTS:
        return [ANY]
    return [*translated(ports.keywords, keywords), *port_ranges(ports.numbers)]


def port_ranges(ports: IntervalSet[int]) -> list[str]:
    """Return ports and ranges, such as `80` and `5000-5010`."""
    return [str(a) if a + 1 == b else f"{a}-{b - 1}" for a, b in ports.spans]


def translated(words: Iterable[str], known: Mapping[str, str] | None) -> list[str]:
    """Return what `known` has for each of `words`; raises CannotRenderError for what it lacks."""
    every = list(words)
    if known is None:
        return every
    strange = [word for word in every if word not in known]
    if strange:
        raise CannotRenderError(f"there is no word for {strange[0]} here")
    return [known[word] for word in every]


def protocol(one: Protocols) -> str:
    """Return the name of a protocol, its number where netsh has no name, or `Any`."""
    if one == ANY_PROTOCOLS:
        return ANY
    (number,) = one.numbers
    return _PROTOCOLS.get(number, str(number))


def icmp_types(types: IntervalSet[int]) -> Iterator[tuple[str, str]]:
    """Yield types, each with a code, or with "" for all of its codes."""
    for start, stop in types.spans:
        while start < stop:
            type_, code = divmod(start, 256)
            if code == 0 and start + 256 <= stop:
                yield str(type_), ""
                start += 256
            else:
                yield str(type_), str(code)
                start += 1


def _run(cube: Cube, family: int) -> tuple[int, int]:
    """Return the first address of a prefix, and the one behind its last."""
    value, care = cube
    free = ~care & ((1 << BITS[family]) - 1)
    if free & (free + 1):
        raise CannotRenderError("Windows has no word for a discontiguous wildcard")
    return value, value + free + 1


def _network(first: int, last: int, family: int) -> str:
    kind = IPv4Address if family == 4 else IPv6Address
    size = last - first + 1
    length = BITS[family] - (size.bit_length() - 1)
    if size == 1:
        return str(kind(first))
    if length and size & (size - 1) == 0 and first % size == 0:
        return f"{kind(first)}/{length}"
    return f"{kind(first)}-{kind(last)}"
