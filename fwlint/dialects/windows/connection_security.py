"""A connection security rule, which asks for IPsec between two endpoints; it filters nothing.

See [MS-FASP] 2.2.55, FW_CS_RULE.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, product
from math import prod

from fwlint.dialects.surroundings import Surroundings
from fwlint.dialects.windows.keywords import address_alternatives, port_alternatives
from fwlint.dialects.windows.limits import INTERFACE, INTERFACE_TYPE
from fwlint.dialects.windows.match import (
    ANY_PORTS,
    ANY_PROTOCOLS,
    ANYWHERE,
    Addresses,
    Ports,
    Protocol,
)
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PORT, ANY_PROFILE, Box
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

ACTION = "action"
"""The note that says what a rule asks for, in the words of netsh."""
NO_AUTHENTICATION = "NoAuthentication"
"""The action that exempts its packets from what other rules ask for."""

_End = tuple[Addresses, IntervalSet[int]]

_ANY_END: _End = (ANYWHERE, ANY_PORT)
_MOST_ALTERNATIVES = 256
"""How many rules one may become; one with more, which nobody writes, may be about anything."""


@dataclass(frozen=True, slots=True)
class ConnectionSecurityRule:
    """One rule. It is about packets between its endpoints, whichever of them sends.

    `action` is what it asks for, in netsh's words: `RequireInRequestOut`, `RequestInRequestOut`,
    `RequireInRequireOut`, `RequireInClearOut` or `NoAuthentication`; "" where it is not understood.
    The other fields say the same as those of a FirewallRule.
    """

    name: str
    span: Span
    text: str
    action: str
    enabled: bool = True
    profiles: BitSet = ANY_PROFILE
    protocol: Protocol = ANY_PROTOCOLS
    endpoint1: Addresses = ANYWHERE
    endpoint2: Addresses = ANYWHERE
    ports1: Ports = ANY_PORTS
    ports2: Ports = ANY_PORTS
    interface_types: tuple[str, ...] = ()
    interfaces: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


def lower(rule: ConnectionSecurityRule, surroundings: Surroundings) -> Iterator[Rule]:
    """Yield the model's rules that `rule` stands for; keywords that the site leaves open split it.

    A rule that exempts its packets accepts them as they are; what another asks for is a note.
    """
    exempts = rule.action == NO_AUTHENTICATION
    limits = (*_limits(rule), *rule.others)
    notes = tuple((label, value) for label, value in ((ACTION, rule.action), *rule.notes) if value)
    for packets, keywords in _alternatives(rule, surroundings):
        yield Rule(
            packets,
            Action.ACCEPT if exempts else Action.CONTINUE,
            rule.span,
            rule.text,
            (*keywords, *limits),
            name=rule.name,
            enabled=rule.enabled,
            notes=notes,
        )


def _alternatives(
    rule: ConnectionSecurityRule, known: Surroundings
) -> Iterator[tuple[PacketSet, tuple[str, ...]]]:
    """Yield packets, each with the keywords that must mean them; together, all of them."""
    addresses = (
        list(address_alternatives(rule.endpoint1, "Endpoint1", known)),
        list(address_alternatives(rule.endpoint2, "Endpoint2", known)),
    )
    ports = (
        list(port_alternatives(rule.ports1, "Port1", known)),
        list(port_alternatives(rule.ports2, "Port2", known)),
    )
    if prod(len(way) for way in (*addresses, *ports)) > _MOST_ALTERNATIVES:
        said = [said for way in (*addresses, *ports) for _, said in way]
        yield _between(rule, _ANY_END, _ANY_END), tuple(dict.fromkeys(chain(*said)))
        return
    for (end1, a), (end2, b), (port1, c), (port2, d) in product(*addresses, *ports):
        yield _between(rule, (end1, port1), (end2, port2)), a + b + c + d


def _between(rule: ConnectionSecurityRule, one: _End, other: _End) -> PacketSet:
    """Return the packets that either end sends to the other."""
    return PacketSet.of(
        Box(
            family,
            protocol=rule.protocol.numbers,
            source=source[0].of(family),
            destination=destination[0].of(family),
            source_port=source[1],
            destination_port=destination[1],
            profile=rule.profiles,
        )
        for source, destination in ((one, other), (other, one))
        for family in rule.protocol.families
    )


def _limits(rule: ConnectionSecurityRule) -> Iterator[str]:
    if rule.interface_types:
        yield INTERFACE_TYPE + ",".join(rule.interface_types)
    if rule.interfaces:
        yield INTERFACE + ",".join(rule.interfaces)
