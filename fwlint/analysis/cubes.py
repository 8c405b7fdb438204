"""Coordinates as cubes `(value, care)`, so that any of them can be a key in a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fwlint.model.addresses import AddressSet, Cube
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_FRAGMENT, ANY_INTERFACE, ANY_PORT, Box, interface
from fwlint.model.intervals import IntervalSet

Cubes = tuple[Cube, ...]

_MANY = 16
"""Beyond this many cubes, the one cube that holds them all stands for them."""
_BLOCK = 3
"""Ports are told apart by blocks of 1, 8, 64 … ports: more sizes are more tables to look into."""
_WORD = 0xFFFFFFFF
_ANYWHERE: Cubes = ((0, 0),)


def key_of(value: int | str) -> int:
    """Return the number that stands for a value of a coordinate."""
    return value if isinstance(value, int) else hash(value) & _WORD


def cubes_of(box: Box, name: str) -> Cubes:
    """Return cubes that hold the box's values of a coordinate.

    They may hold others, too, so that there are few; what they tell apart is apart for sure.
    """
    return _CUBES[name](getattr(box, name))


def _of_addresses(addresses: AddressSet) -> Cubes:
    return _few(addresses.cubes)


def _of_ports(ports: IntervalSet[int]) -> Cubes:
    """Return aligned blocks, as cubes of 16 bits: one or two for a range."""
    if ports is ANY_PORT:
        return _ANYWHERE
    cubes = []
    for start, stop in ports.spans:
        bits = (stop - start - 1).bit_length()
        size = min(1 << (bits + -bits % _BLOCK), 1 << 16)
        first = start & ~(size - 1)
        cubes += [(block, 0xFFFF & ~(size - 1)) for block in range(first, stop, size)]
    return _few(tuple(cubes))


def _of_protocols(protocols: BitSet) -> Cubes:
    few = len(protocols) < 4
    return tuple((member, _WORD) for member in protocols) if few else _ANYWHERE


def _of_fragments(fragments: BitSet) -> Cubes:
    return _ANYWHERE if fragments is ANY_FRAGMENT else tuple((one, 1) for one in fragments)


def _of_interfaces(names: IntervalSet[str]) -> Cubes:
    if names is ANY_INTERFACE:
        return _ANYWHERE
    first = names.spans[0][0]
    return ((key_of(first), _WORD),) if names == interface(first) else _ANYWHERE


_CUBES: dict[str, Callable[[Any], Cubes]] = {
    "source": _of_addresses,
    "destination": _of_addresses,
    "source_port": _of_ports,
    "destination_port": _of_ports,
    "protocol": _of_protocols,
    "fragment": _of_fragments,
    "in_interface": _of_interfaces,
    "out_interface": _of_interfaces,
}


def _few(cubes: Cubes) -> Cubes:
    """Return `cubes`, or where they are many, the smallest cube that holds them all."""
    if len(cubes) <= _MANY:
        return cubes
    value, care = cubes[0]
    for other, other_care in cubes[1:]:
        care &= other_care & ~(value ^ other)
    return ((value & care, care),)
