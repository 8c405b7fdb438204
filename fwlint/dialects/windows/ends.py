"""The two ends of a rule, taken apart by keywords that only the site or the host resolves."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, product
from math import prod
from typing import NamedTuple

from fwlint.dialects.surroundings import Surroundings
from fwlint.dialects.windows.keywords import address_alternatives, port_alternatives
from fwlint.dialects.windows.match import ANYWHERE, Addresses, Ports, Protocol
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_ICMP, ANY_PORT, Box
from fwlint.model.intervals import IntervalSet

_MOST_WAYS = 256
"""How many rules one may become; one with more, which nobody writes, may match anything."""


class Said(NamedTuple):
    """One end as a rule says it; the labels begin the conditions of its keywords."""

    addresses: Addresses
    ports: Ports
    addresses_label: str
    ports_label: str


class End(NamedTuple):
    """One end without keywords."""

    addresses: Addresses
    ports: IntervalSet[int]


_ANYTHING = End(ANYWHERE, ANY_PORT)


def ways(one: Said, other: Said, known: Surroundings) -> Iterator[tuple[End, End, tuple[str, ...]]]:
    """Yield both ends, each time with the keywords that must mean them; together, all of them."""
    addresses = (_addresses(one, known), _addresses(other, known))
    ports = (_ports(one, known), _ports(other, known))
    if prod(map(len, addresses)) * prod(map(len, ports)) > _MOST_WAYS:
        said = [said for way in addresses for _, said in way]
        said += [said for way in ports for _, said in way]
        yield _ANYTHING, _ANYTHING, tuple(dict.fromkeys(chain(*said)))
        return
    for (here, a), (there, b), (port, c), (other_port, d) in product(*addresses, *ports):
        yield End(here, port), End(there, other_port), a + b + c + d


def _addresses(end: Said, known: Surroundings) -> list[tuple[Addresses, tuple[str, ...]]]:
    return list(address_alternatives(end.addresses, end.addresses_label, known))


def _ports(end: Said, known: Surroundings) -> list[tuple[IntervalSet[int], tuple[str, ...]]]:
    return list(port_alternatives(end.ports, end.ports_label, known))


def boxes(
    protocol: Protocol,
    profiles: BitSet,
    source: End,
    destination: End,
    icmp: IntervalSet[int] = ANY_ICMP,
) -> Iterator[Box]:
    """Yield the packets from one end to the other, a box for each family of the protocol."""
    for family in protocol.families:
        yield Box(
            family,
            protocol=protocol.numbers,
            source=source.addresses.of(family),
            destination=destination.addresses.of(family),
            source_port=source.ports,
            destination_port=destination.ports,
            icmp=icmp,
            profile=profiles,
        )
