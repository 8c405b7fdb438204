"""From requirements to packets: what a site's rulesets demand of one export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fwlint.model import protocols
from fwlint.model.addresses import EVERYWHERE, AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import (
    ANY_INTERFACE,
    ANY_PROFILE,
    ANY_TCP_FLAGS,
    NEW,
    PROFILES,
    SYN,
    WHOLE,
    Box,
    interface,
)
from fwlint.model.export import Direction
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from fwlint.model.requirement import Demand, Need
from fwlint.requirements.requirement import PortRange, Requirement
from fwlint.requirements.ruleset import Ruleset
from fwlint.requirements.site import Host, Network, Site


@dataclass(frozen=True, slots=True)
class _View:
    """How one export sees a flow; empty networks and an empty interface are not pinned down."""

    direction: Direction
    source: tuple[Network, ...]
    destination: tuple[Network, ...]
    profile: BitSet = ANY_PROFILE
    interface: str = ""


def host_demands(site: Site, host: Host) -> tuple[Demand, ...]:
    """Return what the roles of `host` demand of its own firewall, inbound and outbound.

    A service that is not needed is demanded for those packets only that no other requirement on
    the host needs.
    """
    return _settled(
        _demand(site, ruleset, requirement, view, families)
        for ruleset in site.rulesets
        for requirement in _applicable(site, ruleset)
        for view in _host_views(site, requirement, host)
        for families in _families(requirement, view)
    )


def device_demands(site: Site) -> tuple[Demand, ...]:
    """Return what the flows between roles whose networks are known demand of a device between."""
    return _settled(
        _demand(site, ruleset, requirement, view, families)
        for ruleset in site.rulesets
        for requirement in _applicable(site, ruleset)
        for view in _device_views(site, requirement)
        for families in _families(requirement, view)
    )


def _applicable(site: Site, ruleset: Ruleset) -> Iterator[Requirement]:
    for requirement in ruleset.requirements:
        if not requirement.feature or requirement.feature in site.features:
            yield requirement


def _host_views(site: Site, requirement: Requirement, host: Host) -> Iterator[_View]:
    profile = BitSet.of((PROFILES.index(host.profile),))
    if requirement.to_role in host.roles:
        peers = _peers(site, requirement.from_role, host)
        yield _View(Direction.IN, peers, host.addresses, profile, host.interface)
    if requirement.from_role in host.roles and requirement.need is not Need.NOT_NEEDED:
        peers = _peers(site, requirement.to_role, host)
        yield _View(Direction.OUT, host.addresses, peers, profile, host.interface)


def _peers(site: Site, role: str, host: Host) -> tuple[Network, ...]:
    """Return where the holders of `role` live, other than `host` itself."""
    return tuple(one for one in site.networks.get(role, ()) if one not in host.addresses)


def _device_views(site: Site, requirement: Requirement) -> Iterator[_View]:
    source = site.networks.get(requirement.from_role, ())
    destination = site.networks.get(requirement.to_role, ())
    if destination and (source or requirement.need is Need.NOT_NEEDED):
        yield _View(Direction.FORWARD, source, destination)


def _demand(
    site: Site,
    ruleset: Ruleset,
    requirement: Requirement,
    view: _View,
    families: tuple[int, ...],
) -> Demand:
    values = site.ports_of(ruleset)
    ports = requirement.ports.resolved(values)
    return Demand(
        requirement=requirement.id,
        product=ruleset.title,
        need=requirement.need,
        summary=_summary(ruleset, requirement, view, ports),
        direction=view.direction,
        packets=PacketSet.of(
            Box(
                family,
                protocol=BitSet.of((protocols.NUMBERS[requirement.protocol],)),
                source=_addresses(view.source, family),
                destination=_addresses(view.destination, family),
                source_port=_interval(requirement.source_ports.resolved(values)),
                destination_port=_interval(ports),
                state=BitSet.of((NEW,)),
                tcp_flags=BitSet.of((SYN,)) if requirement.protocol == "tcp" else ANY_TCP_FLAGS,
                fragment=BitSet.of((WHOLE,)),
                profile=view.profile,
                in_interface=_interface(view, Direction.IN),
                out_interface=_interface(view, Direction.OUT),
            )
            for family in families
        ),
        existential=_existential(view),
        row=requirement.row,
    )


def _summary(
    ruleset: Ruleset, requirement: Requirement, view: _View, ports: tuple[PortRange, ...]
) -> str:
    source, destination = (
        ruleset.roles[role.removeprefix(f"{ruleset.name}/")]
        for role in (requirement.from_role, requirement.to_role)
    )
    where = {
        Direction.IN: f"{destination}: inbound",
        Direction.OUT: f"{source}: outbound",
        Direction.FORWARD: f"{source} to {destination}:",
    }[view.direction]
    numbers = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in ports)
    return f"{where} {requirement.protocol.upper()} {numbers} ({requirement.service})"


def _families(requirement: Requirement, view: _View) -> list[tuple[int, ...]]:
    """Return the families to prove, each for itself: those of the named networks, else IPv4.

    What is not needed is looked for in both at once.
    """
    if requirement.need is Need.NOT_NEEDED:
        return [(4, 6)]
    sides = [{int(network.version) for network in side} for side in (view.source, view.destination)]
    named = [versions for versions in sides if versions]
    return [(family,) for family in sorted(set[int].intersection(*named))] if named else [(4,)]


def _addresses(networks: tuple[Network, ...], family: int) -> AddressSet:
    if not networks:
        return EVERYWHERE
    return AddressSet.union(
        AddressSet.network(network) for network in networks if network.version == family
    )


def _interval(ranges: tuple[PortRange, ...]) -> IntervalSet[int]:
    return IntervalSet.union((first, last + 1) for first, last in ranges)


def _interface(view: _View, direction: Direction) -> IntervalSet[str]:
    named = view.interface and view.direction is direction
    return interface(view.interface) if named else ANY_INTERFACE


def _existential(view: _View) -> tuple[str, ...]:
    """Return the coordinates for which one value is enough, because the site names none."""
    return tuple(
        name
        for name, pinned in (
            ("source", bool(view.source)),
            ("destination", bool(view.destination)),
            ("in_interface", bool(view.interface) or view.direction is Direction.OUT),
            ("out_interface", bool(view.interface) or view.direction is Direction.IN),
        )
        if not pinned
    )


def _settled(demands: Iterator[Demand]) -> tuple[Demand, ...]:
    """Take out of each not-needed demand what another demand of that direction needs."""
    found = tuple(demands)
    needed = {
        direction: PacketSet.of(
            box
            for demand in found
            if demand.need is not Need.NOT_NEEDED and demand.direction is direction
            for box in demand.packets.freed("source", "source_port")
        )
        for direction in Direction
    }
    settled = (
        replace(demand, packets=demand.packets - needed[demand.direction])
        if demand.need is Need.NOT_NEEDED
        else demand
        for demand in found
    )
    return tuple(demand for demand in settled if demand.packets)
