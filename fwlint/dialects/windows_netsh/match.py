"""Which packets a rule matches, and under which conditions that only the host can judge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from fwlint.dialects.windows_netsh import values
from fwlint.dialects.windows_netsh.reading import Reading
from fwlint.dialects.windows_netsh.values import (
    ANY_PORTS,
    ANY_PROTOCOLS,
    ANYWHERE,
    Addresses,
    Ports,
    Protocol,
)
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_ICMP, ANY_PROFILE, Box
from fwlint.model.export import Direction
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet

_Endpoint = tuple[Addresses, IntervalSet[int]]


@dataclass(frozen=True, slots=True)
class Match:
    """What a rule's lines say of packets, seen from the host: local and remote."""

    profiles: BitSet
    protocol: Protocol
    icmp: IntervalSet[int]
    local: Addresses
    remote: Addresses
    local_ports: Ports
    remote_ports: Ports

    @property
    def is_any_to_any(self) -> bool:
        """Whether the rule names neither a protocol nor an address."""
        return (self.protocol, self.local, self.remote) == (ANY_PROTOCOLS, ANYWHERE, ANYWHERE)

    def alternatives(self, direction: Direction) -> Iterator[tuple[PacketSet, tuple[str, ...]]]:
        """Yield packets, each with the conditions under which they match; together, all of them.

        A list that mixes numbers with keywords splits: its numbers match for certain.
        """
        for (local, a), (remote, b), (local_port, c), (remote_port, d) in product(
            self.local.alternatives("LocalIP"),
            self.remote.alternatives("RemoteIP"),
            self.local_ports.alternatives("LocalPort"),
            self.remote_ports.alternatives("RemotePort"),
        ):
            here, there = (local, local_port), (remote, remote_port)
            if direction is Direction.IN:
                yield self._packets(there, here), a + b + c + d
            else:
                yield self._packets(here, there), a + b + c + d

    def _packets(self, source: _Endpoint, destination: _Endpoint) -> PacketSet:
        return PacketSet.of(
            Box(
                family,
                protocol=self.protocol.numbers,
                source=source[0].of(family),
                destination=destination[0].of(family),
                source_port=source[1],
                destination_port=destination[1],
                icmp=self.icmp,
                profile=self.profiles,
            )
            for family in self.protocol.families
        )


def read_match(reading: Reading) -> Match:
    """Read the lines of a block that say which packets it matches."""
    protocol = reading.value("Protocol", values.protocol, ANY_PROTOCOLS)
    return Match(
        reading.value("Profiles", values.profiles, ANY_PROFILE),
        protocol,
        _icmp(reading, protocol),
        reading.value("LocalIP", values.addresses, ANYWHERE),
        reading.value("RemoteIP", values.addresses, ANYWHERE),
        _ports(reading, "LocalPort", protocol),
        _ports(reading, "RemotePort", protocol),
    )


def _ports(reading: Reading, label: str, protocol: Protocol) -> Ports:
    if protocol.has_ports:
        return reading.value(label, values.ports, ANY_PORTS)
    reading.depend_on(label, unless="Any")
    return ANY_PORTS


def _icmp(reading: Reading, protocol: Protocol) -> IntervalSet[int]:
    rows = reading.block.icmp
    if not protocol.has_icmp:
        reading.block.stray.extend(rows)
        return ANY_ICMP
    if not rows:
        return ANY_ICMP
    sets = [reading.value_of(row, values.icmp, ANY_ICMP) for row in rows]
    union = IntervalSet.union(span for one in sets for span in one.spans)
    return ANY_ICMP if union == ANY_ICMP else union
