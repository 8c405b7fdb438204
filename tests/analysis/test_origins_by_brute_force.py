"""What rules ask of packets as they came, against an interpreter that remembers each one's port."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from fwlint.analysis.origin import MOST, answers
from fwlint.analysis.verdict import decide
from fwlint.model.addresses import AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PORT, ANY_STATE, NEW, Box
from fwlint.model.export import Direction
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.protocols import TCP, UDP
from fwlint.model.rule import Action, Rewrite, Rule
from fwlint.model.source import Span
from fwlint.model.tag import MOVED, AnyTest, Coming, OriginTest, Tag, TagTest
from tests.tiny import GRE, PACKETS, Tiny, holds, packet_sets

SPAN = Span("tiny", 1)
WITH_PORTS = PacketSet((Box(4, BitSet.of((TCP, UDP))),))
FIRST = PacketSet((Box(4, state=BitSet.of((NEW,))),))
QUERY = PacketSet.of(
    Box(
        4,
        BitSet.of((protocol,)),
        AddressSet(tuple((source, 0xFFFFFFFF) for source in range(4))),
        destination_port=ANY_PORT if protocol == GRE else IntervalSet(((0, 4),)),
        state=BitSet.of((NEW, NEW + 1)),
    )
    for protocol in (TCP, UDP, GRE)
)
ASKED = {
    f"came{number}": PacketSet((Box(4, BitSet.of((TCP, UDP)), destination_port=ports),))
    for number, ports in enumerate(
        IntervalSet.union((port, port + 1) for port in some)
        for size in (1, 2)
        for some in combinations(range(4), size)
    )
}


def questions() -> st.SearchStrategy[AnyTest]:
    origins = st.builds(
        lambda name: OriginTest(name, ASKED[name], ASKED[name]),
        st.sampled_from(sorted(ASKED)),
    )
    moved = st.builds(
        lambda negated: TagTest(f"moved {negated}", MOVED, MOVED, negated), st.booleans()
    )
    return origins | moved


def translating(most: int) -> st.SearchStrategy[Rule]:
    return st.builds(
        lambda packets, first, size: Rule(
            packets & WITH_PORTS & FIRST,
            Action.REWRITE,
            SPAN,
            "send",
            rewrite=Rewrite(None, IntervalSet(((first, first + size),))),
        ),
        packet_sets(),
        st.integers(0, 3),
        st.integers(1, most),
    )


def asking() -> st.SearchStrategy[Rule]:
    return st.builds(
        lambda packets, action, test: Rule(
            packets, action, SPAN, "ask", (test.condition,), tag_tests=(test,)
        ),
        packet_sets() | st.just(PacketSet((Box(4, state=ANY_STATE),))),
        st.sampled_from((Action.ACCEPT, Action.DENY)),
        questions(),
    )


def rulesets(most: int) -> st.SearchStrategy[dict[str, Policy]]:
    def policy(name: str, rules: list[Rule], default: Action) -> Policy:
        return Policy(name, tuple(rules), default, "default", SPAN)

    return st.builds(
        lambda sends, asks, default: {
            "nat": policy("nat", sends, Action.ACCEPT),
            "filter": policy("filter", asks, default),
        },
        st.lists(translating(most) | asking(), min_size=1, max_size=3),
        st.lists(asking(), min_size=1, max_size=4),
        st.sampled_from((Action.ACCEPT, Action.DENY)),
    )


def coming(policies: dict[str, Policy]) -> tuple[Coming, ...]:
    found = [
        test for policy in policies.values() for rule in policy.rules for test in rule.tag_tests
    ]
    origins = {test.condition: test for test in found if isinstance(test, OriginTest)}
    return (Coming(FIRST, Tag(known=MOVED), tuple(origins.values())),)


def ways(rule: Rule, came: Tiny, now: Tiny) -> set[bool]:
    if not holds(rule.packets, now):
        return {False}
    if came.state != NEW and rule.tag_tests:
        return {True, False}
    for test in rule.tag_tests:
        if isinstance(test, OriginTest):
            return {holds(test.surely, came)}
        assert isinstance(test, TagTest)
        return {(came != now) is not test.negated}
    return {True}


def ends(policy: Policy, came: Tiny, now: Tiny) -> Iterator[tuple[Action, Tiny]]:
    """Every end of a packet in a policy, with the packet as it then is."""
    for rule in policy.rules:
        matches = ways(rule, came, now)
        if True in matches and rule.rewrite:
            assert rule.rewrite.destination_port
            [(first, stop)] = rule.rewrite.destination_port.spans
            for port in range(first, stop):
                yield Action.ACCEPT, now._replace(destination_port=port)
        elif True in matches:
            yield rule.action, now
        if False not in matches:
            return
    yield policy.default, now


def fates(policies: dict[str, Policy], packet: Tiny) -> set[Action]:
    return {
        fate
        for end, now in ends(policies["nat"], packet, packet)
        for fate, _ in (
            ends(policies["filter"], packet, now) if end is Action.ACCEPT else [(end, now)]
        )
    }


@settings(max_examples=500)
@given(rulesets(most=2))
def test_open_and_closed_hold_for_no_packet_that_has_another_fate(
    policies: dict[str, Policy],
) -> None:
    verdict = decide(policies, ("nat", "filter"), QUERY, Direction.FORWARD, coming(policies))
    for packet in PACKETS:
        possible = fates(policies, packet)
        assert holds(verdict.open, packet) <= (possible == {Action.ACCEPT})
        assert holds(verdict.closed, packet) <= (possible == {Action.DENY})


@settings(max_examples=500)
@given(rulesets(most=1))
def test_what_the_first_packets_came_for_leaves_no_verdict_open(
    policies: dict[str, Policy],
) -> None:
    query = QUERY & FIRST
    verdict = decide(policies, ("nat", "filter"), query, Direction.FORWARD, coming(policies))
    assert not verdict.conditional
    for packet in PACKETS:
        if packet.state == NEW:
            expected = Action.ACCEPT if holds(verdict.open, packet) else Action.DENY
            assert fates(policies, packet) == {expected}


@given(st.lists(st.tuples(packet_sets(), packet_sets()), max_size=4))
def test_packets_are_told_apart_by_all_that_is_asked(
    asked: list[tuple[PacketSet, PacketSet]],
) -> None:
    questions = [
        OriginTest(str(number), surely, surely | more)
        for number, (surely, more) in enumerate(asked)
    ]
    groups = answers(QUERY, questions)
    for packet in PACKETS:
        expected = {
            (one.condition, holds(one.surely, packet))
            for one in questions
            if holds(one.surely, packet) or not holds(one.perhaps, packet)
        }
        assert [known for known, group in groups.items() if holds(group, packet)] == [expected]


def test_a_question_that_makes_too_many_groups_is_left_open() -> None:
    questions = [
        OriginTest(str(port), one, one)
        for port in range(2 * MOST)
        for one in [
            PacketSet(
                (Box(4, BitSet.of((TCP,)), destination_port=IntervalSet(((port, port + 1),))),)
            )
        ]
    ]
    groups = answers(PacketSet((Box(4),)), questions)
    assert len(groups) == MOST
    assert set.intersection(*(set(known) for known in groups)) == set()
    assert not any((str(2 * MOST - 1), True) in known for known in groups)
