"""One product of sets, a set for each coordinate of a packet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from fwlint.model.addresses import EVERYWHERE, AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.intervals import IntervalSet

NEW, ESTABLISHED, RELATED, INVALID, UNTRACKED = range(5)
STATES = ("new", "established", "related", "invalid", "untracked")

DOMAIN, PRIVATE, PUBLIC = range(3)
PROFILES = ("domain", "private", "public")

WHOLE, FRAGMENT = range(2)
"""A packet with its transport header (whole, or a first fragment), or a non-initial fragment."""

FIN, SYN, RST, PSH, ACK, URG = (1 << bit for bit in range(6))

_END_OF_NAMES = "\U0010ffff"

ANY_PROTOCOL = BitSet.below(256)
ANY_PORT: IntervalSet[int] = IntervalSet(((0, 65536),))
ANY_ICMP: IntervalSet[int] = IntervalSet(((0, 65536),))
ANY_STATE = BitSet.below(len(STATES))
ANY_TCP_FLAGS = BitSet.below(64)
ANY_FRAGMENT = BitSet.below(2)
ANY_PROFILE = BitSet.below(len(PROFILES))
ANY_INTERFACE: IntervalSet[str] = IntervalSet((("", _END_OF_NAMES),))


class Box(NamedTuple):
    """The packets whose every coordinate lies in the set of that name.

    Ports, ICMP and TCP flags exist for every packet of the space but mean something for some
    protocols only, so a box may restrict them only where `protocol` is within those protocols
    (`protocols.WITH_PORTS`, `WITH_ICMP`, TCP). Intersection and difference keep to that, because
    `protocol` stands before the coordinates that depend on it.

    `icmp` holds `type * 256 + code`; `tcp_flags` holds combinations of the six flag bits, each a
    number below 64; an interface named "" is none (a packet that this host sends has no
    in-interface).
    """

    family: int
    protocol: BitSet = ANY_PROTOCOL
    source: AddressSet = EVERYWHERE
    destination: AddressSet = EVERYWHERE
    source_port: IntervalSet[int] = ANY_PORT
    destination_port: IntervalSet[int] = ANY_PORT
    icmp: IntervalSet[int] = ANY_ICMP
    state: BitSet = ANY_STATE
    tcp_flags: BitSet = ANY_TCP_FLAGS
    fragment: BitSet = ANY_FRAGMENT
    profile: BitSet = ANY_PROFILE
    in_interface: IntervalSet[str] = ANY_INTERFACE
    out_interface: IntervalSet[str] = ANY_INTERFACE


DIMENSIONS = Box._fields[1:]
WHOLE_SPACE = {4: Box(4), 6: Box(6)}
_EVERYTHING = WHOLE_SPACE[4][1:]
_PLACES = range(1, len(Box._fields))


def coordinates(box: Box) -> tuple[Any, ...]:
    """Return the box's sets in the order of `DIMENSIONS`; each knows `&`, `-` and truth."""
    return box[1:]


def is_empty(box: Box) -> bool:
    """Return whether some coordinate of the box has no value left."""
    return not all(coordinates(box))


def _paired(a: Box, b: Box) -> zip[tuple[Any, Any]]:
    """Return the sets of both boxes in pairs; where both are one object, nothing is to be done."""
    return zip(a, b, strict=True)


def intersection(a: Box, b: Box) -> Box | None:
    """Return the packets of both boxes, or None when there are none; `a` itself where it is all."""
    if a.family != b.family:
        return None
    narrowed: list[Any] | None = None
    for place, x, y, everything in zip(
        _PLACES, coordinates(a), coordinates(b), _EVERYTHING, strict=True
    ):
        if y is everything or x is y:
            continue
        both = y if x is everything else x & y
        if both is not x:
            if not both:
                return None
            narrowed = narrowed or list(a)
            narrowed[place] = both
    return Box._make(narrowed) if narrowed else a


def meet(a: Box, b: Box) -> bool:
    """Return whether two boxes share a packet; most that do not have addresses or ports apart.

    What either leaves open is passed over by its identity, and what is asked cheapest comes first.
    """
    return (
        a.family == b.family
        and a.protocol.bits & b.protocol.bits != 0
        and a.fragment.bits & b.fragment.bits != 0
        and (a.source is EVERYWHERE or b.source is EVERYWHERE or a.source.meets(b.source))
        and (
            a.destination is EVERYWHERE
            or b.destination is EVERYWHERE
            or a.destination.meets(b.destination)
        )
        and (a.destination_port is ANY_PORT or a.destination_port.meets(b.destination_port))
        and (a.source_port is ANY_PORT or a.source_port.meets(b.source_port))
        and (a.icmp is ANY_ICMP or a.icmp.meets(b.icmp))
        and (a.state is ANY_STATE or a.state.meets(b.state))
        and (a.tcp_flags is ANY_TCP_FLAGS or a.tcp_flags.meets(b.tcp_flags))
        and (a.profile is ANY_PROFILE or a.profile.meets(b.profile))
        and (a.in_interface is ANY_INTERFACE or a.in_interface.meets(b.in_interface))
        and (a.out_interface is ANY_INTERFACE or a.out_interface.meets(b.out_interface))
    )


def covers(a: Box, b: Box) -> bool:
    """Return whether every packet of `b` is in `a`."""
    if a.family != b.family:
        return False
    for x, y in _paired(a, b):  # noqa: SIM110  # all() is slower, a million times
        if x is not y and not x.covers(y):
            return False
    return True


def difference(a: Box, b: Box) -> Iterator[Box]:
    """Yield disjoint boxes that hold the packets of `a` that are not in `b`."""
    inside = intersection(a, b)
    if inside is a:
        return
    if inside is None:
        yield a
        return
    narrowed: list[Any] = list(a)
    for index, (mine, shared) in enumerate(_paired(a, inside)):
        if mine is shared:
            continue
        if outside := mine - b[index]:
            yield Box._make([*narrowed[:index], outside, *narrowed[index + 1 :]])
        narrowed[index] = shared


def tcp_flags(mask: int, value: int) -> BitSet:
    """Return the flag combinations that have exactly the flags `value` set among `mask`."""
    return BitSet.of(flags for flags in range(64) if flags & mask == value)


def any_tcp_flag(mask: int) -> BitSet:
    """Return the flag combinations that have at least one flag of `mask` set."""
    return BitSet.of(flags for flags in range(64) if flags & mask)


def interface(pattern: str) -> IntervalSet[str]:
    """Return one interface name, as a set."""
    return IntervalSet(((pattern, pattern + "\0"),))


def interfaces_beginning(prefix: str) -> IntervalSet[str]:
    """Return all interface names that begin with `prefix`."""
    return IntervalSet(((prefix, prefix + _END_OF_NAMES),))
