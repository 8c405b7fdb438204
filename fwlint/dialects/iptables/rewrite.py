"""New destinations as DNAT, REDIRECT and NETMAP write them, by iptables-extensions(8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from fwlint.dialects.iptables.address import address_range, hosts, networks
from fwlint.dialects.iptables.option import Option
from fwlint.dialects.netfilter.number import number
from fwlint.model.addresses import BITS, EVERYWHERE
from fwlint.model.intervals import IntervalSet
from fwlint.model.rule import Rewrite

_IPV4 = re.compile(r"(?P<address>\d[\d.]*(-\d[\d.]*)?)?(:(?P<ports>\d+(-\d+)?))?")
_IPV6 = re.compile(r"(?P<address>[\da-fA-F:]+(-[\da-fA-F:]+)?)")
_IPV6_PORT = re.compile(r"\[(?P<address>[^\]]+)\](:(?P<ports>\d+(-\d+)?))?")

TO_A_DESTINATION = "DNAT"
"""The target that rewrites to what its option says, whatever the packet."""

_CHOICES = ("--random", "--random-fully", "--persistent")
"""Options that say how one of several new destinations is chosen."""


def rewrite_of(target: str, options: Sequence[Option], family: int) -> Rewrite | None:
    """Return what `-j target` with `options` behind it rewrites; None where that cannot be told."""
    told = [option for option in options if option.name not in _CHOICES]
    try:
        if target == "REDIRECT" and not told:
            return Rewrite(EVERYWHERE, to_this_host=True)
        [option] = told
        if target == "REDIRECT":
            return Rewrite(EVERYWHERE, _ports(option.value), to_this_host=True)
        if target == "NETMAP":
            return _network(option.value, family)
        return _destination(option.value, family)
    except ValueError:
        pass
    return None


def plain_destinations(texts: Sequence[str]) -> list[Rewrite]:
    """Return what DNAT does by IPv4 addresses with a port; raises ValueError where one has none.

    A dump of kube-proxy has one for each endpoint.
    """
    addresses, ports = zip(*[text.split(":") for text in texts], strict=True)
    return list(map(Rewrite, hosts(addresses), map(_port, ports)))


def _destination(text: str, family: int) -> Rewrite | None:
    """Return what DNAT does; one colon is before a port, in whichever family."""
    shape, its_family = (_IPV4, 4) if text.count(":") < 2 else (_IPV6, 6)
    if text.startswith("["):
        shape, its_family = _IPV6_PORT, 6
    found = shape.fullmatch(text)
    if not found:
        return None
    parts = found.groupdict()
    address, ports = parts["address"], parts.get("ports")
    if address and its_family != family:
        return None
    return Rewrite(
        address_range(address, family) if address else None,
        _ports(ports) if ports else None,
    )


def _network(text: str, family: int) -> Rewrite | None:
    """Return what NETMAP does: a packet goes to its own host's number in the new network."""
    members = networks(text, family)
    if members is None or len(members.cubes) != 1:
        return None
    [(_, care)] = members.cubes
    return Rewrite(members, kept=~care & ((1 << BITS[family]) - 1))


@lru_cache
def _port(text: str) -> IntervalSet[int]:
    port = number(text, 65535, "port")
    return IntervalSet(((port, port + 1),))


def _ports(text: str) -> IntervalSet[int]:
    first, _, last = text.partition("-")
    low = number(first, 65535, "port")
    return IntervalSet.union(((low, number(last or first, 65535, "port") + 1),))
