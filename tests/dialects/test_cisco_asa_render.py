"""Rules written as ASA entries, and read again: the same packets, the same fate."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwlint.dialects.cisco.asa import DIALECT
from fwlint.dialects.cisco.asa.render import RENDERER
from fwlint.dialects.rendering import CannotRenderError, renderers
from fwlint.dialects.source import read_source
from fwlint.model import box as space
from fwlint.model import protocols
from fwlint.model.addresses import EVERYWHERE, AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PORT, Box
from fwlint.model.export import Direction, Export
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

PLACE = Span("device.cfg", 1)
ipv4 = st.just(EVERYWHERE) | st.lists(
    st.builds(
        lambda base, free: AddressSet.wildcard(base, free, 4),
        st.integers(0, 2**32 - 1),
        st.sampled_from([0, 0xFF, 0xFFFF, 0x00FF00FF]),
    ),
    min_size=1,
    max_size=2,
).map(AddressSet.union)
ipv6 = st.just(EVERYWHERE) | st.builds(
    lambda base, bits: AddressSet.wildcard(base, (1 << bits) - 1, 6),
    st.integers(0, 2**128 - 1),
    st.sampled_from([0, 64, 80]),
)
ports = st.just(ANY_PORT) | st.lists(
    st.tuples(st.integers(0, 65535), st.sampled_from([1, 1, 2, 300])), min_size=1, max_size=4
).map(lambda spans: IntervalSet.union((a, min(a + n, 65536)) for a, n in spans))
messages = st.just(space.ANY_ICMP) | st.tuples(st.integers(0, 600), st.integers(1, 300)).map(
    lambda one: IntervalSet(((one[0], one[0] + one[1]),))
)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    family = draw(st.sampled_from([4, 6]))
    icmp = protocols.ICMP if family == 4 else protocols.ICMPV6
    kind = draw(st.sampled_from([None, protocols.TCP, protocols.UDP, protocols.SCTP, 47, icmp]))
    with_ports = kind in protocols.WITH_PORTS if kind else False
    addresses = ipv4 if family == 4 else ipv6
    return Box(
        family,
        protocol=space.ANY_PROTOCOL if kind is None else BitSet.of((kind,)),
        source=draw(addresses),
        destination=draw(addresses),
        source_port=draw(ports) if with_ports else ANY_PORT,
        destination_port=draw(ports) if with_ports else ANY_PORT,
        icmp=draw(messages) if kind == icmp else space.ANY_ICMP,
    )


def rule_of(*packets: Box, action: Action = Action.ACCEPT) -> Rule:
    return Rule(PacketSet(packets), action, PLACE, "")


def written(*rules: Rule, default: Action = Action.DENY) -> Export:
    policy = Policy("EDGE", rules, default, "", PLACE)
    return DIALECT.parse(read_source("device.cfg", RENDERER.export({"EDGE": policy})))


@given(boxes(), st.sampled_from([Action.ACCEPT, Action.DENY]))
def test_what_is_written_reads_as_the_same_packets(box: Box, action: Action) -> None:
    export = written(rule_of(box, action=action))
    assert not export.diagnostics
    rules = export.policies["EDGE"].rules
    packets = PacketSet(tuple(one for rule in rules for one in rule.packets))
    assert packets.covers(PacketSet((box,)))
    assert PacketSet((box,)).covers(packets)
    assert {(rule.action, rule.conditions) for rule in rules} == {(action, ())}


def test_a_rule_is_written_as_the_device_prints_it() -> None:
    web = Box(
        4,
        protocol=BitSet.of((protocols.TCP,)),
        source=AddressSet.wildcard(0x0A140000, 0xFFFF, 4),
        destination=AddressSet.wildcard(0xC0000205, 0, 4),
        destination_port=IntervalSet(((443, 444), (8080, 8082))),
        state=BitSet.of((space.NEW,)),
        fragment=BitSet.of((space.WHOLE,)),
    )
    assert RENDERER.policy(Direction.FORWARD) == "FILTER"
    assert RENDERER.rule(rule_of(web), "outside_in") == (
        "access-list outside_in extended permit tcp 10.20.0.0 255.255.0.0 host 192.0.2.5 eq 443",
        "access-list outside_in extended permit tcp 10.20.0.0 255.255.0.0 host 192.0.2.5"
        " range 8080 8081",
    )


def test_a_rule_that_is_not_enabled_stays_so() -> None:
    (rule,) = written(replace(rule_of(Box(4)), enabled=False)).policies["EDGE"].rules
    assert not rule.enabled


def test_a_time_range_is_kept_and_a_foreign_condition_refused() -> None:
    nightly = replace(rule_of(Box(6)), conditions=("time-range NIGHT",))
    (rule,) = written(nightly).policies["EDGE"].rules
    assert rule.conditions == nightly.conditions
    with pytest.raises(CannotRenderError, match="limit"):
        RENDERER.rule(replace(nightly, conditions=("-m limit --limit 5/min",)), "EDGE")


TCP = Box(4, protocol=BitSet.of((protocols.TCP,)))


@pytest.mark.parametrize(
    ("box", "said"),
    [
        (TCP._replace(tcp_flags=space.tcp_flags(space.SYN, space.SYN)), "TCP flags"),
        (TCP._replace(fragment=BitSet.of((space.FRAGMENT,))), "fragments"),
        (TCP._replace(in_interface=space.interface("outside")), "interface"),
        (TCP._replace(state=BitSet.of((space.ESTABLISHED,))), "new connections"),
        (TCP._replace(protocol=BitSet.of((protocols.ICMPV6,))), "takes protocol 58"),
    ],
)
def test_what_no_entry_says_is_refused(box: Box, said: str) -> None:
    with pytest.raises(CannotRenderError, match=said):
        RENDERER.rule(rule_of(box), "EDGE")


def test_a_list_s_default_is_written_where_it_is_not_implied() -> None:
    accepting = written(rule_of(Box(4), action=Action.DENY), default=Action.ACCEPT)
    assert [one.action for one in accepting.policies["EDGE"].rules] == [Action.DENY, Action.ACCEPT]
    assert [one.action for one in written().policies["EDGE"].rules] == [Action.DENY]


def test_the_dialect_is_among_those_that_rules_are_written_in() -> None:
    assert renderers()["cisco-asa"] is RENDERER


def test_the_dialect_is_known_before_any_grammar_is_loaded() -> None:
    code = "import sys, fwlint.dialects.cisco.asa as a; sys.exit('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
