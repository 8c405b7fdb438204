"""Families of generated access lists, each crowded in its own way, with dead rules planted in them.

A family is an endless stream of boxes. A ruleset takes its rules from there, and now and then it
plants a rule that must be dead: one half of an earlier rule's packets, or all the packets of two
earlier rules that are its halves. The same family, size and seed give the same ruleset everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, count
from random import Random

from fwlint.model.addresses import EVERYWHERE, AddressSet, Cube
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PORT, ANY_PROTOCOL, Box
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.protocols import TCP, UDP, WITH_PORTS
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span
from tools.bench.halves import halves

Boxes = Iterator[Box]

_TEN = 10 << 24
_DOCUMENTATION = 0x20010DB8 << 96
_SERVICES = (22, 25, 53, 80, 123, 161, 389, 443, 445, 1433, 1434, 3306, 3389, 5985, 8080, 8443)
_ONE_RULE, _TWO_RULES = 0.05, 0.05


@dataclass(frozen=True, slots=True)
class Ruleset:
    """An access list whose rule number `n` stands on line `n`.

    `planted` names, by the line of each rule that was planted to be dead, the lines that cover it.
    """

    policy: Policy
    planted: dict[int, tuple[int, ...]]


def ruleset(family: str, size: int, seed: int = 0) -> Ruleset:
    """Return `size` rules of a family (a key of `FAMILIES`), about a tenth of them planted."""
    random = Random(f"{family} {size} {seed}")
    fresh = FAMILIES[family](random)
    boxes: list[Box] = []
    planted: dict[int, tuple[int, ...]] = {}
    owed: list[tuple[Box, tuple[int, ...]]] = []
    while len(boxes) < size:
        line, chance = len(boxes) + 1, random.random()
        if boxes and chance < _ONE_RULE:
            cover = random.randrange(len(boxes))
            boxes.append(random.choice(halves(boxes[cover])))
            planted[line] = (cover + 1,)
        elif owed and chance < _ONE_RULE + _TWO_RULES:
            box, planted[line] = owed.pop(random.randrange(len(owed)))
            boxes.append(box)
        elif chance > 1 - _TWO_RULES and line < size:
            whole = next(fresh)
            parts = halves(whole)
            boxes += parts
            owed.append((whole, tuple(range(line, line + len(parts)))))
        else:
            boxes.append(next(fresh))
    return Ruleset(_policy(family, boxes, random), planted)


def _policy(family: str, boxes: list[Box], random: Random) -> Policy:
    rules = tuple(
        Rule(
            PacketSet((box,)),
            Action.ACCEPT if random.random() < 0.7 else Action.DENY,
            Span(family, line),
            "",
        )
        for line, box in enumerate(boxes, 1)
    )
    return Policy(family, rules, Action.DENY, "implicit deny", Span(family))


def _sparse(random: Random) -> Boxes:
    """Yield services between hosts or small networks, in a fifth of them only one side is named."""
    while True:
        source, destination = (
            AddressSet((_network(_TEN | random.getrandbits(24), random.choice((24, 28, 32, 32))),))
            for _ in range(2)
        )
        yield _service(random, *_with_any(random, source, destination))


def _dense(random: Random) -> Boxes:
    """Yield services, or whole protocols, between networks nested in each other: many overlaps."""
    lengths = (12, 16, 20, 24, 24, 28, 32, 32)
    networks = [
        AddressSet((_network(_TEN | random.getrandbits(20) << 4, random.choice(lengths)),))
        for _ in range(400)
    ]
    while True:
        source, destination = random.choice(networks), random.choice(networks)
        if random.random() < 0.01:
            yield Box(4, ANY_PROTOCOL, source, destination)
        else:
            yield _service(random, source, destination)


def _one_pair_ports(random: Random) -> Boxes:
    """Yield each destination port between the same two hosts, then single pairs of ports."""
    every = [(protocol, port) for protocol in (TCP, UDP) for port in range(1 << 16)]
    random.shuffle(every)
    for protocol, port in every:
        yield _between_two_hosts(protocol, ANY_PORT, _ports(port, 1))
    for protocol in chain.from_iterable((TCP, UDP) for _ in count()):
        source, destination = random.randrange(1 << 16), random.randrange(1 << 16)
        yield _between_two_hosts(protocol, _ports(source, 1), _ports(destination, 1))


def _one_pair_ranges(random: Random) -> Boxes:
    """Yield ranges of source and destination ports between the same two hosts."""
    while True:
        source, destination = random.randrange(1 << 16), random.randrange(1 << 16)
        yield _between_two_hosts(
            random.choice((TCP, UDP)),
            _ports(source, random.randint(2, 1024)),
            _ports(destination, random.randint(2, 64)),
        )


def _one_pair_overlaps(random: Random) -> Boxes:
    """Yield ranges of destination ports between the same two hosts, soon covering all of them."""
    while True:
        protocol, first = random.choice((TCP, UDP)), random.randrange(1 << 16)
        yield _between_two_hosts(protocol, ANY_PORT, _ports(first, 2 ** random.randint(0, 10)))


def _wildcards(random: Random) -> Boxes:
    """Yield hosts that are alike in some octets or bits, at many sites: `10.0.7.0 0.255.0.15`."""
    patterns = (0x00FF000F, 0x00FF00FF, 0x0000FF00, 0x0000FE01, 0x00FF0000, 0x00000055, 0)
    while True:
        source, destination = (
            AddressSet.wildcard(_TEN | random.getrandbits(24), random.choice(patterns), 4)
            for _ in range(2)
        )
        yield _service(random, source, destination)


def _ipv6(random: Random) -> Boxes:
    """Yield services as `_sparse` does, between IPv6 hosts and networks."""
    while True:
        source, destination = (
            AddressSet((_network6(random.getrandbits(96), random.choice((48, 64, 128, 128))),))
            for _ in range(2)
        )
        yield _service(random, *_with_any(random, source, destination), family=6)


def _with_any(
    random: Random, source: AddressSet, destination: AddressSet
) -> tuple[AddressSet, AddressSet]:
    chance = random.random()
    return EVERYWHERE if chance < 0.1 else source, EVERYWHERE if chance > 0.9 else destination


def _service(random: Random, source: AddressSet, destination: AddressSet, family: int = 4) -> Box:
    port = random.choice(_SERVICES) if random.random() < 0.7 else random.randrange(1, 1 << 16)
    return Box(
        family,
        _PROTOCOL[random.choice((TCP, UDP))],
        source,
        destination,
        destination_port=_ports(port, 1 if random.random() < 0.9 else 16),
    )


_PROTOCOL = {protocol: BitSet.of((protocol,)) for protocol in WITH_PORTS}
_CLIENT, _SERVER = (AddressSet(((_TEN | host, 0xFFFFFFFF),)) for host in (0x010005, 0x020014))


def _between_two_hosts(
    protocol: int, source_port: IntervalSet[int], destination_port: IntervalSet[int]
) -> Box:
    return Box(4, _PROTOCOL[protocol], _CLIENT, _SERVER, source_port, destination_port)


def _ports(first: int, size: int) -> IntervalSet[int]:
    return IntervalSet(((first, min(first + size, 1 << 16)),))


def _network(address: int, length: int) -> Cube:
    care = -1 << (32 - length) & 0xFFFFFFFF
    return address & care, care


def _network6(host: int, length: int) -> Cube:
    care = -1 << (128 - length) & ((1 << 128) - 1)
    return (_DOCUMENTATION | host) & care, care


FAMILIES: dict[str, Callable[[Random], Boxes]] = {
    "sparse": _sparse,
    "dense": _dense,
    "one pair, ports": _one_pair_ports,
    "one pair, ranges": _one_pair_ranges,
    "one pair, overlaps": _one_pair_overlaps,
    "wildcards": _wildcards,
    "IPv6": _ipv6,
}
"""What each is called, and its endless stream of boxes."""
