"""Tables, chains, policies and paths of a whole dump."""

from __future__ import annotations

from pathlib import Path

import pytest

from fwlint.dialects.iptables import DIALECT
from fwlint.dialects.source import Source, read_source
from fwlint.model.diagnostic import Trouble
from fwlint.model.export import Direction, Export, Replies
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action

FIXTURES = Path(__file__).parent.parent / "fixtures" / "iptables"


def source(text: str) -> Source:
    return read_source("rules.v4", text.encode())


def parse(text: str) -> Export:
    return DIALECT.parse(source(text))


def fixture(name: str) -> Export:
    return DIALECT.parse(read_source(name, (FIXTURES / name).read_bytes()))


def troubles(export: Export) -> list[tuple[int, Trouble]]:
    return [(one.span.line, one.trouble) for one in export.diagnostics]


@pytest.mark.parametrize(
    "line",
    [
        "*filter",
        ":INPUT DROP [0:0]",
        ":web - [12:900]",
        "-A INPUT -j ACCEPT",
        "[3:180] -A INPUT -p tcp",
        "-I INPUT 3 -j DROP",
    ],
)
def test_one_unmistakable_line_is_enough_to_be_recognised(line: str) -> None:
    assert DIALECT.recognises(source(f"some text\n\n{line}\n"))


@pytest.mark.parametrize(
    "line",
    [
        "create bad hash:net family inet",
        "* filter the mail",
        "access-list 101 permit ip any any",
        "-A is the option to append a rule",
    ],
)
def test_other_text_is_not_recognised(line: str) -> None:
    assert not DIALECT.recognises(source(f"{line}\n"))


def test_chains_become_policies_with_the_defaults_of_the_kernel() -> None:
    export = fixture("all_tables/rules.v4")
    assert export.diagnostics == ()
    assert export.replies is Replies.BY_STATE
    defaults = {name: policy.default for name, policy in export.policies.items()}
    assert defaults["filter/INPUT"] is Action.DENY
    assert defaults["filter/OUTPUT"] is Action.ACCEPT
    assert defaults["filter/services"] is Action.RETURN
    assert export.policies["filter/INPUT"].default_text == ":INPUT DROP [1:60]"
    assert str(export.policies["filter/INPUT"].default_span) == "all_tables/rules.v4:25:1"


def test_a_path_goes_through_the_tables_in_hook_order() -> None:
    stages = {path.direction: path.stages for path in fixture("all_tables/rules.v4").paths}
    before = ("raw/PREROUTING", "mangle/PREROUTING", "nat/PREROUTING")
    assert stages[Direction.IN] == (*before, "mangle/INPUT", "filter/INPUT")
    assert stages[Direction.FORWARD] == (
        *(*before, "mangle/FORWARD", "filter/FORWARD", "mangle/POSTROUTING"),
    )
    assert stages[Direction.OUT] == (
        *("raw/OUTPUT", "mangle/OUTPUT", "nat/OUTPUT", "filter/OUTPUT", "mangle/POSTROUTING"),
    )


def test_the_filter_table_is_the_main_stage_of_every_path() -> None:
    assert [path.main_stage for path in fixture("both_families/rules").paths] == [
        *("filter/INPUT", "filter/FORWARD", "filter/OUTPUT"),
        *("ipv6:filter/INPUT", "ipv6:filter/FORWARD", "ipv6:filter/OUTPUT"),
    ]


def test_the_traffic_of_a_path_is_of_its_family_and_not_of_the_loopback_interface() -> None:
    inbound, _, outbound = fixture("all_tables/rules.v4").paths
    assert inbound.families == (4,)
    for path, word in ((inbound, "in"), (outbound, "out")):
        packet = "udp 10.0.0.1:1 > 10.0.0.2:2"
        assert path.traffic & PacketSet((parse_packet(f"{packet} {word} eth0"),))
        assert not path.traffic & PacketSet((parse_packet(f"{packet} {word} lo"),))
        assert not path.traffic & PacketSet((parse_packet("udp [::1]:1 > [::2]:2"),))


def test_a_dump_without_a_filter_table_has_the_paths_of_its_other_tables() -> None:
    export = parse("*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p udp -j DROP\nCOMMIT\n")
    assert [(path.name, path.stages) for path in export.paths] == [
        ("INPUT", ("raw/PREROUTING",)),
        ("FORWARD", ("raw/PREROUTING",)),
    ]


def test_a_built_in_chain_without_a_policy_line_has_an_unknown_policy() -> None:
    export = parse("*filter\n:OUTPUT - [0:0]\n-A INPUT -j LOG\nCOMMIT\n")
    for chain in ("INPUT", "FORWARD", "OUTPUT"):
        policy = export.policies[f"filter/{chain}"]
        assert policy.default is Action.UNKNOWN
        assert policy.default_conditions == (f"policy of filter/{chain} is not in the export",)


def test_a_drop_policy_of_a_nat_chain_is_not_taken_for_a_filter() -> None:
    export = parse("*nat\n:PREROUTING DROP [0:0]\nCOMMIT\n")
    policy = export.policies["nat/PREROUTING"]
    assert policy.default is Action.UNKNOWN
    assert policy.default_conditions == ("nat chains see only the first packet of a connection",)


def test_inserted_rules_stand_where_they_were_put() -> None:
    export = parse(
        "*filter\n:INPUT DROP\n-A INPUT -p tcp\n-I INPUT -p udp\n--insert INPUT 2 -p 1\nCOMMIT\n"
    )
    assert [rule.span.line for rule in export.policies["filter/INPUT"].rules] == [4, 5, 3]


def test_a_rule_keeps_its_own_text_and_place() -> None:
    export = parse("*filter\n:INPUT DROP [0:0]\r\n  [5:300] -A INPUT -j ACCEPT \t\r\nCOMMIT\r\n")
    [rule] = export.policies["filter/INPUT"].rules
    assert rule.text == "[5:300] -A INPUT -j ACCEPT"
    assert str(rule.span) == "rules.v4:3:3"


def test_a_fragment_without_a_table_line_is_read_as_of_table_filter() -> None:
    export = fixture("fragment/user.rules")
    assert troubles(export) == [(3, Trouble.ASSUMED)]
    assert [rule.span.line for rule in export.policies["filter/INPUT"].rules] == [7, 8, 5]
    assert export.policies["filter/INPUT"].default is Action.DENY
    assert len(export.policies["filter/web"].rules) == 1


def test_a_table_that_stands_again_begins_a_dump_of_its_own() -> None:
    export = parse(
        "*filter\n:INPUT DROP\n-A INPUT -p tcp\nCOMMIT\n"
        "*filter\n:INPUT ACCEPT\n:web -\n-A INPUT -j web\nCOMMIT\n*raw\n:OUTPUT ACCEPT\nCOMMIT\n"
    )
    assert [(name, len(one.rules)) for name, one in export.policies.items() if one.rules] == [
        *(("filter/INPUT", 1), ("2:filter/INPUT", 1))
    ]
    assert export.policies["2:filter/INPUT"].rules[0].target == "2:filter/web"
    assert [path.stages for path in export.paths if path.direction is Direction.OUT] == [
        *(("filter/OUTPUT",), ("2:raw/OUTPUT", "2:filter/OUTPUT"))
    ]
    assert troubles(export) == [(5, Trouble.ASSUMED)]


def test_dumps_of_both_families_may_alternate() -> None:
    four, six = (f"# Generated by {name}-save v1.4.21\n" for name in ("iptables", "ip6tables"))
    tables = ("*filter\n:INPUT DROP\nCOMMIT\n", "*raw\n:PREROUTING ACCEPT\nCOMMIT\n")
    export = parse("".join(header + table for table in tables for header in (four, six)))
    assert export.diagnostics == ()
    stages = [path.stages for path in export.paths if path.direction is Direction.IN]
    assert stages == [
        ("raw/PREROUTING", "filter/INPUT"),
        ("ipv6:raw/PREROUTING", "ipv6:filter/INPUT"),
    ]


def test_two_dumps_in_one_file_have_policies_and_paths_of_their_own() -> None:
    export = fixture("both_families/rules")
    assert export.diagnostics == ()
    assert {name for name, policy in export.policies.items() if policy.rules} == {
        *("filter/INPUT", "ipv6:filter/INPUT", "ipv6:filter/ping")
    }
    assert export.policies["ipv6:filter/INPUT"].rules[0].target == "ipv6:filter/ping"
    assert [(path.name, path.families) for path in export.paths] == [
        *(("INPUT", (4,)), ("FORWARD", (4,)), ("OUTPUT", (4,))),
        *(("ipv6:INPUT", (6,)), ("ipv6:FORWARD", (6,)), ("ipv6:OUTPUT", (6,))),
    ]


@pytest.mark.parametrize(
    ("lines", "family"),
    [
        ("-A INPUT -j ACCEPT", 4),
        ("-A INPUT -s 2001:db8::/32 -j ACCEPT", 6),
        ("-A INPUT -p icmpv6 -j ACCEPT", 6),
        ("-A INPUT -j REJECT --reject-with icmp6-port-unreachable", 6),
        ("-A INPUT -m mac --mac-source aa:bb:cc:dd:ee:ff -j ACCEPT", 4),
        ("# Generated by ip6tables-save v1.8.9\n-A INPUT -j ACCEPT", 6),
        ("# Generated by iptables-save v1.8.9\n-A INPUT -p 58 -j ACCEPT", 4),
    ],
)
def test_the_family_is_told_by_the_header_or_else_by_the_rules(lines: str, family: int) -> None:
    export = parse(f"*filter\n{lines}\nCOMMIT\n")
    assert export.paths[0].families == (family,)


def test_rules_for_the_other_family_are_left_out_of_a_file_for_both() -> None:
    export = parse(
        "*filter\n:INPUT DROP\n-A INPUT -p tcp -j ACCEPT\n-4 -A INPUT -s 10.0.0.0/8 -j ACCEPT\n"
        "-6 -A INPUT -s 2001:db8::/32 -j ACCEPT\n-A INPUT --ipv6 -p icmpv6 -j ACCEPT\nCOMMIT\n"
        "# -s 10.0.0.1 -s 10.0.0.2\n"
    )
    assert [rule.span.line for rule in export.policies["filter/INPUT"].rules] == [3, 4]
    assert [one.message for one in export.diagnostics] == [
        "2 lines are for the other address family only, and left out"
    ]
