"""Accepted packets as a short list that a person reads: which services, from where, to where."""

from __future__ import annotations

from collections.abc import Iterable

from fwlint.model import protocols
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PORT, ANY_PROTOCOL, Box
from fwlint.model.describe import destinations, sources
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet

_SHOWN_PORTS = 5


def openings(packets: PacketSet) -> list[str]:
    """Return `packets` as `tcp 23, 5900-5903 from any to 10.0.0.21`, one for each two ends."""
    ends: dict[tuple[str, str], list[Box]] = {}
    for boxes in _grouped_by_service(packets):
        group = PacketSet(tuple(boxes))
        ends.setdefault((sources(group), destinations(group)), []).extend(boxes)
    return [
        f"{services(PacketSet(tuple(boxes)))} from {source} to {destination}"
        for (source, destination), boxes in ends.items()
    ]


def _grouped_by_service(packets: PacketSet) -> Iterable[list[Box]]:
    groups: dict[object, list[Box]] = {}
    for box in packets:
        groups.setdefault((box.family, box.protocol, box.destination_port), []).append(box)
    return groups.values()


def services(packets: PacketSet) -> str:
    """Return the protocols and destination ports of `packets`, as `tcp 22, 80 and udp 53`."""
    ports: dict[str, IntervalSet[int]] = {}
    for box in packets:
        for name in _protocol_names(box.protocol):
            ports[name] = ports.get(name, IntervalSet()) | box.destination_port
    return " and ".join(f"{name}{_ports(numbers)}" for name, numbers in ports.items())


def _protocol_names(members: BitSet) -> list[str]:
    if members == ANY_PROTOCOL:
        return ["any protocol"]
    return [protocols.name_of(number) for number in members]


def _ports(numbers: IntervalSet[int]) -> str:
    if numbers == ANY_PORT:
        return ""
    ranges = [str(a) if a + 1 == b else f"{a}-{b - 1}" for a, b in numbers.spans]
    more = len(ranges) - _SHOWN_PORTS
    return f" {', '.join(ranges[:_SHOWN_PORTS])}" + (f" and {more} more" if more > 0 else "")
