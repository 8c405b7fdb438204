"""Types of addresses, as the match addrtype lists them.

The kernel decides some by the address alone (`inet_addr_type` and `ipv6_addr_type` of Linux), and
looks the others up among the host's own addresses and routes.
"""

from __future__ import annotations

from functools import reduce
from ipaddress import ip_network
from operator import and_

from fwlint.dialects.iptables.abbreviation import first_beginning
from fwlint.model.addresses import EVERYWHERE, AddressSet

_TYPES = (
    *("UNSPEC", "UNICAST", "LOCAL", "BROADCAST", "ANYCAST", "MULTICAST"),
    *("BLACKHOLE", "UNREACHABLE", "PROHIBIT", "THROW", "NAT", "XRESOLVE"),
)

_NOWHERE = AddressSet()


def _union(*networks: str) -> AddressSet:
    return AddressSet.union(AddressSet.network(ip_network(one)) for one in networks)


_MULTICAST = _union("224.0.0.0/4")
_UNSPECIFIED6 = _union("::")
_MULTICAST6 = _union("ff00::/8")
_UNICAST6 = _union("2000::/3", "fc00::/7", "fe80::/9")

_BY_ADDRESS = {
    4: {
        "UNSPEC": (_NOWHERE, _NOWHERE),  # 0.0.0.0 is taken for BROADCAST
        "MULTICAST": (_MULTICAST, _MULTICAST),
    },
    6: {
        "UNSPEC": (_UNSPECIFIED6, _UNSPECIFIED6),
        "MULTICAST": (_MULTICAST6, _MULTICAST6),
        "UNICAST": (_UNICAST6, EVERYWHERE - _MULTICAST6),
    },
}
_LOOKED_UP = (_NOWHERE, EVERYWHERE)


def address_types(text: str, family: int) -> tuple[AddressSet, AddressSet]:
    """Return the addresses of a comma list of types, surely and perhaps.

    For IPv4 an address has one of the types, and for IPv6 every one. Raises ValueError for a name
    that is no type.
    """
    names = {first_beginning(_TYPES, name, "type of address") for name in text.split(",")}
    found = [_BY_ADDRESS[family].get(name, _LOOKED_UP) for name in sorted(names)]
    sure, possible = zip(*found, strict=True)
    if family == 4:
        return AddressSet.union(sure), AddressSet.union(possible)
    return reduce(and_, sure), reduce(and_, possible)
