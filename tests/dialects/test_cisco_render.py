"""Rules written as access lists, and read again: the same packets, the same fate."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwlint.dialects.cisco import ios, iosxr, nxos
from fwlint.dialects.cisco.ios import render as ios_render
from fwlint.dialects.cisco.iosxr import render as iosxr_render
from fwlint.dialects.cisco.nxos import render as nxos_render
from fwlint.dialects.dialect import Dialect
from fwlint.dialects.rendering import CannotRenderError, Renderer
from fwlint.dialects.source import read_source
from fwlint.model import box as space
from fwlint.model import protocols
from fwlint.model.addresses import EVERYWHERE, AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PORT, Box
from fwlint.model.export import Export
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

READERS: dict[str, Dialect] = {one.DIALECT.name: one.DIALECT for one in (ios, nxos, iosxr)}
WRITERS: dict[str, Renderer] = {
    "cisco-ios": ios_render.RENDERER,
    "cisco-nxos": nxos_render.RENDERER,
    "cisco-iosxr": iosxr_render.RENDERER,
}
PLACE = Span("device.cfg", 1)
DIALECTS = pytest.mark.parametrize("dialect", ["cisco-ios", "cisco-nxos", "cisco-iosxr"])

ipv4 = st.just(EVERYWHERE) | st.builds(
    lambda base, free: AddressSet.wildcard(base, free, 4),
    st.integers(0, 2**32 - 1),
    st.sampled_from([0, 0xFF, 0xFFFF, 0x00FF00FF]),
)
ipv6 = st.just(EVERYWHERE) | st.builds(
    lambda base, bits: AddressSet.wildcard(base, (1 << bits) - 1, 6),
    st.integers(0, 2**128 - 1),
    st.sampled_from([0, 64, 80]),
)
ports = st.just(ANY_PORT) | st.lists(
    st.tuples(st.integers(0, 65535), st.sampled_from([1, 1, 2, 300])), min_size=1, max_size=5
).map(lambda spans: IntervalSet.union((a, min(a + n, 65536)) for a, n in spans))
messages = st.just(space.ANY_ICMP) | st.tuples(st.integers(0, 255), st.integers(0, 255)).map(
    lambda one: IntervalSet(((256 * one[0] + one[1], 256 * one[0] + one[1] + 1),))
)
flags = st.sampled_from(
    [
        space.ANY_TCP_FLAGS,
        space.any_tcp_flag(space.ACK | space.RST),
        space.tcp_flags(space.SYN, space.SYN),
        space.tcp_flags(space.SYN | space.ACK, space.SYN | space.ACK),
    ]
)
actions = st.sampled_from([Action.ACCEPT, Action.DENY])


@st.composite
def boxes(draw: st.DrawFn, family: int) -> Box:
    kind = draw(st.sampled_from([None, protocols.TCP, protocols.UDP, 47, 1 if family == 4 else 58]))
    with_ports = kind in (protocols.TCP, protocols.UDP)
    addresses = ipv4 if family == 4 else ipv6
    box = Box(
        family,
        protocol=space.ANY_PROTOCOL if kind is None else BitSet.of((kind,)),
        source=draw(addresses),
        destination=draw(addresses),
        source_port=draw(ports) if with_ports else ANY_PORT,
        destination_port=draw(ports) if with_ports else ANY_PORT,
        icmp=draw(messages) if kind in (1, 58) else space.ANY_ICMP,
        tcp_flags=draw(flags) if kind == protocols.TCP else space.ANY_TCP_FLAGS,
    )
    whole = box._replace(fragment=BitSet.of((space.WHOLE,)))
    header = (box.source_port, box.destination_port, box.icmp, box.tcp_flags)
    plain = header == (ANY_PORT, ANY_PORT, space.ANY_ICMP, space.ANY_TCP_FLAGS)
    later = box._replace(fragment=BitSet.of((space.FRAGMENT,)))
    return draw(st.sampled_from([box, later])) if plain else whole


def later_fragments(box: Box) -> Box:
    return Box(
        box.family,
        box.protocol,
        box.source,
        box.destination,
        fragment=BitSet.of((space.FRAGMENT,)),
    )


def read_again(dialect: str, policy: Policy) -> Export:
    text = WRITERS[dialect].export({policy.name: policy})
    return READERS[dialect].parse(read_source("device.cfg", text))


def rule_of(*packets: Box, action: Action = Action.ACCEPT) -> Rule:
    return Rule(PacketSet(packets), action, PLACE, "")


@DIALECTS
@given(box=boxes(4) | boxes(6), action=actions)
def test_what_is_written_reads_as_the_same_packets(dialect: str, box: Box, action: Action) -> None:
    brings_fragments = action is Action.ACCEPT and space.FRAGMENT not in box.fragment
    said = PacketSet((box, later_fragments(box)) if brings_fragments else (box,))
    rule = Rule(said, action, PLACE, "")
    export = read_again(dialect, Policy("EDGE", (rule,), Action.DENY, "", PLACE))
    assert not export.diagnostics
    rules = [one for one in export.policies["EDGE"].rules if not one.name]
    read = PacketSet(tuple(b for r in rules for b in r.packets if r.action is action))
    assert read.covers(said)
    if action is Action.ACCEPT or box.family == 4:
        assert said.covers(read)  # an IPv6 list ends with a deny before its implicit permits


@pytest.mark.parametrize(
    ("dialect", "lines"),
    [
        (
            "cisco-ios",
            (
                "ip access-list extended EDGE",
                " permit tcp 10.20.0.0 0.0.255.255 host 192.0.2.5 eq 80 443",
                " permit tcp 10.20.0.0 0.0.255.255 host 192.0.2.5 range 8000 8010",
            ),
        ),
        (
            "cisco-nxos",
            (
                "ip access-list EDGE",
                " permit tcp 10.20.0.0/16 host 192.0.2.5 eq 80",
                " permit tcp 10.20.0.0/16 host 192.0.2.5 eq 443",
                " permit tcp 10.20.0.0/16 host 192.0.2.5 range 8000 8010",
            ),
        ),
        (
            "cisco-iosxr",
            (
                "ipv4 access-list EDGE",
                " permit tcp 10.20.0.0/16 host 192.0.2.5 eq 80",
                " permit tcp 10.20.0.0/16 host 192.0.2.5 eq 443",
                " permit tcp 10.20.0.0/16 host 192.0.2.5 range 8000 8010",
            ),
        ),
    ],
)
def test_a_rule_is_written_as_people_write_it(dialect: str, lines: tuple[str, ...]) -> None:
    web = Box(
        4,
        protocol=BitSet.of((protocols.TCP,)),
        source=AddressSet.wildcard(0x0A140000, 0xFFFF, 4),
        destination=AddressSet.wildcard(0xC0000205, 0, 4),
        destination_port=IntervalSet(((80, 81), (443, 444), (8000, 8011))),
        fragment=BitSet.of((space.WHOLE,)),
    )
    assert WRITERS[dialect].rule(rule_of(web, later_fragments(web)), "EDGE") == lines


@DIALECTS
def test_a_condition_of_the_platform_is_kept_and_a_foreign_one_refused(dialect: str) -> None:
    written = WRITERS[dialect]
    marked = replace(rule_of(Box(4)), conditions=("dscp ef",))
    assert written.rule(marked, "EDGE")[1].endswith(" any any dscp ef")
    with pytest.raises(CannotRenderError, match="limit"):
        written.rule(replace(marked, conditions=("-m limit --limit 5/min",)), "EDGE")


@DIALECTS
@pytest.mark.parametrize(
    "rule",
    [
        rule_of(Box(4, state=BitSet.of((space.NEW,)))),
        rule_of(Box(4), action=Action.JUMP),
        rule_of(Box(4, protocol=BitSet.of((0,)))),
        rule_of(Box(6, source=AddressSet.wildcard(1, 0xFF00FF, 6))),
    ],
)
def test_what_no_entry_says_is_refused(dialect: str, rule: Rule) -> None:
    with pytest.raises(CannotRenderError):
        WRITERS[dialect].rule(rule, "EDGE")


@DIALECTS
def test_an_entry_names_no_interface_for_its_list_is_bound_to_one(dialect: str) -> None:
    here, anywhere = Box(4, in_interface=space.interface("Vlan10")), Box(4)
    assert WRITERS[dialect].rule(rule_of(here), "EDGE") == WRITERS[dialect].rule(
        rule_of(anywhere), "EDGE"
    )


@DIALECTS
def test_lists_keep_their_families_and_defaults(dialect: str) -> None:
    policy = Policy("EDGE", (rule_of(Box(4)), rule_of(Box(6))), Action.DENY, "", PLACE)
    export = read_again(dialect, policy)
    assert list(export.policies) == ["EDGE", "EDGE (ipv6)"]
    with pytest.raises(CannotRenderError, match="name"):
        WRITERS[dialect].export({"filter INPUT": policy})
