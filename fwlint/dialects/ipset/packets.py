"""Cells as boxes of the packet space."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from fwlint.dialects.ipset.address import networks
from fwlint.dialects.ipset.cell import Cell
from fwlint.dialects.ipset.header import headers
from fwlint.dialects.ipset.part import EVERY_ADDRESS
from fwlint.model.addresses import BITS, EVERYWHERE, AddressSet
from fwlint.model.box import ANY_INTERFACE, Box
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet


def packets(cells: Iterable[Cell], family: int) -> PacketSet:
    """Return the packets of a family that are in one of `cells`."""
    return PacketSet(tuple(box for cell in cells for box in _boxes(cell, family)))


def _boxes(cell: Cell, family: int) -> Iterator[Box]:
    for header in headers(cell.source_port, cell.destination_port, family):
        yield Box(
            family,
            source=_addresses(cell.source, family),
            destination=_addresses(cell.destination, family),
            in_interface=_interfaces(cell.in_interface),
            out_interface=_interfaces(cell.out_interface),
            **header._asdict(),
        )


@lru_cache(maxsize=256)
def _addresses(members: IntervalSet[int], family: int) -> AddressSet:
    if members == EVERY_ADDRESS[family]:
        return EVERYWHERE
    every_bit = (1 << BITS[family]) - 1
    return AddressSet(
        tuple(
            (first, every_bit ^ (last - first))
            for start, end in members.spans
            for (first, last), _ in networks((start, end - 1), family)
        )
    )


def _interfaces(names: IntervalSet[str]) -> IntervalSet[str]:
    return ANY_INTERFACE if names == ANY_INTERFACE else names
