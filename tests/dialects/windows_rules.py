"""Random rules of Windows Firewall, and what a policy of the common model says of its rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from fwlint.dialects.dialect import all_dialects
from fwlint.dialects.source import read_source
from fwlint.dialects.surroundings import UNKNOWN
from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.lowering import lower
from fwlint.dialects.windows.match import (
    ANY_PORTS,
    ANY_PROTOCOLS,
    ANYWHERE,
    Addresses,
    Ports,
    Protocol,
)
from fwlint.dialects.windows.store import NAMES
from fwlint.model import protocols
from fwlint.model.addresses import AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_ICMP, ANY_PROFILE, Box
from fwlint.model.export import Direction, Export
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy, Resolution
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

PLACE = Span("export", 1)
DIALECTS = {dialect.name: dialect for dialect in all_dialects()}

Meaning = dict[tuple[object, ...], PacketSet]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a shape of export has words for, beside what all have."""

    local_ports: tuple[str, ...] = ("RPC", "Teredo", "IPHTTPS")
    remote_ports: tuple[str, ...] = ("IPHTTPS",)
    addresses: tuple[str, ...] = ("LocalSubnet", "DNS", "DHCP", "WINS", "DefaultGateway")
    local_addresses: tuple[str, ...] = ()
    limits: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    groups: tuple[str, ...] = ("", "Site systems")


SECURITY = ("authenticate", "authenc", "authdynenc", "authnoencap")
DOMAIN_COMPUTERS = "O:LSD:(A;;CC;;;S-1-5-21-1004336348-1177238915-682003330-515)"
LATER_KEYWORDS = ("Internet", "Intranet", "RmtIntranet", "Ply2Renders", "CaptivePortal")

names = st.sampled_from(
    [
        "SQL",
        'the "intranet"',
        "Ünïcode 日本",
        "a; b & c",
        "50-60 $x 'y' `z`",
        "(core): x=y^2",
        "new",
    ]
)
networks = st.builds(
    lambda base, free: AddressSet.wildcard(base, (1 << free) - 1, 4),
    st.integers(0, 2**32 - 1),
    st.sampled_from([0, 1, 8, 16, 31]),
)
ranges4 = st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1)).map(
    lambda ends: AddressSet.range(min(ends), max(ends), 4)
)
ranges6 = st.tuples(st.integers(0, 2**128 - 1), st.integers(0, 2**20)).map(
    lambda ends: AddressSet.range(ends[0], min(sum(ends), 2**128 - 1), 6)
)
spans = st.lists(st.tuples(st.integers(0, 65535), st.integers(1, 90)), min_size=1, max_size=4).map(
    lambda found: IntervalSet.union((a, min(a + n, 65536)) for a, n in found)
)
types = st.lists(
    st.sampled_from([(8 * 256, 9 * 256), (3 * 256 + 4, 3 * 256 + 5), (0, 512), (65535, 65536)]),
    min_size=1,
    max_size=3,
).map(IntervalSet.union)


def ports(keywords: tuple[str, ...]) -> st.SearchStrategy[Ports]:
    mixed = st.builds(Ports, st.just(IntervalSet()) | spans, _some(keywords))
    return st.just(ANY_PORTS) | mixed.filter(lambda one: bool(one.numbers or one.keywords))


def addresses(keywords: tuple[str, ...]) -> st.SearchStrategy[Addresses]:
    mixed = st.builds(
        Addresses,
        st.lists(networks | ranges4, max_size=2).map(AddressSet.union),
        st.lists(ranges6, max_size=2).map(AddressSet.union),
        _some(keywords),
    )
    return st.just(ANYWHERE) | mixed.filter(lambda one: bool(one.v4 or one.v6 or one.keywords))


def _some(words: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    if not words:
        return st.just(())
    return st.lists(st.sampled_from(words), max_size=2, unique=True).map(tuple)


@st.composite
def firewall_rules(draw: st.DrawFn, known: Vocabulary) -> FirewallRule:
    """Draw a rule that `known` has words for, and that matches something."""
    number = draw(st.sampled_from([None, protocols.TCP, protocols.UDP, 1, 58, 47, 0, 255]))
    protocol = ANY_PROTOCOLS if number is None else Protocol.number(number)
    with_ports = number in (protocols.TCP, protocols.UDP)
    action = draw(st.sampled_from([Action.ACCEPT, Action.DENY, Action.BYPASS]))
    limits = {name: draw(st.sampled_from(said)) for name, said in known.limits.items()}
    rule = FirewallRule(
        draw(names),
        PLACE,
        "",
        action,
        (draw(st.sampled_from([Direction.IN, Direction.OUT])),),
        draw(st.booleans()),
        draw(st.sampled_from([ANY_PROFILE, BitSet.of((0,)), BitSet.of((1, 2))])),
        protocol,
        draw(st.just(ANY_ICMP) | types) if protocol.has_icmp else ANY_ICMP,
        draw(addresses(_of(protocol, known.local_addresses))),
        draw(addresses(_of(protocol, known.addresses))),
        draw(ports(known.local_ports)) if with_ports else ANY_PORTS,
        draw(ports(known.remote_ports)) if with_ports else ANY_PORTS,
        program=draw(st.sampled_from(["", "System", r"%SystemRoot%\System32\a b.exe"])),
        service=draw(st.sampled_from(["", "Dnscache", "*"])),
        interface_types=draw(st.sampled_from([(), ("lan",), ("lan", "ras"), ("wireless",)])),
        security=draw(st.sampled_from(SECURITY if action is Action.BYPASS else ("", *SECURITY))),
        others=draw(_some(known.others)),
        edge=draw(st.sampled_from(["", "yes", "deferapp", "deferuser"])),
        group=draw(st.sampled_from(known.groups)),
    )
    whole = replace(rule, **limits)
    assume(any(lowered.packets for _, lowered in lower(whole, UNKNOWN)))
    return whole


def _of(protocol: Protocol, keywords: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out keywords of one family where the protocol has only one: they say it twice."""
    one_family = len(protocol.families) == 1
    return tuple(word for word in keywords if not (one_family and word[-1] in "46"))


def policies_of(rules: Iterable[FirewallRule]) -> dict[str, Policy]:
    """Return what `rules` are in the common model, beside Windows' own defaults."""
    lowered = [pair for rule in rules for pair in lower(rule, UNKNOWN)]
    defaults = {Direction.IN: Action.DENY, Direction.OUT: Action.ACCEPT}
    return {
        name: Policy(
            name,
            tuple(rule for one, rule in lowered if one is direction),
            defaults[direction],
            "",
            PLACE,
            Resolution.DENY_OVERRIDES,
        )
        for direction, name in NAMES.items()
    }


def rule_of(*packets: Box, **fields: Any) -> Rule:
    """Return a rule of the common model that accepts, but for what `fields` say."""
    return replace(Rule(PacketSet(packets), Action.ACCEPT, PLACE, "", name="R"), **fields)


def parsed(dialect: str, data: bytes) -> Export:
    return DIALECTS[dialect].parse(read_source("export", data))


def meaning(policies: Mapping[str, Policy]) -> Meaning:
    """Return the packets of each policy's rules by all else that counts of them.

    A rule may have become several, for its ICMP types or its keywords say.
    """
    found: defaultdict[tuple[object, ...], list[Rule]] = defaultdict(list)
    for name in NAMES.values():
        for rule in filter(lambda one: one.packets, policies[name].rules):
            found[name, *features(rule)].append(rule)
    return {
        key: PacketSet.of(box for rule in rules for box in rule.packets)
        for key, rules in found.items()
    }


def features(rule: Rule) -> tuple[object, ...]:
    notes = (rule.note("group"), rule.note("edge"))
    return rule.name, rule.action, rule.enabled, frozenset(rule.conditions), *notes


def assert_same(one: Meaning, other: Meaning) -> None:
    assert one.keys() == other.keys()
    for key, packets in one.items():
        assert packets.covers(other[key]), key
        assert other[key].covers(packets), key
