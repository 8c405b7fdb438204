"""Dead and needless rules where chains call each other: what the judges found wrong once."""

from __future__ import annotations

from fwlint.analysis.below import needless_rules
from fwlint.analysis.dead_rules import DeadRule, dead_rules
from fwlint.model.bitset import BitSet
from fwlint.model.box import Box
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.protocols import TCP, UDP
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

TCP_PACKETS, UDP_PACKETS, BOTH = (
    PacketSet((Box(4, BitSet.of(protocols)),)) for protocols in ((TCP,), (UDP,), (TCP, UDP))
)


def rule(
    line: int, packets: PacketSet, action: Action, target: str = "", condition: str = ""
) -> Rule:
    conditions = (condition,) if condition else ()
    return Rule(packets, action, Span("rules", line), "", conditions, target)


def chains(
    entry: list[Rule], default: Action = Action.DENY, **called: list[Rule]
) -> dict[str, Policy]:
    policies = {"entry": Policy("entry", tuple(entry), default, "", Span("rules"))}
    for name, rules in called.items():
        policies[name] = Policy(name, tuple(rules), Action.RETURN, "", Span("rules"))
    return policies


def dead(policies: dict[str, Policy]) -> dict[int, DeadRule]:
    found = dead_rules(policies, ["entry"]).dead
    return {one.rule.span.line: one for one in found if not one.conditional}


def cover(policies: dict[str, Policy], line: int) -> list[int]:
    return [one.span.line for one in dead(policies)[line].cover]


def needless(policies: dict[str, Policy]) -> set[int]:
    return {
        one.rule.span.line
        for one in needless_rules(
            policies, dead_rules(policies, ["entry"]), (Action.ACCEPT, Action.DENY)
        )[0]
    }


def test_a_goto_in_a_chain_that_a_condition_calls_kills_nothing() -> None:
    policies = chains(
        [
            rule(1, TCP_PACKETS, Action.JUMP, "a", condition="in office hours"),
            rule(2, TCP_PACKETS, Action.ACCEPT),
        ],
        a=[rule(3, TCP_PACKETS, Action.GOTO, "b")],
        b=[rule(4, TCP_PACKETS, Action.ACCEPT)],
    )
    assert not dead(policies)


def test_what_is_dead_whichever_way_a_conditional_goto_turns_out_is_not_called_dead() -> None:
    policies = chains(
        [rule(1, TCP_PACKETS, Action.JUMP, "a"), rule(2, TCP_PACKETS, Action.DENY)],
        a=[
            rule(3, TCP_PACKETS, Action.GOTO, "b", condition="in office hours"),
            rule(4, TCP_PACKETS, Action.ACCEPT),
        ],
        b=[rule(5, TCP_PACKETS, Action.ACCEPT)],
    )
    assert not dead_rules(policies, ["entry"]).dead


def test_what_stands_behind_a_decision_of_a_chain_that_a_condition_calls_has_no_say() -> None:
    policies = chains(
        [
            rule(1, TCP_PACKETS, Action.ACCEPT),
            rule(2, TCP_PACKETS, Action.JUMP, "a", condition="in office hours"),
        ],
        default=Action.ACCEPT,
        a=[rule(3, TCP_PACKETS, Action.ACCEPT), rule(4, TCP_PACKETS, Action.DENY)],
    )
    assert needless(policies) == {1}


def test_what_a_goto_took_comes_to_no_chain_that_is_called_behind_it() -> None:
    policies = chains(
        [rule(1, BOTH, Action.GOTO, "a"), rule(2, BOTH, Action.GOTO, "b")],
        a=[rule(3, UDP_PACKETS, Action.ACCEPT)],
        b=[rule(4, TCP_PACKETS, Action.ACCEPT)],
    )
    assert dead(policies).keys() == {2, 4}
    assert cover(policies, 4) == [1]


def test_the_one_rule_that_covers_on_every_way_is_the_cover() -> None:
    policies = chains(
        [
            rule(1, UDP_PACKETS, Action.JUMP, "a", condition="in office hours"),
            rule(2, UDP_PACKETS, Action.ACCEPT),
            rule(3, BOTH, Action.JUMP, "a"),
        ],
        a=[rule(4, BOTH, Action.ACCEPT), rule(5, UDP_PACKETS, Action.ACCEPT)],
    )
    assert cover(policies, 5) == [4]


def test_a_rule_of_a_chain_that_is_called_twice_does_not_follow_itself() -> None:
    policies = chains(
        [rule(1, BOTH, Action.JUMP, "a"), rule(2, BOTH, Action.JUMP, "a")],
        default=Action.ACCEPT,
        a=[rule(3, TCP_PACKETS, Action.DENY)],
    )
    assert not needless(policies)


def test_what_returns_before_a_follower_is_left_to_the_default() -> None:
    policies = chains(
        [
            rule(1, BOTH, Action.DENY),
            rule(2, UDP_PACKETS, Action.RETURN),
            rule(3, BOTH, Action.DENY),
        ],
    )
    found, _ = needless_rules(policies, dead_rules(policies, ["entry"]), (Action.DENY,))
    assert [(one.rule.span.line, one.by_default) for one in found] == [(1, True)]


def test_a_goto_to_a_chain_that_returns_all_leaves_the_rest_to_the_default() -> None:
    policies = chains(
        [
            rule(1, TCP_PACKETS, Action.ACCEPT),
            rule(2, TCP_PACKETS, Action.GOTO, "nothing"),
            rule(3, TCP_PACKETS, Action.DENY, condition="in office hours"),
        ],
        default=Action.ACCEPT,
        nothing=[],
    )
    assert needless(policies) == {1}


def test_a_chain_that_a_goto_has_left_may_be_called_again() -> None:
    policies = chains(
        [rule(1, TCP_PACKETS, Action.JUMP, "a"), rule(2, TCP_PACKETS, Action.JUMP, "a")],
        default=Action.ACCEPT,
        a=[rule(3, TCP_PACKETS, Action.GOTO, "b")],
        b=[rule(4, TCP_PACKETS, Action.ACCEPT)],
    )
    assert needless(policies) == {4}
