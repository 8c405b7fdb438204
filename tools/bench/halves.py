"""A box cut in two: how a generator plants rules that are covered by one other, or by two."""

from __future__ import annotations

from fwlint.model.addresses import BITS, AddressSet, Cube
from fwlint.model.box import Box
from fwlint.model.intervals import IntervalSet
from fwlint.model.protocols import WITH_PORTS


def halves(box: Box) -> tuple[Box, ...]:
    """Return two disjoint boxes that make up `box`, which has one cube and one range of each kind.

    The destination is cut if it is more than a host, else the source, else the ports of a protocol
    that has them. What cannot be cut comes back whole, alone.
    """
    if cubes := _half_cubes(box.destination.cubes[0], box.family):
        return tuple(box._replace(destination=cube) for cube in cubes)
    if cubes := _half_cubes(box.source.cubes[0], box.family):
        return tuple(box._replace(source=cube) for cube in cubes)
    if box.protocol - WITH_PORTS:
        return (box,)
    if ports := _half_ranges(box.destination_port):
        return tuple(box._replace(destination_port=part) for part in ports)
    if ports := _half_ranges(box.source_port):
        return tuple(box._replace(source_port=part) for part in ports)
    return (box,)


def _half_cubes(cube: Cube, family: int) -> tuple[AddressSet, ...]:
    value, care = cube
    free = ~care & ((1 << BITS[family]) - 1)
    if not free:
        return ()
    bit = 1 << (free.bit_length() - 1)
    return AddressSet(((value, care | bit),)), AddressSet(((value | bit, care | bit),))


def _half_ranges(ports: IntervalSet[int]) -> tuple[IntervalSet[int], ...]:
    first, stop = ports.spans[0]
    if stop - first < 2:
        return ()
    middle = (first + stop) // 2
    return IntervalSet(((first, middle),)), IntervalSet(((middle, stop),))
