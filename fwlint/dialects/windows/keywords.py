"""What the keywords of ports and addresses stand for: what the site says, or else a condition."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.surroundings import Surroundings
from fwlint.dialects.windows.match import ANYWHERE, NOWHERE, Addresses, Ports
from fwlint.model.addresses import AddressSet
from fwlint.model.box import ANY_PORT
from fwlint.model.intervals import IntervalSet

DYNAMIC_RPC: IntervalSet[int] = IntervalSet(((49152, 65536),))
"""The range from which Windows since Vista gives RPC servers their ports."""

_WELL_KNOWN = {
    "RPC": (DYNAMIC_RPC, "an RPC server listens there"),
    "IPHTTPS": (IntervalSet(((443, 444),)), "IP-HTTPS listens there"),
    "mDNS": (IntervalSet(((5353, 5354),)), ""),
}


def address_alternatives(
    addresses: Addresses, label: str, known: Surroundings
) -> Iterator[tuple[Addresses, tuple[str, ...]]]:
    """Yield the addresses that are certain, then those of each keyword that the site leaves open.

    Each comes with its condition, which begins with `label`; an unbound keyword may mean anything.
    """
    v4, v6 = [addresses.v4], [addresses.v6]
    unbound = []
    for keyword in addresses.keywords:
        networks = known.addresses.get(keyword, known.addresses.get(keyword.rstrip("46")))
        if networks is None:
            unbound.append(keyword)
            continue
        for network in networks:
            if not keyword.endswith("6" if network.version == 4 else "4"):
                (v4 if network.version == 4 else v6).append(AddressSet.network(network))
    certain = Addresses(_united(v4), _united(v6))
    if certain.v4 or certain.v6:
        yield certain, ()
    for keyword in unbound:
        yield _anywhere(keyword), (f"{label} {keyword}",)


def port_alternatives(
    ports: Ports, label: str, known: Surroundings
) -> Iterator[tuple[IntervalSet[int], tuple[str, ...]]]:
    """Yield the ports that are certain, then those of each keyword that the site leaves open."""
    certain = [ports.numbers]
    open_ends: list[tuple[IntervalSet[int], tuple[str, ...]]] = []
    for keyword in ports.keywords:
        if keyword in known.ports:
            certain += [IntervalSet(((a, b + 1),)) for a, b in known.ports[keyword]]
            continue
        numbers, reason = _WELL_KNOWN.get(keyword, (ANY_PORT, ""))
        if reason or numbers is ANY_PORT:
            said = f"{label} {keyword}" + (f" ({reason})" if reason else "")
            open_ends.append((numbers, (said,)))
        else:
            certain.append(numbers)
    numbers = (
        certain[0] if len(certain) == 1 else IntervalSet.union(s for c in certain for s in c.spans)
    )
    if numbers:
        yield numbers, ()
    yield from open_ends


def _united(sets: list[AddressSet]) -> AddressSet:
    return sets[0] if len(sets) == 1 else AddressSet.union(sets)


def _anywhere(keyword: str) -> Addresses:
    if keyword.endswith("4"):
        return Addresses(ANYWHERE.v4, NOWHERE)
    return Addresses(NOWHERE, ANYWHERE.v6) if keyword.endswith("6") else ANYWHERE
