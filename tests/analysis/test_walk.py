"""The walk through chains: what it names when it cannot go on, and that it always ends."""

from __future__ import annotations

from functools import partialmethod

import pytest

from fwlint.analysis.verdict import Kind, decide
from fwlint.analysis.walk import Walk
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import ANYTHING, PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span
from fwlint.model.tag import Coming, Tag, Tagging, TagTest

SPAN = Span("rules", 1)
QUERY = PacketSet((parse_packet("tcp 192.0.2.1:50000 > 192.0.2.2:80"),))

TO_ANY_PORT = PacketSet((parse_packet("tcp 192.0.2.1 > 192.0.2.2"),))
MARK_80 = TagTest("mark 80", mask=0xFF, value=80)


def rule(action: Action, target: str = "", *, conditions: tuple[str, ...] = ()) -> Rule:
    return Rule(ANYTHING, action, SPAN, action.value, conditions, target)


def policy(name: str, *rules: Rule, default: Action = Action.RETURN) -> Policy:
    return Policy(name, rules, default, "default", SPAN)


def test_a_jump_to_nowhere_makes_the_verdict_conditional_and_names_the_target() -> None:
    base = policy("base", rule(Action.JUMP, "gone"), default=Action.ACCEPT)
    verdict = decide({"base": base}, ("base",), QUERY)
    assert verdict.kind is Kind.CONDITIONAL
    assert verdict.conditions(QUERY) == ("jump to 'gone', which the export does not define",)


def test_a_loop_makes_the_verdict_conditional_and_names_the_way_back() -> None:
    policies = {
        "base": policy("base", rule(Action.JUMP, "one"), default=Action.DENY),
        "one": policy("one", rule(Action.JUMP, "two")),
        "two": policy("two", rule(Action.GOTO, "one")),
    }
    verdict = decide(policies, ("base",), QUERY)
    assert verdict.kind is Kind.CONDITIONAL
    assert "jump to 'one', which leads back here" in verdict.conditions(QUERY)


def test_ten_thousand_nested_chains_are_walked() -> None:
    policies = {
        f"c{n}": policy(f"c{n}", rule(Action.JUMP, f"c{n + 1}"), default=Action.RETURN)
        for n in range(10_000)
    }
    policies["c10000"] = policy("c10000", rule(Action.DENY))
    policies["c0"] = policy("c0", *policies["c0"].rules, default=Action.ACCEPT)
    assert decide(policies, ("c0",), QUERY).kind is Kind.CLOSED


def test_a_walk_beyond_the_work_limit_is_undecided_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Walk, "__init__", partialmethod(Walk.__init__, limit=10))
    base = policy("base", *[rule(Action.CONTINUE)] * 20, default=Action.ACCEPT)
    verdict = decide({"base": base}, ("base",), QUERY)
    assert verdict.kind is Kind.CONDITIONAL
    assert verdict.conditions(QUERY) == ("not decided within the work limit",)


def test_chains_that_call_each_other_exponentially_often_end_at_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Walk, "__init__", partialmethod(Walk.__init__, limit=20_000))
    policies = {
        f"c{n}": policy(f"c{n}", rule(Action.JUMP, f"c{n + 1}"), rule(Action.JUMP, f"c{n + 1}"))
        for n in range(40)
    }
    policies["c40"] = policy("c40")
    policies["base"] = policy("base", rule(Action.JUMP, "c0"), default=Action.ACCEPT)
    assert decide(policies, ("base",), QUERY).kind is Kind.CONDITIONAL


def test_many_conditional_jumps_do_not_multiply_the_packets() -> None:
    jumps = [rule(Action.JUMP, "log", conditions=(f"limit {n}",)) for n in range(60)]
    policies = {
        "base": policy("base", *jumps, rule(Action.ACCEPT), default=Action.DENY),
        "log": policy("log", rule(Action.CONTINUE)),
    }
    assert decide(policies, ("base",), QUERY).kind is Kind.OPEN


def test_an_empty_set_of_packets_has_no_verdict() -> None:
    with pytest.raises(ValueError, match="has no verdict"):
        decide({}, (), PacketSet())


def test_a_stage_that_the_export_lacks_lets_everything_through() -> None:
    assert decide({}, ("raw/PREROUTING",), QUERY).kind is Kind.OPEN


@pytest.mark.parametrize("length", [1, 100])
def test_a_disabled_rule_decides_nothing_however_often_a_policy_is_asked(length: int) -> None:
    others = PacketSet((parse_packet("tcp 192.0.2.1:50000 > 192.0.2.2:81"),))
    rules = [Rule(others, Action.DENY, SPAN, "") for _ in range(length)]
    disabled = Rule(ANYTHING, Action.DENY, SPAN, "", enabled=False)
    base = policy("base", *rules, disabled, rule(Action.ACCEPT), default=Action.DENY)
    kinds = {decide({"base": base}, ("base",), QUERY).kind for _ in range(10)}
    assert kinds == {Kind.OPEN}


def test_more_tags_than_are_told_apart_make_what_asks_for_them_a_condition() -> None:
    ports = (PacketSet((parse_packet(f"tcp 192.0.2.1 > 192.0.2.2:{n}"),)) for n in range(1, 99))
    marks = [
        Rule(packets, Action.CONTINUE, SPAN, "mark", tagging=Tagging(clear=0xFF, flip=number))
        for number, packets in enumerate(ports, 1)
    ]
    asks = Rule(ANYTHING, Action.ACCEPT, SPAN, "ask", ("mark 80",), tag_tests=(MARK_80,))
    unmarked = (Coming(ANYTHING, Tag(known=0xFF)),)

    def undecided(marks: list[Rule], packets: PacketSet) -> PacketSet:
        base = policy("base", *marks, asks, default=Action.DENY)
        return decide({"base": base}, ("base",), packets, tags=unmarked).conditional

    assert not undecided(marks[:40], TO_ANY_PORT)
    assert not undecided(marks, QUERY)
    assert undecided(marks, TO_ANY_PORT)
