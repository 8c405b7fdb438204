"""The judge's own walk: packets as bits of a number, through one rule after the other.

A condition may hold or not, each time it is asked, so both ways are taken. What a call leads to is
not known where its target is missing or under way already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rule
from tests.tiny import holds
from tests.tiny_rulesets import ENTRIES, PACKETS, Ruleset

Bits = int
EVERY: Bits = (1 << len(PACKETS)) - 1

DECISIONS = {
    Action.ACCEPT: Action.ACCEPT,
    Action.BYPASS: Action.ACCEPT,
    Action.DENY: Action.DENY,
    Action.UNKNOWN: Action.UNKNOWN,
}


@cache
def bits(packets: PacketSet) -> Bits:
    """Return a number with a bit set for each packet of the tiny space that is in `packets`."""
    return sum(1 << number for number, packet in enumerate(PACKETS) if holds(packets, packet))


class Place(NamedTuple):
    """Before rule number `position` of a policy; what returns from there goes on at `outer`."""

    policy: str
    position: int
    outer: Place | None
    under_way: frozenset[str]

    @classmethod
    def entry(cls, policy: str) -> Place:
        """Return where packets enter a policy that nobody called."""
        return cls(policy, 0, None, frozenset((policy,)))

    def call(self, rule: Rule, ruleset: Ruleset) -> Place | None:
        """Return where `rule`, which stands before this place, leads to, or None if unknown."""
        if rule.target not in ruleset or rule.target in self.under_way:
            return None
        outer: Place | None = self
        if rule.action is Action.GOTO:
            end = len(ruleset[self.policy].rules)
            outer = self.outer or self._replace(position=end)
        return Place(rule.target, 0, outer, self.under_way | {rule.target})


@dataclass
class Walk:
    """Who meets what when all packets enter: `met` holds, by line and by the place after it, them.

    Only rules on the lines `takers` take their packets, if they are given, and each goto that leads
    to one; others may, or not. And if `suspecting`, all act as though their conditions held.
    """

    ruleset: Ruleset
    takers: Collection[int] | None = None
    suspecting: bool = False
    met: dict[int, dict[Place, Bits]] = field(default_factory=lambda: defaultdict(dict))

    _leading: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for _ in self.ruleset:  # so many calls deep a taker may be
            self._leading |= {
                name for name, policy in self.ruleset.items() if any(map(self._takes, policy.rules))
            }
        for entry in ENTRIES:
            self._through(Place.entry(entry), EVERY)

    def _through(self, start: Place, packets: Bits) -> Bits:
        """Return the packets that may return to the caller."""
        returned = 0
        for index, rule in enumerate(self.ruleset[start.policy].in_order(), 1):
            hit = packets & bits(rule.packets)
            if not rule.enabled or not hit:
                continue
            place = start._replace(position=index)
            self.met[rule.span.line][place] = self.met[rule.span.line].get(place, 0) | hit
            came = self._called(rule, place, hit)
            if rule.action in (Action.RETURN, Action.GOTO):
                returned |= came
            if self.suspecting or not rule.conditions:
                packets &= ~self._gone(rule, hit, came)
        return returned | packets

    def _called(self, rule: Rule, place: Place, hit: Bits) -> Bits:
        """Return which of `hit` may come back from what the rule leads to."""
        if rule.action in DECISIONS:
            return 0
        target = place.call(rule, self.ruleset) if rule.target else None
        return self._through(target, hit) if target else hit

    def _gone(self, rule: Rule, hit: Bits, came: Bits) -> Bits:
        """Return which of `hit` surely do not go on behind the rule."""
        takes = self._takes(rule)
        passes = rule.action in (Action.JUMP, Action.CONTINUE)
        if passes or (rule.action is Action.GOTO and not takes):
            return hit & ~came
        return hit if takes else 0

    def _takes(self, rule: Rule) -> bool:
        if self.takers is None or rule.span.line in self.takers:
            return True
        return rule.target in self._leading


Decider = tuple[Action, int]
"""What becomes of a packet, and the line of the rule that says so, or 0 for a default."""


@dataclass
class Fates:
    """Who may decide the packets that stand at a place: the walk, taken backwards."""

    ruleset: Ruleset
    _known: dict[Place, dict[Decider, Bits]] = field(default_factory=dict)

    def at(self, place: Place) -> dict[Decider, Bits]:
        """Return the packets that each decider may decide."""
        if place not in self._known:
            self._known[place] = self._at(place)
        return self._known[place]

    def _at(self, place: Place) -> dict[Decider, Bits]:
        policy = self.ruleset[place.policy]
        if place.position == len(policy.rules):
            return self.at(place.outer) if place.outer else {(policy.default, 0): EVERY}
        rule = policy.in_order()[place.position]
        rest = self.at(place._replace(position=place.position + 1))
        if not rule.enabled or rule.action is Action.CONTINUE:
            return rest
        hit = bits(rule.packets)
        by_rule = self._by(rule, place._replace(position=place.position + 1))
        passed = EVERY if rule.conditions else ~hit
        return {
            decider: rest.get(decider, 0) & passed | by_rule.get(decider, 0) & hit
            for decider in rest | by_rule
        }

    def _by(self, rule: Rule, place: Place) -> dict[Decider, Bits]:
        """Return who decides what matches `rule`, which stands before `place`."""
        if rule.action in DECISIONS:
            return {(DECISIONS[rule.action], rule.span.line): EVERY}
        if rule.action is Action.RETURN:
            policy = self.ruleset[place.policy]
            return self.at(place.outer or place._replace(position=len(policy.rules)))
        target = place.call(rule, self.ruleset)
        return self.at(target) if target else {(Action.UNKNOWN, rule.span.line): EVERY}
