"""The ways of a packet through the tables, in the order of the netfilter hooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fwlint.dialects.iptables.coming import asked_in, tags
from fwlint.dialects.iptables.dump import Dump
from fwlint.model.box import ANY_INTERFACE, Box, interface
from fwlint.model.export import Direction, Path
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy

_ARRIVAL = ("raw/PREROUTING", "mangle/PREROUTING", "nat/PREROUTING")

_STAGES = {
    Direction.IN: (*_ARRIVAL, "mangle/INPUT", "filter/INPUT", "security/INPUT"),
    Direction.FORWARD: (
        *_ARRIVAL,
        "mangle/FORWARD",
        "filter/FORWARD",
        "security/FORWARD",
        "mangle/POSTROUTING",
    ),
    Direction.OUT: (
        "raw/OUTPUT",
        "mangle/OUTPUT",
        "nat/OUTPUT",
        "filter/OUTPUT",
        "security/OUTPUT",
        "mangle/POSTROUTING",
    ),
}
"""Chains by hook and priority; those that only rewrite the source, behind the filter, are not."""

_NAMES = {Direction.IN: "INPUT", Direction.FORWARD: "FORWARD", Direction.OUT: "OUTPUT"}
_NOT_LOOPBACK = ANY_INTERFACE - interface("lo")
_NONE = interface("")


def paths(dump: Dump, policies: Mapping[str, Policy]) -> Iterator[Path]:
    """Yield the paths of a dump, through those stages that are among its `policies`.

    ACCEPT ends one chain only, so a packet must survive every stage.
    """
    asked = asked_in(policies.values())
    for direction, chains in _STAGES.items():
        stages = tuple(dump.prefix + chain for chain in chains if dump.prefix + chain in policies)
        name = _NAMES[direction]
        main_stage = dump.key("filter", name)
        if stages:
            traffic = _traffic(direction, dump.family)
            yield Path(
                dump.prefix + name,
                direction,
                stages,
                PacketSet((traffic,)),
                (dump.family,),
                main_stage,
                tags(direction, traffic, asked),
            )


def _traffic(direction: Direction, family: int) -> Box:
    if direction is Direction.IN:
        return Box(family, in_interface=_NOT_LOOPBACK, out_interface=_NONE)
    if direction is Direction.OUT:
        return Box(family, in_interface=_NONE, out_interface=_NOT_LOOPBACK)
    return Box(family)
