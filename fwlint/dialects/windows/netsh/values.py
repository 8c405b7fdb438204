"""The values behind the labels, as sets of the packet space.

Every reader takes the text of one value, raises lark's UnexpectedInput for what the grammar refuses
and ValueError for what no number or address can be, and remembers what it has read.
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from fwlint.dialects.windows.match import (
    ANY_PORTS,
    ANY_PROTOCOLS,
    ANYWHERE,
    ENDPOINT_MAPPER,
    Addresses,
    Ports,
    Protocol,
)
from fwlint.dialects.windows.netsh.syntax import REMEMBERED, parse, words
from fwlint.dialects.windows.settings import About
from fwlint.model import protocols
from fwlint.model.addresses import AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_ICMP, ANY_PORT, ANY_PROFILE, PROFILES
from fwlint.model.export import Direction
from fwlint.model.intervals import IntervalSet
from fwlint.model.rule import Action

_DIRECTIONS = {"In": Direction.IN, "Out": Direction.OUT}
_ACTIONS = {"Allow": Action.ACCEPT, "Block": Action.DENY, "Bypass": Action.BYPASS}
_NUMBERS = protocols.NUMBERS | {
    "icmpv4": protocols.ICMP,
    "hopopt": 0,
    "ipv6-route": 43,
    "ipv6-frag": 44,
    "ipv6-nonxt": 59,
    "ipv6-opts": 60,
    "pgm": 113,
}


@lru_cache(maxsize=REMEMBERED)
def enabled(text: str) -> bool:
    """Read `Yes` or `No`."""
    return words(parse("enabled", text)) == ["Yes"]


@lru_cache(maxsize=REMEMBERED)
def directions(text: str) -> tuple[Direction, ...]:
    """Read `In` or `Out`."""
    return tuple(_DIRECTIONS[word] for word in words(parse("direction", text)))


@lru_cache(maxsize=REMEMBERED)
def action(text: str) -> Action:
    """Read `Allow`, `Block` or `Bypass`."""
    (word,) = words(parse("action", text))
    return _ACTIONS[word]


@lru_cache(maxsize=REMEMBERED)
def profiles(text: str) -> BitSet:
    """Read a list such as `Domain,Private`."""
    names = words(parse("profiles", text))
    chosen = BitSet.of(PROFILES.index(name.lower()) for name in names)
    return ANY_PROFILE if chosen == ANY_PROFILE else chosen


@lru_cache(maxsize=REMEMBERED)
def protocol(text: str) -> Protocol:
    """Read `Any`, a name or a number. ICMPv4 exists in IPv4 only, and ICMPv6 in IPv6."""
    tree = parse("protocol", text)
    if tree.data == "any":
        return ANY_PROTOCOLS
    (word,) = words(tree)
    number = _NUMBERS[word.lower()] if tree.data == "named" else _below(256, word, "protocol")
    return Protocol.number(number)


@lru_cache(maxsize=REMEMBERED)
def icmp(text: str) -> IntervalSet[int]:
    """Read one row of the table `Type Code`."""
    numbers = [_below(256, word, "ICMP type or code") for word in words(parse("icmp", text))]
    if not numbers:
        return ANY_ICMP
    start = 256 * numbers[0]
    if len(numbers) == 1:
        return IntervalSet(((start, start + 256),))
    return IntervalSet(((start + numbers[1], start + numbers[1] + 1),))


@lru_cache(maxsize=REMEMBERED)
def ports(text: str) -> Ports:
    """Read `Any` or a list of ports, ranges and keywords."""
    tree = parse("ports", text)
    if tree.data == "any":
        return ANY_PORTS
    spans = [_span(words(node)) for node in tree.find_data("port_range")]
    spans += [ENDPOINT_MAPPER for _ in tree.find_data("epmap")]
    keywords = [words(node)[0] for node in tree.find_data("port_keyword")]
    numbers = IntervalSet.union(spans)
    return Ports(ANY_PORT if numbers == ANY_PORT else numbers, tuple(keywords))


@lru_cache(maxsize=REMEMBERED)
def addresses(text: str) -> Addresses:
    """Read `Any` or a list of addresses, prefixes, ranges and keywords, of both families."""
    tree = parse("addresses", text)
    if tree.data == "any":
        return ANYWHERE
    found: dict[int, list[AddressSet]] = {4: [], 6: []}
    for node in tree.find_data("network"):
        network = _network(*words(node))
        found[network.version].append(AddressSet.network(network))
    for node in tree.find_data("address_range"):
        first, last = (ip_address(word) for word in words(node))
        if int(first) > int(last):
            raise ValueError(f"the range {first}-{last} is reversed")
        found[first.version].append(AddressSet.range(int(first), int(last), first.version))
    keywords = tuple(words(node)[0] for node in tree.find_data("address_keyword"))
    return Addresses(AddressSet.union(found[4]), AddressSet.union(found[6]), keywords)


def state(text: str) -> dict[About, bool]:
    """Read `ON` or `OFF`."""
    return {About.FIREWALL_ON: words(parse("state", text)) == ["ON"]}


def firewall_policy(text: str) -> dict[About, bool]:
    """Read `BlockInbound,AllowOutbound` and the like."""
    inbound, outbound = words(parse("firewall_policy", text))
    return {
        About.INBOUND_ALLOWED: inbound == "AllowInbound",
        About.OUTBOUND_ALLOWED: outbound == "AllowOutbound",
        About.EXCEPTIONS_ALLOWED: inbound != "BlockInboundAlways",
    }


def _network(address: str, mask: str = "") -> IPv4Network | IPv6Network:
    network = ip_network(f"{address}/{mask}" if mask else address, strict=False)
    if "." in mask and str(network.netmask) != mask:
        raise ValueError(f"{mask} is not a subnet mask")
    return network


def _span(numbers: list[str]) -> tuple[int, int]:
    first, last = _below(65536, numbers[0], "port"), _below(65536, numbers[-1], "port")
    if first > last:
        raise ValueError(f"the range {first}-{last} is reversed")
    return first, last + 1


def _below(limit: int, word: str, what: str) -> int:
    if int(word) >= limit:
        raise ValueError(f"{what} {word} is above {limit - 1}")
    return int(word)
