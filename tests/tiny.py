"""A packet space small enough to try every packet: the judge of the algebra and of verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from hypothesis import strategies as st

from fwlint.model.addresses import AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PORT, NEW, Box
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from fwlint.model.protocols import TCP, UDP

GRE = 47


class Tiny(NamedTuple):
    """A packet of the tiny space; what is not here is the same for all."""

    protocol: int
    source: int
    destination_port: int
    state: int


PACKETS = [Tiny(*values) for values in product((TCP, UDP, GRE), range(4), range(4), (NEW, NEW + 1))]


def boxes() -> st.SearchStrategy[Box]:
    """Boxes over the tiny space that keep to the rule on ports and protocols."""
    return st.builds(
        _box, _subsets((TCP, UDP, GRE)), _subsets(range(4)), _ports(), _subsets((0, 1))
    )


def packet_sets() -> st.SearchStrategy[PacketSet]:
    """Unions of up to three boxes."""
    return st.lists(boxes(), max_size=3).map(PacketSet.of)


def _subsets(members: Iterable[int]) -> st.SearchStrategy[frozenset[int]]:
    return st.frozensets(st.sampled_from(list(members)), min_size=1)


def _ports() -> st.SearchStrategy[frozenset[int] | None]:
    return st.one_of(st.none(), st.frozensets(st.integers(0, 3), min_size=1))


def _box(
    protocol: frozenset[int],
    source: frozenset[int],
    ports: frozenset[int] | None,
    state: frozenset[int],
) -> Box:
    with_ports = GRE not in protocol and ports is not None
    return Box(
        4,
        protocol=BitSet.of(protocol),
        source=AddressSet(tuple((address, 0xFFFFFFFF) for address in sorted(source))),
        destination_port=IntervalSet.union((port, port + 1) for port in ports or ())
        if with_ports
        else ANY_PORT,
        state=BitSet.of(state),
    )


def holds(packets: PacketSet, packet: Tiny) -> bool:
    """Return whether `packet` is in `packets`, coordinate by coordinate."""
    return any(
        packet.protocol in box.protocol
        and packet.source in box.source
        and packet.destination_port in box.destination_port
        and packet.state in box.state
        for box in packets
    )
