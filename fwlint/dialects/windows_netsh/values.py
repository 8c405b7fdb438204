"""The values behind the labels, as sets of the packet space.

Every reader takes the text of one value, raises lark's UnexpectedInput for what the grammar refuses
and ValueError for what no number or address can be, and remembers what it has read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from fwlint.dialects.windows_netsh.syntax import REMEMBERED, parse, words
from fwlint.model import protocols
from fwlint.model.addresses import EVERYWHERE, AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_ICMP, ANY_PORT, ANY_PROFILE, ANY_PROTOCOL, PROFILES
from fwlint.model.export import Direction
from fwlint.model.intervals import IntervalSet
from fwlint.model.rule import Action

ENDPOINT_MAPPER = (135, 136)
"""`RPC-EPMap` is the port of the RPC endpoint mapper."""

_DIRECTIONS = {"In": Direction.IN, "Out": Direction.OUT}
_ACTIONS = {"Allow": Action.ACCEPT, "Block": Action.DENY, "Bypass": Action.BYPASS}
_EXPLAINED = {"RPC": "RPC (the ports that RPC servers register)"}
_NUMBERS = protocols.NUMBERS | {
    "icmpv4": protocols.ICMP,
    "hopopt": 0,
    "ipv6-route": 43,
    "ipv6-frag": 44,
    "ipv6-nonxt": 59,
    "ipv6-opts": 60,
    "pgm": 113,
}


@dataclass(frozen=True, slots=True)
class Protocol:
    """The protocols a rule matches, and the address families in which it can."""

    numbers: BitSet
    families: tuple[int, ...] = (4, 6)

    @property
    def has_ports(self) -> bool:
        """Whether every one of these protocols has ports."""
        return not self.numbers - protocols.WITH_PORTS

    @property
    def has_icmp(self) -> bool:
        """Whether every one of these protocols has types and codes."""
        return not self.numbers - protocols.WITH_ICMP


@dataclass(frozen=True, slots=True)
class Ports:
    """A port list: its numbers, and the keywords whose ports only the host knows."""

    numbers: IntervalSet[int]
    keywords: tuple[str, ...] = ()

    def alternatives(self, label: str) -> Iterator[tuple[IntervalSet[int], tuple[str, ...]]]:
        """Yield the exact part, then any port under the condition that the keywords mean it."""
        if self.numbers:
            yield self.numbers, ()
        if self.keywords:
            yield ANY_PORT, (f"{label} {','.join(self.keywords)}",)


@dataclass(frozen=True, slots=True)
class Addresses:
    """An address list: its addresses in each family, and the keywords only the host can resolve."""

    v4: AddressSet
    v6: AddressSet
    keywords: tuple[str, ...] = ()

    def of(self, family: int) -> AddressSet:
        """Return the exact addresses of one family."""
        return self.v4 if family == 4 else self.v6

    def alternatives(self, label: str) -> Iterator[tuple[Addresses, tuple[str, ...]]]:
        """Yield the exact part, then any address under the condition that the keywords mean it."""
        if self.v4 or self.v6:
            yield self, ()
        if self.keywords:
            yield ANYWHERE, (f"{label} {','.join(self.keywords)}",)


ANY_PROTOCOLS = Protocol(ANY_PROTOCOL)
ANY_PORTS = Ports(ANY_PORT)
ANYWHERE = Addresses(EVERYWHERE, EVERYWHERE)


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
    families = {protocols.ICMP: (4,), protocols.ICMPV6: (6,)}.get(number, (4, 6))
    return Protocol(BitSet.of((number,)), families)


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
    return Ports(
        ANY_PORT if numbers == ANY_PORT else numbers,
        tuple(_EXPLAINED.get(keyword, keyword) for keyword in keywords),
    )


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


def state(text: str) -> bool:
    """Read `ON` or `OFF`."""
    return words(parse("state", text)) == ["ON"]


def firewall_policy(text: str) -> tuple[str, str]:
    """Read the inbound and the outbound word of `BlockInbound,AllowOutbound` and the like."""
    inbound, outbound = words(parse("firewall_policy", text))
    return inbound, outbound


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
