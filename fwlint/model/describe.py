"""Sets in words that a person reads at a glance."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    collapse_addresses,
)

from fwlint.model.addresses import BITS, EVERYWHERE, AddressSet, Cube
from fwlint.model.box import ANY_INTERFACE, interface, interfaces_beginning
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet

_SHOWN = 3
_ADDRESS = {4: IPv4Address, 6: IPv6Address}


def networks(addresses: AddressSet, family: int) -> list[str]:
    """Return `any`, or prefixes and `A wildcard W` for what no prefix says; empty for no address.

    Overlapping and neighbouring prefixes are joined.
    """
    if addresses.covers(EVERYWHERE):
        return ["any"]
    if len(addresses.cubes) == 1 and addresses.cubes[0][1] == (1 << BITS[family]) - 1:
        return [str(_ADDRESS[family](addresses.cubes[0][0]))]  # a host, as most sets are
    prefixes = [one for one in (_prefix(cube, family) for cube in addresses.cubes) if one]
    return [*_collapsed(prefixes, family), *_wildcards(addresses, family)]


def sources(packets: PacketSet) -> str:
    """Return where `packets` come from, as a short list."""
    return _short(dict.fromkeys(n for box in packets for n in networks(box.source, box.family)))


def destinations(packets: PacketSet) -> str:
    """Return where `packets` go, as a short list."""
    return _short(
        dict.fromkeys(n for box in packets for n in networks(box.destination, box.family))
    )


def part(packets: PacketSet, whole: PacketSet) -> str:
    """Return what tells `packets` from the `whole` that they are a part of, as a short list.

    Such as "from 10.20.4.0/24, to ports 50000-50100"; empty where no single coordinate does.
    """
    said = []
    for label, name in _PARTS:
        values, every = (_values(one, name) for one in (packets, whole))
        if values != every:
            said.append(f"{label} {_short(values)}")
    return ", ".join(said)


_PARTS = (
    ("from", "source"),
    ("to", "destination"),
    ("from ports", "source_port"),
    ("to ports", "destination_port"),
    ("in by", "in_interface"),
    ("out by", "out_interface"),
)


def _values(packets: PacketSet, name: str) -> list[str]:
    sets = dict.fromkeys((getattr(box, name), box.family) for box in packets)
    if name in ("source", "destination"):
        return list(dict.fromkeys(n for one, family in sets for n in networks(one, family)))
    union = IntervalSet.union(span for one, _ in sets for span in one.spans)
    if name.endswith("_interface"):
        return interfaces(union)
    return [str(a) if a + 1 == b else f"{a}-{b - 1}" for a, b in union.spans]


def _short(names: Iterable[str]) -> str:
    every = list(names)
    more = len(every) - _SHOWN
    return ", ".join(every[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _prefix(cube: Cube, family: int) -> IPv4Network | IPv6Network | None:
    value, care = cube
    free = ~care & ((1 << BITS[family]) - 1)
    if free & (free + 1):
        return None
    length = care.bit_count()
    return IPv4Network((value, length)) if family == 4 else IPv6Network((value, length))


def _collapsed(prefixes: list[IPv4Network | IPv6Network], family: int) -> list[str]:
    if family == 4:
        joined = collapse_addresses(p for p in prefixes if isinstance(p, IPv4Network))
        return [_bare(str(prefix)) for prefix in joined]
    joined6 = collapse_addresses(p for p in prefixes if isinstance(p, IPv6Network))
    return [_bare(str(prefix)) for prefix in joined6]


def _bare(prefix: str) -> str:
    return prefix.removesuffix("/32") if "." in prefix else prefix.removesuffix("/128")


def _wildcards(addresses: AddressSet, family: int) -> list[str]:
    kind = _ADDRESS[family]
    mask = (1 << BITS[family]) - 1
    return [
        f"{kind(value)} wildcard {kind(~care & mask)}"
        for value, care in addresses.cubes
        if not _prefix((value, care), family)
    ]


def interfaces(names: IntervalSet[str]) -> list[str]:
    """Return interface names and beginnings of names (`eth*`), or what they are all but: `not lo`.

    An empty name stands for no interface.
    """
    if (patterns := _patterns(names)) is not None:
        return patterns
    if (left_out := _patterns(ANY_INTERFACE - names)) is not None:
        return [f"not {pattern}" for pattern in left_out]
    return [f"{start!r} to {stop!r}" for start, stop in names.spans]


def _patterns(names: IntervalSet[str]) -> list[str] | None:
    """Return the set as names and `beginning*`, or None where it is no union of those."""
    patterns = []
    for start, stop in names.spans:
        if IntervalSet(((start, stop),)) == interface(start):
            patterns.append(start)
        elif IntervalSet(((start, stop),)) == interfaces_beginning(start):
            patterns.append(f"{start}*")
        else:
            return None
    return patterns
