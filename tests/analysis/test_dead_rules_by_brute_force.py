"""Dead rules against a judge that tries every packet, and both ways of every condition."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import example, given, note, settings

from fwlint.analysis.dead_rules import DeadRule, Relation, dead_rules
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule
from tests.tiny_rulesets import ENTRIES, Ruleset, ruleset_of, rulesets, shown
from tests.tiny_walk import DECISIONS, Walk


def enabled(ruleset: Ruleset) -> Iterator[tuple[Policy, Rule]]:
    return ((p, rule) for p in ruleset.values() for rule in p.rules if rule.enabled)


def facts(ruleset: Ruleset) -> dict[int, DeadRule]:
    found = dead_rules(ruleset, ENTRIES)
    assert not found.undecided
    return {dead.rule.span.line: dead for dead in found.dead if not dead.conditional}


def has_conditional_goto(ruleset: Ruleset) -> bool:
    """Whether a rule may be dead both ways: packets are taken where a goto leads, or behind it."""
    return any(rule.action is Action.GOTO and rule.conditions for _, rule in enabled(ruleset))


def decision(policy: Policy, rule: Rule) -> Action | None:
    """What the rule itself decides; to leave a policy that nobody called is its default."""
    if policy.name in ENTRIES and rule.action is Action.RETURN:
        return policy.default
    return DECISIONS.get(rule.action)


def is_simple(dead: DeadRule, ruleset: Ruleset) -> bool:
    """Whether the judge can leave out single rules of the cover.

    In a called policy a rule may need others on each way to it; and the judge's walk lets a goto
    take its packets as soon as a rule that it leads to does, be it only for some of them.
    """
    gotos = any(rule.action is Action.GOTO for _, rule in enabled(ruleset))
    in_place = all(rule in dead.policy.rules for rule in dead.cover)
    takes = all(rule.action is not Action.GOTO for rule in dead.cover)
    return dead.policy.name in ENTRIES and (not gotos or (in_place and takes))


def lines(cover: tuple[Rule, ...]) -> list[int]:
    return [rule.span.line for rule in cover]


@settings(max_examples=200, deadline=None)
@given(rulesets())
def test_dead_are_exactly_the_rules_that_no_packet_may_meet(ruleset: Ruleset) -> None:
    note(shown(ruleset))
    never_met = {rule.span.line for _, rule in enabled(ruleset)} - set(Walk(ruleset).met)
    found = facts(ruleset).keys()
    assert found <= never_met
    assert found == never_met or has_conditional_goto(ruleset)


@settings(max_examples=200, deadline=None)
@given(rulesets())
def test_a_cover_takes_all_packets_by_itself_and_needs_each_of_its_rules(ruleset: Ruleset) -> None:
    note(shown(ruleset))
    met = Walk(ruleset).met
    for line, dead in facts(ruleset).items():
        cover = lines(dead.cover)
        assert line not in Walk(ruleset, cover).met
        assert set(cover) <= set(met), "a dead rule takes nothing"
        if is_simple(dead, ruleset):
            for member in cover:
                assert line in Walk(ruleset, set(cover) - {member}).met


@settings(max_examples=200, deadline=None)
@given(rulesets())
@example(
    ruleset_of(
        {
            **dict.fromkeys(("island", "deepest", "second", "host"), ()),
            "deeper": (131072, 82),
            "first": (1039084, 16777216, 0),
        }
    )
)
def test_a_rule_that_one_rule_covers_has_a_cover_of_one(ruleset: Ruleset) -> None:
    note(shown(ruleset))
    met = Walk(ruleset).met
    found = facts(ruleset)
    alone = {one: set(Walk(ruleset, [one]).met) for one in met}
    for line, dead in found.items():
        if len(dead.cover) > 1 and is_simple(dead, ruleset):
            assert all(line in reached for reached in alone.values())


@settings(max_examples=200, deadline=None)
@given(rulesets())
def test_the_relation_says_why_a_rule_is_dead(ruleset: Ruleset) -> None:
    note(shown(ruleset))
    unhindered = Walk(ruleset, takers=()).met
    decisions = {rule.span.line: decision(policy, rule) for policy, rule in enabled(ruleset)}
    for line, dead in facts(ruleset).items():
        if not dead.rule.packets:
            assert dead.relation is Relation.EMPTY
        elif line not in unhindered:
            assert dead.relation is Relation.UNREACHABLE
        else:
            same = {decisions[one] for one in lines(dead.cover)} == {decisions[line]}
            same &= decisions[line] in (Action.ACCEPT, Action.DENY)
            assert dead.relation is (Relation.REDUNDANT if same else Relation.SHADOWED)


@settings(max_examples=200, deadline=None)
@given(rulesets())
def test_a_suspicion_is_no_fact_and_holds_if_its_conditions_do(ruleset: Ruleset) -> None:
    note(shown(ruleset))
    met = Walk(ruleset).met
    for dead in dead_rules(ruleset, ENTRIES).dead:
        if dead.conditional:
            line = dead.rule.span.line
            assert line in met or has_conditional_goto(ruleset)
            assert line not in Walk(ruleset, lines(dead.cover), suspecting=True).met
