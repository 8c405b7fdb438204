"""How an export sees a flow: inbound or outbound of its host, or across a device."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PROFILE, PROFILES
from fwlint.model.export import Direction
from fwlint.model.requirement import UNWANTED
from fwlint.requirements.requirement import Requirement
from fwlint.requirements.site import Host, Network, Site


@dataclass(frozen=True, slots=True)
class View:
    """One way to see a flow; empty networks and an empty interface are not pinned down.

    `title` begins its summary: "Client: inbound".
    """

    direction: Direction
    title: str
    source: tuple[Network, ...]
    destination: tuple[Network, ...]
    profile: BitSet = ANY_PROFILE
    interface: str = ""


def host_views(
    site: Site, requirement: Requirement, host: Host, held: frozenset[str]
) -> Iterator[View]:
    """Yield the flow inbound where the host holds the role it goes to, outbound where from."""
    profile = BitSet.of((PROFILES.index(host.profile),))
    for source, destination in _ways(site, requirement):
        if destination.role in held:
            peers = _peers(site, source.role, host)
            title = f"{destination.title}: inbound"
            yield View(Direction.IN, title, peers, host.addresses, profile, host.interface)
        if source.role in held and requirement.need not in UNWANTED:
            peers = _peers(site, destination.role, host)
            title = f"{source.title}: outbound"
            yield View(Direction.OUT, title, host.addresses, peers, profile, host.interface)


class _End(NamedTuple):
    role: str
    title: str


def _ways(site: Site, requirement: Requirement) -> list[tuple[_End, _End]]:
    source = _End(requirement.from_role, requirement.from_title)
    destination = _End(requirement.to_role, requirement.to_title)
    both = site.is_two_way(requirement) and source != destination
    return [(source, destination), (destination, source)] if both else [(source, destination)]


def _peers(site: Site, role: str, host: Host) -> tuple[Network, ...]:
    """Return where the holders of `role` live, other than `host` itself."""
    return tuple(one for one in site.networks.get(role, ()) if one not in host.addresses)


def device_views(site: Site, requirement: Requirement) -> Iterator[View]:
    """Yield the flow across a device, where the networks of its ends are known."""
    for source, destination in _ways(site, requirement):
        froms, tos = (site.networks.get(end.role, ()) for end in (source, destination))
        if tos and (froms or requirement.need in UNWANTED):
            title = f"{source.title} to {destination.title}:"
            yield View(Direction.FORWARD, title, froms, tos)
