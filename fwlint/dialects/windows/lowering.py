"""A rule of Windows Firewall lowered to rules of the common model."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, product
from math import prod

from fwlint.dialects.surroundings import Surroundings
from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.keywords import address_alternatives, port_alternatives
from fwlint.dialects.windows.limits import conditions
from fwlint.dialects.windows.match import ANYWHERE, Addresses
from fwlint.model.box import ANY_PORT, Box
from fwlint.model.export import Direction
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Rule

_Endpoint = tuple[Addresses, IntervalSet[int]]

_ANY_END: _Endpoint = (ANYWHERE, ANY_PORT)
_MOST_ALTERNATIVES = 256
"""How many rules one may become; one with more, which nobody writes, may match anything."""


def lower(rule: FirewallRule, surroundings: Surroundings) -> Iterator[tuple[Direction, Rule]]:
    """Yield the model's rules that `rule` stands for, each with its direction.

    A list that mixes numbers with keywords splits: its numbers match for certain, and what the
    keywords mean only where the site binds them in `surroundings`.
    """
    limits = tuple(conditions(rule))
    for direction in rule.directions:
        for packets, keywords in _alternatives(rule, direction, surroundings):
            yield (
                direction,
                Rule(
                    packets,
                    rule.action,
                    rule.span,
                    rule.text,
                    (*keywords, *limits),
                    name=rule.name,
                    enabled=rule.enabled,
                    notes=_notes(rule),
                ),
            )


def _alternatives(
    rule: FirewallRule, direction: Direction, known: Surroundings
) -> Iterator[tuple[PacketSet, tuple[str, ...]]]:
    """Yield packets, each with the keywords that must mean them; together, all of them."""
    addresses = (
        list(address_alternatives(rule.local, "LocalIP", known)),
        list(address_alternatives(rule.remote, "RemoteIP", known)),
    )
    ports = (
        list(port_alternatives(rule.local_ports, "LocalPort", known)),
        list(port_alternatives(rule.remote_ports, "RemotePort", known)),
    )
    if prod(len(way) for way in addresses) * prod(len(way) for way in ports) > _MOST_ALTERNATIVES:
        said = [said for way in addresses for _, said in way]
        said += [said for way in ports for _, said in way]
        yield _packets(rule, _ANY_END, _ANY_END), tuple(dict.fromkeys(chain(*said)))
        return
    for (local, a), (remote, b), (local_port, c), (remote_port, d) in product(*addresses, *ports):
        here, there = (local, local_port), (remote, remote_port)
        ends = (there, here) if direction is Direction.IN else (here, there)
        yield _packets(rule, *ends), a + b + c + d


def _packets(rule: FirewallRule, source: _Endpoint, destination: _Endpoint) -> PacketSet:
    return PacketSet.of(
        Box(
            family,
            protocol=rule.protocol.numbers,
            source=source[0].of(family),
            destination=destination[0].of(family),
            source_port=source[1],
            destination_port=destination[1],
            icmp=rule.icmp,
            profile=rule.profiles,
        )
        for family in rule.protocol.families
    )


def _notes(rule: FirewallRule) -> tuple[tuple[str, str], ...]:
    said = (("group", rule.group), ("edge", rule.edge))
    return tuple((label, value) for label, value in said if value) + rule.notes
