"""Entries read by shape say what the grammar says, word for word, or fail as it does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark.exceptions import UnexpectedInput

from fwlint.dialects.cisco.entry import Context, Meaning, read_entry
from fwlint.dialects.cisco.groups import Groups
from fwlint.dialects.cisco.ios.platform import IOS
from fwlint.dialects.cisco.iosxr.platform import IOSXR
from fwlint.dialects.cisco.nxos.platform import NXOS
from fwlint.dialects.cisco.platform import Platform
from fwlint.dialects.cisco.shapes import Shapes
from fwlint.dialects.cisco.words import MeaninglessError
from fwlint.dialects.source import read_source

NOWHERE = read_source("r1.cfg", b"")
CONTEXTS = [
    Context(platform, kind, Groups(platform, NOWHERE, {}))
    for platform in (IOS, NXOS, IOSXR)
    for kind in dict.fromkeys(platform.kinds.values())
]

octets = st.sampled_from(["0", "1", "10", "255", "256", "007", "1000"])
quads = st.tuples(octets, octets, octets, octets).map(".".join)
numbers = st.sampled_from(["0", "6", "17", "80", "443", "0080", "65535", "65536", "99999999999"])
lengths = st.sampled_from(["0", "8", "24", "032", "32", "33", "64", "128", "129"])
sixes = st.sampled_from(
    ["::", "2001:db8::1", "2001:DB8:0:1::", "fe80::1:2", "1:2", "::ffff:10.0.0.1"]
)
values = st.one_of(
    quads,
    numbers,
    sixes,
    st.tuples(quads, lengths).map("/".join),
    st.tuples(sixes, lengths).map("/".join),
    numbers.map("({} matches)".format),
)
addresses = st.one_of(
    st.just("any"),
    quads.map("host {}".format),
    sixes.map("host {}".format),
    st.tuples(quads, quads).map(" ".join),
    st.tuples(quads, lengths).map("/".join),
    st.tuples(sixes, lengths).map("/".join),
)
ports = st.one_of(
    st.sampled_from(["", "eq www", "lt 0", "gt ntp"]),
    st.tuples(st.sampled_from(["eq", "neq", "lt", "gt"]), numbers).map(" ".join),
    st.tuples(st.just("eq"), st.sampled_from(["www", "domain"]), numbers).map(" ".join),
    st.tuples(st.just("range"), numbers, numbers).map(" ".join),
)
options = st.sampled_from(
    [
        *("", "log", "log 17", "established", "fragments", "dscp 10", "dscp ef", "ttl eq 5"),
        *(
            "time-range 10.0.0.1",
            "(12 matches)",
            "sequence 30",
            "3 13",
            "echo",
            "syn ack",
            "nonsense",
        ),
    ]
)
starts = st.sampled_from(
    ["", "10 ", "00020 ", "sequence 10 ", "access-list 10 ", "access-list 101 "]
)
likely = st.tuples(
    starts.map(str.strip),
    st.sampled_from(["permit", "deny", "evaluate"]),
    st.sampled_from(["ip", "ipv4", "ipv6", "tcp", "udp", "icmp", "47", "0"]),
    addresses,
    ports,
    addresses,
    ports,
    options,
)
any_words = st.lists(
    values
    | options
    | st.sampled_from(["permit", "tcp", "any", "host", "eq", "range", "10.0.0.0,"]),
    max_size=8,
)
lines = st.tuples(st.sampled_from([" ", "  ", "\t"]), likely | any_words).map(
    lambda parts: parts[0].join(filter(None, parts[1]))
)


def outcome(read: object, *arguments: object) -> Meaning | tuple[str, str, int]:
    try:
        meaning: Meaning = read(*arguments)  # type: ignore[operator]  # either of two readers
    except (UnexpectedInput, MeaninglessError) as error:
        return type(error).__name__, str(error), error.column
    return meaning


@pytest.mark.parametrize(
    "context", CONTEXTS, ids=lambda one: f"{one.platform.title}-{one.kind.start}"
)
@given(batch=st.lists(lines, min_size=1, max_size=12))
def test_the_shape_and_the_grammar_agree(context: Context, batch: list[str]) -> None:
    shapes = Shapes(context)
    for line in [*batch, *batch]:
        assert outcome(shapes.read, line) == outcome(read_entry, line, context)


@pytest.mark.parametrize(
    ("platform", "first", "second"),
    [
        (IOS, "permit tcp any host 10.0.0.1 eq 80", "permit tcp any host 10.0.0.999 eq 81"),
        (IOS, "permit tcp any any eq 80", "permit tcp any any eq 65536"),
        (IOS, "10 permit udp any any range 1 5", "10 permit udp any any range 1 00000000005"),
        (NXOS, "permit ip 10.0.0.0/8 any", "permit ip 10.0.0.0/33 any"),
        (IOSXR, "permit ipv4 10.0.0.0/8 any", "permit ipv4 10.0.0.0 any"),
    ],
)
def test_a_value_that_does_not_fit_its_shape_goes_to_the_grammar(
    platform: Platform, first: str, second: str
) -> None:
    kind = next(
        one for one in platform.kinds.values() if one.start in ("extended_entry", "ipv4_entry")
    )
    context = Context(platform, kind, Groups(platform, NOWHERE, {}))
    shapes = Shapes(context)
    shapes.read(first)
    assert outcome(shapes.read, second) == outcome(read_entry, second, context)
    assert not isinstance(outcome(read_entry, second, context), Meaning)


def test_a_shape_is_learnt_once_and_binds_other_values() -> None:
    context = Context(IOS, IOS.kinds["extended_list"], Groups(IOS, NOWHERE, {}))
    shapes = Shapes(context)
    for host in range(50):
        ends = f"10.0.{host}.0 0.0.0.255 host 192.0.2.{host}"
        line = f"{host} permit tcp {ends} eq {host} (1{host} matches)"
        assert shapes.read(line) == read_entry(line, context)
    assert shapes.learnt == 1
