"""The ways of packets through the firewall: from each interface to those that it meets alike.

A path leads from one interface to all others before which a packet meets the same policies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fwlint.dialects.cisco.asa.behind import networks_behind
from fwlint.dialects.cisco.asa.configuration import Configuration
from fwlint.dialects.cisco.asa.interface import Interface
from fwlint.dialects.cisco.asa.stages import Stages
from fwlint.dialects.cisco.asa.state import first_packets
from fwlint.model.addresses import EVERYWHERE, AddressSet
from fwlint.model.box import Box, interface
from fwlint.model.export import Direction, Path
from fwlint.model.packetset import PacketSet


@dataclass(frozen=True, slots=True)
class Topology:
    """The interfaces that carry packets, and the networks behind each of them, by family.

    `complete` is whether the file shows the interfaces, and not only names some of them; `mapped`
    whether lists may see other destinations than routes do.
    """

    interfaces: tuple[Interface, ...]
    behind: dict[int, dict[str, AddressSet]]
    complete: bool
    mapped: bool


def topology(configuration: Configuration) -> Topology:
    """Return the interfaces of a configuration and what the file and the site tell of them."""
    named = {one.name: one for one in configuration.interfaces if one.name and not one.idle}
    complete = bool(named)
    for binding in configuration.bindings:
        if binding.interface and binding.interface not in named:
            named[binding.interface] = Interface(binding.interface)
    interfaces = tuple(named.values())
    told = {
        family: networks_behind(interfaces, configuration.routes if complete else (), family)
        for family in (4, 6)
    }
    for name, networks in configuration.source.surroundings.addresses.items():
        for family in (4, 6) if name in named else ():
            sets = (AddressSet.network(one) for one in networks if one.version == family)
            told[family][name] = AddressSet.union(sets)
    mapped = configuration.before(8, 3) and "nat" in configuration.seen
    return Topology(interfaces, told, complete, mapped)


def paths(configuration: Configuration, stages: Stages) -> Iterator[Path]:
    """Yield the paths across the firewall."""
    here = topology(configuration)
    for families in _judged_together(configuration):
        for near in here.interfaces:
            if here.complete:
                yield from _across(configuration, here, stages, near, families)
            else:
                yield from _alone(configuration, here, stages, near, families)
        if not here.interfaces and stages.binding("", "in", families[0]):
            name = stages.entering(Interface(), None, families[0])
            traffic = PacketSet(tuple(Box(family) for family in families))
            yield _path(configuration, "global in", (name,), traffic, families)


def _judged_together(configuration: Configuration) -> tuple[tuple[int, ...], ...]:
    every = {configuration.families_of(one) for one in configuration.lists.values()}
    return ((4,), (6,)) if every - {(4, 6)} else ((4, 6),)


def _across(
    configuration: Configuration,
    here: Topology,
    stages: Stages,
    near: Interface,
    families: tuple[int, ...],
) -> Iterator[Path]:
    ways: dict[tuple[str, ...], list[tuple[Interface, list[Box]]]] = {}
    for far in here.interfaces:
        boxes = [
            box
            for family in families
            if far is not near and (box := _between(here, near, far, family))
        ]
        if boxes:
            met = stages.between(near, far, families[0])
            ways.setdefault(met, []).append((far, boxes))
    for met, ends in ways.items():
        to = ", ".join(far.name for far, _ in ends)
        traffic = PacketSet(tuple(box for _, boxes in ends for box in boxes))
        yield _path(configuration, f"{near.name} to {to}", met, traffic, families)


def _between(here: Topology, near: Interface, far: Interface, family: int) -> Box | None:
    """Return the packets of a family from one interface to another, or None for none."""
    source, destination = (_behind(here, one, family) for one in (near, far))
    if here.mapped and destination.cubes:
        destination = EVERYWHERE
    if not (source.cubes and destination.cubes):
        return None
    return Box(
        family,
        source=source,
        destination=destination,
        in_interface=interface(near.name),
        out_interface=interface(far.name),
    )


def _behind(here: Topology, one: Interface, family: int) -> AddressSet:
    """Return what is behind an interface; anything may be where the file knows of nothing."""
    found = here.behind[family].get(one.name, AddressSet())
    if found.cubes or any(here.behind[other].get(one.name) for other in (4, 6)):
        return found
    return EVERYWHERE


def _alone(
    configuration: Configuration,
    here: Topology,
    stages: Stages,
    near: Interface,
    families: tuple[int, ...],
) -> Iterator[Path]:
    """Yield the ways into and out of an interface of which only the bindings are known."""
    name = interface(near.name)
    sets = {family: _behind(here, near, family) for family in families}
    if stages.binding(near.name, "in", families[0]) or stages.binding("", "in", families[0]):
        entered = stages.entering(near, None, families[0])
        boxes = (Box(one, source=sets[one], in_interface=name) for one in families)
        yield _path(configuration, f"{near.name} in", (entered,), PacketSet.of(boxes), families)
    if left := stages.leaving(near.name, families[0]):
        boxes = (Box(one, destination=sets[one], out_interface=name) for one in families)
        yield _path(configuration, f"{near.name} out", left, PacketSet.of(boxes), families)


def _path(
    configuration: Configuration,
    name: str,
    met: tuple[str, ...],
    traffic: PacketSet,
    families: tuple[int, ...],
) -> Path:
    suffix = "" if len(families) > 1 or families == (4,) else " (ipv6)"
    packets = PacketSet(tuple(one for box in traffic for one in first_packets(box, configuration)))
    return Path(f"{name}{suffix}", Direction.FORWARD, met, packets, families, met[0])
