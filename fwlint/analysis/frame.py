"""A policy that packets are under way in, and what of them a rule may match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from fwlint.analysis.outcome import Call, in_order
from fwlint.analysis.tagged import Tagged
from fwlint.model.packetset import NOTHING, PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Rule
from fwlint.model.tag import Tag


class Hit(NamedTuple):
    """Packets of one tag that a rule matches if `conditions`, which the tag leaves open, hold."""

    tag: Tag
    packets: PacketSet
    conditions: tuple[str, ...]


@dataclass(slots=True)
class Frame:
    """A policy under way: `remaining` may reach its next rule, `back` will return to the caller.

    `call` is the one by which they came, if any.
    """

    policy: Policy
    rules: Iterator[Rule]
    remaining: Tagged
    call: Call | None = None
    back: dict[Tag, PacketSet] = field(default_factory=dict)

    @property
    def path_conditions(self) -> tuple[str, ...]:
        """The conditions under which packets came here, those of the first call first."""
        return tuple(word for call in in_order(self.call) for word in call.under)

    def hits(self, rule: Rule) -> list[Hit]:
        """Return what of `remaining` a rule may match."""
        found = []
        for tag, place in self.remaining.places.items():
            conditions = rule.left_open(tag) if rule.tag_tests else rule.conditions
            if conditions is not None and (packets := place.within(rule.packets)):
                found.append(Hit(tag, packets, conditions))
        return found

    def take(self, hit: Hit, rule: Rule) -> None:
        """Take away what a rule surely matches."""
        self.remaining.places[hit.tag].take(rule.packets)

    def give_back(self, groups: Iterable[tuple[Tag, PacketSet]]) -> None:
        """Let packets return to the caller."""
        for tag, packets in groups:
            self.back[tag] = self.back.get(tag, NOTHING) | packets
