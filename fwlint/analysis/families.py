"""What is closed over IPv4 and open over IPv6, on the same way through the same host or device."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fwlint.analysis.exposure import Exposure, exposure, first_packets, strangers
from fwlint.model import protocols
from fwlint.model.bitset import BitSet
from fwlint.model.box import Box
from fwlint.model.export import Direction, Export, Path
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from fwlint.model.remembered import remembered

_PROTOCOLS = (protocols.TCP, protocols.UDP)
_DHCPV6: IntervalSet[int] = IntervalSet(((546, 548),))
"""UDP ports whose IPv4 likes have other numbers (RFC 8415, section 7.2)."""

Ports = Mapping[int, IntervalSet[int]]
"""Destination ports by protocol."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """`packets` of strangers are surely accepted over IPv6; none of their IPv4 `twins` can be."""

    ipv4_path: Path
    ipv4: Exposure
    twins: PacketSet
    ipv6_path: Path
    ipv6: Exposure
    packets: PacketSet


@remembered
def contrasts(export: Export) -> tuple[Contrast, ...]:
    """Return what is open over IPv6 alone, for each way in or across that both families take."""
    found = (_contrast(export, *paths) for paths in _pairs(export))
    return tuple(one for one in found if one)


def _contrast(export: Export, ipv4_path: Path, ipv6_path: Path) -> Contrast | None:
    ipv6 = _exposed(export, ipv6_path, 6)
    ipv4 = _exposed(export, ipv4_path, 4) if ipv6 and ipv6.surely else None
    if not ipv4 or not ipv6:
        return None
    ports = _difference(_ports(ipv6.surely), _ports(ipv4.possibly))
    packets = ipv6.surely & _to(ports, 6)
    twins = ipv4.verdict.closed & _to(ports, 4)
    return Contrast(ipv4_path, ipv4, twins, ipv6_path, ipv6, packets) if packets else None


def _pairs(export: Export) -> Iterator[tuple[Path, Path]]:
    """Yield the one IPv4 and the one IPv6 path of a direction that take the same interfaces."""
    ways: dict[object, dict[int, list[Path]]] = {}
    for path in export.paths:
        for family in path.families if path.direction is not Direction.OUT else ():
            way = path.direction, _interfaces(path, family)
            ways.setdefault(way, {4: [], 6: []})[family].append(path)
    for paths in ways.values():
        if len(paths[4]) == len(paths[6]) == 1:
            yield paths[4][0], paths[6][0]


def _interfaces(path: Path, family: int) -> frozenset[object]:
    boxes = (box for box in path.traffic if box.family == family)
    return frozenset((box.in_interface, box.out_interface) for box in boxes)


def _exposed(export: Export, path: Path, family: int) -> Exposure | None:
    """Return what strangers reach, on whatever port."""
    source = strangers(family)
    asked = (first_packets(family, protocol, source=source) for protocol in _PROTOCOLS)
    return exposure(export, path, PacketSet(tuple(asked)))


def _ports(packets: PacketSet) -> Ports:
    return {
        protocol: IntervalSet.union(
            span
            for box in packets
            if protocol in box.protocol
            for span in box.destination_port.spans
        )
        for protocol in _PROTOCOLS
    }


def _difference(ports: Ports, others: Ports) -> Ports:
    left = {protocol: numbers - others[protocol] for protocol, numbers in ports.items()}
    if not left[protocols.UDP] - _DHCPV6:
        left[protocols.UDP] = IntervalSet()
    return left


def _to(ports: Ports, family: int) -> PacketSet:
    return PacketSet.of(
        Box(family, protocol=BitSet.of((protocol,)), destination_port=numbers)
        for protocol, numbers in ports.items()
    )
