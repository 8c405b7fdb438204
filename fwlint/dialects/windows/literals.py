"""Numbers and addresses, and lists of them, as sets; every shape of export writes them alike.

Each function takes the words that a grammar has found and raises ValueError, with a message for a
person, for what no number or address can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from fwlint.dialects.windows.match import ENDPOINT_MAPPER, Addresses, Ports, Protocol
from fwlint.model import protocols
from fwlint.model.addresses import AddressSet
from fwlint.model.box import ANY_ICMP, ANY_PORT
from fwlint.model.intervals import IntervalSet

Words = Sequence[str]

_PROTOCOLS = protocols.NUMBERS | {
    "icmpv4": protocols.ICMP,
    "hopopt": 0,
    "ipv6-route": 43,
    "ipv6-frag": 44,
    "ipv6-nonxt": 59,
    "ipv6-opts": 60,
    "pgm": 113,
}


def number(word: str, limit: int, what: str) -> int:
    """Return the number `word`, which must be below `limit`."""
    if len(word) > len(str(limit)) or int(word) >= limit:
        raise ValueError(f"{what} {word} is above {limit - 1}")
    return int(word)


def protocol(word: str) -> Protocol:
    """Return the protocol of a name, which must be one of netsh's, or of a number."""
    known = _PROTOCOLS.get(word.lower())
    return Protocol.number(number(word, 256, "protocol") if known is None else known)


def port_list(ranges: Iterable[Words], keywords: Words = (), *, mapper: bool = False) -> Ports:
    """Return ports from ranges, each of a first and a last port or of one port, and keywords.

    With `mapper`, the list holds the keyword of the RPC endpoint mapper, too.
    """
    spans = [_span(words[0], words[-1]) for words in ranges]
    numbers = IntervalSet.union([*spans, ENDPOINT_MAPPER] if mapper else spans)
    return Ports(ANY_PORT if numbers == ANY_PORT else numbers, tuple(keywords))


def address_list(
    networks: Iterable[Words], ranges: Iterable[Words], keywords: Words = ()
) -> Addresses:
    """Return addresses from networks, ranges of a first and a last address, and keywords.

    A network is an address, alone or with a mask or prefix length.
    """
    found: dict[int, list[AddressSet]] = {4: [], 6: []}
    for words in networks:
        one = _network(*words)
        found[one.version].append(AddressSet.network(one))
    for words in ranges:
        first, last = map(ip_address, words)
        if int(first) > int(last):
            raise ValueError(f"the range {first}-{last} is reversed")
        found[first.version].append(AddressSet.range(int(first), int(last), first.version))
    return Addresses(AddressSet.union(found[4]), AddressSet.union(found[6]), tuple(keywords))


def icmp_list(types: Iterable[Words]) -> IntervalSet[int]:
    """Return ICMP types, each a type alone or with a code."""
    union = IntervalSet.union(_icmp(*words) for words in types)
    return ANY_ICMP if union == ANY_ICMP else union


def _icmp(type_: str, code: str = "") -> tuple[int, int]:
    start = 256 * number(type_, 256, "ICMP type")
    if not code:
        return start, start + 256
    start += number(code, 256, "ICMP code")
    return start, start + 1


def _span(first: str, last: str) -> tuple[int, int]:
    start, stop = number(first, 65536, "port"), number(last, 65536, "port")
    if start > stop:
        raise ValueError(f"the range {first}-{last} is reversed")
    return start, stop + 1


def _network(address: str, mask: str = "") -> IPv4Network | IPv6Network:
    network = ip_network(f"{address}/{mask}" if mask else address, strict=False)
    if "." in mask and str(network.netmask) != mask:
        raise ValueError(f"{mask} is not a subnet mask")
    return network
