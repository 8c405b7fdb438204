"""A connection security rule, which asks for IPsec between two endpoints; it filters nothing.

See [MS-FASP] 2.2.55, FW_CS_RULE.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fwlint.dialects.surroundings import Surroundings
from fwlint.dialects.windows.ends import Said, boxes, ways
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
from fwlint.model.box import ANY_PROFILE
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

ACTION = "action"
"""The note that says what a rule asks for, in the words of netsh."""
NO_AUTHENTICATION = "NoAuthentication"
"""The action that exempts its packets from what other rules ask for."""


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
    for packets, keywords in _packets(rule, surroundings):
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


def _packets(
    rule: ConnectionSecurityRule, known: Surroundings
) -> Iterator[tuple[PacketSet, tuple[str, ...]]]:
    """Yield the packets that either end sends to the other, each with what must mean them."""
    first = Said(rule.endpoint1, rule.ports1, "Endpoint1", "Port1")
    second = Said(rule.endpoint2, rule.ports2, "Endpoint2", "Port2")
    for one, other, keywords in ways(first, second, known):
        forth = boxes(rule.protocol, rule.profiles, one, other)
        back = boxes(rule.protocol, rule.profiles, other, one)
        yield PacketSet.of((*forth, *back)), keywords


def _limits(rule: ConnectionSecurityRule) -> Iterator[str]:
    if rule.interface_types:
        yield INTERFACE_TYPE + ",".join(rule.interface_types)
    if rule.interfaces:
        yield INTERFACE + ",".join(rule.interfaces)
