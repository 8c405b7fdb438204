"""Tags against an interpreter that carries each packet's real tag through every rule."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from fwlint.analysis.verdict import decide
from fwlint.model.addresses import AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import UNTRACKED, Box
from fwlint.model.packetset import ANYTHING, PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span
from fwlint.model.tag import CONNECTION, PACKET, Coming, Tag, Tagging, TagTest
from tests.tiny import PACKETS, Tiny, holds, packet_sets

SPAN = Span("tiny", 1)
STAGES = ("first", "second")
BITS = (1, 2, 1 << 32, 2 << 32)
UNMARKED = (Coming(ANYTHING, Tag(known=PACKET | CONNECTION)),)


class Real(NamedTuple):
    """A tag with every bit of BITS as it is."""

    bits: int = 0
    untracked: bool = False


def masks() -> st.SearchStrategy[int]:
    return st.sampled_from((1, 1, 2, 3, 1 << 32, 1 << 32 | 1, 3 << 32))


def taggings(*, sure: bool) -> st.SearchStrategy[Tagging]:
    constants = st.builds(lambda clear, flip: Tagging(clear, clear & flip), masks(), masks())
    flips = st.builds(lambda flip: Tagging(flip=flip), masks())
    copies = st.builds(lambda copy: Tagging(clear=_counterpart(copy), copy=copy), masks())
    sure_ones = constants | constants | flips | copies
    losses = st.builds(lambda lose: Tagging(lose=lose), masks())
    kinds = [sure_ones] * 3 + ([] if sure else [losses])
    return st.sampled_from(kinds).flatmap(lambda kind: kind)


def asked() -> st.SearchStrategy[TagTest]:
    names = st.sampled_from(("t", "u"))
    return st.builds(
        lambda name, mask, value, negated: TagTest(name, mask, mask & value, negated),
        names,
        masks(),
        masks() | st.just(0),
        st.booleans(),
    )


def some_packets() -> st.SearchStrategy[PacketSet]:
    tracked = PacketSet((Box(4, state=BitSet.below(UNTRACKED)),))
    return st.sampled_from((ANYTHING, ANYTHING, ANYTHING, tracked)) | packet_sets()


def rules(targets: tuple[str, ...], *, sure: bool) -> st.SearchStrategy[Rule]:
    """Writing rules, which ask for tags now and then, and asking rules, which decide."""
    asking = [
        Action.ACCEPT,
        Action.DENY,
        Action.RETURN,
        *[Action.JUMP, Action.GOTO] * bool(targets),
    ]
    unsure = st.just(()) if sure else st.sampled_from(((), (), ("c",)))

    def rule(
        packets: PacketSet,
        action: Action,
        tests: list[TagTest],
        tagging: Tagging | None,
        target: str,
        more: tuple[str, ...],
    ) -> Rule:
        words = (*(test.condition for test in tests), *more)
        jumps = action in (Action.JUMP, Action.GOTO)
        aim = target if jumps else ""
        return Rule(
            packets, action, SPAN, "rule", words, aim, tag_tests=tuple(tests), tagging=tagging
        )

    def tests(least: int) -> st.SearchStrategy[list[TagTest]]:
        return st.lists(asked(), min_size=least, max_size=2, unique_by=lambda test: test.condition)

    target = st.sampled_from(targets or ("",))
    writing = st.builds(
        rule,
        some_packets(),
        st.just(Action.CONTINUE),
        tests(0),
        taggings(sure=sure),
        target,
        unsure,
    )
    deciding = st.builds(
        rule, some_packets(), st.sampled_from(asking), tests(1), st.none(), target, unsure
    )
    jumping = st.builds(
        rule, some_packets(), st.just(Action.JUMP), tests(0), st.none(), target, unsure
    )
    return writing | deciding | (jumping if targets else deciding)


def untracking() -> st.SearchStrategy[Rule]:
    tagging = Tagging(untrack=True)
    return st.builds(
        lambda packets: Rule(packets, Action.CONTINUE, SPAN, "rule", tagging=tagging),
        some_packets(),
    )


def rulesets(*, sure: bool) -> st.SearchStrategy[dict[str, Policy]]:
    def policies(name: str, *targets: str) -> st.SearchStrategy[Policy]:
        ends = (Action.ACCEPT, Action.DENY) if name in STAGES else (Action.RETURN,)
        return st.builds(
            lambda first, rules, default: Policy(name, (*first, *rules), default, "default", SPAN),
            st.lists(untracking(), max_size=0 if sure else 1),
            st.lists(rules(targets, sure=sure), min_size=1, max_size=5),
            st.sampled_from(ends),
        )

    return st.tuples(
        policies("deepest"),
        policies("deeper", "deepest"),
        policies("first", "deeper", "deepest"),
        policies("second", "deeper", "deepest"),
    ).map(lambda several: {policy.name: policy for policy in several})


def subsets(mask: int) -> Iterator[int]:
    yield from (sum(some) for some in product(*((0, bit) for bit in BITS if bit & mask)))


def _counterpart(bits: int) -> int:
    return bits >> 32 | (bits & PACKET) << 32


def written(real: Real, by: Tagging) -> Iterator[Real]:
    bits = (real.bits & ~by.clear) ^ by.flip ^ _counterpart(real.bits & by.copy)
    unsure = by.lose | (CONNECTION if by.untrack else 0)
    for some in subsets(unsure):
        yield Real(bits & ~unsure | some, real.untracked or by.untrack)


def ways(rule: Rule, packet: Tiny, real: Real) -> set[bool]:
    for test in rule.tag_tests:
        assert isinstance(test, TagTest)
        if ((real.bits & test.mask) == test.value) is test.negated:
            return {False}
    if not holds(rule.packets, packet):
        return {False}
    return {True, False} if "c" in rule.conditions else {True}


def ends(
    policies: dict[str, Policy], policy: Policy, packet: Tiny, real: Real
) -> set[tuple[Action, Real]]:
    """Every end that a packet may find in a policy, with its tag by then."""
    found: set[tuple[Action, Real]] = set()
    here = {real}
    for rule in policy.rules:
        further: set[Real] = set()
        for one in here:
            for matches in ways(rule, packet, one):
                if not matches:
                    further.add(one)
                elif rule.action is Action.CONTINUE:
                    assert rule.tagging
                    further.update(written(one, rule.tagging))
                elif rule.action in (Action.JUMP, Action.GOTO):
                    for end, then in ends(policies, policies[rule.target], packet, one):
                        if end is not Action.RETURN:
                            found.add((end, then))
                        elif rule.action is Action.JUMP:
                            further.add(then)
                        else:
                            found.add((policy.default, then))
                else:
                    returns = rule.action is Action.RETURN
                    found.add((policy.default if returns else rule.action, one))
        here = further
    return found | {(policy.default, one) for one in here}


def fates(policies: dict[str, Policy], packet: Tiny) -> set[Action]:
    possible: set[Action] = set()
    for end, real in ends(policies, policies["first"], packet, Real()):
        now = packet._replace(state=UNTRACKED) if real.untracked else packet
        second = ends(policies, policies["second"], now, real) if end is Action.ACCEPT else set()
        possible |= {end} if end is Action.DENY else {one for one, _ in second}
    return possible


TRIED = PACKETS[::9]
QUERY = PacketSet.of(
    Box(
        4,
        BitSet.of((one.protocol,)),
        AddressSet(((one.source, 0xFFFFFFFF),)),
        state=BitSet.of((one.state,)),
    )
    for one in TRIED
)


@settings(max_examples=500)
@given(rulesets(sure=False))
def test_open_and_closed_hold_for_no_packet_that_has_another_fate(
    policies: dict[str, Policy],
) -> None:
    verdict = decide(policies, STAGES, QUERY, tags=UNMARKED)
    for packet in TRIED:
        possible = fates(policies, packet)
        parts = [holds(part, packet) for part in (verdict.open, verdict.closed)]
        assert parts[0] <= (possible == {Action.ACCEPT})
        assert parts[1] <= (possible == {Action.DENY})
        assert sum(parts) + holds(verdict.conditional, packet) == 1


@settings(max_examples=300)
@given(rulesets(sure=True))
def test_constants_on_packets_that_come_without_a_tag_leave_no_verdict_open(
    policies: dict[str, Policy],
) -> None:
    verdict = decide(policies, STAGES, QUERY, tags=UNMARKED)
    assert not verdict.conditional
    for packet in TRIED:
        expected = Action.ACCEPT if holds(verdict.open, packet) else Action.DENY
        assert fates(policies, packet) == {expected}
