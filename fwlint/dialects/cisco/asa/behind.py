"""The networks behind each interface: its subnets, and those that static routes lead to by it.

The most specific of all subnets and routes decides which interface a packet leaves by; packets are
taken to come in where the answers to them would leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from fwlint.dialects.cisco.asa.interface import Interface
from fwlint.model.addresses import BITS, EVERYWHERE, AddressSet, Cube

_MOST_HOLES = 256
"""How many more specific routes are cut out of one; a firewall with more of them has it whole."""


class Route(NamedTuple):
    """A static route: the network that is reached by an interface."""

    family: int
    interface: str
    network: Cube


def networks_behind(
    interfaces: Iterable[Interface], routes: Iterable[Route], family: int
) -> dict[str, AddressSet]:
    """Return the networks of a family behind each interface, as far as the file tells.

    An interface that has addresses elsewhere may have anything behind it that is not known to be
    behind another one.
    """
    known = tuple(interfaces)
    owners: dict[Cube, str] = {}
    for route in routes:
        if route.family == family:
            owners[route.network] = route.interface
    for one in known:
        owners.update(dict.fromkeys(one.networks[family], one.name))
    found: dict[str, list[AddressSet]] = {one.name: [] for one in known}
    for cube, left in _without_more_specific(owners, family):
        found.setdefault(owners[cube], []).append(left)
    behind = {name: AddressSet.union(several) for name, several in found.items()}
    if elsewhere := [one.name for one in known if family in one.elsewhere]:
        rest = _rest(owners)
        behind |= {name: behind[name] | rest for name in elsewhere}
    return behind


def _rest(owners: Mapping[Cube, str]) -> AddressSet:
    holes = [cube for cube in owners if cube[1]]
    return EVERYWHERE - AddressSet(tuple(holes)) if len(holes) <= _MOST_HOLES else EVERYWHERE


def _without_more_specific(
    owners: Mapping[Cube, str], family: int
) -> Iterator[tuple[Cube, AddressSet]]:
    """Yield each network with what of it no other interface has by a longer prefix."""
    holes: dict[Cube, list[Cube]] = {cube: [] for cube in owners}
    for value, care in owners:
        for wider in _wider(care, family):
            around = (value & wider, wider)
            if around in owners and owners[around] != owners[value, care]:
                holes[around].append((value, care))
    for cube, inside in holes.items():
        whole = AddressSet((cube,))
        cut = whole - AddressSet(tuple(inside)) if 0 < len(inside) <= _MOST_HOLES else whole
        yield cube, cut


def _wider(care: int, family: int) -> Iterator[int]:
    """Yield the masks that are shorter than `care`."""
    everything = (1 << BITS[family]) - 1
    for free in range(BITS[family] + 1):
        mask = everything << free & everything
        if mask != care and mask & care == mask:
            yield mask
