"""What has to be found on a host whose openings are known: set algebra on demands, and no more.

Nothing here reads a configuration or walks through rules; that is what is being judged.
"""

from __future__ import annotations

from collections.abc import Mapping

from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from fwlint.model.requirement import Demand

Found = frozenset[tuple[str, str]]
"""Ids of checks, each with the id of the requirement that it is about."""


def expected(demands: tuple[Demand, ...], open_: Mapping[Demand, PacketSet]) -> Found:
    """Return what is to be found where just `open_` passes, one set for each demand."""
    passing = {
        direction: PacketSet(
            tuple(
                box
                for one, packets in open_.items()
                if one.direction is direction
                for box in packets
            )
        )
        for direction in {one.direction for one in demands}
    }
    standing = {one: _standing(one, passing[one.direction]) for one in demands}
    counted = _chosen(demands, standing)
    met = {one.requirement for one in counted if not standing[one]}
    found = set()
    for one in counted:
        if standing[one]:
            replaced = any(name in met for name in one.alternatives)
            found.add(("FW206" if replaced else standing[one], one.requirement))
    return frozenset(found)


def _standing(demand: Demand, passing: PacketSet) -> str:
    """Return the check that has to speak of `demand`, or "" where it is met."""
    refused = demand.packets - passing
    if not refused:
        return ""
    accepted = demand.packets & passing
    if demand.at_least and _ports(accepted) >= demand.at_least:
        return ""
    return "FW202" if accepted else "FW201"


def _ports(packets: PacketSet) -> int:
    union = IntervalSet.union(span for box in packets for span in box.destination_port.spans)
    return sum(end - start for start, end in union.spans)


def _chosen(demands: tuple[Demand, ...], standing: Mapping[Demand, str]) -> tuple[Demand, ...]:
    """Return the demands that count: those without a choice, and of each choice the best option."""
    faults: dict[tuple[str, int], set[PacketSet]] = {}
    for one in demands:
        if one.choice:
            broken = faults.setdefault((one.choice.name, one.choice.option), set())
            if standing[one]:
                broken.add(one.packets)
    best = {
        name: min(
            (len(broken), option) for (other, option), broken in faults.items() if other == name
        )
        for name, _ in faults
    }
    return tuple(
        one for one in demands if not one.choice or best[one.choice.name][1] == one.choice.option
    )
