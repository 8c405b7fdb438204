"""Which element of a set the kernel finds, and what it makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Network
from itertools import product
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fwlint.dialects.ipset.lookup import look_up
from fwlint.dialects.ipset.match import LIMIT
from fwlint.model.box import Box
from fwlint.model.packetset import PacketSet
from tests.dialects.ipset_cases import ask, asked, read, sets, verdict

HOLES = (
    "create x hash:net",
    "add x 10.0.0.0/8",
    "add x 10.1.0.0/16 nomatch",
    "add x 10.1.1.0/24",
)


def from_host(source: str) -> str:
    return f"tcp {source}:40000 > 198.51.100.9:443 in eth0"


@pytest.mark.parametrize(
    ("source", "expected"),
    [("10.9.9.9", "in"), ("10.1.9.9", "out"), ("10.1.1.9", "in"), ("11.0.0.1", "out")],
)
def test_the_longest_prefix_decides(source: str, expected: str) -> None:
    assert ask(sets(*HOLES), "x src", from_host(source)) == expected


def test_return_nomatch_asks_for_the_exceptions_alone() -> None:
    matcher = sets(*HOLES)
    assert ask(matcher, "x src", from_host("10.1.9.9"), nomatch=True) == "in"
    assert ask(matcher, "x src", from_host("10.1.1.9"), nomatch=True) == "out"
    assert ask(matcher, "x src", from_host("11.0.0.1"), nomatch=True) == "out"
    assert ask(matcher, "! x src", from_host("11.0.0.1"), nomatch=True) == "in"


def test_return_nomatch_means_nothing_to_a_type_without_networks() -> None:
    matcher = sets("create x hash:ip", "add x 10.0.0.1")
    assert ask(matcher, "x src", from_host("10.0.0.1"), nomatch=True) == "in"


def test_an_exception_that_times_out_leaves_a_hole_that_depends() -> None:
    lines = (
        "create x hash:net timeout 0",
        "add x 10.0.0.0/8",
        "add x 10.1.0.0/16 nomatch timeout 9",
    )
    matcher = sets(*lines)
    assert ask(matcher, "x src", from_host("10.1.0.1")) == "perhaps"
    assert ask(matcher, "x src", from_host("10.2.0.1")) == "in"


def test_an_element_that_times_out_within_one_that_stays_makes_no_difference() -> None:
    lines = ("create x hash:net timeout 0", "add x 10.0.0.0/8", "add x 10.1.0.0/16 timeout 9")
    assert ask(sets(*lines), "x src", from_host("10.1.0.1")) == "in"


def test_an_exception_is_for_its_own_port() -> None:
    lines = ("create x hash:net,port", "add x 10.0.0.0/8,400-500", "add x 10.1.0.0/16,443 nomatch")
    matcher = sets(*lines)
    assert ask(matcher, "x src,dst", from_host("10.1.0.1")) == "out"
    assert ask(matcher, "x src,dst", from_host("10.1.0.1").replace("443", "444")) == "in"


def test_the_first_of_two_networks_has_precedence() -> None:
    matcher = sets(
        "create x hash:net,net",
        "add x 10.0.0.0/8,198.51.100.0/24 nomatch",
        "add x 10.1.0.0/16,198.0.0.0/8",
    )
    assert ask(matcher, "x src,dst", from_host("10.1.0.1")) == "in"
    assert ask(matcher, "x src,dst", from_host("10.2.0.1")) == "out"


def test_interfaces_are_those_of_the_longest_prefix_only() -> None:
    matcher = sets(
        "create x hash:net,iface",
        "add x 10.0.0.0/8,eth0",
        "add x 10.1.0.0/16,eth1",
    )
    assert ask(matcher, "x src,src", from_host("10.2.0.1")) == "in"
    assert ask(matcher, "x src,src", from_host("10.1.0.1")) == "out"
    assert ask(matcher, "! x src,src", from_host("10.1.0.1")) == "in"


def test_elements_that_contradict_each_other_make_a_condition() -> None:
    matcher = sets(
        "create x hash:net,iface",
        "add x 10.0.0.0/8,eth0",
        "add x 10.0.0.0/8,eth wildcard nomatch",
    )
    answer = matcher.answer((asked("x src,src"),), 4)
    assert verdict(answer, from_host("10.0.0.1")) == "perhaps"
    assert answer.conditions == (
        "elements of set x contradict each other: -m set --match-set x src,src",
    )


def test_a_match_with_too_few_directions_matches_nothing() -> None:
    matcher = sets("create x hash:ip,port", "add x 10.0.0.1,443")
    assert ask(matcher, "x src", from_host("10.0.0.1")) == "out"
    assert ask(matcher, "! x src", from_host("10.0.0.1")) == "in"
    assert ask(matcher, "x src,dst,dst", from_host("10.0.0.1")) == "in"


def test_both_parts_can_be_compared_with_the_same_end() -> None:
    matcher = sets("create x hash:net,net", "add x 10.0.0.0/8,10.1.0.0/16")
    assert ask(matcher, "x src,src", from_host("10.1.0.1")) == "in"
    assert ask(matcher, "x src,src", from_host("10.2.0.1")) == "out"


def test_a_set_of_one_family_holds_nothing_of_the_other() -> None:
    matcher = sets("create x hash:net", "add x 128.0.0.0/1", "add x 0.0.0.0/1")
    assert ask(matcher, "x src", from_host("10.0.0.1")) == "in"
    assert ask(matcher, "x src", "tcp [2001:db8::1]:40000 > [2001:db8::2]:443") == "out"


LIST = (
    "create hosts hash:ip",
    "add hosts 10.0.0.1",
    "create services hash:ip,port",
    "add services 10.0.0.2,443",
    "create x list:set",
    "add x hosts",
    "add x services after hosts",
)


def test_a_list_unites_its_sets_as_far_as_the_directions_reach() -> None:
    matcher = sets(*LIST)
    assert ask(matcher, "x src", from_host("10.0.0.1")) == "in"
    assert ask(matcher, "x src", from_host("10.0.0.2")) == "out"
    assert ask(matcher, "x src,dst", from_host("10.0.0.2")) == "in"
    assert ask(matcher, "! x src,dst", from_host("10.0.0.3")) == "in"


def test_a_list_goes_on_behind_an_exception() -> None:
    matcher = sets(
        *HOLES, "create y hash:ip", "add y 10.1.9.9", "create l list:set", "add l x", "add l y"
    )
    assert ask(matcher, "l src", from_host("10.1.9.9")) == "in"


def test_a_list_says_which_of_its_sets_is_in_doubt() -> None:
    matcher = sets(*LIST, "add x elsewhere")
    assert ask(matcher, "x src", from_host("10.0.0.1")) == "in"
    assert ask(matcher, "x src", from_host("10.0.0.3")) == "perhaps"
    [condition] = matcher.answer((asked("x src"),), 4).conditions
    assert condition == "set elsewhere is not in the export: -m set --match-set x src"


def test_no_list_is_in_a_list() -> None:
    [trouble] = read(*LIST, "create y list:set", "add y x").diagnostics
    assert trouble.message == "a list:set cannot hold another"


def test_what_two_matches_of_a_rule_ask_must_both_hold() -> None:
    matcher = sets(*HOLES, "create y bitmap:port range 0-1000", "add y 443")
    both = matcher.answer((asked("x src"), asked("! y dst")), 4)
    assert verdict(both, from_host("10.1.1.9")) == "out"
    assert verdict(both, from_host("10.1.1.9").replace("443", "444")) == "in"
    assert verdict(both, from_host("10.1.9.9").replace("443", "444")) == "out"


def test_more_combinations_than_can_be_told_apart_are_a_condition() -> None:
    lines = [f"add x 10.{n % 250}.{n // 250}.1,{1000 + n}" for n in range(LIMIT + 1)]
    matcher = sets("create x hash:ip,port", *lines)
    answer = matcher.answer((asked("x src,dst"),), 4)
    assert verdict(answer, from_host("10.0.0.1").replace("443", "1000")) == "perhaps"
    assert verdict(answer, from_host("11.0.0.1").replace("443", "1000")) == "out"
    assert verdict(answer, from_host("10.0.0.1")) == "out"
    assert answer.conditions == (
        "set x is too many different combinations: -m set --match-set x src,dst",
    )


def test_many_pairs_that_share_their_ports_are_few_boxes() -> None:
    lines = [f"add x 10.{n % 250}.{n // 250}.1,{80 + n % 3}" for n in range(3 * LIMIT)]
    answer = sets("create x hash:ip,port", *lines).answer((asked("x src,dst"),), 4)
    assert len(answer.surely.boxes) == 3
    assert not answer.conditions


CODES = st.sampled_from(["80", "udp:80-90", "sctp:5", "icmp:8/0", "gre:0", "tcp:0-65535", "ospf:0"])


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(["10.0.0.1", "10.0.0.0/30"]), CODES), max_size=6))
def test_a_match_and_its_negation_share_no_packet_and_leave_none_out(
    elements: list[tuple[str, str]],
) -> None:
    matcher = sets("create x hash:ip,port", *(f"add x {ip},{code}" for ip, code in elements))
    for directions in ("src,src", "dst,src"):
        inside = matcher.answer((asked(f"x {directions}"),), 4).surely
        outside = matcher.answer((asked(f"! x {directions}"),), 4).surely
        assert not inside & outside
        assert (inside | outside).covers(PacketSet((Box(4),)))


LENGTHS = range(8, 11)
NETWORKS = [
    IPv4Network((10 << 24 | number << (32 - length), length))
    for length in LENGTHS
    for number in range(1 << (length - 8))
]
HOSTS = [f"10.{number}.0.1" for number in (1, 65, 129, 193)]


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(NETWORKS), st.sampled_from(NETWORKS)), st.booleans(), max_size=8
    )
)
def test_pairs_of_networks_are_looked_up_as_the_kernel_does(
    elements: dict[tuple[IPv4Network, IPv4Network], bool],
) -> None:
    lines = [f"add x {a},{b}{'' if match else ' nomatch'}" for (a, b), match in elements.items()]
    answer = sets("create x hash:net,net", *lines).answer((asked("x src,dst"),), 4)
    for source, destination in product(HOSTS, HOSTS):
        found = verdict(answer, f"gre {source} > {destination}")
        assert found == ("in" if _looked_up(elements, source, destination) else "out")


def _looked_up(
    elements: Mapping[tuple[IPv4Network, IPv4Network], bool], source: str, destination: str
) -> bool:
    """Do what mtype_test_cidrs of the kernel does: try every pair of lengths, the longest first."""
    for first, second in product(reversed(LENGTHS), reversed(LENGTHS)):
        pair = (
            IPv4Network(f"{source}/{first}", strict=False),
            IPv4Network(f"{destination}/{second}", strict=False),
        )
        if pair in elements:
            return elements[pair]
    return False


def test_a_set_that_rules_ask_together_with_others_is_looked_up_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = [f"x{number}" for number in range(8)]
    matcher = sets(
        *(f"create {name} hash:ip" for name in names),
        *(f"add {name} 10.0.0.{number}" for number, name in enumerate(names)),
    )
    looked_up = Mock(side_effect=look_up)
    monkeypatch.setattr("fwlint.dialects.ipset.match.look_up", looked_up)
    for source, destination in product(names, names):
        matcher.answer((asked(f"{source} src"), asked(f"{destination} dst")), 4)
    assert looked_up.call_count == 2 * len(names)
