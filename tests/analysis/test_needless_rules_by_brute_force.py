"""Needless rules against a judge that tries every packet with and without the rule."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import reduce
from operator import or_

from hypothesis import given, note, settings

from fwlint.analysis.below import NeedlessRule, needless_rules
from fwlint.analysis.dead_rules import dead_rules
from fwlint.model.rule import Action, Rule
from tests.tiny_rulesets import ENTRIES, Ruleset, rulesets, shown
from tests.tiny_walk import DECISIONS, EVERY, Bits, Fates, Place, Walk, bits


def needless(ruleset: Ruleset) -> dict[int, NeedlessRule]:
    found, undecided = needless_rules(
        ruleset, dead_rules(ruleset, ENTRIES), (Action.ACCEPT, Action.DENY)
    )
    assert not undecided
    return {one.rule.span.line: one for one in found}


def without(ruleset: Ruleset, line: int) -> Ruleset:
    def switched(rule: Rule) -> Rule:
        return replace(rule, enabled=False) if rule.span.line == line else rule

    return {
        name: replace(policy, rules=tuple(switched(rule) for rule in policy.rules))
        for name, policy in ruleset.items()
    }


def stands(rule: Rule, ruleset: Ruleset) -> list[tuple[Place, Bits]]:
    """Return where the rule stands on the ways to it, each with the packets that meet it there."""
    met = Walk(ruleset).met[rule.span.line]
    return [
        (place._replace(position=place.position - 1), packets) for place, packets in met.items()
    ]


def ends(fates: Fates, place: Place, packets: Bits) -> dict[Action, Bits]:
    """Return which of the packets that stand at `place` may end how."""
    by_end: dict[Action, Bits] = defaultdict(int)
    for (action, _), decided in fates.at(place).items():
        by_end[action] |= decided & packets
    return by_end


def changes_nothing(ruleset: Ruleset, rule: Rule) -> bool:
    """Whether each packet that meets an unconditional rule surely ends as it would without."""
    now, then = Fates(ruleset), Fates(without(ruleset, rule.span.line))
    for place, packets in stands(rule, ruleset):
        one, other = ends(now, place, packets), ends(then, place, packets)
        either = {action: one[action] | other[action] for action in Action}
        sure = not either[Action.ACCEPT] & either[Action.DENY] | either[Action.UNKNOWN]
        if not sure:
            return False
    return True


@settings(max_examples=200, deadline=None)
@given(rulesets())
def test_needless_are_exactly_the_rules_without_which_nothing_changes(ruleset: Ruleset) -> None:
    note(shown(ruleset))
    met = Walk(ruleset).met
    found = needless(ruleset)
    for policy in ruleset.values():
        for rule in policy.rules:
            line = rule.span.line
            if line in found or (line in met and rule.action in DECISIONS and not rule.conditions):
                assert (line in found) == changes_nothing(ruleset, rule)


@settings(max_examples=200, deadline=None)
@given(rulesets())
def test_the_followers_decide_the_same_in_its_place(ruleset: Ruleset) -> None:
    note(shown(ruleset))
    for line, rule in needless(ruleset).items():
        fates = Fates(without(ruleset, line))
        followers = {follower.span.line: follower for follower in rule.followers}
        deciders = set()
        followed = (
            EVERY
            if rule.by_default
            else reduce(or_, (bits(one.packets) for one in rule.followers), 0)
        )
        for place, packets in stands(rule.rule, ruleset):
            deciders |= {one for (_, one), decided in fates.at(place).items() if decided & packets}
            assert not packets & ~followed
        assert followers.keys() <= deciders
        assert rule.by_default == (0 in deciders)
