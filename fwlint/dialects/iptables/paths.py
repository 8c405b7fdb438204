"""The ways of a packet through the tables, in the order of the netfilter hooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from fwlint.dialects.iptables.dump import Dump
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_INTERFACE, NEW, Box, interface
from fwlint.model.export import Direction, Path, Tags
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.tag import CONNECTION, PACKET, Tag

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
_NEW = BitSet.of((NEW,))


def paths(dump: Dump, policies: Mapping[str, Policy]) -> Iterator[Path]:
    """Yield the paths of a dump, through those stages that are among its `policies`.

    ACCEPT ends one chain only, so a packet must survive every stage.
    """
    asked = _asked(policies.values())
    for direction, chains in _STAGES.items():
        stages = tuple(dump.prefix + chain for chain in chains if dump.prefix + chain in policies)
        name = _NAMES[direction]
        main_stage = dump.key("filter", name)
        if stages:
            yield Path(
                dump.prefix + name,
                direction,
                stages,
                PacketSet((_traffic(direction, dump.family),)),
                (dump.family,),
                main_stage,
                _tags(direction, dump.family, asked),
            )


def _asked(policies: Iterable[Policy]) -> int:
    """Return the bits of tags that rules ask for, or copy for others to do so."""
    bits = 0
    for rule in (rule for policy in policies for rule in policy.rules):
        for test in rule.tag_tests:
            bits |= test.mask
        bits |= rule.tagging.copy if rule.tagging else 0
    return bits


def _tags(direction: Direction, family: int, asked: int) -> Tags:
    """Return what is known of marks as packets come: those from other hosts have none yet.

    What this host sends may have any, by a socket's option. The first packet of a connection finds
    no mark on that. Packets of the loopback interface bring both from the way out.
    """
    traffic = _traffic(direction, family)
    of_packet = PACKET if asked & PACKET and direction is not Direction.OUT else 0
    known = [(traffic._replace(state=_NEW), CONNECTION | of_packet)] if asked & CONNECTION else []
    known += [(traffic, of_packet)] if of_packet else []
    return tuple((PacketSet((box,)), Tag(known=bits)) for box, bits in known)


def _traffic(direction: Direction, family: int) -> Box:
    if direction is Direction.IN:
        return Box(family, in_interface=_NOT_LOOPBACK, out_interface=_NONE)
    if direction is Direction.OUT:
        return Box(family, in_interface=_NONE, out_interface=_NOT_LOOPBACK)
    return Box(family)
