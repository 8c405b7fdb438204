"""Dead rules of generated access lists against binary decision diagrams, one by one."""

from __future__ import annotations

from functools import cache
from itertools import takewhile

import pytest

from fwlint.analysis.dead_rules import DeadRule, Relation, dead_rules
from fwlint.model.rule import Rule
from tools.bench.bdd import Diagrams, dead_lines
from tools.bench.families import FAMILIES, Ruleset, ruleset

pytestmark = pytest.mark.judge

SEEDS = range(3)
SIZE = 3000
FEW = 400
"""Rules of the lists in which every earlier rule is tried as the only cover of every dead one."""

families = pytest.mark.parametrize("family", FAMILIES)
seeds = pytest.mark.parametrize("seed", SEEDS)


@cache
def found(family: str, size: int, seed: int) -> tuple[Ruleset, tuple[DeadRule, ...]]:
    rules = ruleset(family, size, seed)
    deadness = dead_rules({family: rules.policy}, [family])
    assert not deadness.undecided
    return rules, deadness.dead


def lines(cover: tuple[Rule, ...]) -> tuple[int, ...]:
    return tuple(rule.span.line for rule in cover)


@families
@seeds
def test_the_same_rules_are_dead(family: str, seed: int) -> None:
    rules, dead = found(family, SIZE, seed)
    assert {one.rule.span.line for one in dead} == dead_lines(rules.policy.rules)
    assert not any(one.conditional for one in dead)


@families
@seeds
def test_each_cover_takes_every_packet_and_needs_each_of_its_rules(family: str, seed: int) -> None:
    _, dead = found(family, SIZE, seed)
    diagrams = Diagrams()
    for one in dead:
        rule, cover = diagrams.of(one.rule), [diagrams.of(member) for member in one.cover]
        assert (rule & ~diagrams.union(cover)) == diagrams.none
        for index in range(len(cover)):
            others = diagrams.union(cover[:index] + cover[index + 1 :])
            assert (rule & ~others) != diagrams.none


@families
@seeds
def test_a_union_is_named_only_where_no_rule_alone_covers(family: str, seed: int) -> None:
    rules, dead = found(family, FEW, seed)
    diagrams = Diagrams()
    packets = {rule.span.line: diagrams.of(rule) for rule in rules.policy.rules}
    living = [line for line in packets if line not in {one.rule.span.line for one in dead}]
    for one in dead:
        line = one.rule.span.line
        alone = [
            earlier
            for earlier in takewhile(line.__gt__, living)
            if (packets[line] & ~packets[earlier]) == diagrams.none
        ]
        assert (len(one.cover) == 1) == bool(alone)


@families
@seeds
def test_the_relation_tells_whether_the_cover_decides_the_same(family: str, seed: int) -> None:
    _, dead = found(family, SIZE, seed)
    for one in dead:
        same = all(member.action is one.rule.action for member in one.cover)
        assert one.relation is (Relation.REDUNDANT if same else Relation.SHADOWED)


@seeds
@pytest.mark.parametrize("family", ["sparse", "one pair, ports", "wildcards", "IPv6"])
def test_planted_covers_are_named_line_by_line(family: str, seed: int) -> None:
    """Where rules hardly overlap by chance, nothing but what was planted covers the planted."""
    rules, dead = found(family, SIZE, seed)
    covers = {one.rule.span.line: lines(one.cover) for one in dead}
    named = {line: covers[line] for line in rules.planted}
    living = {
        line: cover for line, cover in rules.planted.items() if not set(cover) & covers.keys()
    }
    assert {line: named[line] for line in living} == living
