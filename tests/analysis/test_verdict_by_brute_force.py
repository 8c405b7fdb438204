"""Verdicts against an interpreter that tries every packet and every way conditions may turn out."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from fwlint.analysis.verdict import decide
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy, Resolution
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span
from tests.tiny import PACKETS, Tiny, holds, packet_sets

Fates = frozenset[Action]
CHAINS = ("deepest", "deeper")
SPAN = Span("tiny", 1)


def rules(targets: tuple[str, ...]) -> st.SearchStrategy[Rule]:
    actions = [Action.ACCEPT, Action.DENY, Action.CONTINUE, Action.RETURN, Action.UNKNOWN]
    jumps = [Action.JUMP, Action.GOTO] if targets else []
    return st.builds(
        lambda packets, action, target, conditional, enabled: Rule(
            packets,
            action,
            SPAN,
            "rule",
            conditions=("c",) if conditional or action is Action.UNKNOWN else (),
            target=target if action in (Action.JUMP, Action.GOTO) else "",
            enabled=enabled,
        ),
        packet_sets(),
        st.sampled_from(actions + jumps),
        st.sampled_from(targets or ("",)),
        st.booleans(),
        st.sampled_from([True, True, True, False]),
    )


def policies(
    name: str, targets: tuple[str, ...], defaults: tuple[Action, ...]
) -> st.SearchStrategy[Policy]:
    return st.builds(
        lambda rules, default: Policy(name, tuple(rules), default, "default", SPAN),
        st.lists(rules(targets), max_size=4),
        st.sampled_from(defaults),
    )


def rulesets() -> st.SearchStrategy[dict[str, Policy]]:
    ends = (Action.ACCEPT, Action.DENY)
    return st.tuples(
        policies("deepest", (), (Action.RETURN,)),
        policies("deeper", ("deepest",), (Action.RETURN,)),
        policies("first", CHAINS, ends),
        policies("second", CHAINS, ends),
    ).map(lambda several: {policy.name: policy for policy in several})


def fates(policies: dict[str, Policy], policy: Policy, packet: Tiny) -> Fates:
    """Every fate the packet may have: the conditions of each rule may hold or not."""
    possible: set[Action] = set()
    for rule in policy.rules:
        if not rule.enabled or not holds(rule.packets, packet):
            continue
        if rule.action is Action.CONTINUE:
            continue
        if rule.action in (Action.JUMP, Action.GOTO):
            inside = fates(policies, policies[rule.target], packet)
            falls_through = Action.RETURN in inside
            possible |= inside - {Action.RETURN}
            if falls_through and rule.action is Action.GOTO:
                possible.add(policy.default)
            if not rule.conditions and not (falls_through and rule.action is Action.JUMP):
                return frozenset(possible)
            continue
        possible.add(policy.default if rule.action is Action.RETURN else rule.action)
        if not rule.conditions:
            return frozenset(possible)
    return frozenset(possible | {policy.default})


@settings(max_examples=400)
@given(rulesets(), packet_sets().filter(bool))
def test_open_and_closed_hold_for_exactly_the_packets_with_one_fate(
    policies: dict[str, Policy], query: PacketSet
) -> None:
    verdict = decide(policies, ("first", "second"), query)
    for packet in PACKETS:
        first = fates(policies, policies["first"], packet)
        second = fates(policies, policies["second"], packet)
        lost = Action.UNKNOWN in first or (Action.ACCEPT in first and Action.UNKNOWN in second)
        may_pass = lost or (Action.ACCEPT in first and Action.ACCEPT in second)
        may_fail = (
            lost or Action.DENY in first or (Action.ACCEPT in first and Action.DENY in second)
        )
        asked = holds(query, packet)
        assert holds(verdict.open, packet) == (asked and not may_fail)
        assert holds(verdict.closed, packet) == (asked and not may_pass)
        assert holds(verdict.conditional, packet) == (asked and may_pass and may_fail)


@settings(max_examples=200)
@given(
    st.lists(
        st.builds(
            lambda packets, action, conditional: Rule(
                packets, action, SPAN, "rule", ("c",) if conditional else ()
            ),
            packet_sets(),
            st.sampled_from([Action.BYPASS, Action.DENY, Action.ACCEPT]),
            st.booleans(),
        ),
        max_size=5,
    ),
    st.randoms(use_true_random=False),
)
def test_where_denials_override_the_order_of_rules_means_nothing(
    rules: list[Rule], random: Random
) -> None:
    query = PacketSet.of(box for rule in rules for box in rule.packets)
    if not query:
        return
    shuffled = list(rules)
    random.shuffle(shuffled)
    verdicts = [
        decide(
            {"P": Policy("P", tuple(order), Action.DENY, "d", SPAN, Resolution.DENY_OVERRIDES)},
            ("P",),
            query,
        )
        for order in (rules, shuffled)
    ]
    for packet in PACKETS:
        assert holds(verdicts[0].open, packet) == holds(verdicts[1].open, packet)
        assert holds(verdicts[0].closed, packet) == holds(verdicts[1].closed, packet)
