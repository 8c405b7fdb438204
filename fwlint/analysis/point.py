"""One packet of the space as plain numbers, which is asked after millions of times."""

from __future__ import annotations

from typing import NamedTuple

from fwlint.model.addresses import BITS, AddressSet
from fwlint.model.box import (
    ANY_FRAGMENT,
    ANY_ICMP,
    ANY_INTERFACE,
    ANY_PORT,
    ANY_PROFILE,
    ANY_STATE,
    ANY_TCP_FLAGS,
    Box,
)


class Point(NamedTuple):
    """One packet of the space, coordinate by coordinate; the fields are those of `Box`."""

    family: int
    protocol: int
    source: int
    destination: int
    source_port: int
    destination_port: int
    icmp: int
    state: int
    tcp_flags: int
    fragment: int
    profile: int
    in_interface: str
    out_interface: str


def corner(box: Box) -> Point:
    """Return the first point of a non-empty box; what is left open begins with 0."""
    return Point(
        box.family,
        _lowest(box.protocol.bits),
        box.source.cubes[0][0],
        box.destination.cubes[0][0],
        box.source_port.spans[0][0],
        box.destination_port.spans[0][0],
        box.icmp.spans[0][0],
        0 if box.state is ANY_STATE else _lowest(box.state.bits),
        0 if box.tcp_flags is ANY_TCP_FLAGS else _lowest(box.tcp_flags.bits),
        0 if box.fragment is ANY_FRAGMENT else _lowest(box.fragment.bits),
        0 if box.profile is ANY_PROFILE else _lowest(box.profile.bits),
        box.in_interface.spans[0][0],
        box.out_interface.spans[0][0],
    )


def far_corner(box: Box) -> Point:
    """Return a point of a non-empty box that is far from its first in addresses and ports."""
    return corner(box)._replace(
        source=_last(box.source, box.family),
        destination=_last(box.destination, box.family),
        source_port=box.source_port.spans[-1][1] - 1,
        destination_port=box.destination_port.spans[-1][1] - 1,
    )


def _last(addresses: AddressSet, family: int) -> int:
    value, care = addresses.cubes[-1]
    return value | ~care & ((1 << BITS[family]) - 1)


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def holds(box: Box, point: Point) -> bool:
    """Return whether `point` lies in `box`.

    This is asked millions of times, so what rules seldom restrict is passed over by its identity.
    """
    return (
        box.family == point.family
        and point.destination_port in box.destination_port
        and (box.source_port is ANY_PORT or point.source_port in box.source_port)
        and point.protocol in box.protocol
        and point.destination in box.destination
        and point.source in box.source
        and (box.icmp is ANY_ICMP or point.icmp in box.icmp)
        and (box.tcp_flags is ANY_TCP_FLAGS or point.tcp_flags in box.tcp_flags)
        and (box.state is ANY_STATE or point.state in box.state)
        and (box.fragment is ANY_FRAGMENT or point.fragment in box.fragment)
        and (box.profile is ANY_PROFILE or point.profile in box.profile)
        and (box.in_interface is ANY_INTERFACE or point.in_interface in box.in_interface)
        and (box.out_interface is ANY_INTERFACE or point.out_interface in box.out_interface)
    )
