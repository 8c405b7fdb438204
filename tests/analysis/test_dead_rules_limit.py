"""A search for rules that would take too long says which of them it has not decided."""

from __future__ import annotations

from time import process_time

import pytest

from fwlint.analysis import below
from fwlint.analysis import dead_rules as search
from fwlint.analysis.flatten import DEPTH_LIMIT
from fwlint.model.addresses import AddressSet
from fwlint.model.box import Box
from fwlint.model.packetset import ANYTHING, PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

HOST, NETWORK = (AddressSet.wildcard(10 << 24, free, 4) for free in (0, 0xFF))


def test_rules_beyond_the_limit_are_named_and_not_called_dead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rules = tuple(
        Rule(ANYTHING, Action.ACCEPT, Span("rules", line), "accept") for line in range(1, 9)
    )
    policies = {"entry": Policy("entry", rules, Action.DENY, "", Span("rules"))}
    everything = search.dead_rules(policies, ["entry"])
    assert [one.rule.span.line for one in everything.dead] == [2, 3, 4, 5, 6, 7, 8]
    monkeypatch.setattr(search, "WORK_LIMIT", 0)
    limited = search.dead_rules(policies, ["entry"])
    assert limited.undecided
    decided = len(limited.dead) + len(limited.undecided)
    assert decided == 7


def test_needless_rules_beyond_the_limit_are_named_and_the_needed_ones_are_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rules = tuple(
        Rule(PacketSet((box,)), Action.ACCEPT, Span("rules", line), "accept")
        for line, box in enumerate((Box(4, source=HOST), Box(4, source=NETWORK), Box(6)), 1)
    )
    policies = {"entry": Policy("entry", rules, Action.DENY, "", Span("rules"))}
    deadness = search.dead_rules(policies, ["entry"])
    needless, undecided = below.needless_rules(policies, deadness)
    assert [one.rule.span.line for one in needless] == [1]
    assert not undecided
    monkeypatch.setattr(below, "WORK_LIMIT", 0)
    needless, undecided = below.needless_rules(policies, deadness)
    assert not needless
    assert [rule.span.line for _, rule in undecided] == [1]


@pytest.mark.parametrize("call", [Action.JUMP, Action.GOTO])
@pytest.mark.parametrize("first", [Action.RETURN, Action.ACCEPT])
def test_chains_nested_ten_thousand_deep_are_searched_as_far_as_anybody_calls_them(
    call: Action, first: Action
) -> None:
    def chain(number: int) -> Policy:
        box = Box(4, source=AddressSet.wildcard(10 << 24 | number, 0, 4))
        rules = (
            Rule(PacketSet((box,)), first, Span("rules", 2 * number), "first"),
            Rule(ANYTHING, call, Span("rules", 2 * number + 1), "call", target=f"c{number + 1}"),
        )
        default = Action.RETURN if number else Action.DENY
        return Policy(f"c{number}", rules, default, "", Span("rules"))

    policies = {f"c{number}": chain(number) for number in range(10_000)}
    policies["c10000"] = Policy("c10000", (), Action.RETURN, "", Span("rules"))
    start = process_time()

    found = search.dead_rules(policies, ["c0"])
    needless, undecided = below.needless_rules(policies, found)

    assert process_time() - start < 20
    assert not found.dead
    assert len(found.undecided) == 2 * (10_000 - 1 - DEPTH_LIMIT)
    assert not needless
    assert all(rule.action is Action.ACCEPT for _, rule in undecided)


def test_permits_of_many_chains_that_packets_may_leave_behind_them_are_named_in_linear_time() -> (
    None
):
    def box(number: int) -> PacketSet:
        return PacketSet((Box(4, source=AddressSet.wildcard(10 << 24 | number, 0, 4)),))

    def chain(number: int) -> Policy:
        rules = (
            Rule(box(number), Action.ACCEPT, Span("rules", 3 * number + 1), "accept"),
            Rule(ANYTHING, Action.RETURN, Span("rules", 3 * number + 2), "return"),
        )
        return Policy(f"c{number}", rules, Action.RETURN, "", Span("rules"))

    calls = tuple(
        Rule(box(number), Action.JUMP, Span("rules", 3 * number), "call", target=f"c{number}")
        for number in range(10_000)
    )
    policies = {"entry": Policy("entry", calls, Action.DENY, "", Span("rules"))}
    policies |= {f"c{number}": chain(number) for number in range(10_000)}
    start = process_time()

    needless, undecided = below.needless_rules(policies, search.dead_rules(policies, ["entry"]))

    assert process_time() - start < 20
    assert not needless
    assert undecided
    assert {rule.action for _, rule in undecided} == {Action.ACCEPT}
