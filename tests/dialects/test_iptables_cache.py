"""Lines read by their shape say what the grammar says, word for word, or fail as it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark.exceptions import UnexpectedInput

from fwlint.dialects.ipset.match import Matcher
from fwlint.dialects.ipset.sets import Sets
from fwlint.dialects.iptables import DIALECT, reader
from fwlint.dialects.iptables.command import obey
from fwlint.dialects.iptables.dump import Chain, Dump, Place, Table
from fwlint.dialects.iptables.getopt import OtherFamilyError
from fwlint.dialects.iptables.line import read_statement
from fwlint.dialects.iptables.option import RefusedError
from fwlint.dialects.iptables.rule import Meaning
from fwlint.dialects.iptables.shapes import Known, Shapes
from fwlint.dialects.iptables.stretch import obey_known
from fwlint.dialects.source import Source, read_source
from fwlint.model.as_json import export_as_json
from fwlint.model.rule import Rule
from fwlint.model.source import Span
from tests.dialects.test_iptables_noise import words

Outcome = dict[str, tuple[Chain, list[tuple[tuple[Rule, ...], int | None, Meaning | None]]]]
KINDS = [(family, table) for family in (4, 6) for table in ("filter", "raw", "nat")]

octets = st.sampled_from(["0", "1", "10", "255", "256", "010", "0x1f"])
fours = st.lists(octets, min_size=3, max_size=5).map(".".join)
sixes = st.sampled_from(
    ["::", "2001:db8::1", "fe80::1%eth0", "::ffff:10.0.0.1", "1:2", "2001:DB8::"]
)
masks = st.sampled_from(
    ["", "/0", "/8", "/24", "/32", "/33", "/64", "/255.255.0.255", "/ffff::", "/x"]
)
addresses = st.tuples(fours | sixes | st.sampled_from(["peer.example", "a,b"]), masks).map("".join)
lists = st.tuples(addresses, addresses).map(",".join)
ranges = st.tuples(fours | sixes, st.sampled_from(["", "-"]), st.just("") | fours).map("".join)
ports = st.sampled_from(
    ["22", "1:5", "5:1", ":", "0:65535", "022", "65536", "ssh", "nosuch", "80/tcp", "1,2", '"22"']
)
names = st.sampled_from(
    [
        "ACCEPT",
        "LOG",
        "MARK",
        "CHAOS",
        "web",
        "ACCEPTED",
        "-x",
        "!",
        '"web"',
        "eth0",
        "eth+",
        "+",
        "tcp",
        "a,b",
    ]
)
texts = st.sampled_from(
    [
        "x",
        '"x y"',
        '"a -s 10.0.0.1 b"',
        '"say \\"hi\\""',
        'x"y z"',
        '"',
        "!",
        "-j",
        "a'b",
        '""',
        "\\",
    ]
)
targets = st.sampled_from(
    [
        *("10.0.0.1:80", "10.0.0.1-10.0.0.9", "10.0.0.2:80-90", "10.0.0.2:90-80", "10.0.0.1"),
        *("80-90", "80", ":80", "10.0.0.1:", "10.0.0.1:80-", "10.0.0.1:080", "10.0.0.1:65536"),
        *(
            "10.0.0.256:80",
            "10.0.0.01:80",
            "10.0.1:80",
            "10.0.0.1:http",
            "10.0.0.1:8:0",
            "10.0.0.1:0",
        ),
        *("[2001:db8::1]:5", "[2001:db8::1]", "2001:db8::1", "[2001:db8::1]:5-9", "[10.0.0.1]:5"),
        *("host", '"10.0.0.1"', "="),
    ]
)
choices = st.sampled_from(["", "", " --random", " --persistent", " --random --persistent"])


def said(option: str, argument: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from(["", "", "! "]), st.just(option), argument).map(
        lambda parts: f"{parts[0]}{parts[1]} {parts[2]}"
    )


matches = st.one_of(
    said("-s", addresses | lists),
    said("-d", addresses),
    said("-i", names),
    said("-o", names),
    st.tuples(st.sampled_from(["tcp", "udp", "dccp"]), ports).map(
        lambda one: f"-p {one[0]} -m {one[0]} --dport {one[1]}"
    ),
    said("-p tcp -m tcp --sport", ports),
    said("-p udp -m multiport --dports", ports),
    said("-m multiport --ports", ports),
    said("-m iprange --src-range", ranges),
    said("-m comment --comment", texts),
    st.sampled_from(
        [
            *("-m conntrack --ctstate NEW,DNAT", "-m addrtype --dst-type MULTICAST,LOCAL"),
            *("-m set --match-set web dst", "-m limit --limit 5/min", "-m nosuch --thing 1"),
            *("-p icmp -m icmp --icmp-type 8", "-4", "-m mark --mark 0x1/0xff", "-s ! 10.0.0.1"),
            *("--source 10.0.0.1", "-p tcp -m tcp ! --sport 5 ! --dport 6", "-f"),
        ]
    ),
)
ends = st.one_of(
    said("-j", names),
    said("-g", names),
    said("-j LOG --log-prefix", texts),
    said("-j DNAT --random --to-destination", targets),
    st.tuples(said("-j DNAT --to-destination", targets), choices).map("".join),
    said("-j REDIRECT --to-ports", targets),
    said("-j SNAT --to-source", targets),
    st.just(""),
)
rules = st.tuples(
    st.sampled_from(["", "", "[0:0] ", "[12:34] ", " "]),
    st.sampled_from(["-A INPUT", "-A web", '-A "web"', "-A -x", "-I INPUT", "-A"]),
    st.lists(matches, max_size=4).map(" ".join),
    ends,
    st.sampled_from(["", "", " ", " -j"]),
).map(lambda parts: f"{parts[0]}{' '.join(filter(None, parts[1:4]))}{parts[4]}")
declarations = st.tuples(
    names, st.sampled_from(["-", "ACCEPT", "X"]), st.sampled_from(["[0:0]", "[7:9]", "", "[0:0] x"])
).map(lambda parts: ":" + " ".join(parts))
lines = rules | declarations


def by_grammar(line: str, shapes: Shapes, family: int, table: str) -> Outcome | None:
    """Return what the grammar makes of a table by a line, and let `shapes` learn it."""
    place = place_of(line, family, table)
    try:
        statement = read_statement(line, family)
        meaning = obey(place, statement)
    except (UnexpectedInput, RefusedError, OtherFamilyError):
        return None
    shapes.learn(line, statement, meaning)
    return outcome(place.table)


def by_shape(line: str, shapes: Shapes, family: int, table: str) -> Outcome | None:
    """Return what a line makes of a table by its shape, or None where only the grammar can tell."""
    place = place_of(line, family, table)
    known = shapes.take([line], 0)
    refused = list(obey_known(place, known))
    return outcome(place.table) if known and not refused else None


def outcome(table: Table) -> Outcome:
    """Return everything that a table holds, and what its lines mean."""
    return {
        name: (
            replace(chain, lines=[]),
            [
                (line.rules, line.size, line.meaning(line.text) if line.meaning else None)
                for line in chain.lines
            ],
        )
        for name, chain in table.chains.items()
    }


def place_of(line: str, family: int, table: str) -> Place:
    """Return the place of a line in a dump that has a chain called like an extension's target."""
    chains = {"CHAOS": Chain(Span("rules"), declared=True)}
    dump = Dump(family, "2:", Matcher(Sets()), {})
    return Place(Source("rules", b"", (line,)), 1, dump, Table(table, Span("rules"), chains))


def assert_agree(batch: list[str], family: int, table: str) -> None:
    """Assert it for shapes that are looked up, and for those guessed from the line before."""
    shapes = Shapes(family, table, often=1)
    for line in [*batch, *batch, *batch, *(line for line in batch for _ in range(3))]:
        known = by_shape(line, shapes, family, table)
        told = by_grammar(line, shapes, family, table)
        assert known is None or known == told, line


@pytest.mark.parametrize(("family", "table"), KINDS)
@given(batch=st.lists(lines, min_size=1, max_size=8))
def test_the_shape_and_the_grammar_agree(family: int, table: str, batch: list[str]) -> None:
    assert_agree(batch, family, table)


@given(
    frame=st.tuples(matches, matches, ends),
    values=st.lists(addresses | ports | names | texts | ranges | targets, min_size=2, max_size=6),
)
def test_they_agree_where_lines_differ_in_one_value_only(
    frame: tuple[str, ...], values: list[str]
) -> None:
    """Each value takes the place of the last word of each part, whether it fits there or not."""
    batch = []
    for part in range(len(frame)):
        for value in ["", *values]:
            cut = frame[part].rpartition(" ")[0]
            parts = [*frame[:part], f"{cut} {value}" if value else frame[part], *frame[part + 1 :]]
            batch.append(" ".join(["-A INPUT", *filter(None, parts)]))
    assert_agree(batch, 4, "nat")


@pytest.mark.parametrize(("family", "table"), KINDS)
def test_they_agree_on_every_extension(family: int, table: str) -> None:
    random = Random(family)
    assert_agree([" ".join(["-A INPUT", *words(random)]) for _ in range(40)], family, table)


def test_a_shape_is_learnt_once_and_binds_other_values() -> None:
    shapes = Shapes(4, "nat", often=5)
    for host in range(1, 60):
        line = (
            f"[{host}:0] -A web{host} ! -s 10.0.{host}.0/24 -d 192.0.2.{host} -i eth{host} -p tcp"
            f' -m tcp --dport {host} -m comment --comment "no {host}"'
            f" -j DNAT --to-destination 10.0.0.{host}:80"
        )
        known = by_shape(line, shapes, 4, "nat")
        assert (known is None) == (host == 1)
        told = by_grammar(line, shapes, 4, "nat")
        assert known is None or known == told
    assert shapes.learnt == 1


def test_the_shape_of_a_very_long_line_is_not_kept() -> None:
    shapes = Shapes(4, "filter")
    for mark in range(300):
        by_grammar(f"-A INPUT -m mark --mark {mark} -j ACCEPT", shapes, 4, "filter")
    assert shapes.learnt == 300
    by_grammar(f'-A INPUT -m string --algo bm --string "{"x" * 2000}"', shapes, 4, "filter")
    assert shapes.learnt == 300


def test_a_dump_of_one_shape_says_the_same_as_its_lines_one_by_one() -> None:
    rules = [f"-A INPUT -s 10.0.0.{n} -p tcp -m tcp --dport {n} -j ACCEPT" for n in range(1, 40)]
    rules[20] = "-A INPUT -s 10.0.0.300 -p tcp -m tcp --dport 21 -j ACCEPT"
    export = DIALECT.parse(read_source("rules.v4", "\n".join(["*filter", *rules]).encode()))
    rest = export_as_json(export)["policies"][0]["rules"]
    for number, rule in enumerate(rules, 2):
        blank = "\n" * (number - 2)
        alone = DIALECT.parse(read_source("rules.v4", f"*filter\n{blank}{rule}".encode()))
        assert export_as_json(alone)["policies"][0]["rules"] == [rest[number - 2]]
    told = [one for one in export.diagnostics if one.span.line == 22]
    assert [one.message for one in told] == ["octet 300 is above 255"]


def test_a_chain_may_be_called_like_a_target() -> None:
    shapes = Shapes(4, "nat")
    assert by_grammar("-A INPUT -g MARK", shapes, 4, "nat") is not None
    known = by_shape("-A INPUT -g web", shapes, 4, "nat")
    assert known == by_grammar("-A INPUT -g web", shapes, 4, "nat")
    assert known is not None
    [((rule,), _, _)] = known["INPUT"][1]
    assert rule.target == "2:nat/web"
    assert not rule.notes


def read_with(take: Callable[[Shapes, Sequence[str], int], list[Known]], text: str) -> str:
    """Return everything that is read of a dump if lines of known shapes are taken so."""
    shapes = partial(Shapes, often=1)
    with patch.object(reader, "Shapes", shapes), patch.object(Shapes, "take", take):
        return repr(DIALECT.parse(read_source("rules.v4", text.encode())))


commands = st.one_of(
    lines,
    rules,
    st.tuples(
        st.sampled_from(["-D", "-I", "-D INPUT 2", "-R INPUT 1", ":web - [0:0]", ":CHAOS - [0:0]"]),
        rules,
    ).map(lambda parts: parts[0] if parts[0][0] == ":" else changing(*parts)),
)


def changing(command: str, rule: str) -> str:
    """Return a command on the rule that a line appends."""
    return rule.replace("-A INPUT" if " " in command else "-A", command)


@given(
    dump=st.lists(commands, min_size=1, max_size=10),
    family=st.sampled_from([4, 6]),
    table=st.sampled_from(["filter", "raw", "nat"]),
    random=st.randoms(use_true_random=False),
)
def test_a_whole_dump_says_the_same_by_shapes_as_by_the_grammar(
    dump: list[str], family: int, table: str, random: Random
) -> None:
    """Its lines come several times in any order, so that values fit nowhere amid ones that do."""
    text = [*dump, *random.sample(dump * 4, len(dump) * 4)]
    header = f"# Generated by ip{'6' * (family == 6)}tables-save v1.8.9\n*{table}\n"
    whole = header + "\n".join([*text, "COMMIT"])
    assert read_with(Shapes.take, whole) == read_with(lambda *_: [], whole)


@pytest.mark.parametrize("wrong", [0, 1, 2, 500, 998, 999])
def test_one_line_among_a_thousand_of_its_shape_goes_to_the_grammar(wrong: int) -> None:
    rules = [
        f"-A PREROUTING -p {'udp' if n % 3 else 'tcp'} -j DNAT --to-destination 10.0.{n % 250}.1:80"
        for n in range(1000)
    ]
    rules[wrong] = rules[wrong].replace("10.0.", "10.0.300.")
    whole = "\n".join(["*nat", *rules, "COMMIT"])
    told = read_with(Shapes.take, whole)
    assert told == read_with(lambda *_: [], whole)


def test_a_deletion_finds_the_line_of_a_known_shape_by_all_that_it_says() -> None:
    rules = [f'-A INPUT -s 10.0.0.1/32 -m comment --comment "no {n}" -j LOG' for n in range(9)]
    text = "\n".join(["*filter", *rules, rules[5].replace("-A", "-D"), "COMMIT"])
    export = DIALECT.parse(read_source("rules.v4", text.encode()))
    assert not export.diagnostics
    left = [rule.text for rule in export.policies["filter/INPUT"].rules]
    assert left == [rule for rule in rules if rule != rules[5]]
