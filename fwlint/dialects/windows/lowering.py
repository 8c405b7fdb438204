"""A rule of Windows Firewall lowered to rules of the common model."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.surroundings import Surroundings
from fwlint.dialects.windows.ends import Said, boxes, ways
from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.limits import conditions
from fwlint.model.export import Direction
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Rule


def lower(rule: FirewallRule, surroundings: Surroundings) -> Iterator[tuple[Direction, Rule]]:
    """Yield the model's rules that `rule` stands for, each with its direction.

    A list that mixes numbers with keywords splits: its numbers match for certain, and what the
    keywords mean only where the site binds them in `surroundings`.
    """
    limits = tuple(conditions(rule))
    for direction in rule.directions:
        for packets, keywords in _packets(rule, direction, surroundings):
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


def _packets(
    rule: FirewallRule, direction: Direction, known: Surroundings
) -> Iterator[tuple[PacketSet, tuple[str, ...]]]:
    """Yield packets, each with the keywords that must mean them; together, all of them."""
    local = Said(rule.local, rule.local_ports, "LocalIP", "LocalPort")
    remote = Said(rule.remote, rule.remote_ports, "RemoteIP", "RemotePort")
    for here, there, keywords in ways(local, remote, known):
        ends = (there, here) if direction is Direction.IN else (here, there)
        yield PacketSet.of(boxes(rule.protocol, rule.profiles, *ends, rule.icmp)), keywords


def _notes(rule: FirewallRule) -> tuple[tuple[str, str], ...]:
    said = (("group", rule.group), ("edge", rule.edge))
    return tuple((label, value) for label, value in said if value) + rule.notes
